"""How the bowl is asked for while the page is in sight, and how a step is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from playground.session.training import TrainingState
from playground.worker.questions import BowlAnswer, BowlQuestion, StepAnswer, StepQuestion

if TYPE_CHECKING:
    from playground.session.session import Session
    from playground.worker.messages import Frame, Told

BOWL_SLOT, STEP_SLOT = "bowl", "bowl_step"
APART_MS = 500  # while it trains, or
TIMES_AS_LONG = 8  # as the last answer took
QUICK = 40  # parameters up to which all of the Hessian is used while it trains
Moment = tuple[int, int, int]


class BowlAsking(QObject):
    """Asks while it is `shown`: at rest at once, while it trains twice a second.

    `answered` brings each answer and `refused` why there is none, `taking_refused` why a step is not taken.
    """

    answered = Signal(object)
    refused = Signal(str)
    taking_refused = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._shown = False
        self._moment: Moment | None = None
        self._step: StepAnswer | None = None
        self._label = ""
        self._pause = APART_MS
        self._asked = QElapsedTimer()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.ask)
        session.studies.told.connect(self._take)
        session.training.frame_arrived.connect(self._follow)

    def show(self) -> None:
        """Come into sight, and ask."""
        self._shown = True
        self.ask()

    def hide(self) -> None:
        """Ask nothing more."""
        self._shown, self._step = False, None
        self._later.stop()
        for slot in (BOWL_SLOT, STEP_SLOT):
            self._session.studies.stop(slot)

    def ask(self) -> None:
        """Ask now."""
        if self._shown:
            self._asked.start()
            question = BowlQuestion(QUICK) if self._plays else BowlQuestion()
            self._session.studies.ask(BOWL_SLOT, question)

    def take(self, name: str, label: str) -> None:
        """Stop training, find where this step leads from there, and go."""
        self._session.training.pause()
        self._label = label
        self._session.studies.restart(STEP_SLOT, StepQuestion(name))

    @property
    def _plays(self) -> bool:
        return self._session.training.state is TrainingState.PLAYING

    def _follow(self, frame: Frame) -> None:
        self._go()
        moment = frame.run_id, frame.step, frame.answered
        if not self._shown or moment == self._moment:
            return
        self._moment = moment
        if not frame.playing:
            self._later.stop()
            self.ask()
        elif not self._later.isActive():
            self._later.start(max(APART_MS, self._pause))

    def _take(self, told: Told) -> None:
        if told.slot == BOWL_SLOT:
            if isinstance(told.answer, BowlAnswer):
                self._pause = TIMES_AS_LONG * int(self._asked.elapsed())
                self.answered.emit(told.answer)
            elif told.reason:
                self.refused.emit(told.reason)
        elif told.slot == STEP_SLOT:
            if told.reason:
                self.taking_refused.emit(told.reason)
            elif isinstance(told.answer, StepAnswer):
                self._step = told.answer
                self._go()

    def _go(self) -> None:
        """Take the step once the window knows the weights that it begins at, so that undo finds them."""
        if self._step is not None and self._session.training.up_to_date:
            step, self._step = self._step, None
            self._session.by_hand.set_parameters(step.changes, label=self._label)
