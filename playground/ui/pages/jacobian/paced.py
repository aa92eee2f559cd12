"""Asks a question again as the training moves, but not more often than it is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.session.session import Session
    from playground.worker.messages import Frame
    from playground.worker.questions import Question

EACH_MS = 250


class PacedQuestion(QObject):
    """One slot that is asked at once, then at most every quarter of a second while the run moves."""

    def __init__(
        self, session: Session, slot: str, question: Callable[[], Question], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._slot, self._question = session, slot, question
        self._asked: tuple[int, int] | None = None
        self._active = self._moved = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(EACH_MS)
        self._timer.timeout.connect(self._again)
        session.training.frame_arrived.connect(self._follow)

    def ask(self) -> None:
        """Ask now, and follow the run from now on."""
        self._active, self._moved = True, False
        self._session.studies.ask(self._slot, self._question())
        self._timer.start()

    def stop(self) -> None:
        """Ask nothing more."""
        self._active = False
        self._timer.stop()
        self._session.studies.stop(self._slot)

    def _follow(self, frame: Frame) -> None:
        moment = frame.run_id, frame.step
        if not self._active or moment == self._asked:
            return
        self._asked = moment
        if self._timer.isActive():
            self._moved = True
        else:
            self.ask()

    def _again(self) -> None:
        if self._active and self._moved:
            self.ask()
