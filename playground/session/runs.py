"""Runs that have ended, kept to be compared with: their curves, and where they are small their weights."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from playground.document.errors import ExperimentError
from playground.document.experiment import Aspect
from playground.document.sources import TableSource
from playground.session.moment import Moment
from playground.session.thinning import thinned

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.session.history import History
    from playground.session.moment import Kept
    from playground.session.session import Session
    from playground.worker.snapshots import Floats

MOST_RUNS = 8
MOST_POINTS = 2_000
MOST_BYTES = 16 * 2**20  # of weights, per run
FEWEST_POINTS = 3
TRAIN_ON = "Train some steps first."
TOO_SHORT = ExperimentError("Runs", "there is no curve to keep yet.", TRAIN_ON)


@dataclass(frozen=True, slots=True, eq=False)
class EarlierRun:
    """A run that has ended: `rows` as `History.rows` has them, thinned; `since` is where it left the present.

    `experiment` is that of its end, and `notes` tell what happened on the way. `kept` are its weights at the
    end, None where they are too large to be held.
    """

    number: int
    name: str
    experiment: Experiment
    rows: Floats
    since: float
    kept: Kept | None
    shown: bool = True
    notes: tuple[str, ...] = ()

    def ends_with(self, row: Floats, experiment: Experiment) -> bool:
        """Return whether its last measures and its settings are these."""
        same = not experiment.changes(self.experiment) & ~Aspect.VIEW
        return same and np.array_equal(self.rows[-1], row, equal_nan=True)

    def can_be_returned_to(self, present: Experiment) -> bool:
        """Return whether its weights are held, and the table it was trained on is still there."""
        source = self.experiment.data.source
        there = not isinstance(source, TableSource) or source == present.data.source
        return self.kept is not None and there

    def can_be_compared(self, present: Experiment) -> bool:
        """Return whether its losses are of the same data and the same kind, so that one axis holds both."""
        mine, theirs = self.experiment, present
        return (mine.data.source.title, mine.network.loss) == (theirs.data.source.title, theirs.network.loss)


class Runs(QObject):
    """The earlier runs of one session, the oldest given up first; they are no part of undo."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._made = 0
        self.all: tuple[EarlierRun, ...] = ()

    def keep(self, history: History, experiment: Experiment, kept: Kept | None, since: float = 0.0) -> None:
        """Keep a run that ends, or the present one, if it has come anywhere.

        `experiment` is that of its end, `kept` its weights there; only what comes after the epoch `since`
        is drawn.
        """
        if len(history) < FEWEST_POINTS or self._kept_as(history, experiment) is not None:
            return
        self._made += 1
        held = kept if kept is not None and kept.bytes <= MOST_BYTES else None
        rows = thinned(history.rows, MOST_POINTS)
        notes = tuple(text for _, text in history.markers)
        run = EarlierRun(self._made, f"Run {self._made}", experiment, rows, since, held, notes=notes)
        self._set((*self.all, run)[-MOST_RUNS:])

    @property
    def obstacle(self) -> ExperimentError | None:
        """Why the present run cannot be kept as it stands, None if it can."""
        session = self._session
        if len(session.history) < FEWEST_POINTS:
            return TOO_SHORT
        same = self._kept_as(session.history, session.present()[0])
        return None if same is None else ExperimentError("Runs", f"it is {same.name} already.", TRAIN_ON)

    def _kept_as(self, history: History, experiment: Experiment) -> EarlierRun | None:
        """Return the earlier run that ends with the same measures under the same settings."""
        last = history.rows[-1]
        return next((run for run in self.all if run.ends_with(last, experiment)), None)

    def keep_present(self) -> None:
        """Keep the run that is trained now as it stands, to be compared with what becomes of it."""
        session, obstacle = self._session, self.obstacle
        if obstacle is not None:
            session.refuse(obstacle)
        else:
            experiment, kept = session.present()
            self.keep(session.history, experiment, kept)

    def rename(self, number: int, name: str) -> None:
        """Call a run by another name; an empty one changes nothing."""
        if name.strip():
            self._change(number, name=name.strip())

    def set_shown(self, number: int, shown: bool) -> None:
        """Draw a run's curve, or not."""
        self._change(number, shown=shown)

    def remove(self, number: int) -> None:
        """Forget a run."""
        self._set(tuple(run for run in self.all if run.number != number))

    def clear(self) -> None:
        """Forget all runs."""
        self._made = 0
        self._set(())

    def go_back_to(self, number: int) -> None:
        """Go on from the end of a run; the present is kept as another, and undo returns to it."""
        session = self._session
        run = next((run for run in self.all if run.number == number), None)
        if run is None or not run.can_be_returned_to(session.experiment) or not session.time.commit():
            return
        before = session.moment(kept=True)
        self.keep(session.history, session.experiment, before.kept)
        session.push(f"Return to {run.name}", before, Moment(run.experiment, session.table, run.kept))
        self.remove(number)

    def _change(self, number: int, **changes: object) -> None:
        self._set(tuple(replace(run, **changes) if run.number == number else run for run in self.all))  # type: ignore[arg-type]

    def _set(self, runs: tuple[EarlierRun, ...]) -> None:
        if runs != self.all:
            self.all = runs
            self.changed.emit()
