"""The loss whose curvature is told: of the training set, with the penalty, as its free parameters move it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.hessian import hessian_products
from playground.worker import build
from playground.worker.passes import products_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from playground.engine.arrays import Array
    from playground.worker.run import Run

MOST_WORK = 3e7  # products of a sample forwards times samples: a product with the Hessian takes about six
LEAST_SAMPLES = 200


@dataclass(frozen=True, eq=False)
class Objective:
    """The Hessian of the mean training loss with its penalty, without dropout, where the run stands.

    `product` multiplies it with a direction of the `free` parameters, (size,): what is frozen does not move.
    It is that of the first `samples` training samples; `exact` says that it is no difference of gradients.
    """

    product: Callable[[Array], Array]
    free: NDArray[np.intp] | None
    size: int
    samples: int
    exact: bool

    def whole(self, direction: Array, parameters: int) -> Array:
        """Return a direction of the free parameters among all parameters."""
        if self.free is None:
            return direction
        whole = np.zeros(parameters)
        whole[self.free] = direction
        return whole


def objective_of(run: Run, most_work: float = MOST_WORK) -> Objective:
    """Bind the Hessian at the run's present parameters, of as many samples as so much work allows."""
    count = affordable_samples(run, most_work)
    experiment = run.experiment
    product, exact = hessian_products(
        run.network,
        experiment.network.loss.value,
        run.samples.train_inputs[:count],
        run.train_targets[:count],
        build.penalty_of(experiment).l2,
        experiment.training.label_smoothing,
    )
    frozen = build.frozen_of(experiment, run.network)
    if frozen is None:
        return Objective(product, None, run.network.size, count, exact)
    free = np.flatnonzero(~frozen)
    return Objective(_among(product, free, run.network.size), free, len(free), count, exact)


def affordable_samples(run: Run, most_work: float = MOST_WORK) -> int:
    """Return of how many training samples a product is affordable: of all in a small network."""
    allowed = max(LEAST_SAMPLES, int(most_work / products_of(run.network)))
    return min(len(run.samples.train_inputs), allowed)


def _among(
    product: Callable[[Array], Array], free: NDArray[np.intp], parameters: int
) -> Callable[[Array], Array]:
    def bent(direction: Array) -> Array:
        whole = np.zeros(parameters)
        whole[free] = direction
        return product(whole)[free]

    return bent
