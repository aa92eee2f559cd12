"""Where the engine's own gradient is found, with buffers that are kept as long as the run."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from playground.engine.evaluation import Evaluation

if TYPE_CHECKING:
    from playground.worker.run import Run

_kept: WeakKeyDictionary[Run, tuple[float, Evaluation]] = WeakKeyDictionary()


def evaluation_of(run: Run) -> Evaluation:
    """Return what evaluates the run's network under its present loss and label smoothing."""
    smoothing = run.experiment.training.label_smoothing
    kept = _kept.get(run)
    if kept is None or kept[0] != smoothing:
        evaluation = Evaluation(run.network, run.experiment.network.loss.value, smoothing)
        kept = _kept[run] = (smoothing, evaluation)
    return kept[1]
