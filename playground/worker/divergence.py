"""Why a run blew up: the learning rate against the curvature at the last good moment."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.calculus.sharpness import sharpness
from playground.document import limits
from playground.document.choices import Optimizer
from playground.worker import build
from playground.worker.messages import Diverged, DivergenceCause

if TYPE_CHECKING:
    from playground.document.experiment import Training
    from playground.engine import Checkpoint, NonFinite
    from playground.worker.run import Run
    from playground.worker.snapshots import LossPoint

LONGEST = 0.5  # seconds for all gradients together
MOST_ITERATIONS = 300
FEWEST_ITERATIONS = 10
TOLERANCE = 1e-4
ACCEPTED_RESIDUAL = 0.02


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


def stable_rate(training: Training, curvature: float) -> float | None:
    """Return the largest stable learning rate for the curvature λ, None where no such number is known.

    2/λ; with momentum β 2(1 + β)/λ (Polyak 1964), Nesterov's 2(1 + β)/(1 + 2β)/λ (Cohen et al. 2021, equation
    2): exact for descent on the whole training set with a quadratic loss.
    """
    beta = training.momentum
    factors = {
        Optimizer.SGD: 2.0,
        Optimizer.MOMENTUM: 2.0 * (1.0 + beta),
        Optimizer.NESTEROV: 2.0 * (1.0 + beta) / (1.0 + 2.0 * beta),
    }
    factor = factors.get(training.optimizer)
    return None if factor is None else factor / curvature


def round_rate_below(rate: float) -> float | None:
    """Return the largest 1 or 3 times a power of ten up to the rate, None below the least allowed."""
    least, most = limits.LEARNING_RATE
    decade = math.floor(math.log10(rate))
    candidates = (float(f"{digit}e{power}") for power in (decade - 1, decade) for digit in (1, 3))
    best = min(max(each for each in candidates if each <= rate * (1 + 1e-12)), most)
    return best if best >= least else None


def _sharpness_at(run: Run, checkpoint: Checkpoint) -> float | None:
    """Return the curvature, None where it is not positive, of softened labels, or takes too long to find."""
    run.trainer.restore(checkpoint)
    if run.experiment.training.label_smoothing > 0:
        return None
    iterations = _affordable_iterations(run)
    if iterations < FEWEST_ITERATIONS:
        return None
    found = sharpness(
        run.network,
        run.experiment.network.loss.value,
        run.samples.train_inputs,
        run.train_targets,
        build.penalty_of(run.experiment),
        iterations=iterations,
        tolerance=TOLERANCE,
        seed=0,
    )
    sure = math.isfinite(found.value) and found.value > 0 and found.relative_residual <= ACCEPTED_RESIDUAL
    return found.value if sure else None


def _affordable_iterations(run: Run) -> int:
    """Return how many products with the Hessian, of two gradients each, fit into the time allowed."""
    began = time.perf_counter()
    run.trainer.full_gradient()
    spent = time.perf_counter() - began
    return min(MOST_ITERATIONS, int(LONGEST / (2.0 * max(spent, 1e-9))))
