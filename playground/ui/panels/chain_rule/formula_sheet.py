"""Formulas under each other that are lit together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.ui.widgets.maths.view import FormulaView
from playground.ui.widgets.spacing import Spacing

if TYPE_CHECKING:
    from collections.abc import Hashable

    from playground.ui.panels.chain_rule.stage import Stage
    from playground.ui.theme.theme import Theme

_GAP = 2


class FormulaSheet(QWidget):
    """`pointed` carries a key of the chosen path, None for none."""

    pointed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.column = QVBoxLayout(self)
        Spacing(theme, self, self.column, _GAP)
        self.formulas: list[FormulaView] = []
        self._resting: Hashable = None

    def add_formula(self, size: float, tip: str = "") -> FormulaView:
        """Put a formula under those that are there."""
        view = FormulaView(self._theme, self, size=size, tip=tip)
        view.pointed.connect(self._point)
        self.column.addWidget(view)
        self.formulas.append(view)
        return view

    def light(self, key: Hashable) -> None:
        """Light the terms of a key; with None, what has just been found in the walk."""
        for view in self.formulas:
            view.light(self._resting if key is None else key)

    def show_stage(self, stage: Stage) -> None:
        """Light what has just been found."""
        if stage.link is not None:
            self._resting = ("link", stage.link)
        else:
            self._resting = None if stage.value is None else ("value", stage.value)
        self.light(None)

    def _point(self, key: Hashable) -> None:
        of_path = isinstance(key, tuple) and key[0] in ("value", "link")
        self.light(key)
        self.pointed.emit(key if of_path else None)
