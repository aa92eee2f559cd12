"""The page "Landscape": the loss as a landscape around the present weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.ui.pages.panel_walk import focus_next
from playground.ui.panels.landscape.slice_choices import SliceChoices
from playground.ui.panels.landscape.slice_panel import SlicePanel
from playground.ui.panels.page_title import PageTitle
from playground.ui.widgets.spacing import Spacing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from playground.document.experiment import Aspect, Experiment
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
        self.title.ask("How does the loss look around the present weights?")
        self.choices = SliceChoices(theme, session, self)
        self.title.choices.addWidget(self.choices)
        self.slice = SlicePanel(theme, session, self)
        layout = QVBoxLayout(self)
        Spacing(theme, self, layout, GAP)
        layout.addWidget(self.title)
        layout.addLayout(self._lay_out_panels(), 1)

    def _lay_out_panels(self) -> QHBoxLayout:
        """Put the slice at the left; what is told of the present weights stands in `column` beside it."""
        row, self.column = QHBoxLayout(), QVBoxLayout()
        Spacing(self._theme, self, row, GAP)
        Spacing(self._theme, self, self.column, GAP)
        row.addWidget(self.slice, 1)
        row.addLayout(self.column)
        return row

    def enter(self, experiment: Experiment) -> None:
        """Come into sight: show this, and ask."""
        self.choices.show_experiment(experiment)
        self.slice.enter(experiment)

    def leave(self) -> None:
        """Ask nothing more."""
        self.slice.leave()

    def show_experiment(self, experiment: Experiment, aspects: Aspect) -> None:
        """Show what has changed."""
        self.choices.show_experiment(experiment)
        self.slice.show_experiment(experiment, aspects)

    def show_state(self, state: TrainingState) -> None:
        """Show whether it trains."""
        self.title.show_state(state)

    def focus_next_panel(self) -> None:
        """Move the focus to the next panel."""
        focus_next((self.title, self.slice), self.window().focusWidget())
