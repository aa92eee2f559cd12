"""How long steps are: η, momentum's β, and where the largest η is that still settles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.document.choices import DescentMethod, DescentShown
from playground.document.descent_view import DescentView
from playground.ui.panels.functions.descent_formula import first_step, rule
from playground.ui.panels.functions.descent_words import letters
from playground.ui.theme.numbers import Notation, format_fixed, parse_number
from playground.ui.widgets.learning_rate import LearningRateSlider
from playground.ui.widgets.maths.view import FormulaView
from playground.ui.widgets.scale import Scale
from playground.ui.widgets.slider import Slider
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme
    from playground.worker.questions import DescentAnswer

USUAL = DescentView()
_SHARES = Notation(format_fixed, parse_number)
_BOUNDS = {DescentMethod.GRADIENT: "2/{}″", DescentMethod.MOMENTUM: "2(1+β)/{}″"}


class DescentControls(QWidget):
    """`rate_moved` and `momentum_moved` carry what a person sets; `released` says that it stays."""

    rate_moved = Signal(float)
    momentum_moved = Signal(float)
    released = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._roomy = True
        self.rate = LearningRateSlider(theme, self, default=USUAL.rate)
        self.rule, self.numbers = (
            FormulaView(theme, self, size=15),
            FormulaView(theme, self, size=15, token="ink2"),
        )
        set_tip(self.rate, "How far each step goes: −η times the slope. Red: from here on it diverges")
        self.momentum = Slider(
            theme,
            "Momentum  β",
            Scale.linear(0.0, 0.99, 0.01),
            self,
            default=USUAL.momentum,
            notation=_SHARES,
        )
        set_tip(self.momentum, "The share of its speed that a step takes over from the step before")
        column = QVBoxLayout(self)
        Spacing(theme, self, column, 6)
        column.addWidget(self.rule)
        column.addWidget(self.numbers)
        column.addWidget(self.rate)
        column.addWidget(self.momentum)
        self._connect()

    def show_view(self, view: DescentView) -> None:
        """Show what is set; Newton takes neither, gradient descent no β."""
        self.rate.show_value(view.rate)
        self.momentum.show_value(view.momentum)
        self.rate.setVisible(view.shown is not DescentShown.NEWTON)
        self.momentum.setVisible(view.shown in (DescentShown.MOMENTUM, DescentShown.ALL))

    def set_roomy(self, roomy: bool) -> None:
        """Do without the first step's numbers of several rules where there is little height."""
        self._roomy = roomy

    def show_answer(self, answer: DescentAnswer) -> None:
        """Show the first path's rule and first step, and from which η on it diverges near the minimum."""
        path = answer.paths[0]
        variable, function = letters(answer)
        self.rule.show_formula(rule(path.method, variable, function))
        self.numbers.setVisible(self._roomy or len(answer.paths) == 1)
        self.numbers.show_formula(first_step(answer, path, variable))
        bound = None if path.near is None else path.near.largest_rate
        self.rate.set_bound(bound, _BOUNDS.get(path.method, "").format(function))

    def _connect(self) -> None:
        self.rate.moved.connect(self.rate_moved)
        self.momentum.moved.connect(self.momentum_moved)
        self.rate.finished.connect(self.released)
        self.momentum.finished.connect(self.released)
