"""When a slice of the loss is asked for: at once if a person wants it, else slowly as training goes on."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.session.session import Session
    from playground.worker.messages import Frame, Told
    from playground.worker.questions import LandscapeQuestion

SLOT = "landscape"
LEAST_PAUSE_MS = 500
PAUSE = 2.0  # times what the last picture took, so that training keeps most of the worker's time


class SliceAsking(QObject):
    """`told` brings what is known; `under_way` is whether more is to come, `given_up` that nobody waits.

    `outdated` says that the weights are others than when the picture was held.
    """

    told = Signal(object)
    outdated = Signal()

    def __init__(
        self, session: Session, question: Callable[[bool], LandscapeQuestion], parent: QObject | None = None
    ) -> None:
        """Ask the `question` that is given whether a sketch is wanted first."""
        super().__init__(parent)
        self._session, self._question = session, question
        self._active = self._moved = self._held = self.under_way = self.given_up = False
        self._moment = self._held_at = (-1, -1)
        self._asked = 0.0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._go_on)
        session.studies.told.connect(self._take)
        session.training.frame_arrived.connect(self._follow)
        session.undo_stack.indexChanged.connect(self._tell_outdated)

    @property
    def seconds(self) -> float:
        """How long the picture that is under way has been waited for."""
        return time.monotonic() - self._asked if self.under_way else 0.0

    def begin(self) -> None:
        """Ask now, for a sketch first; what is under way is given up."""
        self._active, self.given_up = True, False
        self._send(sketch=True)

    def end(self) -> None:
        """Ask nothing more."""
        self._active = self.under_way = False
        self._pause.stop()
        self._session.studies.stop(SLOT)

    def give_up(self) -> None:
        """Leave the picture as it is until it is asked for again."""
        self.given_up, self.under_way = True, False
        self._session.studies.stop(SLOT)

    def hold(self, held: bool) -> None:
        """Keep the picture while something is chosen in it."""
        if held and not self._held:
            self._held_at = self._moment
        self._held = held
        if not held:
            self._go_on()

    def _send(self, *, sketch: bool) -> None:
        self._pause.stop()
        self._moved, self.under_way, self._asked = False, True, time.monotonic()
        self._session.studies.restart(SLOT, self._question(sketch))

    def _take(self, told: Told) -> None:
        if told.slot != SLOT or not self._active:
            return
        if told.share >= 1.0 or told.reason:
            took = self.seconds
            self.under_way = False
            self._pause.start(max(LEAST_PAUSE_MS, int(1000 * PAUSE * took)))
        self.told.emit(told)

    def _follow(self, frame: Frame) -> None:
        moment = frame.run_id, frame.step
        if moment != self._moment or not frame.playing:
            self._moment, self._moved = moment, True
            if not frame.playing and moment != self._held_at:
                self._tell_outdated()
            self._go_on()

    def _tell_outdated(self) -> None:
        if self._held:
            self.outdated.emit()

    def _go_on(self) -> None:
        waits = self.under_way or self.given_up or self._held or self._pause.isActive()
        if self._active and self._moved and not waits:
            self._send(sketch=False)
