"""The page "Chain rule": it asks about one weight or bias, and hands the answer to its panels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.document.experiment import Aspect
from playground.ui.pages.panel_walk import focus_next
from playground.ui.panels.chain_rule.lane_panel import LanePanel
from playground.ui.panels.page_title import PageTitle
from playground.ui.widgets.spacing import Spacing
from playground.worker.questions import ChainAnswer, ChainQuestion
from playground.worker.snapshots import Parameter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.session.training import TrainingState
    from playground.ui.theme.theme import Theme
    from playground.worker.messages import Told

GAP = 10
SLOT = "chain"


class ChainRulePage(QWidget):
    """Follows one parameter while it is in sight."""

    def __init__(
        self, theme: Theme, session: Session, actions: Mapping[str, QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._session = theme, session
        self.title = PageTitle(theme, actions, "Chain rule", self)
        self.answer: ChainAnswer | None = None
        self.path: tuple[int, ...] | None = None
        layout = QVBoxLayout(self)
        Spacing(theme, self, layout, GAP)
        layout.addWidget(self.title)
        self.lane = LanePanel(theme, session, self)
        layout.addWidget(self.lane, 1)
        session.studies.told.connect(self._take)

    def enter(self, experiment: Experiment) -> None:
        """Come into sight: show this, and ask."""
        self.show_experiment(experiment, Aspect.DATA | Aspect.NETWORK | Aspect.TRAINING | Aspect.VIEW)

    def leave(self) -> None:
        """Ask nothing more."""
        self._session.studies.stop(SLOT)

    def show_experiment(self, experiment: Experiment, aspects: Aspect) -> None:
        """Show what has changed, and ask anew."""
        if aspects & (Aspect.DATA | Aspect.NETWORK):
            self.path = None
        self.lane.show_experiment(experiment)
        self._ask()

    def show_state(self, state: TrainingState) -> None:
        """Show whether it trains."""
        self.title.show_state(state)

    def focus_next_panel(self) -> None:
        """Move the focus to the next panel."""
        focus_next((self.title, self.lane), self.window().focusWidget())

    def question(self) -> ChainQuestion:
        """Return what is to be known now."""
        view = self._session.experiment.view
        chosen = view.chain_rule.parameter
        parameter = None
        if chosen is not None:
            layer, source, target = chosen
            parameter = Parameter(layer, None if source < 0 else source, target)
        return ChainQuestion(parameter, view.chain_rule.extent, view.sample, self.path)

    def _ask(self) -> None:
        self._session.studies.ask(SLOT, self.question(), follow=True)

    def _take(self, told: Told) -> None:
        if told.slot == SLOT and isinstance(told.answer, ChainAnswer):
            self.answer = told.answer
            self.lane.show_answer(told.answer)
        elif told.slot == SLOT and told.reason:
            self.lane.show_reason(told.reason)
