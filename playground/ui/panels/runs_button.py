"""The button that opens the list of earlier runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect

from playground.ui.panels.runs_card import RunsCard
from playground.ui.widgets.buttons import IconButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.session.session import Session
    from playground.ui.theme.theme import Theme

NAME = "Compare with earlier runs"


class RunsButton(IconButton):
    """Opens the card under itself; made when it is first asked for."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(theme, "layers", NAME, parent, size=28, icon_size=16, quiet=True)
        self._session = session
        self.card: RunsCard | None = None
        self.clicked.connect(self._open)
        session.runs.changed.connect(self.show_runs)

    def show_runs(self) -> None:
        """Show the runs if the card is open."""
        if self.card is not None and self.card.isVisible():
            self.card.show_runs()

    def show_progress(self) -> None:
        """Show in an open card that the present run has gone on."""
        if self.card is not None and self.card.isVisible():
            self.card.show_progress()

    def _open(self) -> None:
        if self.card is None:
            self.card = RunsCard(self.theme, self._session, self.window())
        self.card.show_runs()
        corner = self.mapTo(self.window(), QPoint(0, 0))
        self.card.open_below(QRect(corner, self.size()))
