"""One layer's weights as a table: a row per unit below and one for the bias, a column per neuron."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from playground.ui.theme.numbers import format_significant, parse_number
from playground.worker.snapshots import Neuron, Parameter

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import LayerValues

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
NOWHERE = QModelIndex()


class WeightsModel(QAbstractTableModel):
    """Shows values it is given; `typed` carries a parameter, its value and what was typed instead."""

    typed = Signal(object, float, float)
    refused = Signal(str)

    def __init__(self, theme: Theme, name_of: Callable[[Neuron], str], parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._name_of = theme, name_of
        self._layer = 0
        self._values = np.zeros((0, 0))
        self._reach = 1.0

    def show_layer(self, layer: int, values: LayerValues | None) -> None:
        """Show a layer's numbers, nothing where they are not known."""
        shown = np.zeros((0, 0)) if values is None else np.vstack([values.weights, values.biases])
        if layer != self._layer or shown.shape != self._values.shape:
            self.beginResetModel()
            self._layer, self._values = layer, shown
            self._measure()
            self.endResetModel()
        else:
            self._values = shown
            self._measure()
            if shown.size:
                self.dataChanged.emit(self.index(0, 0), self.index(shown.shape[0] - 1, shown.shape[1] - 1))

    def _measure(self) -> None:
        finite = self._values[np.isfinite(self._values)]
        self._reach = float(np.abs(finite).max(initial=0.0)) or 1.0

    def value(self, row: int, column: int) -> float:
        """Return the number of a cell."""
        return float(self._values[row, column])

    def parameter(self, row: int, column: int) -> Parameter:
        """Return the weight or bias that a cell stands for."""
        bias = row == self._values.shape[0] - 1
        return Parameter(self._layer, None if bias else row, column)

    # What Qt asks

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Count the units below, and the bias."""
        return 0 if parent.isValid() else self._values.shape[0]

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Count the layer's neurons."""
        return 0 if parent.isValid() else self._values.shape[1]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every cell be typed into."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Name the neurons, and what they read."""
        if role != Role.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return self._name_of(Neuron(self._layer + 1, section))
        if section == self._values.shape[0] - 1:
            return "bias b"
        return self._name_of(Neuron(self._layer, section))

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Write a number, in the colour of its value."""
        value = self.value(index.row(), index.column())
        match role:
            case Role.DisplayRole:
                return format_significant(value)
            case Role.EditRole:
                return repr(value)
            case Role.TextAlignmentRole:
                return RIGHT
            case Role.BackgroundRole:
                return self._shade(value)
            case Role.ForegroundRole:
                return self._ink(value)
            case Role.ToolTipRole | Role.AccessibleTextRole:
                return f"{self._title(index)}: {value!r}"
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Ask for the number that was typed; it is shown when the run has it."""
        number = parse_number(str(value))
        if role != Role.EditRole or number is None:
            self.refused.emit(f"“{str(value)[:20]}” is no number.")
            return False
        self.typed.emit(
            self.parameter(index.row(), index.column()), self.value(index.row(), index.column()), number
        )
        return True

    def _title(self, index: Index) -> str:
        row = self.headerData(index.row(), Qt.Orientation.Vertical)
        column = self.headerData(index.column(), Qt.Orientation.Horizontal)
        bias = index.row() == self._values.shape[0] - 1
        return f"Bias of {column}" if bias else f"Weight {row} → {column}"

    def _shade(self, value: float) -> QColor:
        if not math.isfinite(value):
            return self._theme.color("dangerbg")
        place = round((value / self._reach + 1.0) * 127.5)
        return QColor(*self._theme.lut("area")[place].tolist())

    def _ink(self, value: float) -> QColor:
        return self._theme.color("ink" if math.isfinite(value) else "danger")
