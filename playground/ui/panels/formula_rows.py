"""The person's own formulas: each a chip to switch, with buttons to change it and to take it away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from playground.formula.writing import pretty
from playground.ui.widgets.buttons import IconButton
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.toggle_chip import ToggleChip
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.ui.theme.theme import Theme


class FormulaRows(QWidget):
    """A row per formula; each signal carries the formula's key."""

    switched = Signal(str, bool)
    change_wanted = Signal(str)
    removal_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows: dict[str, FormulaRow] = {}
        self._column = QVBoxLayout(self)
        Spacing(theme, self, self._column, 0)

    def show_formulas(self, formulas: Sequence[str], on: Sequence[str], tips: dict[str, str]) -> None:
        """Show these formulas, and which are on."""
        if tuple(self.rows) != tuple(formulas):
            self._rebuild(formulas)
        for key, row in self.rows.items():
            row.chip.show_on(key in on)
            set_tip(row.chip, tips[key])
        self.setVisible(bool(formulas))

    def _rebuild(self, formulas: Sequence[str]) -> None:
        for key, row in self.rows.items():
            self._column.removeWidget(row)
            if key not in formulas:
                row.hide()
                row.deleteLater()
        self.rows = {key: self.rows.get(key) or self._row(key) for key in formulas}
        for row in self.rows.values():
            self._column.addWidget(row)

    def _row(self, key: str) -> FormulaRow:
        row = FormulaRow(self._theme, key, self)
        row.chip.switched.connect(partial(self.switched.emit, key))
        row.change_button.clicked.connect(lambda: self.change_wanted.emit(key))
        row.remove_button.clicked.connect(lambda: self.removal_wanted.emit(key))
        return row


class FormulaRow(QWidget):
    """One formula."""

    def __init__(self, theme: Theme, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        label = pretty(key)
        self.chip = ToggleChip(theme, label, f"Formula {label}", self)
        self.chip.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.change_button = _button(theme, "pencil", f"Change {label}", self)
        self.remove_button = _button(theme, "x", f"Remove {label}", self)
        row = QHBoxLayout(self)
        Spacing(theme, self, row, 0)
        row.addWidget(self.chip)
        row.addStretch(1)
        row.addWidget(self.change_button)
        row.addWidget(self.remove_button)


def _button(theme: Theme, icon: str, name: str, parent: QWidget) -> IconButton:
    return IconButton(theme, icon, name, parent, size=28, icon_size=14, quiet=True)
