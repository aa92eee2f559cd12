"""What every card has: its subject, the experiment it belongs to, and the probes it looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.canvas.design import Design
    from playground.ui.canvas.scene import Scene
    from playground.ui.pages.cards.subjects import Subject
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import Probe


class Card(QWidget):
    """A view of one subject that edits the session; the strip hands it what is new.

    Its `parts` stand side by side, below a width of `stacked_below` one below the other. A `heading`, if it
    has one, stands beside the title of the strip.
    """

    probes: frozenset[Probe] = frozenset()
    least_width = 240.0
    stacked_below = 0.0
    heading: QWidget | None = None

    def __init__(self, theme: Theme, session: Session, scene: Scene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._session, self._scene = theme, session, scene
        self.parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)

    @property
    def experiment(self) -> Experiment:
        """The experiment that is open."""
        return self._session.experiment

    @property
    def design(self) -> Design:
        """What things on the canvas are called now."""
        return self._scene.design

    def minimumSizeHint(self) -> QSize:
        """Allow little width: parts then stand one below the other."""
        return QSize(self._theme.px(self.least_width), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the parts stand side by side only where there is room."""
        super().resizeEvent(event)
        ways, narrow = QBoxLayout.Direction, self.width() < self._theme.px(self.stacked_below)
        self.parts.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)

    def show_subject(self, subject: Subject) -> None:
        """Be about something else."""
        raise NotImplementedError

    def show_experiment(self) -> None:
        """Show what the experiment says of the subject now."""
        raise NotImplementedError

    def take(self, probes: Mapping[Probe, Any]) -> None:
        """Show the newest numbers among these."""
        raise NotImplementedError

    def first_control(self) -> QWidget:
        """Give what the keyboard should go on in."""
        raise NotImplementedError
