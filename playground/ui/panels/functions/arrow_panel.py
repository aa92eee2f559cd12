"""The slope along the arrow: measured, and as the gradient times the arrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.ui.panels.functions.formulas import product_formula
from playground.ui.panels.functions.said import Said
from playground.ui.panels.functions.surface_words import is_found, measured_of, sentence_of
from playground.ui.plots.slopes.dial_plot import DialPlot
from playground.ui.theme.numbers import format_fixed, format_significant
from playground.ui.widgets.label import Label
from playground.ui.widgets.maths.tree import Row
from playground.ui.widgets.maths.view import FormulaView
from playground.ui.widgets.metric import Metric
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.segmented import Choice, Segmented
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.switch import Switch
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme
    from playground.worker.questions import ArrowAnswer

STEPS = (("1", 1.0), ("0.1", 0.1), ("0.001", 1e-3), ("10⁻⁶", 1e-6))
USUAL = "0.001"
HIDDEN = "find it"
FORMULA = 17
WIDEST = "−0.0004846"


class ArrowPanel(Panel):
    """`measured_by` carries another step h; `revealed` says whether the gradient's arrow may be seen."""

    measured_by = Signal(float)
    revealed = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Slope along the arrow v", parent)
        self.found = False
        self.slope = Metric(theme, "∇f·v", self, widest=WIDEST)
        self.measured = Metric(theme, "measured", self, widest=WIDEST)
        self.angle = Metric(theme, "angle of v", self, widest="360.0°")
        self.length = Metric(theme, "largest, |∇f|", self, widest=WIDEST)
        self.product = FormulaView(theme, self, size=FORMULA)
        self.quotient = Label(theme, "", self, role="caption", token="ink2", elide=True)
        self.dial = DialPlot(theme, self)
        self.sentence = Said(theme, self)
        self.gradient = Switch(theme, "Show ∇f", self)
        set_tip(self.gradient, "Show the gradient’s arrow and the slope in every direction")
        steps = [Choice(text, text, "", f"Measure over a step of {text}") for text, _ in STEPS]
        self.step = Segmented(theme, steps, self, name="Step h")
        self.step.show_choice(USUAL)
        self._lay_out(theme)
        self.step.chosen.connect(lambda key: self.measured_by.emit(dict(STEPS)[key]))
        self.gradient.switched.connect(self._reveal)

    def _lay_out(self, theme: Theme) -> None:
        self.header.addStretch(1)
        self.header.addWidget(Label(theme, "h =", self, role="slider", token="ink3"))
        self.header.addWidget(self.step)
        self.header.addWidget(self.gradient)
        row = QHBoxLayout()
        Spacing(theme, self, row, 16)
        for metric in (self.slope, self.measured, self.angle, self.length):
            row.addWidget(metric, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.product)
        self.body.addWidget(self.quotient)
        self.body.addWidget(self.dial, 1)
        self.body.addWidget(self.sentence)

    def forget(self) -> None:
        """Begin anew at another point: its steepest direction is still to be found."""
        self.found = False
        self.dial.forget()

    @property
    def shows_gradient(self) -> bool:
        """Whether the gradient's direction may be seen."""
        return self.found or self.gradient.isChecked()

    def show_arrow(self, answer: ArrowAnswer) -> None:
        """Show slope, measure and words."""
        self.found = self.found or is_found(answer)
        self.slope.show_value(format_significant(answer.slope, 4), _token(answer.slope))
        self.measured.show_value(format_significant(answer.measured, 4), _token(answer.measured))
        self.angle.show_value(f"{format_fixed(answer.angle, 1)}°")
        known = self.shows_gradient
        self.length.show_value(format_significant(answer.length, 4) if known else HIDDEN, "ink")
        self.product.show_formula(product_formula(answer))
        self.quotient.setText(measured_of(answer))
        self.dial.show_slopes(answer)
        self.dial.reveal(known)
        self.sentence.show_text(*sentence_of(answer, found=self.found))

    def show_reason(self, text: str) -> None:
        """Say why there is no slope."""
        for metric in (self.slope, self.measured, self.angle, self.length):
            metric.show_value("–")
        self.product.show_formula(Row(()))
        self.quotient.setText("")
        self.dial.show_slopes(None)
        self.sentence.show_text("No slope:", text)

    def _reveal(self, on: bool) -> None:
        self.dial.reveal(self.shows_gradient)
        self.revealed.emit(on)


def _token(slope: float) -> str:
    return "dneg" if slope < 0 else "dpos"
