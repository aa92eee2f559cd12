"""Opens the card of further settings under its button, and keeps it in step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect

from playground.ui.panels.options.card import OptionsCard

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme


class TrainingOptions:
    """Makes the card when it is first asked for."""

    def __init__(self, theme: Theme, session: Session) -> None:
        self._theme, self._session = theme, session
        self._card: OptionsCard | None = None
        self._now: tuple[float, float] | None = None

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the settings if the card is open."""
        if self._card is not None and self._card.isVisible():
            self._card.show_experiment(experiment)

    def show_now(self, epoch: float, rate: float) -> None:
        """Show how far training is, and the learning rate there."""
        self._now = (epoch, rate)
        if self._card is not None and self._card.isVisible():
            self._card.show_now(epoch, rate)

    def open_below(self, button: QWidget) -> None:
        """Open the card under the button that asked for it."""
        window = button.window()
        if self._card is None:
            self._card = OptionsCard(self._theme, self._session, window)
        self._card.show_experiment(self._session.experiment)
        if self._now is not None:
            self._card.show_now(*self._now)
        corner = button.mapTo(window, QPoint(0, 0))
        self._card.open_below(QRect(corner, button.size()))
