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
from playground.session.back_in_time import BackInTime
from playground.session.by_hand import ByHand
from playground.session.change import Change, shed_weights
from playground.session.files import Files
from playground.session.live_run import LiveRun
from playground.session.moment import Kept, Moment, needs_new_run
from playground.session.runs import Runs
from playground.session.saved import SavedTraining
from playground.session.studies import Studies
from playground.session.training import Training, TrainingState
from playground.worker.samples import samples_of, why_untrainable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playground.data.table import Table
    from playground.document.view import View
    from playground.session.health_history import HealthHistory
    from playground.session.history import History
    from playground.storage.trained import Trained
    from playground.worker.messages import Diverged
    from playground.worker.snapshots import LossPoint

KEPT_BYTES = 128 * 2**20
EVERYTHING = Aspect.DATA | Aspect.NETWORK | Aspect.TRAINING | Aspect.VIEW

_samples = lru_cache(maxsize=2)(samples_of)


class Session(QObject):
    """Holds the experiment, its undo stack, its training and its history; views listen and ask."""

    experiment_changed = Signal(object, object, object)
    edit_refused = Signal(object)
    history_changed = Signal()
    marked = Signal()
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
        self.time = BackInTime(self)
        self.runs = Runs(self)
        self.run = LiveRun(self)
        self.by_hand = ByHand(self)
        self.studies = Studies(self.training, self)
        self.files = Files(self, lambda trained: _samples(trained.experiment.data, trained.table))
        self._take_up(trained)
        self.undo_stack.indexChanged.connect(self._shed_weights)

    def close(self) -> None:
        """End the training; the undo stack is emptied first, so that nothing it held outlives the session."""
        self.undo_stack.blockSignals(True)
        self.undo_stack.clear()
        self.undo_stack.setParent(None)
        self.studies.close()
        self.training.close()

    # Asking

    @property
    def measured(self) -> LossPoint | None:
        """The measures of the moment that is shown, None before the first."""
        return self.run.measured

    @property
    def history(self) -> History:
        """The measures of the run so far."""
        return self.run.history

    @property
    def health(self) -> HealthHistory:
        """How each layer fared in the run so far."""
        return self.run.history.inside.health

    @property
    def step(self) -> int:
        """The step of the moment that is shown."""
        return self.run.step

    @property
    def epoch(self) -> float:
        """The epoch of the moment that is shown."""
        return self.run.epoch

    @property
    def divergence(self) -> Diverged | None:
        """The news of a run that blew up, None where it did not."""
        return self.run.divergence

    @property
    def can_train(self) -> str:
        """Why it cannot train now, "" if it can."""
        if self.training.state is TrainingState.DIVERGED:
            return "The run has blown up. Rewind it or reset it first."
        return why_untrainable(self.experiment.data)

    @property
    def dirty(self) -> bool:
        """Whether something would be lost if it were closed now."""
        return self.run.saved.moved or not self.undo_stack.isClean()

    def present(self) -> tuple[Experiment, Kept | None]:
        """Return the experiment and the weights as they are now, whatever moment is shown."""
        now = self.time.now
        if now is None:
            return self.experiment, self.run.kept()
        return replace(now.experiment, view=self.experiment.view), now.kept

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
        self.push("Rewind", self.moment(kept=True), Moment(after, self.table, self.run.kept()))

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
        weights = self.run.kept() if kept else None
        return Moment(self.experiment, self.table, weights, fresh=kept and weights is None)

    def push(self, label: str, before: Moment, after: Moment, gesture: int | None = None) -> None:
        """Do a change that can be undone, at the moment that is shown; those of one gesture are one."""
        if not self.time.commit():
            return
        self.run.marking.gesture = gesture
        self.undo_stack.push(Change(label, before, after, self._adopt, gesture, self.run.left_by_undo))
        self.run.marking.gesture = None
        self._shed_weights()

    def _shed_weights(self, _index: int = 0) -> None:
        shed_weights(self.undo_stack, KEPT_BYTES)

    # Adopting

    def _adopt(self, moment: Moment) -> None:
        before = self.experiment
        after = replace(moment.experiment, view=self._view_for(moment.experiment))
        self._set_experiment(after, moment.table)
        self.run.follow(replace(moment, experiment=after), before)
        self.experiment_changed.emit(before, after, before.changes(after))

    def _look_at(self, after: Experiment) -> None:
        """Adopt another view, which is no part of undo and touches no run."""
        before, self.experiment = self.experiment, after
        self.experiment_changed.emit(before, after, Aspect.VIEW)

    def show_earlier(self, experiment: Experiment) -> None:
        """Show the experiment as it was at an earlier moment, which is no step of undo."""
        before = self.experiment
        after = replace(experiment, view=self._view_for(experiment))
        self._set_experiment(after, self.table)
        self.training.stand_under(after)
        self.experiment_changed.emit(before, after, before.changes(after))

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

    def open_trained(self, trained: Trained, path: Path | None) -> None:
        """Take up another experiment, which belongs to a file or to none; there is no way back by undo."""
        _samples(trained.experiment.data, trained.table)
        self.training.pause()
        before = self.experiment
        self.runs.clear()
        self.path = path
        self._take_up(trained)
        self.experiment_changed.emit(before, self.experiment, EVERYTHING)
        self.file_changed.emit()

    def take_as_saved(self, trained: Trained, path: Path) -> None:
        """Note that this is what the file holds, which it belongs to from now on."""
        self.path = path
        self.undo_stack.setClean()
        self.run.saved = SavedTraining(trained.checkpoint)
        self.file_changed.emit()

    def take_as_unsaved(self, text: str) -> None:
        """Note that it still has to be saved, and why."""
        self.run.saved.moved = True
        self.recovered_text = text
        self.file_changed.emit()

    def _take_up(self, trained: Trained) -> None:
        self.samples = _samples(trained.experiment.data, trained.table)
        self.experiment, self.table = trained.experiment, trained.table
        self.undo_stack.clear()
        self.recovered_text = ""
        self.run.take_up(trained)
