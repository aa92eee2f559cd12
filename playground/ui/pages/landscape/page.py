"""The page "Landscape": the loss as a landscape around the present weights."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from playground.document import edits
from playground.document.choices import LandscapeAside
from playground.document.experiment import Aspect
from playground.session.training import TrainingState
from playground.ui.pages.panel_walk import focus_next
from playground.ui.panels.landscape.bowl_panel import BowlPanel
from playground.ui.panels.landscape.hessian_panel import HessianMapPanel
from playground.ui.panels.landscape.race_panel import RacePanel
from playground.ui.panels.landscape.slice_choices import SliceChoices
from playground.ui.panels.landscape.slice_panel import SlicePanel
from playground.ui.panels.landscape.spectrum_panel import SpectrumPanel
from playground.ui.panels.page_title import PageTitle
from playground.ui.widgets.scrolling import FilledColumn
from playground.ui.widgets.segmented import Choice, Segmented
from playground.ui.widgets.spacing import Spacing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme

GAP = 10
COLUMN = 430
ASIDES = (
    Choice(LandscapeAside.STEP, "Next step", tip="What each optimiser's next step would do"),
    Choice(LandscapeAside.EIGENVALUES, "Eigenvalues", tip="How the loss bends: its Hessian's eigenvalues"),
    Choice(LandscapeAside.HESSIAN, "Hessian", tip="Every second derivative as a map"),
)


class LandscapePage(QWidget):
    """Shows the loss over a plane through the present weights; beside it what is told of them, or a race."""

    def __init__(
        self, theme: Theme, session: Session, actions: Mapping[str, QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._session = theme, session
        self.title = PageTitle(theme, actions, "Landscape", self)
        self.title.ask("How does the loss look around the present weights?")
        self.choices = SliceChoices(theme, session, self)
        self.title.choices.addWidget(self.choices)
        self.slice = SlicePanel(theme, session, self)
        self.asides = Segmented(theme, ASIDES, self, name="What is told of the present weights")
        self.bowl = BowlPanel(theme, session, self)
        self.spectrum = SpectrumPanel(theme, session, self)
        self.hessian = HessianMapPanel(theme, session, self)
        self.race = RacePanel(theme, session, self)
        self._pages: dict[LandscapeAside, BowlPanel | SpectrumPanel | HessianMapPanel] = {
            LandscapeAside.STEP: self.bowl,
            LandscapeAside.EIGENVALUES: self.spectrum,
            LandscapeAside.HESSIAN: self.hessian,
        }
        self._columns = {key: FilledColumn(panel, self) for key, panel in self._pages.items()}
        self._seen = False
        self._lay_out()
        self.asides.chosen.connect(self._choose)
        self.bowl.race_wanted.connect(lambda: self._show_race(True))
        self.race.closed.connect(lambda: self._show_race(False))

    # In sight

    def enter(self, experiment: Experiment) -> None:
        """Come into sight: show this, and ask."""
        self._seen = True
        self.choices.show_experiment(experiment)
        self._pass_on(experiment, Aspect.DATA | Aspect.NETWORK | Aspect.TRAINING | Aspect.VIEW)
        self._show_what_is_seen()

    def leave(self) -> None:
        """Ask nothing more."""
        self._seen = False
        self.slice.leave()
        for panel in (*self._pages.values(), self.race):
            panel.leave()

    def show_experiment(self, experiment: Experiment, aspects: Aspect) -> None:
        """Show what has changed."""
        self.choices.show_experiment(experiment)
        self._pass_on(experiment, aspects)
        if self._aside is not self._columns[experiment.view.landscape.aside]:
            self._show_what_is_seen()

    def show_state(self, state: TrainingState) -> None:
        """Show whether it trains."""
        self.title.show_state(state)
        if state is TrainingState.DIVERGED:
            self.slice.show_blown_up()
            self.bowl.show_blown_up()
            self._show_race(False)

    def focus_next_panel(self) -> None:
        """Move the focus to the next panel."""
        order = (self.title, self.slice, self.asides, *self._pages.values(), self.race)
        focus_next(order, self.window().focusWidget())

    # What is told

    @property
    def _aside(self) -> QWidget | None:
        return self._stack.currentWidget()

    def _choose(self, key: str) -> None:
        self._session.edit("Landscape", partial(edits.set_landscape, aside=LandscapeAside(key)))

    def _pass_on(self, experiment: Experiment, aspects: Aspect) -> None:
        if aspects & (Aspect.DATA | Aspect.NETWORK):
            self.race.forget()
        if self.race.isHidden():
            self.slice.show_experiment(experiment, aspects)
        self.spectrum.show_experiment(experiment)
        self.hessian.show_experiment(experiment)

    def _show_race(self, shown: bool) -> None:
        """Let the race take the place of all else, or give it back."""
        self.slice.setVisible(not shown)
        self._column.setVisible(not shown)
        self.race.setVisible(shown)
        self.choices.setVisible(not shown)
        self._show_what_is_seen()
        (self.race.start if shown else self.bowl.race).setFocus()

    def _show_what_is_seen(self) -> None:
        """Let what is in sight ask, and nothing else."""
        experiment = self._session.experiment
        aside = self._pages[experiment.view.landscape.aside]
        self.asides.show_choice(experiment.view.landscape.aside)
        self._stack.setCurrentWidget(self._columns[experiment.view.landscape.aside])
        if not self._seen:
            return
        for panel in self._pages.values():
            if panel is not aside:
                panel.leave()
        if self.race.isHidden():
            self.race.leave()
            self.slice.enter(experiment)
            aside.enter()
        else:
            self.slice.leave()
            aside.leave()
            self.race.enter()

    def _lay_out(self) -> None:
        self._column, self._stack = QWidget(self), QStackedWidget(self)
        layout, row, column = QVBoxLayout(self), QHBoxLayout(), QVBoxLayout(self._column)
        for each, owner in ((layout, self), (row, self), (column, self._column)):
            Spacing(self._theme, owner, each, GAP)
        for scrolling in self._columns.values():
            self._stack.addWidget(scrolling)
        column.addWidget(self.asides)
        column.addWidget(self._stack, 1)
        row.addWidget(self.slice, 1)
        row.addWidget(self._column)
        row.addWidget(self.race, 1)
        layout.addWidget(self.title)
        layout.addLayout(row, 1)
        self.race.hide()
        self._theme.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        self._column.setFixedWidth(self._theme.px(COLUMN))
