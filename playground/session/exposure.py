"""For a picture: trains some epochs and waits until all that is visible of the last moment has been told."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, QTimer

from playground.document.errors import ExperimentError
from playground.session.training import TrainingState

if TYPE_CHECKING:
    from playground.session.session import Session
    from playground.worker.messages import Diverged, Frame, Watch

SILENCE_MS = 120_000
TURN_MS, QUIET_TURNS = 20, 5  # a page may ask more when it has been told something
MOST_MEASURED = 200  # epochs, of each of which the end is measured; of more, every so-manieth


class Exposure(QObject):
    """Trains a session behind a window; `note` says afterwards what else there is to know of the picture."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._training = session, session.training
        self._loop = QEventLoop(self)
        self._silence = QTimer(self, singleShot=True, interval=SILENCE_MS)
        self._silence.timeout.connect(lambda: self._give_up("nothing was heard of it for two minutes."))
        self._goal = 0
        self._asked: Watch | None = None
        self._trouble = self.note = ""
        self._training.frame_arrived.connect(self._take_frame)
        self._training.diverged.connect(self._take_divergence)
        self._training.recovered.connect(self._give_up)

    def expose(self, epochs: int) -> None:
        """Train and wait; raise `ExperimentError` with the reason where that does not get to its end."""
        if epochs and self._session.can_train:
            raise _error(self._session.can_train)
        if self._training.state is TrainingState.STOPPED:
            raise _error("The training process could not be started.")
        begun = self._training.checkpoint
        steps = epochs * self._steps_per_epoch()
        self._goal = steps + (begun.step if begun is not None else 0)
        if epochs:
            self._training.advance(steps, measure_each=max(1, epochs // MOST_MEASURED))
        self._silence.start()
        self._loop.exec()
        self._silence.stop()
        if self._trouble:
            raise _error(self._trouble)

    def wait_for_answers(self) -> None:
        """Wait until all that the page in sight has asked about the calculus is told, two minutes at most."""
        studies, end = self._session.studies, time.monotonic() + SILENCE_MS / 1000
        quiet = 0
        while quiet < QUIET_TURNS and time.monotonic() < end:
            QTimer.singleShot(TURN_MS, self._loop.quit)
            self._loop.exec()
            quiet = quiet + 1 if studies.idle else 0

    def _steps_per_epoch(self) -> int:
        return math.ceil(
            len(self._session.samples.train_inputs) / self._session.experiment.training.batch_size
        )

    def _take_frame(self, frame: Frame) -> None:
        self._silence.start()
        if frame.playing or frame.step < self._goal or not self._training.answers(frame):
            return
        if self._asked == self._training.watched:
            self._loop.quit()
            return
        # This frame may be from before the window said what is visible: all of it is asked for anew.
        self._asked = self._training.watched
        self._training.retune(self._session.experiment)

    def _take_divergence(self, news: Diverged) -> None:
        self.note = f"the run blew up in epoch {int(news.epoch) + 1:,}, and the picture shows that"
        self._loop.quit()

    def _give_up(self, reason: str) -> None:
        self._trouble = reason
        self._loop.quit()


def _error(reason: str) -> ExperimentError:
    return ExperimentError("Training", reason, "No picture was made.")
