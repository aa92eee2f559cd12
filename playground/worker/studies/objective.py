"""What training makes small, as a function of all weights and biases at once."""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.hessian import hessian_products
from playground.calculus.landscape import Heights
from playground.document.errors import ExperimentError
from playground.engine.evaluation import Evaluation
from playground.worker import build

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.calculus.landscape import Plane
    from playground.engine.arrays import Array
    from playground.worker.run import Run

MOST_PRODUCTS = 12_000_000  # of one evaluation: more than that at each of 7 400 places takes minutes
FEWEST = 32
TOO_LARGE = 1e150


def too_large(field: str) -> ExperimentError:
    """Return why there is no answer where a run is about to diverge."""
    return ExperimentError(field, "the numbers are too large here.", "Rewind the run or reset it.")


class Objective:
    """The mean training loss, penalty included and without dropout, of a run as it stands at this moment.

    It is the loss of the first `samples` training samples, all of them where that is affordable. `here` are
    the parameters (size,), which stay as they are while the run goes on.
    """

    def __init__(self, run: Run) -> None:
        run.refuse_untrainable()
        experiment = run.experiment
        self._twin = run.network.copy(np.float64)
        self._loss, self._smoothing = experiment.network.loss.value, experiment.training.label_smoothing
        self.penalty = build.penalty_of(experiment)
        self.train_samples = len(run.samples.train_inputs)
        self.samples = min(self.train_samples, max(FEWEST, MOST_PRODUCTS // self._products()))
        self._inputs = run.samples.train_inputs[: self.samples]
        self._targets = run.train_targets[: self.samples]
        self.here = self._twin.parameters.copy()
        self._evaluation = Evaluation(self._twin, self._loss, self._smoothing)
        self._mask = self._twin.weight_mask

    def _products(self) -> int:
        """Return about how many products one sample takes; a kernel's weights are used at many places."""
        of_weights = sum(
            place.weights * place.rows * math.prod(place.shape[1:]) for place in self._twin.places
        )
        return int(of_weights + 32 * sum(self._twin.widths))

    def loss_at(self, parameters: Array) -> float:
        """Return the loss at some parameters (size,); not finite where their numbers are too large."""
        self._twin.parameters[:] = parameters
        weights = self._mask * parameters
        price = self.penalty.l1 * np.abs(weights).sum() + self.penalty.l2 / 2 * np.square(weights).sum()
        return float(self._evaluation.loss(self._inputs, self._targets) + price)

    @cached_property
    def gradient(self) -> Array:
        """The gradient at `here`, (size,)."""
        self._twin.parameters[:] = self.here
        weights = self._mask * self.here
        of_loss = self._evaluation.gradient(self._inputs, self._targets)
        return np.asarray(of_loss + self.penalty.l2 * weights + self.penalty.l1 * np.sign(weights))

    def refuse_too_large(self, field: str) -> None:
        """Raise `ExperimentError` where squares of the numbers that all else is made of would overflow."""
        slope, length = (float(np.linalg.norm(each)) for each in (self.gradient, self.here))
        if not all(abs(each) < TOO_LARGE for each in (slope, length, self.loss_at(self.here))):
            raise too_large(field)

    def products(self) -> Callable[[Array], Array]:
        """Return what multiplies the Hessian at `here` with a direction."""
        self._twin.parameters[:] = self.here
        return hessian_products(
            self._twin, self._loss, self._inputs, self._targets, self.penalty.l2, self._smoothing
        )[0]

    def over(self, plane: Plane) -> Heights:
        """Return the loss over a plane."""
        self._twin.parameters[:] = self.here
        inputs, targets = self._inputs, self._targets
        return Heights(self._twin, self._loss, inputs, targets, plane, self.penalty, self._smoothing)
