"""The open experiment: every change goes through here, and one notice tells of it."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from playground.data.ranking import most_telling
from playground.document import edits, limits
from playground.document.errors import ExperimentError
from playground.document.experiment import Aspect, Experiment
from playground.document.sources import TableSource
from playground.session import project
from playground.session.back_in_time import BackInTime, Now
from playground.session.by_hand import ByHand
from playground.session.change import Change, shed_weights
from playground.session.history import History
from playground.session.marking import Marking
from playground.session.moment import Kept, Moment, keeps_weights, needs_new_run
from playground.session.saved import SavedTraining
from playground.session.stop_words import stop_in_short, stop_in_words
from playground.session.training import Training, TrainingState
from playground.storage.trained import load_trained
from playground.worker.samples import samples_of, why_untrainable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playground.data.table import Table
    from playground.document.view import View
    from playground.session.autosave import Work
    from playground.storage.trained import Trained
    from playground.worker.messages import Checkpoint, Diverged, Frame, NeuronCopy, Place, Stopped
    from playground.worker.snapshots import LossPoint

KEPT_BYTES = 128 * 2**20
EVERYTHING = Aspect.DATA | Aspect.NETWORK | Aspect.TRAINING | Aspect.VIEW

_samples = lru_cache(maxsize=2)(samples_of)


class Session(QObject):
    """Holds the experiment, its undo stack, its training and its history; views listen and ask."""

    experiment_changed = Signal(object, object, object)
    edit_refused = Signal(object)
    history_changed = Signal()
    file_changed = Signal()
    stopped = Signal(str)

    def __init__(self, training: Training, trained: Trained) -> None:
        super().__init__()
        self.training = training
        self.training.setParent(self)
        self.undo_stack = QUndoStack(self)
        self.experiment: Experiment = trained.experiment
        self.table: Table | None = trained.table
        self.path: Path | None = None
        self.divergence: Diverged | None = None
        self._marking = Marking()
        self.by_hand = ByHand(self)
        self.time = BackInTime(self)
        self._take_up(trained)
        self.training.frame_arrived.connect(self._take_frame)
        self.training.stopped.connect(self._take_stop)
        self.training.diverged.connect(self._take_divergence)
        self.undo_stack.indexChanged.connect(self._shed_weights)

    def close(self) -> None:
        """End the training; the undo stack is emptied first, so that nothing it held outlives the session."""
        self.undo_stack.blockSignals(True)
        self.undo_stack.clear()
        self.undo_stack.setParent(None)
        self.training.close()

    # Asking

    @property
    def measured(self) -> LossPoint | None:
        """The measures of the moment that is shown, None before the first."""
        return self.history.latest if self.time.now is None else self.time.point

    @property
    def can_train(self) -> str:
        """Why it cannot train now, "" if it can."""
        if self.training.state is TrainingState.DIVERGED:
            return "The run has blown up. Rewind it or reset it first."
        return why_untrainable(self.experiment.data)

    @property
    def dirty(self) -> bool:
        """Whether something would be lost if it were closed now."""
        return self._saved.moved or not self.undo_stack.isClean()

    def kept(self) -> Kept | None:
        """Return the last checkpoint and the history up to it, None before the first."""
        checkpoint, origin = self.training.checkpoint, self.training.origin
        if checkpoint is None or origin is None:
            return None
        history = self.history.copy()
        if self.divergence is not None:
            history.rewind(checkpoint.step, self.divergence.good_epoch)
        elif self.time.now is not None:
            history.rewind(checkpoint.step, self.epoch)
        else:
            history.truncate(checkpoint.step)
        return Kept(checkpoint, history, origin, self.training.place)

    def present(self) -> tuple[Experiment, Kept | None]:
        """Return the experiment and the weights as they are now, whatever moment is shown."""
        now = self.time.now
        if now is None:
            return self.experiment, self.kept()
        return replace(now.experiment, view=self.experiment.view), now.kept

    def _left_by_undo(self, poked: bool) -> Kept | None:
        """Return what a redo should bring back, None where the change itself has not taken hold yet."""
        kept, here = self.kept(), self.experiment
        if kept is None or (kept.origin.network, kept.origin.data) != (here.network, here.data):
            return None
        told = self.training.up_to_date or self.divergence is not None
        return kept if told or not poked else None

    # Changing

    def edit(
        self, label: str, function: Callable[..., Experiment], *args: Any, gesture: int | None = None
    ) -> bool:
        """Apply a pure edit; a refused value is told by `edit_refused`, and views show the old one again."""
        try:
            after = function(self.experiment, *args)
            _samples(after.data, self._table_for(after, self.table))
        except ExperimentError as error:
            return self.refuse(error)
        if after.changes(self.experiment) == Aspect.VIEW:
            self._look_at(after)
        elif after != self.experiment and self.time.commit():
            before = self.moment(kept=needs_new_run(self.experiment, after))
            self.push(label, before, Moment(after, self.table), gesture)
        return True

    def use_table(self, table: Table, source: TableSource) -> bool:
        """Train on a table from now on; return whether that is possible."""
        if source == self.experiment.data.source and self.table is not None:
            return True
        try:
            after = self.prepare_table(table, source)
        except ExperimentError as error:
            return self.refuse(error)
        self.push(f"Use {source.name}", self.moment(kept=True), Moment(after, table))
        return True

    def prepare_table(self, table: Table, source: TableSource) -> Experiment:
        """Return the experiment on a table, its samples made and kept; of a large one, in another thread.

        `ExperimentError` if it can't be trained on.
        """
        after = edits.set_table(self.experiment, source, most_telling(table))
        _samples(after.data, table)
        return after

    def reset(self) -> None:
        """Go back to the first weights of the same seed."""
        self.training.pause()
        self.push("Reset", self.moment(kept=True), Moment(self.experiment, self.table, fresh=True))

    def new_seed(self) -> None:
        """Draw other first weights."""
        self.edit("New seed", edits.set_network_seed, random.randrange(limits.SEED[1]))

    def resample(self) -> None:
        """Draw the points, or split the rows, anew."""
        self.edit("Resample data", edits.set_data_seed, random.randrange(limits.SEED[1]))

    def rewind(self, *, safe_rate: bool) -> None:
        """Go back to the last good moment of a run that blew up, with a safe rate if asked and known."""
        news = self.divergence
        if news is None:
            return
        after = self.experiment
        if safe_rate and news.safe_rate is not None:
            after = edits.set_learning_rate(after, news.safe_rate)
        self.push("Rewind", self.moment(kept=True), Moment(after, self.table, self.kept()))

    def undo(self) -> None:
        """Take the last change back, in the present."""
        self.time.to_now()
        self.undo_stack.undo()

    def redo(self) -> None:
        """Do again what was taken back, in the present."""
        self.time.to_now()
        self.undo_stack.redo()

    def play(self) -> None:
        """Train from the moment that is shown."""
        if self.time.commit():
            self.training.play()

    def advance(self, steps: int = 1, *, epoch: bool = False) -> None:
        """Take some steps from the moment that is shown, or go to the end of its epoch."""
        if self.time.commit():
            self.training.advance(steps, epoch=epoch)

    def refuse(self, error: ExperimentError) -> bool:
        """Tell why something is not done, and let every view show again what there is; return False."""
        self.edit_refused.emit(error)
        self.experiment_changed.emit(self.experiment, self.experiment, Aspect.NONE)
        return False

    def moment(self, *, kept: bool) -> Moment:
        """Return the present as a side of a change, with its weights where the way back needs them."""
        weights = self.kept() if kept else None
        return Moment(self.experiment, self.table, weights, fresh=kept and weights is None)

    def push(self, label: str, before: Moment, after: Moment, gesture: int | None = None) -> None:
        """Do a change that can be undone, at the moment that is shown; those of one gesture are one."""
        if not self.time.commit():
            return
        self._marking.gesture = gesture
        self.undo_stack.push(Change(label, before, after, self._adopt, gesture, self._left_by_undo))
        self._marking.gesture = None
        self._shed_weights()

    def _shed_weights(self, _index: int = 0) -> None:
        shed_weights(self.undo_stack, KEPT_BYTES)

    # Adopting

    def _adopt(self, moment: Moment) -> None:
        before = self.experiment
        after = replace(moment.experiment, view=self._view_for(moment.experiment))
        self._set_experiment(after, moment.table)
        self._set_weights(replace(moment, experiment=after), before)
        self.experiment_changed.emit(before, after, before.changes(after))

    def _look_at(self, after: Experiment) -> None:
        """Adopt another view, which is no part of undo and touches no run."""
        before, self.experiment = self.experiment, after
        self.experiment_changed.emit(before, after, Aspect.VIEW)

    def show_earlier(self, experiment: Experiment) -> None:
        """Show the experiment as it was at an earlier moment, which is no step of undo."""
        before = self.experiment
        after = replace(experiment, view=self._view_for(experiment))
        self.divergence = None
        self._set_experiment(after, self.table)
        self.training.stand_under(after)
        self.experiment_changed.emit(before, after, before.changes(after))

    def come_back(self, now: Now) -> None:
        """Show the present again after an earlier moment."""
        self.training.visit(None)
        self.training.take_up(now.kept)
        self.show_earlier(now.experiment)
        self.step, self.epoch = now.step, now.epoch
        if now.divergence is not None:
            self.training.blow_up(now.divergence)

    def restore_present(self, now: Now) -> None:
        """Go on from the last weights of the present, where the way to its end is lost."""
        assert now.kept is not None
        self.show_earlier(now.experiment)
        self._restore(now.kept)

    def _set_weights(self, moment: Moment, before: Experiment) -> None:
        after, kept = moment.experiment, moment.kept
        good = self.kept() if self.divergence is not None else None
        if moment.poke and good is None and (kept is None or kept.checkpoint.step == self.step):
            self.training.set_parameters(moment.poke)
        elif kept is not None:
            self._restore(kept)
        elif moment.redraw is not None and good is None:
            self.training.redraw(*moment.redraw)
        elif moment.fresh or (needs_new_run(before, after) and not keeps_weights(before, after)):
            self._start(History())
        elif needs_new_run(before, after):
            self._carry(good, moment.copies)
            self._mark(before, after)
        elif before.training != after.training:
            self.training.retune(after)
            self._mark(before, after)

    def _restore(self, kept: Kept) -> None:
        self._start(kept.history.copy(), checkpoint=kept.checkpoint, origin=kept.origin, place=kept.place)

    def _carry(self, good: Kept | None, copies: tuple[NeuronCopy, ...]) -> None:
        """Go on with the weights that the changed network can keep, after a divergence with the good ones."""
        if good is not None:
            self._restore(good)
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
        self.time.forget()
        playing = self.training.state is TrainingState.PLAYING
        self.history, self.divergence = history, None
        if not carry:
            self._stand_at(checkpoint)
            self._saved.returns_to(checkpoint)
        self.training.start(
            self.experiment,
            self.table,
            checkpoint=checkpoint,
            origin=origin,
            carry=carry,
            playing=playing,
            copies=copies,
            place=place,
            obstacle=why_untrainable(self.experiment.data),
        )
        self.history_changed.emit()

    def _stand_at(self, checkpoint: Checkpoint | None) -> None:
        """Take a run's beginning for the present until its first frame is here."""
        latest = self.history.latest
        self.step = 0 if checkpoint is None else checkpoint.step
        self.epoch = 0.0 if latest is None else latest.epoch

    def _mark(self, before: Experiment, after: Experiment) -> None:
        if self.step > 0:
            self._marking.note(self.history, self.epoch, before, after)
            self.history_changed.emit()

    def _set_experiment(self, after: Experiment, table: Table | None) -> None:
        self.table = self._table_for(after, table)
        self.samples = _samples(after.data, self.table)
        self.experiment = after

    def _table_for(self, experiment: Experiment, table: Table | None) -> Table | None:
        return table if isinstance(experiment.data.source, TableSource) else None

    def _view_for(self, experiment: Experiment) -> View:
        """Return the view to show an experiment under: undo never touches it, but for axes that are gone."""
        if experiment.data.source.available_inputs != self.experiment.data.source.available_inputs:
            return replace(self.experiment.view, slice_axes=experiment.view.slice_axes)
        return self.experiment.view

    # Files

    def save(self, path: Path) -> None:
        """Write it to a file, which it belongs to from now on; raise `FileError` if that can't be."""
        trained = project.save(self, path)
        self.path = path.resolve()
        self.undo_stack.setClean()
        self._saved = SavedTraining(trained.checkpoint)
        self.file_changed.emit()

    def open(self, path: Path) -> None:
        """Open a project file; nothing is changed on `FileError` or `ExperimentError`."""
        self.open_loaded(self.load(path), path)

    def load(self, path: Path, cancelled: Callable[[], bool] = lambda: False) -> Trained:
        """Return what a project file holds, its samples made and kept; of a large one, in another thread."""
        trained = load_trained(path, cancelled)
        _samples(trained.experiment.data, trained.table)
        return trained

    def open_loaded(self, trained: Trained, path: Path) -> None:
        """Open what was loaded from a project file."""
        self._open(trained, path.resolve())

    def open_new(self, trained: Trained) -> None:
        """Open another experiment, which belongs to no file; there is no way back by undo."""
        self._open(trained, None)

    def open_recovered(self, work: Work) -> None:
        """Open what an earlier window could not save any more; it still has to be saved."""
        self._open(work.trained, work.path)
        self._saved.moved = True
        self.recovered_text = work.text
        self.file_changed.emit()

    def _open(self, trained: Trained, path: Path | None) -> None:
        _samples(trained.experiment.data, trained.table)
        self.training.pause()
        before = self.experiment
        self.path = path
        self._take_up(trained)
        self.experiment_changed.emit(before, self.experiment, EVERYTHING)
        self.file_changed.emit()

    def _take_up(self, trained: Trained) -> None:
        self.samples = _samples(trained.experiment.data, trained.table)
        self.experiment, self.table = trained.experiment, trained.table
        self.undo_stack.clear()
        self._saved = SavedTraining(trained.checkpoint)
        self.recovered_text = ""
        history = History() if trained.history is None else History.from_rows(trained.history)
        self._start(history, checkpoint=trained.checkpoint)

    # News

    def _take_frame(self, frame: Frame) -> None:
        if self.divergence is not None:
            return
        self.step, self.epoch = frame.step, frame.epoch
        if self.time.take(frame):
            return
        self.history.add(frame.points)
        if self._saved.goes_to(frame.step):
            self.file_changed.emit()

    def _take_stop(self, news: Stopped) -> None:
        # The frame with the moment itself comes next, and the curves are drawn anew with it.
        self.history.markers.append((float(news.epoch), stop_in_short(news)))
        self.stopped.emit(stop_in_words(news))

    def _take_divergence(self, news: Diverged) -> None:
        self.divergence = news
        self.step, self.epoch = news.step, news.epoch
        self.history.add(news.points)
