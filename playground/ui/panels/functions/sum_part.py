"""A network's sum: what each neuron of the last hidden layer adds to the output, at every x."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from playground.document import edits
from playground.document.experiment import Aspect
from playground.document.sources import TableSource
from playground.document.surface_choice import SumChoice
from playground.ui.panels.functions.formulas import sum_formula
from playground.ui.panels.functions.said import Said, said_of
from playground.ui.panels.functions.sum_words import bend_of, claim_of, key_of, names_of, reason_of, terms_of
from playground.ui.plots.terms.terms_plot import TermsPlot
from playground.ui.plots.terms.terms_stack import TermsStack
from playground.ui.theme.numbers import format_fixed
from playground.ui.widgets.buttons import TextButton
from playground.ui.widgets.combo import LabelledCombo
from playground.ui.widgets.label import Label
from playground.ui.widgets.maths.view import FormulaView
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.scrolling import ScrollingColumn
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip
from playground.worker.questions import SumAnswer, SumQuestion

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme
    from playground.worker.messages import Told

SLOT = "sum"
FORMULA = 17
GAP = 10
PLOT_HELP = "Drag anywhere to move x; Left and Right move it by a hundredth, with Shift by a tenth"
STACK_HELP = "Click a line to leave that neuron out of the picture; Up and Down choose one, Space switches it"


class SumPart(QWidget):
    """Asks the worker while it is in sight; `example_wanted` asks for the example with one input."""

    example_wanted = Signal()

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._session = theme, session
        self.choice = SumChoice()
        self.off: tuple[int, ...] = ()
        self.answer: SumAnswer | None = None
        self._experiment = session.experiment
        self._lit: int | None = None
        self.plot, self.stack = TermsPlot(theme, self), TermsStack(theme, self)
        set_tip(self.plot, PLOT_HELP)
        set_tip(self.stack, STACK_HELP)
        self.formula = FormulaView(theme, self, size=FORMULA, tip="The sum that this picture shows.")
        self.said = Said(theme, self)
        self.bend = Label(theme, "", self, role="caption", token="ink2", elide=True)
        self.key = Label(theme, "", self, role="caption", token="ink3", elide=True)
        self.output = LabelledCombo(theme, "Output", [("0", "1")], self, width=120)
        self.all_on = TextButton(theme, "Show all neurons", self, kind="quiet")
        self.reason = Label(theme, "", self, token="ink2", wrap=True)
        self.open = TextButton(theme, "Open the example “Sine”", self, kind="primary")
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        theme = self._theme
        self._left = Panel(theme, "What each neuron adds", self)
        self._right = Panel(theme, "At x", self)
        self._left.header.addStretch(1)
        self._left.header.addWidget(self.output)
        for part, stretch in ((self.plot, 1), (self.key, 0), (self.bend, 0)):
            self._left.body.addWidget(part, stretch)
        self._right.header.addStretch(1)
        self._right.header.addWidget(self.all_on)
        self._right.body.addWidget(ScrollingColumn(self.stack, self._right), 1)
        self._right.body.addWidget(self.formula)
        self._right.body.addWidget(self.said)
        shown, missing = QWidget(self), Panel(theme, "A network’s sum", self)
        row = QHBoxLayout(shown)
        Spacing(theme, shown, row, GAP)
        row.addWidget(self._left, 5)
        row.addWidget(self._right, 3)
        inner = QVBoxLayout()
        inner.addStretch(1)
        inner.addWidget(self.reason)
        inner.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addStretch(2)
        missing.body.addLayout(inner)
        self._stacked = QStackedLayout(self)
        self._stacked.addWidget(shown)
        self._stacked.addWidget(missing)
        self._shown, self._missing = shown, missing

    def _listen(self) -> None:
        self.plot.moved.connect(lambda x: self._look(replace(self.choice, x=x)))
        self.plot.let_go.connect(self._keep)
        self.plot.pointed.connect(self.light)
        self.stack.pointed.connect(self.light)
        self.stack.switched.connect(self._switch)
        self.output.chosen.connect(self._choose_output)
        self.all_on.clicked.connect(self._switch_all_on)
        self.open.clicked.connect(self.example_wanted)
        self._session.studies.told.connect(self._take)

    # Coming and going

    def enter(self) -> None:
        """Come into sight, and ask."""
        if self._experiment.network != self._session.experiment.network:
            self.off = ()
        self._experiment = self._session.experiment
        self.choice = self._experiment.view.functions.sum
        self._ask()

    def leave(self) -> None:
        """Ask nothing more."""
        self._session.studies.stop(SLOT)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show what has changed, and ask anew; another network has all its neurons on."""
        aspects = self._experiment.changes(experiment)
        self._experiment = experiment
        if aspects & (Aspect.DATA | Aspect.NETWORK):
            self.off = ()
        before, self.choice = self.choice, experiment.view.functions.sum
        if before != self.choice or aspects & ~Aspect.VIEW:
            self._ask()

    def focus_targets(self) -> tuple[QWidget, ...]:
        """Return where F6 brings the focus, one after another."""
        return self.plot, self.stack

    # What is looked at

    def light(self, neuron: int | None) -> None:
        """Let one neuron stand out in every picture."""
        self._lit = neuron
        self.plot.light(neuron)
        self.stack.light(neuron)
        if self.answer is not None:
            self.bend.setText(bend_of(self.answer, neuron))

    def _look(self, choice: SumChoice) -> None:
        self.choice = choice
        self._ask()

    def _choose_output(self, key: str) -> None:
        self._look(replace(self.choice, output=int(key)))
        self._keep()

    def _switch(self, neuron: int) -> None:
        self.off = tuple(sorted({*self.off} ^ {neuron}))
        self._ask()

    def _switch_all_on(self) -> None:
        self.off = ()
        self._ask()

    def _keep(self) -> None:
        """Write what is looked at into the experiment's view, now that nothing is held any more."""
        if self.choice != self._session.experiment.view.functions.sum:
            self._session.edit("Network’s sum", partial(edits.set_functions, sum=self.choice))

    # Asking and answers

    def _ask(self) -> None:
        question = SumQuestion(self.choice.x, self.choice.output, self.off)
        self._session.studies.ask(SLOT, question, follow=True)

    def _take(self, told: Told) -> None:
        if told.slot != SLOT:
            return
        if isinstance(told.answer, SumAnswer):
            self._show(told.answer)
        elif told.reason:
            self.answer = None
            self.reason.setText(said_of(told.reason))
            self._stacked.setCurrentWidget(self._missing)

    def _show(self, answer: SumAnswer) -> None:
        self.answer = answer
        self._stacked.setCurrentWidget(self._shown)
        self.plot.show_sum(answer, names_of(answer))
        self.stack.show_terms(terms_of(answer))
        self._right.set_title(f"At {answer.label} = {format_fixed(answer.x)}")
        self.all_on.setVisible(bool(answer.off))
        self.output.setVisible(answer.outputs > 1)
        if answer.outputs > 1:
            classes = _classes(self._session.experiment)
            self.output.set_choices([(str(index), name) for index, name in enumerate(classes)])
            self.output.show_choice(str(answer.output))
        self.key.setText(key_of(answer))
        self.bend.setText(bend_of(answer, self._lit))
        self.formula.show_formula(sum_formula(answer))
        self.said.show_text(claim_of(answer), reason_of(answer))


def _classes(experiment: Experiment) -> tuple[str, ...]:
    source = experiment.data.source
    return source.classes if isinstance(source, TableSource) else source.class_names
