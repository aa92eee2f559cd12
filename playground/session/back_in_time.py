"""Looking at an earlier moment of the run; what is done there leaves the line that led to now."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from playground.document.errors import ExperimentError
from playground.session.moment import Moment
from playground.session.training import TrainingState

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.session.moment import Kept
    from playground.session.session import Session
    from playground.worker.messages import Arrived, Diverged, Frame
    from playground.worker.snapshots import LossPoint

LONG_WAY = 0.15  # seconds after which a way is given up for a newer one
NOT_THERE = ExperimentError("Time", "the earlier moment is not there yet.", "Wait until it is shown.")
ASLEEP = ExperimentError("Time", "the training process has stopped.", "Press play to start it again.")


@dataclass(frozen=True, slots=True)
class Now:
    """The end of the line, which waits while an earlier moment is looked at."""

    experiment: Experiment
    kept: Kept | None
    step: int
    epoch: float
    divergence: Diverged | None


class BackInTime(QObject):
    """Goes along the line of one session; `changed` says that another moment is shown, or how near it is.

    `now` is None while the present is shown. `share` is how much of a long way is made, else None; `point`
    are the measures of the earlier moment.
    """

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.now: Now | None = None
        self.share: float | None = None
        self.point: LossPoint | None = None
        self._wanted: int | None = None
        self._asked: int | None = None
        self._since = 0.0
        training = session.training
        training.travelling.connect(self._show_share)
        training.arrived.connect(self._arrive)
        training.recovered.connect(self._find_lost)

    # Where one can go

    @property
    def first(self) -> int:
        """The first step that can be gone back to."""
        return self._session.training.earliest

    @property
    def last(self) -> int:
        """The step of the present."""
        return self._session.step if self.now is None else self.now.step

    @property
    def last_epoch(self) -> float:
        """The epoch of the present."""
        return self._session.epoch if self.now is None else self.now.epoch

    @property
    def shown_step(self) -> int:
        """The step of the moment that is shown."""
        return self._session.step

    @property
    def shown_epoch(self) -> float:
        """The epoch of the moment that is shown."""
        return self._session.epoch

    def epoch_of(self, step: float) -> float:
        """Return about which epoch a step lies in."""
        history = self._session.history
        if len(history) and step <= history.steps[0]:
            return float(history.epochs[0])
        steps, epochs = self._course()
        return float(np.interp(step, steps, epochs))

    def step_of(self, epoch: float) -> int:
        """Return about which step an epoch begins with."""
        steps, epochs = self._course()
        return round(float(np.interp(epoch, epochs, steps)))

    def _course(self) -> tuple[np.ndarray, np.ndarray]:
        history = self._session.history
        ends = [(float(self.last), self.last_epoch)] if self.last else [(0.0, 0.0)]
        known = history.steps < ends[0][0]
        steps = np.concatenate([history.steps[known], [ends[0][0]]])
        epochs = np.concatenate([history.epochs[known], [ends[0][1]]])
        return steps, epochs

    # Going there

    def visit(self, step: int) -> None:
        """Show the moment after so many steps; training pauses, and the present waits."""
        training = self._session.training
        if training.state is TrainingState.STOPPED:
            self._session.refuse(ASLEEP)
        elif step >= self.last:
            self.to_now()
        else:
            if training.state is not TrainingState.PAUSED:
                training.pause()
            self._wanted = max(self.first, step)
            self._set_out()

    def go_by_steps(self, steps: int) -> None:
        """Show the moment so many steps later, or earlier."""
        self.visit(self._heading + steps)

    def go_by_epochs(self, epochs: int) -> None:
        """Show the moment so many epochs later, or earlier."""
        self.visit(self.step_of(self.epoch_of(self._heading) + epochs))

    @property
    def _heading(self) -> int:
        """The step that is shown, or will be once it is there."""
        return next((step for step in (self._wanted, self._asked) if step is not None), self.shown_step)

    def to_start(self) -> None:
        """Show the first moment that is known."""
        self.visit(self.first)

    def to_now(self) -> None:
        """Show the present again."""
        now, self.now = self.now, None
        self._wanted = self._asked = self.share = self.point = None
        if now is not None:
            self._come_back(now)
            self.changed.emit()

    def _come_back(self, now: Now) -> None:
        session, training = self._session, self._session.training
        training.visit(None)
        training.take_up(now.kept)
        session.show_earlier(now.experiment)
        session.run.stand_at(now.step, now.epoch)
        if now.divergence is not None:
            training.blow_up(now.divergence)

    def commit(self) -> bool:
        """Make the moment that is shown the present, which undo takes back; return whether that is done."""
        now, session = self.now, self._session
        if now is None:
            return True
        if self._asked is not None or self._wanted is not None:
            return session.refuse(NOT_THERE)
        kept = session.run.kept()
        session.runs.keep(session.history, now.experiment, now.kept, session.epoch)
        self.now = self.point = None
        before = Moment(now.experiment, session.table, now.kept, fresh=now.kept is None)
        label = f"Go back to epoch {session.epoch:.4g}"
        session.push(label, before, Moment(session.experiment, session.table, kept))
        self.changed.emit()
        return True

    def forget(self) -> None:
        """Stay where another run begins."""
        self.now = self.share = self.point = self._wanted = self._asked = None

    def _set_out(self) -> None:
        """Ask for the moment that is wanted, once the present one is known and no other is under way."""
        session = self._session
        under_way = self._asked is not None and time.monotonic() - self._since < LONG_WAY
        if self._wanted is None or under_way:
            return
        if self.now is None:
            if not session.training.stands:
                return
            self.now = Now(
                session.experiment, session.run.kept(), session.step, session.epoch, session.divergence
            )
        self._asked, self._wanted = self._wanted, None
        self._since = time.monotonic()
        session.training.visit(self._asked)

    # News

    def take(self, frame: Frame) -> None:
        """Keep the measures of an earlier moment; from the present set out for one that is wanted."""
        if self.now is None:
            self._set_out()
            return
        self._asked = self.share = None
        self.point = frame.points[-1] if frame.points else self.point
        self.changed.emit()
        self._set_out()

    def _arrive(self, news: Arrived) -> None:
        if self.now is not None:
            self._session.run.divergence = None
            self._session.show_earlier(news.experiment)

    def _show_share(self, share: float) -> None:
        self.share = share
        self.changed.emit()
        self._set_out()

    def _find_lost(self, _reason: str) -> None:
        """Return to the present where the worker that knew the past is gone."""
        now = self.now
        if now is not None and now.kept is not None:
            self.forget()
            self._session.show_earlier(now.experiment)
            self._session.run.restore(now.kept)
            self.changed.emit()
