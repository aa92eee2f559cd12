"""What is asked about the calculus: one question of each slot under way, the newest waiting."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from playground.worker.messages import Ask, Told

if TYPE_CHECKING:
    from playground.session.training import Training
    from playground.worker.messages import Frame
    from playground.worker.questions import Question


LOOK_EACH_MS = 2
FOLLOW_EACH = 1 / 12  # seconds: numbers that change faster cannot be read, and training goes on
MOST_FAILURES = 2
FAILED = "The training process met an error of its own while it worked this out; it is not asked again."
EAGER = 50  # looks; what takes longer than these is told at the usual pace


@dataclass(slots=True)
class _Slot:
    """What a page wants to know: `number` is that of the question under way, 0 where none is."""

    question: Question
    follow: bool
    number: int = 0
    stale: bool = False
    asked_at: float = 0.0
    failures: int = 0


class Studies(QObject):
    """Asks the worker, one question of a slot at a time, and again as the training moves if so wanted.

    `told` brings what is known so far of the newest question of a slot. However fast questions come, one of
    each slot is under way and one waits.
    """

    told = Signal(object)

    def __init__(self, training: Training, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._training = training
        self._slots: dict[str, _Slot] = {}
        self._numbers = count(1)
        self._run_step = (-1, -1)
        self._looks_left = 0
        self._eager = QTimer(self)
        self._eager.setTimerType(Qt.TimerType.PreciseTimer)
        self._eager.setInterval(LOOK_EACH_MS)
        self._eager.timeout.connect(self._look)
        training.told.connect(self._take)
        training.frame_arrived.connect(self._follow)
        training.failed.connect(self._count_failure)
        training.recovered.connect(self._ask_all_anew)

    @property
    def idle(self) -> bool:
        """Whether every question is answered."""
        return not any(wanted.number for wanted in self._slots.values())

    def ask(self, slot: str, question: Question, *, follow: bool = False) -> None:
        """Ask this; with `follow` ask it again, whenever it has been answered, as the run moves on."""
        under_way = self._slots[slot].number if slot in self._slots else 0
        self._slots[slot] = _Slot(question, follow, under_way, stale=bool(under_way))
        if not under_way:
            self._send(slot)

    def restart(self, slot: str, question: Question) -> None:
        """Ask this instead of what is under way, which may take long: it is given up."""
        self._slots[slot] = _Slot(question, follow=False)
        self._send(slot)

    def stop(self, slot: str) -> None:
        """Ask nothing more in this slot, and give up what is under way."""
        if self._slots.pop(slot, None) is not None:
            self._training.ask(Ask(next(self._numbers), slot, None))

    def close(self) -> None:
        """Ask nothing more."""
        self._slots.clear()
        self._eager.stop()

    def _send(self, slot: str) -> None:
        wanted = self._slots[slot]
        wanted.number, wanted.stale = next(self._numbers), False
        wanted.asked_at = time.perf_counter()
        self._training.ask(Ask(wanted.number, slot, wanted.question))
        self._looks_left = EAGER
        self._eager.start()

    def _look(self) -> None:
        """Take an answer as soon as it is here: a thing that is dragged is to follow the mouse."""
        self._looks_left -= 1
        if self._looks_left <= 0 or self.idle:
            self._eager.stop()
        self._training.tick()

    def _take(self, told: Told) -> None:
        wanted = self._slots.get(told.slot)
        if wanted is None or told.number != wanted.number:
            return
        if told.run_id != self._training.run_id:
            self._send(told.slot)  # it was on its way when another run began
            return
        done = told.share >= 1.0 or bool(told.reason)
        if done:
            wanted.number, wanted.failures = 0, 0
        self.told.emit(told)
        if done and self._slots.get(told.slot) is wanted and wanted.stale:
            self._send(told.slot)

    def _follow(self, frame: Frame) -> None:
        """Ask anew what is to follow the run, where the run has moved."""
        moment = frame.run_id, frame.step
        if moment == self._run_step and frame.playing:
            return
        self._run_step = moment
        for slot, wanted in self._slots.items():
            if not wanted.follow or (frame.playing and _is_recent(wanted)):
                continue
            if wanted.number:
                wanted.stale = True
            else:
                self._send(slot)

    def _ask_all_anew(self, _reason: str) -> None:
        """Ask another worker, as the one before is gone with what it was asked."""
        for slot, wanted in tuple(self._slots.items()):
            if wanted.failures < MOST_FAILURES:
                self._send(slot)
            else:
                del self._slots[slot]
                self.told.emit(Told(wanted.number, slot, None, reason=FAILED, run_id=self._training.run_id))

    def _count_failure(self, _summary: str, _traceback: str) -> None:
        """Note what was under way when the worker met an error of its own: it may be the cause."""
        for wanted in self._slots.values():
            wanted.failures += bool(wanted.number)


def _is_recent(wanted: _Slot) -> bool:
    return time.perf_counter() - wanted.asked_at < FOLLOW_EACH
