"""How the loss bends where a run stands, found a few products at a time while it trains."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.hessian import Lanczos
from playground.worker import build
from playground.worker.objective import objective_of
from playground.worker.snapshots import Curvature, Eigenvalue
from playground.worker.stability import stable_rate

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.engine.arrays import Array
    from playground.worker.objective import Objective
    from playground.worker.run import Run

MOST_PARAMETERS = 300_000  # of which the curvature is looked at while they train
MOST_PRODUCTS, FEWEST_PRODUCTS, LOOK_EACH = 25, 12, 4
BASIS_BYTES = 100e6
SURE = 2e-3  # of λ₁: closer than this need no product more
SURE_OF_SMALLEST = 2e-2
ROUNDING = 1e-9  # of λ₁: a smaller bound says more than double precision can
LARGEST, SMALLEST = 5, 3
SLICE, PATIENT_SLICE = 0.015, 0.05  # seconds
CHANCE = 0.2  # length of the random part of a first direction, beside 1 of the eigenvector found last


@dataclass(slots=True)
class _Work:
    """What is under way, at the parameters of a step that may be over."""

    objective: Objective
    lanczos: Lanczos
    experiment: Experiment
    parameters: Array
    step: int
    epoch: float
    rate: float
    seconds: float = 0.0


class Curvatures:
    """Finds the outermost eigenvalues of one run, each time from the eigenvectors found before.

    While it is `patient` a slice of the work may take longer: nothing waits for it.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self._random = np.random.default_rng(0)
        self._work: _Work | None = None
        self._start: Array | None = None
        self.patient = False

    @property
    def under_way(self) -> bool:
        """Whether a slice was made that was not the last."""
        return self._work is not None

    @np.errstate(all="ignore")
    def compute(self) -> Curvature | None:
        """Go on for a slice; return what was found with the last one, None before, or where there is none."""
        if not self._can_tell():
            self._work = None
            return None
        began = time.perf_counter()
        work = self._work = self._work_of_now()
        allowed = PATIENT_SLICE if self.patient else SLICE
        while not self._is_done(work) and time.perf_counter() - began < allowed:
            work.lanczos.step()
        work.seconds += time.perf_counter() - began
        if not self._is_done(work):
            return None
        self._work = None
        return self._told(work) if work.lanczos.finite else None

    def _can_tell(self) -> bool:
        run = self._run
        small = run.network.size <= MOST_PARAMETERS
        if not small or run.why_untrainable or not np.isfinite(run.network.parameters.sum()):
            return False
        frozen = build.frozen_of(run.experiment, run.network)
        return frozen is None or not frozen.all()

    def _work_of_now(self) -> _Work:
        """Return what is under way, or begin anew where somebody looks at one moment and it is another."""
        run, work = self._run, self._work
        if work is not None and self._goes_on(work):
            return work
        objective = objective_of(run)
        most = min(MOST_PRODUCTS, max(LOOK_EACH, int(BASIS_BYTES / (8 * max(objective.size, 1)))))
        lanczos = Lanczos(objective.product, self._direction(objective.size), most)
        return _Work(
            objective,
            lanczos,
            run.experiment,
            run.network.parameters.copy(),
            run.step,
            run.epoch,
            float(run.trainer.learning_rate),
        )

    def _goes_on(self, work: _Work) -> bool:
        """Return whether work is still worth its end: in training soon after it began, else only here."""
        run = self._run
        same = work.experiment is run.experiment
        return same and (not self.patient or np.array_equal(work.parameters, run.network.parameters))

    def _direction(self, size: int) -> Array:
        """Return where to begin: near what was found last, with a random part to find what is new."""
        chance: Array = self._random.normal(size=size) / np.sqrt(size)
        if self._start is None or len(self._start) != size:
            return chance
        near: Array = self._start + CHANCE * chance
        return near

    def _is_done(self, work: _Work) -> bool:
        lanczos = work.lanczos
        if lanczos.finished:
            return True
        if lanczos.made < FEWEST_PRODUCTS or lanczos.made % LOOK_EACH:
            return False
        top, bottom = lanczos.outermost(1, 1)
        return top.bound <= SURE * abs(top.value) and bottom.bound <= SURE_OF_SMALLEST * abs(top.value)

    def _told(self, work: _Work) -> Curvature:
        run, training = self._run, work.experiment.training
        pairs = work.lanczos.outermost(LARGEST, SMALLEST)
        top = pairs[0]
        start = top.vector + 0.3 * pairs[-1].vector
        self._start = start if np.isfinite(start).all() else None
        stable = stable_rate(training, top.value)
        rounding = ROUNDING * abs(top.value)
        found = tuple(Eigenvalue(pair.value, max(pair.bound, rounding)) for pair in pairs)
        return Curvature(
            step=work.step,
            epoch=work.epoch,
            largest=found[:LARGEST],
            smallest=found[LARGEST:][::-1],
            parameters=work.objective.size,
            samples=work.objective.samples,
            train_samples=len(run.samples.train_inputs),
            learning_rate=work.rate,
            stable_rate=stable,
            stable_setting=_setting(stable, training.learning_rate, work.rate),
            edge=stable_rate(training, work.rate),
            full_batch=steps_are_whole(run),
            exact=work.objective.exact,
            products=work.lanczos.made,
            seconds=work.seconds,
        )


def _setting(stable: float | None, chosen: float, rate: float) -> float | None:
    """Return the setting at which a schedule has just come to a stable rate; None at a rate of 0."""
    if stable is None or not rate > 0:
        return None
    setting = stable * (chosen / rate)
    return setting if math.isfinite(setting) else None


def steps_are_whole(run: Run) -> bool:
    """Return whether each step goes down the gradient of the very loss whose curvature is told."""
    drops = any(layer.dropout > 0 for layer in run.experiment.network.hidden)
    return run.experiment.training.batch_size >= len(run.samples.train_inputs) and not drops
