"""The race: several optimisers from the present weights, as curves, as ways over the loss, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from playground.ui.panels.gradients.titled import Titled
from playground.ui.panels.landscape.race_curves import RaceCurves
from playground.ui.panels.landscape.race_map import RaceMap
from playground.ui.panels.landscape.race_row import RaceRow
from playground.ui.panels.landscape.race_words import USUAL_RATES, objective_words, winner_words
from playground.ui.theme.numbers import format_integer
from playground.ui.widgets.buttons import IconButton, TextButton
from playground.ui.widgets.field import NumberField
from playground.ui.widgets.label import Label
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.segmented import Choice, Segmented
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.thin_progress import ThinProgress
from playground.ui.widgets.tooltip import set_tip
from playground.worker.questions import MOST_RACERS, RaceAnswer, RaceQuestion, Racer

if TYPE_CHECKING:
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme
    from playground.worker.messages import Told

SLOT = "race"
STEPS = (50, 200, 1_000)
FULL, MINI = "full", "mini"
HEADS = ("", "", "Optimiser", "Learning rate η", "Last loss", "Steps to", "Begins")
WIDTHS = {3: 104, 4: 130, 5: 140}
FIRST = ("sgd", "momentum", "adam", "rmsprop", "nesterov", "adagrad")
AT_FIRST = 4  # of the rows take part
HALF = 0.5  # of the loss at the start is what is to be reached


class RacePanel(Panel):
    """`closed` asks for the page in its place. `leave` gives up a race that is under way."""

    closed = Signal()

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Race from here", parent)
        self._session = session
        self.answer: RaceAnswer | None = None
        self._places: tuple[int, ...] = ()
        self._runs = False
        self.batches = Segmented(
            theme,
            (
                Choice(FULL, "All points", tip="Each step sees all training points"),
                Choice(MINI, "Mini-batches", tip="Each step sees a batch, as this run's do"),
            ),
            self,
            name="What each step sees",
        )
        steps = tuple(Choice(str(each), f"{format_integer(each)} steps") for each in STEPS)
        self.steps = Segmented(theme, steps, self, name="How long")
        self.steps.show_choice(str(STEPS[1]))
        self.start = TextButton(theme, "Start", self, icon="play", kind="primary")
        self.close_button = IconButton(theme, "x", "Back to the landscape", self, size=30, quiet=True)
        self.progress = ThinProgress(theme, self)
        self.curves, self.map = RaceCurves(theme, self), RaceMap(theme, self)
        self.target = NumberField(theme, "Loss to reach", self, low=0.0)
        self.words = Label(theme, "", self, role="slider", token="ink2", wrap=True)
        self.about = Label(theme, "", self, role="tick", token="ink3", wrap=True)
        self.rows = self._make_rows(theme)
        self._lay_out(theme)
        self._connect()

    def _make_rows(self, theme: Theme) -> list[RaceRow]:
        rows = [RaceRow(theme, index, racer, self) for index, racer in enumerate(self._racers())]
        for row in rows[AT_FIRST:]:
            row.on.show_on(False)
        return rows

    def _racers(self) -> list[Racer]:
        """Return who races at first: the run's own optimiser with its learning rate, and usual others."""
        training = self._session.experiment.training
        own = training.optimizer.value
        rules = list(FIRST[:MOST_RACERS])
        if own in USUAL_RATES:
            # It comes first, so that it takes part.
            rules = [own, *(rule for rule in rules if rule != own)][:MOST_RACERS]
        rates = USUAL_RATES | {own: training.learning_rate}
        return [Racer(rule, rates[rule]) for rule in rules]

    def _lay_out(self, theme: Theme) -> None:
        self.header.addStretch(1)
        for part in (self.batches, self.steps, self.start, self.close_button):
            self.header.addWidget(part)
        self.body.addWidget(self.progress)
        pictures = QHBoxLayout()
        Spacing(theme, self, pictures, 14)
        pictures.addWidget(Titled(theme, "Loss L over the steps", self.curves, self), 3)
        pictures.addWidget(self.map, 2)
        self.body.addLayout(pictures, 1)
        self.body.addWidget(self.words)
        self.body.addLayout(self._table(theme))
        self.body.addWidget(self.about)
        set_tip(self.target, "The table says after how many steps each loss is no higher than this")
        set_tip(self.start, "Let them run on copies of the network; the run itself stays as it is")

    def _table(self, theme: Theme) -> QGridLayout:
        grid = QGridLayout()
        self._grid = grid
        theme.changed.connect(self._space_table)
        self._space_table()
        for column, text in enumerate(HEADS):
            if text != "Steps to":
                grid.addWidget(Label(theme, text, self, role="caption", token="ink3"), 0, column)
        reach = QHBoxLayout()
        Spacing(theme, self, reach, 6)
        reach.addWidget(Label(theme, "Steps to L ≤", self, role="caption", token="ink3"))
        reach.addWidget(self.target)
        reach.addStretch(1)
        grid.addLayout(reach, 0, HEADS.index("Steps to"))
        for number, row in enumerate(self.rows, start=1):
            row.place_in(grid, number)
        grid.setColumnStretch(len(HEADS) - 1, 1)
        return grid

    def _space_table(self) -> None:
        self._grid.setHorizontalSpacing(self._theme.px(14))
        self._grid.setVerticalSpacing(self._theme.px(3))
        for column, width in WIDTHS.items():
            self._grid.setColumnMinimumWidth(column, self._theme.px(width))

    def _connect(self) -> None:
        self.start.clicked.connect(self._start_or_stop)
        self.close_button.clicked.connect(self._close)
        self.target.accepted.connect(self._show_rows)
        self._session.studies.told.connect(self._take)

    def enter(self) -> None:
        """Come into sight: before the first race, with the run's own optimiser and learning rate."""
        if self.answer is None and not self._runs:
            for row, racer in zip(self.rows, self._racers(), strict=True):
                row.show_racer(racer, on=row.on.isChecked())

    def forget(self) -> None:
        """Give up what is under way, and what was found with another network or other points."""
        self.leave()
        self.answer = None
        self.target.show_value(None)
        self.curves.show_series([])
        self.map.clear()
        for label in (self.words, self.about):
            label.setText("")
        self._show_rows()

    def leave(self) -> None:
        """Give up what is under way."""
        if self._runs:
            self._session.studies.stop(SLOT)
            self._show_running(False)

    def question(self) -> RaceQuestion:
        """Return the race that is chosen."""
        racers = tuple(row.racer for row in self.rows if row.racer is not None)
        return RaceQuestion(racers, int(self.steps.choice()), self.batches.choice() == FULL)

    def _start_or_stop(self) -> None:
        if self._runs:
            self.leave()
            return
        self._places = tuple(place for place, row in enumerate(self.rows) if row.racer is not None)
        self.answer = None
        self._show_rows()
        self._show_running(True)
        self._session.studies.restart(SLOT, self.question())

    def _close(self) -> None:
        self.leave()
        self.closed.emit()

    def _take(self, told: Told) -> None:
        if told.slot != SLOT:
            return
        if told.reason:
            self.words.setText(told.reason)
            self._show_running(False)
            return
        if isinstance(told.answer, RaceAnswer):
            self._show_answer(told.answer)
        if told.share >= 1.0:
            self._show_running(False)
        else:
            self.progress.show_share(told.share)

    def _show_answer(self, answer: RaceAnswer) -> None:
        if self.target.value() is None:
            self.target.show_value(float(f"{HALF * float(answer.results[0].losses[0]):.2g}"))
        self.answer = answer
        self.curves.show_race(answer, self._places)
        self.map.show_race(answer, self._places)
        self.words.setText(winner_words(answer))
        self.about.setText(objective_words(answer))
        self._show_rows()

    def _show_rows(self) -> None:
        results = {} if self.answer is None else dict(zip(self._places, self.answer.results, strict=True))
        for place, row in enumerate(self.rows):
            row.show_result(results.get(place), self.target.value())

    def _show_running(self, runs: bool) -> None:
        self._runs = runs
        self.start.set_text("Stop" if runs else "Start")
        self.progress.show_share(0.0 if runs else None)
