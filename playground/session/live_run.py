"""The run that a session trains: its history, where in it one stands, and how changes reach its weights."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from playground.session.history import History
from playground.session.marking import Marking
from playground.session.moment import Kept, keeps_weights, needs_new_run
from playground.session.saved import SavedTraining
from playground.session.stop_words import stop_in_short, stop_in_words
from playground.session.training import TrainingState
from playground.worker.samples import why_untrainable

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.session.moment import Moment
    from playground.session.session import Session
    from playground.storage.trained import Trained
    from playground.worker.messages import Checkpoint, Diverged, Frame, NeuronCopy, Place, Stopped
    from playground.worker.snapshots import LossPoint

LEAST_SECONDS = 1.0  # of a run that is worth to be compared with


class LiveRun:
    """Follows the training of one session; `marking` notes changes beside the curves.

    `step` and `epoch` are those of the moment that is shown; `divergence` is the news of a run that blew up.
    """

    def __init__(self, session: Session) -> None:
        self._session, self._training = session, session.training
        self.history = History()
        self.step, self.epoch = 0, 0.0
        self.divergence: Diverged | None = None
        self.marking = Marking()
        self.saved = SavedTraining(None)
        self._began = 0.0
        self._training.frame_arrived.connect(self._take_frame)
        self._training.stopped.connect(self._take_stop)
        self._training.diverged.connect(self._take_divergence)

    @property
    def measured(self) -> LossPoint | None:
        """The measures of the moment that is shown, None before the first."""
        time = self._session.time
        return self.history.latest if time.now is None else time.point

    def shown(self) -> History:
        """Return the history of the moment that is shown, which knows of nothing later."""
        time = self._session.time
        if time.now is None:
            return self.history
        history = self.history.copy()
        history.rewind(self.step, self.epoch)
        if time.point is not None:
            history.add([time.point])
        return history

    def kept(self) -> Kept | None:
        """Return the last checkpoint and the history up to it, None before the first."""
        checkpoint, origin = self._training.checkpoint, self._training.origin
        if checkpoint is None or origin is None:
            return None
        history = self.history.copy()
        if self.divergence is not None:
            history.rewind(checkpoint.step, self.divergence.good_epoch)
        elif self._session.time.now is not None:
            history.rewind(checkpoint.step, self.epoch)
        else:
            history.truncate(checkpoint.step)
        return Kept(checkpoint, history, origin, self._training.place)

    def left_by_undo(self, poked: bool) -> Kept | None:
        """Return what a redo should bring back, None where the change itself has not taken hold yet."""
        kept, here = self.kept(), self._session.experiment
        if kept is None or (kept.origin.network, kept.origin.data) != (here.network, here.data):
            return None
        told = self._training.up_to_date or self.divergence is not None
        return kept if told or not poked else None

    # Changes

    def follow(self, moment: Moment, before: Experiment) -> None:
        """Let the weights be those of a moment, which the session's experiment is that of already."""
        after, kept = moment.experiment, moment.kept
        good = self.kept() if self.divergence is not None else None
        if moment.poke and good is None and (kept is None or kept.checkpoint.step == self.step):
            self._training.set_parameters(moment.poke)
        elif kept is not None:
            self.restore(kept)
        elif moment.redraw is not None and good is None:
            self._training.redraw(*moment.redraw)
        elif moment.fresh or (needs_new_run(before, after) and not keeps_weights(before, after)):
            self._keep_for_comparison(before)
            self._start(History())
        elif needs_new_run(before, after):
            self._carry(good, moment.copies)
            self._mark(before, after)
        elif before.training != after.training:
            self._training.retune(after)
            self._mark(before, after)

    def _keep_for_comparison(self, before: Experiment) -> None:
        """Keep the run that ends among the earlier ones, unless a drag has only just begun it."""
        if time.monotonic() - self._began >= LEAST_SECONDS:
            kept = self.kept()
            origin = before if kept is None else kept.origin
            fits = (origin.network, origin.data) == (before.network, before.data)
            self._session.runs.keep(self.history, before, kept if fits else None)

    def take_up(self, trained: Trained) -> None:
        """Begin with what was loaded."""
        self.saved = SavedTraining(trained.checkpoint)
        history = History() if trained.history is None else History.from_rows(trained.history)
        self._start(history, checkpoint=trained.checkpoint)

    def restore(self, kept: Kept) -> None:
        """Go on from weights that were kept."""
        self._start(kept.history.copy(), checkpoint=kept.checkpoint, origin=kept.origin, place=kept.place)

    def stand_at(self, step: int, epoch: float) -> None:
        """Take a moment for the one that is shown until its frame is here."""
        self.step, self.epoch, self.divergence = step, epoch, None

    def _carry(self, good: Kept | None, copies: tuple[NeuronCopy, ...]) -> None:
        """Go on with the weights that the changed network can keep, after a divergence with the good ones."""
        if good is not None:
            self.restore(good)
        else:
            self._start(self.history, carry=True, copies=copies)

    def _start(
        self,
        history: History,
        *,
        checkpoint: Checkpoint | None = None,
        origin: Experiment | None = None,
        carry: bool = False,
        copies: tuple[NeuronCopy, ...] = (),
        place: Place | None = None,
    ) -> None:
        session = self._session
        session.time.forget()
        self.history, self.divergence = history, None
        self._began = time.monotonic()
        if not carry:
            latest = history.latest
            self.step = 0 if checkpoint is None else checkpoint.step
            self.epoch = 0.0 if latest is None else latest.epoch
            self.saved.returns_to(checkpoint)
        self._training.start(
            session.experiment,
            session.table,
            checkpoint=checkpoint,
            origin=origin,
            carry=carry,
            playing=self._training.state is TrainingState.PLAYING,
            copies=copies,
            place=place,
            obstacle=why_untrainable(session.experiment.data),
        )
        session.history_changed.emit()

    def _mark(self, before: Experiment, after: Experiment) -> None:
        if self.step > 0:
            self.marking.note(self.history, self.epoch, before, after)
            self._session.marked.emit()

    # News

    def _take_frame(self, frame: Frame) -> None:
        if self.divergence is not None:
            return
        self.step, self.epoch = frame.step, frame.epoch
        if self._session.time.now is None:
            self._take_present(frame)
        self._session.time.take(frame)

    def _take_present(self, frame: Frame) -> None:
        self.history.add(frame.points)
        self.history.inside.take(frame, self._training.watched)
        self.history.spreads.take(frame, self._training.watched)
        if self.saved.goes_to(frame.step):
            self._session.file_changed.emit()

    def _take_stop(self, news: Stopped) -> None:
        # The frame with the moment itself comes next, and the curves are drawn anew with it.
        self.history.markers.append((float(news.epoch), stop_in_short(news)))
        self._session.stopped.emit(stop_in_words(news))

    def _take_divergence(self, news: Diverged) -> None:
        self.divergence = news
        self.step, self.epoch = news.step, news.epoch
        self.history.add(news.points)
