"""Why a run blew up: the learning rate against the curvature at the last good moment."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.hessian import Lanczos
from playground.document import limits
from playground.worker.messages import Diverged, DivergenceCause
from playground.worker.objective import objective_of
from playground.worker.stability import stable_rate

if TYPE_CHECKING:
    from playground.document.experiment import Training
    from playground.engine import Checkpoint, NonFinite
    from playground.worker.run import Run
    from playground.worker.snapshots import LossPoint

LONGEST = 0.5  # seconds for all gradients together
MOST_PRODUCTS, FEWEST_PRODUCTS, LOOK_EACH = 100, 10, 4
BASIS_BYTES = 400e6
TOLERANCE = 1e-5
ACCEPTED_BOUND = 0.02


@dataclass(frozen=True, slots=True)
class _Reason:
    cause: DivergenceCause = DivergenceCause.UNKNOWN
    sharpness: float | None = None
    bound: float | None = None
    safe_rate: float | None = None


def explain(run: Run, run_id: int, error: NonFinite, points: tuple[LossPoint, ...] = ()) -> Diverged:
    """Return the news of a run that blew up, with its reason where it can be told for certain."""
    step, epoch, good, rate = run.step, run.epoch, run.moments.best(), run.trainer.learning_rate
    reason = _reason(run.experiment.training, rate, _sharpness_at(run, good.checkpoint))
    return Diverged(
        run_id=run_id,
        step=step,
        epoch=epoch,
        layer=run.anatomy.layer_of(error.layer),
        quantity=error.quantity,
        good=good.checkpoint,
        good_epoch=good.epoch,
        cause=reason.cause,
        learning_rate=rate,
        optimizer=run.experiment.training.optimizer,
        sharpness=reason.sharpness,
        bound=reason.bound,
        safe_rate=reason.safe_rate,
        points=points,
    )


def _reason(training: Training, rate: float, curvature: float | None) -> _Reason:
    bound = stable_rate(training, curvature) if curvature is not None else None
    if bound is None or rate <= bound:
        return _Reason(sharpness=curvature, bound=bound)
    return _Reason(DivergenceCause.STEP_TOO_LARGE, curvature, bound, round_rate_below(bound / 2))


def round_rate_below(rate: float) -> float | None:
    """Return the largest 1 or 3 times a power of ten up to the rate, None below the least allowed."""
    least, most = limits.LEARNING_RATE
    decade = math.floor(math.log10(rate))
    candidates = (float(f"{digit}e{power}") for power in (decade - 1, decade) for digit in (1, 3))
    best = min(max(each for each in candidates if each <= rate * (1 + 1e-12)), most)
    return best if best >= least else None


@np.errstate(all="ignore")
def _sharpness_at(run: Run, checkpoint: Checkpoint) -> float | None:
    """Return the largest eigenvalue, None where it is not positive, or takes too long to find."""
    run.trainer.restore(checkpoint)
    products = _affordable_products(run)
    if products < FEWEST_PRODUCTS or not np.isfinite(run.network.parameters.sum()):
        return None
    objective = objective_of(run)
    start = np.random.default_rng(0).normal(size=objective.size)
    if not start.size:
        return None
    lanczos = Lanczos(objective.product, start, products)
    while not lanczos.finished:
        lanczos.run(LOOK_EACH)
        top = lanczos.outermost(1, 0)[0]
        if top.bound <= TOLERANCE * abs(top.value):
            break
    sure = math.isfinite(top.value) and top.value > 0 and top.bound <= ACCEPTED_BOUND * top.value
    return top.value if sure else None


def _affordable_products(run: Run) -> int:
    """Return how many products with the Hessian, of two gradients each, fit into time and memory allowed."""
    began = time.perf_counter()
    run.trainer.full_gradient()
    spent = time.perf_counter() - began
    by_memory = int(BASIS_BYTES / (8 * run.network.size))
    return min(MOST_PRODUCTS, by_memory, int(LONGEST / (2.0 * max(spent, 1e-9))))
