"""The derivative held beside differences of the loss, and the same for every derivative of the network."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from playground.ui.panels.chain_rule.check_all_row import CheckAllRow
from playground.ui.panels.chain_rule.check_words import best_text, note, reason, verdict
from playground.ui.panels.chain_rule.naming import symbol_text
from playground.ui.plots.moved_loss_plot import MovedLossPlot
from playground.ui.plots.step_error_plot import StepErrorPlot
from playground.ui.theme.numbers import format_signed, format_significant
from playground.ui.widgets.chip import StateChip
from playground.ui.widgets.label import Label
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip
from playground.worker.questions import STEP, AllChecked, CheckAllQuestion, CheckAnswer, CheckQuestion

if TYPE_CHECKING:
    from playground.session.session import Session
    from playground.ui.panels.chain_rule.stage import Stage
    from playground.ui.theme.theme import Theme
    from playground.worker.messages import Told
    from playground.worker.questions import ChainAnswer, CheckCurves, Extent
    from playground.worker.snapshots import Parameter

_TITLE = "Check it by brute force"
_SLOT, _ALL_SLOT = "check", "check_all"
_DIGITS = 9
_GAP, _ROW_GAP, _PLOT_GAP = 8, 1, 2
_ROWS = (
    ("Backprop", "The derivative that backpropagation finds, in double precision"),
    ("(L(w+h) − L(w−h)) / 2h", "The slope of the chord from w − h to w + h: the central difference"),
    ("Difference", "How far the two are apart"),
)


class CheckPanel(Panel):
    """Asks by itself about the parameter that it is shown, while the page is in sight.

    `picked` carries the `Parameter` that a person wants to follow instead.
    """

    picked = Signal(object)

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(theme, _TITLE, parent)
        self._session = session
        self.answer: CheckAnswer | None = None
        self._curves: CheckCurves | None = None
        self._subject: tuple[Parameter, Extent, int] | None = None
        self._h = STEP
        self._count = 0
        self.chip = StateChip(theme, self)
        self.numbers = tuple(
            Label(theme, "", self, role="slider", weight=QFont.Weight.DemiBold) for _ in _ROWS
        )
        self.curve = MovedLossPlot(theme, self)
        self.error = StepErrorPlot(theme, self)
        self._curve_title = Label(theme, "", self, role="caption", token="ink2", elide=True)
        self._error_title = Label(theme, "", self, role="caption", token="ink2", elide=True)
        self.note = Label(theme, "", self, role="caption", token="ink2", elide=True)
        self.all = CheckAllRow(theme, self)
        self._reason = Label(theme, "", self, token="ink3", wrap=True)
        self._lay_out(theme)
        self._connect()
        self._show_parts()

    def _lay_out(self, theme: Theme) -> None:
        self.header.addStretch(1)
        self.header.addWidget(self.chip)
        self._parts = QWidget(self)
        column = QVBoxLayout(self._parts)
        Spacing(theme, self._parts, column, _GAP)
        column.addLayout(self._rows(theme))
        column.addLayout(self._plots(theme), 1)
        column.addWidget(self.note)
        column.addWidget(self.all)
        self.body.addWidget(self._parts, 1)
        self.body.addWidget(self._reason)
        self.body.addStretch(0)

    def _rows(self, theme: Theme) -> QGridLayout:
        grid = QGridLayout()
        for row, ((name, tip), number) in enumerate(zip(_ROWS, self.numbers, strict=True)):
            label = Label(theme, name, self, role="slider", token="ink2")
            grid.addWidget(label, row, 0)
            grid.addWidget(number, row, 1, Qt.AlignmentFlag.AlignRight)
            label.setToolTip(tip)
            number.setToolTip(tip)
        grid.setColumnStretch(0, 1)
        Spacing(theme, self, grid, _ROW_GAP)
        return grid

    def _plots(self, theme: Theme) -> QHBoxLayout:
        both = QHBoxLayout()
        Spacing(theme, self, both, _GAP)
        for title, plot in ((self._curve_title, self.curve), (self._error_title, self.error)):
            column = QVBoxLayout()
            Spacing(theme, self, column, _PLOT_GAP)
            column.addWidget(title)
            column.addWidget(plot, 1)
            both.addLayout(column, 1)
        return both

    def _connect(self) -> None:
        self._session.studies.told.connect(self._take)
        self.error.moved.connect(self._move)
        self.error.settled.connect(lambda: self._ask(curves=True))
        self.all.started.connect(self._start_all)
        self.all.cancelled.connect(self._cancel_all)
        self.all.picked.connect(self.picked)

    # What it is about

    def show_answer(self, answer: ChainAnswer, stage: Stage) -> None:
        """Check the parameter of this answer, whatever is known of the path by now."""
        subject = answer.parameter, answer.extent, answer.sample
        self._reason.setText("")
        self._show_count(answer)
        self.all.show_step(answer.step)
        if subject != self._subject:
            self._subject, self._curves = subject, None
            self._ask(curves=True)
        self._show_parts()

    def show_reason(self, text: str) -> None:
        """Say why there is nothing to check."""
        self._forget()
        self._reason.setText(text)
        self._show_parts()

    def leave(self) -> None:
        """Ask nothing more, as the page is out of sight; a check of all that is under way is given up."""
        self._session.studies.stop(_SLOT)
        self._subject = None
        if self.all.busy:
            self._cancel_all()

    def _show_count(self, answer: ChainAnswer) -> None:
        widths = [len(answer.inputs), *(len(layer.values) for layer in answer.layers)]
        biases = sum(len(layer.biases) for layer in answer.layers)
        count = biases + sum(below * above for below, above in pairwise(widths))
        if count != self._count:
            self._count = count
            self.all.show_count(count)
            if self.all.busy:
                self._session.studies.stop(_ALL_SLOT)
            self.all.show_ready()

    def _forget(self) -> None:
        self.leave()
        self.answer = self._curves = None
        self.curve.clear()
        self.error.clear()

    def _show_parts(self) -> None:
        there = self.answer is not None
        self._parts.setVisible(there)
        self.chip.setVisible(there)
        self._reason.setVisible(bool(self._reason.text()))

    # One derivative

    def _move(self, h: float) -> None:
        self._h = h
        self._ask(curves=self._curves is None)

    def _ask(self, *, curves: bool) -> None:
        if self._subject is None:
            return
        question = CheckQuestion(*self._subject, h=self._h, curves=curves)
        self._session.studies.ask(_SLOT, question, follow=True)

    def _take(self, told: Told) -> None:
        if told.slot == _SLOT:
            self._take_one(told)
        elif told.slot == _ALL_SLOT:
            self._take_all(told)

    def _take_one(self, told: Told) -> None:
        if told.reason:
            self.answer = None
            self._reason.setText(told.reason)
        elif isinstance(told.answer, CheckAnswer):
            self._reason.setText("")
            self._show(told.answer)
        self._show_parts()

    def _show(self, answer: CheckAnswer) -> None:
        self.answer = answer
        name = symbol_text(answer.parameter)
        if answer.curves is not None:
            curves = self._curves = answer.curves
            self.curve.show_curve(curves.places, curves.losses, name)
            self.error.show_curves(
                curves.steps, curves.central, curves.forward, curves.best_central, curves.best_forward
            )
            set_tip(self.error, best_text(curves))
        self.curve.show_point(answer.value, answer.loss, answer.derivative)
        self.error.show_step(answer.h, answer.error)
        self.chip.show_state(*verdict(answer, self._curves))
        self.chip.setToolTip(reason(answer, self._curves))
        self._show_texts(answer, name)

    def _show_texts(self, answer: CheckAnswer, name: str) -> None:
        texts = (
            format_signed(answer.derivative, _DIGITS),
            format_signed(answer.difference, _DIGITS),
            format_significant(answer.error, 2) if answer.error else "0",
        )
        for number, (row, _), text in zip(self.numbers, _ROWS, texts, strict=True):
            number.setText(text)
            number.setAccessibleName(f"{row} {text}")
        self._curve_title.setText(f"Loss as only {name} moves")
        self._error_title.setText(f"Error by step: h = {format_significant(answer.h, 2)}")
        self.note.setText(note(answer))
        self.note.setVisible(bool(self.note.text()))

    # All derivatives

    def _start_all(self) -> None:
        if self._subject is None:
            return
        _, extent, sample = self._subject
        self.all.show_share(0.0)
        self._session.studies.restart(_ALL_SLOT, CheckAllQuestion(extent, sample))

    def _cancel_all(self) -> None:
        self._session.studies.stop(_ALL_SLOT)
        self.all.show_ready()

    def _take_all(self, told: Told) -> None:
        if isinstance(told.answer, AllChecked):
            step = told.answer.step if self.answer is None else self.answer.step
            self.all.show_found(told.answer, step)
        elif told.reason:
            self.all.show_ready()
            self.note.setText(told.reason)
            self.note.setVisible(True)
        else:
            self.all.show_share(told.share)
