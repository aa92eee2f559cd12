"""Asks for the map of the Hessian in step with the run, seldom enough that training hardly notices."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from playground.session.training import TrainingState
from playground.worker.questions import (
    HessianCheckAnswer,
    HessianCheckQuestion,
    HessianMapAnswer,
    HessianMapQuestion,
)

if TYPE_CHECKING:
    from playground.session.session import Session
    from playground.worker.messages import Frame, Told

MAP_SLOT, CHECK_SLOT = "hessian map", "hessian check"
SHORTEST, TIMES = 0.5, 20.0  # seconds between two maps, and times the seconds that the last one took
LONG = 0.3  # seconds: work that takes longer shows how far it is


class HessianInquiry(QObject):
    """Asks while it is in sight.

    `answered` and `checked` carry answers, `refused` why there is none, `progressed` the share of long work
    that is done, None where there is none under way.
    """

    answered = Signal(object)
    checked = Signal(object)
    refused = Signal(str)
    progressed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._sides: tuple[int | None, int | None] = (None, None)
        self.answer: HessianMapAnswer | None = None
        self.checking = self.given_up = False
        self._mapping = self._here = self._stale = False
        self._asked = self._next = 0.0
        self._step = -1
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._ask_if_moved)
        session.studies.told.connect(self._take)
        session.training.frame_arrived.connect(self._follow)
        session.undo_stack.indexChanged.connect(self._age)

    @property
    def working(self) -> bool:
        """Whether something is under way."""
        return self._mapping or self.checking

    def enter(self) -> None:
        """Come into sight: ask."""
        self._here = True
        self.again()

    def leave(self) -> None:
        """Ask nothing more, and give up what is under way."""
        self._here = False
        self._stop()

    def choose(self, rows: int | None, columns: int | None) -> None:
        """Ask for the block of these layers, None for all of them, from now on."""
        self._stop()
        self._sides, self.answer = (rows, columns), None
        if self._here:
            self.again()

    def again(self) -> None:
        """Ask for the map now."""
        self._later.stop()
        self.given_up, self._stale = False, False
        self._mapping, self._asked, self._step = True, time.monotonic(), self._session.step
        self._session.studies.restart(MAP_SLOT, HessianMapQuestion(*self._sides))
        self.progressed.emit(None)

    def check(self) -> None:
        """Ask for the same entries by differences as well."""
        self.checking = True
        self._session.studies.restart(CHECK_SLOT, HessianCheckQuestion(*self._sides))
        self.progressed.emit(None)

    def cancel(self) -> None:
        """Give up what is under way: the check first, if there is one."""
        if self.checking:
            self._session.studies.stop(CHECK_SLOT)
            self.checking = False
        elif self._mapping:
            self._session.studies.stop(MAP_SLOT)
            self._mapping, self.given_up = False, True
        self.progressed.emit(None)

    def _stop(self) -> None:
        for slot, under_way in ((MAP_SLOT, self._mapping), (CHECK_SLOT, self.checking)):
            if under_way:
                self._session.studies.stop(slot)
        self._later.stop()
        self._mapping = self.checking = self.given_up = False
        self._next = 0.0
        self.progressed.emit(None)

    def _age(self) -> None:
        """Ask anew after a change by hand, or one that was undone."""
        self._stale, self._next = True, 0.0

    def _follow(self, frame: Frame) -> None:
        if frame.playing or self._session.training.answers(frame):
            self._ask_if_moved()

    def _ask_if_moved(self) -> None:
        """Ask where the run has moved on: at once where it stands, else not too often."""
        moved = self._stale or self._step != self._session.step
        if not self._here or self.working or self.given_up or not moved:
            return
        plays = self._session.training.state is TrainingState.PLAYING
        wait = self._next - time.monotonic() if plays else 0.0
        if wait <= 0:
            self.again()
        elif not self._later.isActive():
            self._later.start(math.ceil(1000 * wait))

    def _take(self, told: Told) -> None:
        if told.slot not in (MAP_SLOT, CHECK_SLOT):
            return
        done = told.share >= 1.0 or bool(told.reason)
        if told.slot == MAP_SLOT:
            self._mapping = not done
            self._take_map(told)
        else:
            self.checking = not done
            if isinstance(told.answer, HessianCheckAnswer):
                self.checked.emit(told.answer)
        long = told.slot == CHECK_SLOT or time.monotonic() - self._asked > LONG
        self.progressed.emit(told.share if long and not done else None)
        if done:
            self._ask_if_moved()

    def _take_map(self, told: Told) -> None:
        if told.reason:
            self.answer, self._next = None, time.monotonic() + SHORTEST
            self.refused.emit(told.reason)
        elif isinstance(told.answer, HessianMapAnswer):
            self.answer, self._step = told.answer, told.answer.step
            self._next = time.monotonic() + max(SHORTEST, TIMES * told.answer.seconds)
            self.answered.emit(told.answer)
