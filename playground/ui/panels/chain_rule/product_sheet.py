"""A derivative as a sum over paths: the chosen path's product, and all products added up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.panels.chain_rule.formula_sheet import FormulaSheet
from playground.ui.panels.chain_rule.product_formula import path_formula, path_numbers, sum_formula

if TYPE_CHECKING:
    from collections.abc import Hashable

    from playground.ui.panels.chain_rule.stage import Stage
    from playground.ui.theme.theme import Theme
    from playground.worker.questions import ChainAnswer

LETTERS, NUMBERS = 19, 17.5
MANY_LINKS, OF_MANY = 7, 0.86  # a longer product is set in smaller type
ROUNDED = "The numbers are rounded here, not where they are multiplied."
_LINE = 9


class ProductSheet(FormulaSheet):
    """`path_pressed` carries the place of a listed path whose product is clicked."""

    path_pressed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._chosen: Hashable = None
        self.letters, self.numbers = self.add_formula(LETTERS), self.add_formula(NUMBERS, ROUNDED)
        self._line = _Line(theme, self)
        self.column.addWidget(self._line)
        self.sum = self.add_formula(NUMBERS, f"A click on a product follows its path. {ROUNDED}")
        self.column.addStretch(1)
        self.sum.pressed.connect(self._take)

    def show_answer(self, answer: ChainAnswer, stage: Stage) -> None:
        """Show the chosen path of an answer and the sum of all."""
        share = OF_MANY if len(answer.links) > MANY_LINKS else 1.0
        self.letters.set_size(share * LETTERS)
        self.numbers.set_size(share * NUMBERS)
        self._chosen = ("path", answer.chosen) if answer.path_count > 1 else None
        self.letters.show_formula(path_formula(answer))
        self.numbers.show_formula(path_numbers(answer, stage))
        total = sum_formula(answer, stage)
        self.sum.setVisible(total is not None)
        if total is not None:
            self.sum.show_formula(total)
        self.show_stage(stage)

    def light(self, key: Hashable) -> None:
        """Light the terms of a key; with none, the chosen path among all."""
        super().light(key)
        if key is None:
            self.sum.light(self._chosen)

    def _take(self, key: Hashable) -> None:
        if isinstance(key, tuple) and key[0] == "path" and isinstance(key[1], int):
            self.path_pressed.emit(key[1])


class _Line(QWidget):
    """A hairline between the one path and all of them."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(0, self._theme.px(_LINE))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            thick = self._theme.pxf(1)
            rule = QRectF(0, (self.height() - thick) / 2, self.width(), thick)
            painter.fillRect(rule, self._theme.color("line"))
