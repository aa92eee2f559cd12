"""Asks a question again as the training moves, but not more often than it is worth."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.session.session import Session
    from playground.worker.messages import Frame, Told
    from playground.worker.questions import Question

SHARE = 6  # rests so many times as long as an answer took


class PacedQuestion(QObject):
    """One slot: asked at once, then again while the run moves, after a rest of `least_ms` or more.

    What takes long is asked more seldom, so that it doesn't take the training's time.
    """

    def __init__(
        self,
        session: Session,
        slot: str,
        question: Callable[[], Question],
        least_ms: int,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._slot, self._question = session, slot, question
        self._least_ms = least_ms
        self._moment: tuple[int, int] | None = None
        self._active = self._waits = self._moved = False
        self._since = 0.0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._again)
        session.training.frame_arrived.connect(self._follow)
        session.studies.told.connect(self._take)

    def ask(self) -> None:
        """Ask now, and follow the run from now on."""
        self._active, self._waits, self._moved = True, True, False
        self._since = perf_counter()
        self._rest.stop()
        self._session.studies.ask(self._slot, self._question())

    def stop(self) -> None:
        """Ask nothing more."""
        self._active = self._waits = False
        self._rest.stop()
        self._session.studies.stop(self._slot)

    def _take(self, told: Told) -> None:
        if told.slot == self._slot and self._waits and (told.share >= 1.0 or told.reason):
            self._waits = False
            self._rest.start(max(self._least_ms, round(SHARE * 1000 * (perf_counter() - self._since))))

    def _follow(self, frame: Frame) -> None:
        moment = frame.run_id, frame.step
        if not self._active or moment == self._moment:
            return
        self._moment = moment
        if self._waits or self._rest.isActive():
            self._moved = True
        else:
            self.ask()

    def _again(self) -> None:
        if self._active and self._moved:
            self.ask()
