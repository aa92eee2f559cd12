"""The weights and the bias of one neuron as rows of a table, beside what they are multiplied with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush

from playground.ui.theme.numbers import SIGNED, format_signed, parse_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import NeuronSum

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
FROM, WEIGHT, INPUT, PRODUCT, FROZEN = range(5)
HEADS = ("From", "Weight", "× Input", "= Product", "Frozen")
HEAD_TIPS = (
    "What the weight reads; the bias reads nothing",
    "Type a number to set it",
    "What it reads of the chosen sample",
    "What it adds to the sum",
    "Training leaves a frozen one alone",
)
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the name of what is read, the weight, the input (None for the bias) and their product."""

    name: str
    weight: float
    given: float | None
    product: float


class WeightsModel(QAbstractTableModel):
    """`value_typed` tells the row, the value before and the new one; `freeze_wanted` the row and the tick."""

    value_typed = Signal(int, float, float)
    freeze_wanted = Signal(int, bool)

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[Row] = []
        self._frozen: set[int] = set()
        self._layer_frozen = False
        theme.changed.connect(self._repaint)

    def show_sum(self, found: NeuronSum, names: Sequence[str]) -> None:
        """Show the newest numbers; the bias, if there is one, comes last."""
        columns = (found.weights.tolist(), found.inputs.tolist(), found.products.tolist())
        rows = [Row(*each) for each in zip(names, *columns, strict=True)]
        if found.bias is not None:
            rows.append(Row("Bias", found.bias, None, found.bias))
        if len(rows) != len(self._rows):
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
        else:
            self._rows = rows
            self._repaint()

    def show_frozen(self, frozen: set[int], *, layer: bool) -> None:
        """Tick these rows; all where the whole layer is frozen."""
        if (frozen, layer) != (self._frozen, self._layer_frozen):
            self._frozen, self._layer_frozen = frozen, layer
            self._repaint()

    def forget(self) -> None:
        """Show nothing until the next numbers are here."""
        self.beginResetModel()
        self._rows = []
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Give how many weights and biases there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Give how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Give a column's name, and what it means."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Role.TextAlignmentRole:
            return LEFT if section == FROM else RIGHT
        return {Role.DisplayRole: HEADS, Role.ToolTipRole: HEAD_TIPS}.get(Role(role), (None,) * 5)[section]

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Give what a cell shows."""
        row, column = self._rows[index.row()], index.column()
        if column == FROZEN:
            return self._tick(index.row(), role)
        number = {WEIGHT: row.weight, INPUT: row.given, PRODUCT: row.product}.get(column)
        if role in (Role.DisplayRole, Role.EditRole):
            return row.name if column == FROM else "" if number is None else format_signed(number)
        if role == Role.ToolTipRole:
            return row.name if column == FROM else "" if number is None else f"{number!r}"
        if role == Role.TextAlignmentRole:
            return LEFT if column == FROM else RIGHT
        if role == Role.ForegroundRole and column in (WEIGHT, PRODUCT) and number:
            return QBrush(self._theme.color("neg" if number < 0 else "pos"))
        return None

    def _tick(self, row: int, role: int) -> Any:
        frozen = self._layer_frozen or row in self._frozen
        if role == Role.CheckStateRole:
            return Qt.CheckState.Checked if frozen else Qt.CheckState.Unchecked
        if role == Role.DisplayRole:
            return ""
        if role == Role.AccessibleTextRole:
            return "frozen" if frozen else "not frozen"
        if role == Role.ToolTipRole:
            return "Frozen with its layer" if self._layer_frozen else "Freeze: training leaves it alone"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let weights be typed, and rows be ticked where the layer as a whole is not frozen."""
        flags = super().flags(index)
        if index.column() == WEIGHT:
            return flags | Qt.ItemFlag.ItemIsEditable
        if index.column() == FROZEN and not self._layer_frozen:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Ask for what a person typed or ticked; it is shown once it holds."""
        if role == Role.CheckStateRole and index.column() == FROZEN and not self._layer_frozen:
            self.freeze_wanted.emit(index.row(), Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        number = parse_number(str(value)) if role == Role.EditRole and index.column() == WEIGHT else None
        before = self._rows[index.row()].weight
        if number is None or SIGNED.write(before) == str(value):
            return False
        self.value_typed.emit(index.row(), before, number)
        return True

    def _repaint(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(HEADS) - 1))
