"""The next step: what the bowl of second order says of several optimisers' steps, and what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from playground.session.blown_up import BLOWN_UP, is_blown_up
from playground.ui.panels.landscape.bowl_asking import BowlAsking
from playground.ui.panels.landscape.bowl_words import (
    NAMES,
    gauge_words,
    newton_words,
    objective_words,
    step_words,
)
from playground.ui.panels.landscape.descent_plot import DescentPlot
from playground.ui.panels.landscape.rate_gauge import RateGauge
from playground.ui.panels.landscape.step_row import StepRow
from playground.ui.widgets.buttons import TextButton
from playground.ui.widgets.label import Label
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip
from playground.worker.questions import NEWTON_STEP

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.session.session import Session
    from playground.ui.theme.theme import Theme
    from playground.worker.questions import BowlAnswer, NextStep

RACE_TIP = "Let several optimisers run from these weights, on copies of the network"
LINES = 3  # of words about a step
LEGEND = (
    "Change of the loss, each row to its own scale. Outline: by the bowl. Filled: in truth, and ÷ the bowl's."
)


class BowlPanel(Panel):
    """Asks for itself between `enter` and `leave`; `race_wanted` asks for the race in its place."""

    race_wanted = Signal()

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(theme, "The next step", parent)
        self._session = session
        self.asking = BowlAsking(session, self)
        self.answer: BowlAnswer | None = None
        self._pointed = ""
        self.race = TextButton(theme, "Race…", self)
        set_tip(self.race, RACE_TIP)
        self.header.addStretch(1)
        self.header.addWidget(self.race)
        self.gauge = RateGauge(theme, self)
        self.meaning = Label(theme, "", self, role="caption", token="ink3", wrap=True)
        self.plot = DescentPlot(theme, self)
        self.rows: dict[str, StepRow] = {}
        self._legend = Label(theme, LEGEND, self, role="tick", token="ink3", wrap=True)
        self.words = Label(theme, "", self, role="caption", token="ink2", wrap=True)
        self._objective = Label(theme, "", self, role="tick", token="ink3", wrap=True)
        self._table = QVBoxLayout()
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lay_out(theme)
        theme.changed.connect(self._reserve)
        self._reserve()
        self.race.clicked.connect(self.race_wanted)
        self.asking.answered.connect(self.show_answer)
        self.asking.refused.connect(self._show_reason)
        self.asking.taking_refused.connect(self._show_reason)

    def _lay_out(self, theme: Theme) -> None:
        Spacing(theme, self, self._table, 2)
        for part in (self.gauge, self.meaning):
            self.body.addWidget(part)
        self.body.addWidget(self.plot, 1)
        self.body.addWidget(self._legend)
        self.body.addLayout(self._table)
        for part in (self.words, self._objective):
            self.body.addWidget(part)

    def _reserve(self) -> None:
        """Keep room for a few lines, so that the plot does not tremble while it trains."""
        self.words.setMinimumHeight(LINES * self.words.fontMetrics().lineSpacing())

    def enter(self) -> None:
        """Come into sight, and ask."""
        self.asking.show()

    def leave(self) -> None:
        """Ask nothing more."""
        self.asking.hide()

    def show_answer(self, answer: BowlAnswer) -> None:
        """Show all of it."""
        self.answer = answer
        self._show_told(True)
        self.gauge.show_answer(answer)
        self.meaning.setText(gauge_words(answer))
        self.plot.show_answer(answer)
        self._objective.setText(objective_words(answer))
        self._show_steps(answer)

    def _show_steps(self, answer: BowlAnswer) -> None:
        names = [step.name for step in answer.steps]
        if names != list(self.rows):
            self._make_rows(names)
        chosen = self._chosen(answer)
        for step in answer.steps:
            words = step_words(step, answer)
            self.rows[step.name].show_step(step, words, chosen=step is chosen)
        words = step_words(chosen, answer)
        newton = f" {newton_words(answer.newton)}" if chosen.name == NEWTON_STEP else _from_rest(chosen)
        self.words.setText(f"{words}{newton}")

    def _chosen(self, answer: BowlAnswer) -> NextStep:
        """Return the step that is spoken of: the one that was pointed at last, or the run's own."""
        pointed = [step for step in answer.steps if step.name == self._pointed]
        return (pointed or [step for step in answer.steps if step.own] or list(answer.steps))[0]

    def _make_rows(self, names: list[str]) -> None:
        for row in self.rows.values():
            self._table.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = {name: StepRow(self._theme, name, self) for name in names}
        for row in self.rows.values():
            self._table.addWidget(row)
            row.taken.connect(self._take)
            row.pointed.connect(self._point)

    def _take(self, name: str) -> None:
        self.asking.take(name, f"Take a step: {NAMES.get(name, name)}")

    def _point(self, name: str) -> None:
        if name != self._pointed and self.answer is not None:
            self._pointed = name
            self._show_steps(self.answer)

    def show_blown_up(self) -> None:
        """Show nothing of a run that has blown up; the map beside says why."""
        self._show_told(False)

    def _show_told(self, shown: bool) -> None:
        """Show all that is told of a step, or offer nothing."""
        for part in (self.gauge, self.meaning, self.plot, self._legend, self._objective, *self.rows.values()):
            part.setVisible(shown)
        self.race.setEnabled(shown)
        set_tip(self.race, RACE_TIP if shown else BLOWN_UP)
        self.words.setText("")

    def _show_reason(self, reason: str) -> None:
        if is_blown_up(self._session):
            self.show_blown_up()
        else:
            self._show_told(True)
            self.words.setText(reason)


def _from_rest(step: NextStep) -> str:
    if step.name == "sgd":
        return ""
    return " It goes on from what this run has gathered." if step.remembers else " It begins from rest."
