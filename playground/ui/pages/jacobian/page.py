"""The page "Jacobian": what each layer does to a small circle around a sample."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from playground.document import edits
from playground.document.choices import Task
from playground.document.experiment import Aspect
from playground.session.blown_up import BLOWN_UP, is_blown_up
from playground.session.stretch_history import StretchHistory
from playground.ui.pages.cards.sample_chooser import SampleChooser
from playground.ui.pages.jacobian.paced import PacedQuestion
from playground.ui.pages.panel_walk import focus_next
from playground.ui.panels.jacobian.circle_panel import LARGEST, SMALLEST, CirclePanel
from playground.ui.panels.jacobian.claim_line import ClaimLine
from playground.ui.panels.jacobian.sample_panel import SamplePanel
from playground.ui.panels.jacobian.slopes_panel import SlopesPanel
from playground.ui.panels.jacobian.stretch_plot import StretchPlot
from playground.ui.panels.jacobian.time_panel import TimePanel
from playground.ui.panels.jacobian.words import sentence
from playground.ui.panels.page_title import PageTitle
from playground.ui.theme.numbers import format_percent
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.spacing import Spacing
from playground.worker.questions import (
    JacobianAnswer,
    JacobianMap,
    JacobianMapQuestion,
    JacobianQuestion,
    JacobianSpread,
    JacobianSpreadQuestion,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.session.training import TrainingState
    from playground.ui.theme.theme import Theme
    from playground.worker.messages import Told

GAP, LEFT = 10, 300
CIRCLE, SPREAD, MAP = "jacobian", "jacobian spread", "jacobian map"
MAP_SIDE = 64
OFTEN_MS, SELDOM_MS = 30, 250
QUESTION = "What does each layer make of a small circle around a sample, and how do the stretches multiply?"


class JacobianPage(QWidget):
    """Shows what each layer does to a small circle around one sample."""

    def __init__(
        self, theme: Theme, session: Session, actions: Mapping[str, QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._session = theme, session
        self.title = PageTitle(theme, actions, "Jacobian", self)
        self.title.ask(QUESTION)
        self.answer: JacobianAnswer | None = None
        self.history = StretchHistory()
        self.radius = session.experiment.view.jacobian.radius
        self.chooser = SampleChooser(theme, self)
        self.sample = SamplePanel(theme, self.chooser, self)
        self.circle = CirclePanel(theme, self)
        self.slopes = SlopesPanel(theme, self)
        self.stretch = Panel(theme, "Stretch, layer by layer", self)
        self.plot = StretchPlot(theme, self.stretch)
        self.stretch.body.addWidget(self.plot, 1)
        self.time = TimePanel(theme, self)
        self.claim = ClaimLine(theme, self)
        self._circle = PacedQuestion(session, CIRCLE, self.question, OFTEN_MS, self)
        self._spread = PacedQuestion(session, SPREAD, JacobianSpreadQuestion, SELDOM_MS, self)
        self._map = PacedQuestion(session, MAP, self._map_question, SELDOM_MS, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        layout, self._grid = QVBoxLayout(self), QGridLayout()
        Spacing(self._theme, self, layout, GAP)
        Spacing(self._theme, self, self._grid, GAP)
        self._grid.addWidget(self.sample, 0, 0)
        self._grid.addWidget(self.circle, 0, 1, 1, 2)
        self._grid.addWidget(self.slopes, 1, 0)
        self._grid.addWidget(self.stretch, 1, 1)
        self._grid.addWidget(self.time, 1, 2)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 2)
        for row in range(2):
            self._grid.setRowStretch(row, 1)
        layout.addWidget(self.title)
        layout.addLayout(self._grid, 1)
        layout.addWidget(self.claim)
        self._theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        for panel in (self.sample, self.slopes):
            panel.setFixedWidth(self._theme.px(LEFT))

    def _connect(self) -> None:
        self._session.studies.told.connect(self._take)
        self.chooser.chosen.connect(self._choose)
        self.sample.picked.connect(self._choose)
        self.sample.stepped.connect(self._step)
        self.sample.arrows.switched.connect(
            lambda on: self._session.edit("Arrows", partial(edits.set_jacobian, arrows=on))
        )
        self.circle.radius_moved.connect(self._move_radius)
        self.circle.radius_set.connect(self._set_radius)
        self.circle.one_size.connect(
            lambda one_size: self._session.edit("Scale", partial(edits.set_jacobian, one_size=one_size))
        )
        self.circle.strip.pointed.connect(self.plot.look_at)
        self.plot.pointed.connect(self.circle.strip.look_at)

    # Coming and going

    def enter(self, experiment: Experiment) -> None:
        """Come into sight: show this, and ask."""
        self.show_experiment(experiment, Aspect.DATA | Aspect.NETWORK | Aspect.TRAINING | Aspect.VIEW)

    def leave(self) -> None:
        """Ask nothing more."""
        self._circle.stop()
        self._spread.stop()
        self._map.stop()

    def show_experiment(self, experiment: Experiment, aspects: Aspect) -> None:
        """Show what has changed, and ask anew."""
        view = experiment.view.jacobian
        self.radius = min(max(view.radius, SMALLEST), LARGEST)
        self.circle.show_view(self.radius, view.one_size)
        if aspects & Aspect.DATA:
            self.sample.show_data(experiment, self._session.samples)
        self.sample.show_sample(experiment.view.sample)
        self.sample.arrows.show_on(view.arrows)
        self._circle.ask()
        if aspects & (Aspect.DATA | Aspect.NETWORK | Aspect.TRAINING):
            self._spread.ask()
        if self.sample.has_map:
            self._map.ask()
        else:
            self._map.stop()

    def show_state(self, state: TrainingState) -> None:
        """Show whether it trains."""
        self.title.show_state(state)

    def focus_next_panel(self) -> None:
        """Move the focus to the next panel."""
        panels = (self.title, self.sample, self.circle, self.slopes, self.stretch, self.time)
        focus_next(panels, self.window().focusWidget())

    # Asking

    def question(self) -> JacobianQuestion:
        """Return what is to be known now."""
        return JacobianQuestion(self._session.experiment.view.sample, self.radius)

    def _map_question(self) -> JacobianMapQuestion:
        view = self._session.experiment.view
        return JacobianMapQuestion(MAP_SIDE, view.slice_axes, view.jacobian.arrows)

    def _choose(self, sample: int) -> None:
        self._session.edit("Sample", edits.set_sample, sample)

    def _step(self, step: int) -> None:
        if self.answer is not None:
            self._choose((self.answer.sample + step) % self.answer.samples)

    def _move_radius(self, radius: float) -> None:
        self.radius = radius
        self._circle.ask()

    def _set_radius(self, radius: float) -> None:
        self._session.edit("Radius", partial(edits.set_jacobian, radius=radius))

    # Being told

    def _take(self, told: Told) -> None:
        if told.slot == CIRCLE:
            self._take_circle(told)
        elif told.slot == SPREAD:
            self._take_spread(told)
        elif told.slot == MAP and isinstance(told.answer, JacobianMap):
            self.sample.show_map(told.answer)

    def _take_circle(self, told: Told) -> None:
        if told.reason:
            self.claim.show_text("No Jacobian:", BLOWN_UP if is_blown_up(self._session) else told.reason)
        elif self.answer is None and told.share < 1.0:
            self.claim.show_text("A large network.", f"{format_percent(told.share)} is worked out.")
        if not isinstance(told.answer, JacobianAnswer):
            return
        self.answer = told.answer
        kind = "target" if self._session.experiment.task is Task.REGRESSION else "class"
        self.chooser.show_sample(told.answer.sample, told.answer.samples, f"{kind} {told.answer.label}")
        for panel in (self.sample, self.circle, self.slopes, self.plot):
            panel.show_answer(told.answer)
        self.claim.show_text(*sentence(told.answer))

    def _take_spread(self, told: Told) -> None:
        if told.reason:
            self.time.show_reason("" if is_blown_up(self._session) else told.reason)
        if isinstance(told.answer, JacobianSpread):
            if self._session.time.now is None:
                self.history.add(told.answer)
            self.plot.show_spread(told.answer)
            self.time.show_history(self.history, told.answer)
