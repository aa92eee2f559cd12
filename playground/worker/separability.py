"""How well a straight fit does on each layer's activations: what the layers before have made easy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.document.choices import Task
from playground.worker.anatomy import by_unit
from playground.worker.hidden_space import most_samples
from playground.worker.passes import Passes
from playground.worker.snapshots import Separability

if TYPE_CHECKING:
    from playground.worker.run import Run
    from playground.worker.snapshots import Floats

MOST_UNITS = 128
# Of anything that is fitted to so few samples per number, a good part succeeds by chance.
LEAST_PER_UNIT = 4


class Separabilities:
    """Fits each layer of one run."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._inputs = run.samples.train_inputs[: most_samples(run)]
        self._targets = np.asarray(run.samples.train_labels[: len(self._inputs)], np.float64)
        self._passes: Passes | None = None
        self._in_inputs: float | None = None

    def compute(self) -> Separability | None:
        """Return what a fit makes of each layer now, None without samples."""
        if not len(self._inputs):
            return None
        run = self._run
        if self._passes is None:
            self._passes = Passes(run.network, self._inputs)
            self._in_inputs = self._share(self._inputs)
        given = run.anatomy.given
        layers = self._passes.run(
            lambda every: [by_unit(run.network, at, every[at]) for at in given],
        )
        if not all(np.isfinite(values).all() for values in layers):
            return None
        shares = tuple(self._share(np.asarray(values.T, np.float64)) for values in layers)
        return Separability(
            (self._in_inputs, *shares), len(self._inputs), run.experiment.task is not Task.REGRESSION
        )

    def _share(self, values: Floats) -> float | None:
        samples, units = values.shape
        if units > MOST_UNITS or samples < LEAST_PER_UNIT * (units + 1):
            return None
        if self._run.experiment.task is Task.REGRESSION:
            return explained(values, self._targets)
        return put_right(values, self._targets)


def put_right(values: Floats, labels: Floats) -> float:
    """Return the share of samples (n, d) that least squares on their classes (n,) puts into the right one.

    A linear function per class is fitted to 1 for the class and 0 for others; the greatest one is the answer
    (for two classes: on which side of a straight cut a sample lies).
    """
    classes = np.unique(labels)
    wanted = (labels[:, None] == classes).astype(np.float64)
    fitted = _fitted(values, wanted)
    return float(np.mean(classes[fitted.argmax(axis=1)] == labels))


def explained(values: Floats, targets: Floats) -> float:
    """Return the share of the variance of targets (n,) that a linear fit on values (n, d) explains (R²)."""
    total = float(np.square(targets - targets.mean()).sum())
    left = float(np.square(targets - _fitted(values, targets[:, None])[:, 0]).sum())
    return max(0.0, 1.0 - left / total) if total > 0.0 else 1.0


def _fitted(values: Floats, wanted: Floats) -> Floats:
    """Return what a linear function of the values, with a constant, comes to nearest in the squares."""
    # To one size each, as a fit does not depend on units but its numbers do.
    sizes = np.abs(values).max(axis=0)
    design = np.column_stack([values / np.where(sizes > 0.0, sizes, 1.0), np.ones(len(values))])
    found = np.linalg.lstsq(design, wanted, rcond=1e-9)[0]
    return np.asarray(design @ found)
