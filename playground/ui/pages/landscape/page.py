"""The page "Landscape": the loss as a landscape around the present weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.document.experiment import Aspect
from playground.ui.pages.panel_walk import focus_next
from playground.ui.panels.landscape.bowl_panel import BowlPanel
from playground.ui.panels.landscape.race_panel import RacePanel
from playground.ui.panels.page_title import PageTitle
from playground.ui.widgets.spacing import Spacing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.session.training import TrainingState
    from playground.ui.theme.theme import Theme

GAP = 10


class LandscapePage(QWidget):
    """Shows the loss over a plane through the present weights."""

    def __init__(
        self, theme: Theme, session: Session, actions: Mapping[str, QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._session = theme, session
        self.title = PageTitle(theme, actions, "Landscape", self)
        layout = QVBoxLayout(self)
        Spacing(theme, self, layout, GAP)
        layout.addWidget(self.title)
        self.bowl = BowlPanel(theme, session, self)
        self.race = RacePanel(theme, session, self)
        self.race.hide()
        layout.addWidget(self.bowl, 1)
        layout.addWidget(self.race, 1)
        self.bowl.race_wanted.connect(lambda: self._show_race(True))
        self.race.closed.connect(lambda: self._show_race(False))

    def _show_race(self, shown: bool) -> None:
        """Let the race take the place of all else, or give it back."""
        self.bowl.setVisible(not shown)
        self.race.setVisible(shown)
        self._show_what_is_seen()
        (self.race.start if shown else self.bowl.race).setFocus()

    def enter(self, experiment: Experiment) -> None:
        """Come into sight."""
        self._show_what_is_seen()

    def _show_what_is_seen(self) -> None:
        if self.race.isHidden():
            self.bowl.enter()
        else:
            self.bowl.leave()
            self.race.enter()

    def leave(self) -> None:
        """Ask nothing more."""
        self.bowl.leave()
        self.race.leave()

    def show_experiment(self, experiment: Experiment, aspects: Aspect) -> None:
        """Show what has changed."""
        if aspects & (Aspect.DATA | Aspect.NETWORK):
            self.race.forget()

    def show_state(self, state: TrainingState) -> None:
        """Show whether it trains."""
        self.title.show_state(state)

    def focus_next_panel(self) -> None:
        """Move the focus to the next panel."""
        focus_next((self.title, self.bowl, self.race), self.window().focusWidget())
