"""Every derivative of a network held beside differences, unit by unit, in slices."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.chain.agreement import digits_of, rounding_of
from playground.calculus.chain.brute_force import BruteForce
from playground.document.errors import ExperimentError
from playground.worker.questions import STEP, SURE_DIGITS, AllChecked
from playground.worker.snapshots import Parameter
from playground.worker.studies.chain import refuse_unfit
from playground.worker.studies.extents import numbers_of, pass_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from playground.engine.arrays import Array
    from playground.worker.questions import CheckAllQuestion
    from playground.worker.run import Run

    Flags = NDArray[np.bool_]

SLICE_SECONDS = 0.005
MOST_NAMED = 8  # of those at kinks
OTHER_STEPS = (1e-4, 1e-6, 1e-3, 1e-7)  # tried where the usual one finds too little agreement


@dataclass(frozen=True, slots=True)
class _Unit:
    """Some parameters of one unit; a source of None is its bias."""

    layer: int
    target: int
    sources: tuple[int | None, ...]

    @property
    def entries(self) -> list[int]:
        """Where they stand in the unit's row of the block [W^T b]."""
        return [-1 if source is None else source for source in self.sources]


@dataclass(frozen=True, slots=True, eq=False)
class _Compared:
    """Some derivatives beside differences, (parameters,) each.

    `rounded` says that rounding alone may be why they differ, `kinked` that a kink may.
    """

    exact: Array
    difference: Array
    digits: Array
    rounded: Flags
    kinked: Flags

    @property
    def doubtful(self) -> Flags:
        """Whether neither the digits nor a reason are there."""
        return (self.digits < SURE_DIGITS) & ~self.rounded & ~self.kinked


def study_check_all(run: Run, question: CheckAllQuestion) -> Iterator[tuple[float, AllChecked | None]]:
    """Yield how much is done, at last 1.0 and the answer; raise `ExperimentError` where there is none."""
    refuse_unfit(run)
    check = _CheckAll(run, question)
    until = time.perf_counter() + SLICE_SECONDS
    for share in check.work():
        if share < 1.0 and time.perf_counter() >= until:
            yield share, None
            until = time.perf_counter() + SLICE_SECONDS
    yield 1.0, check.answer()


class _CheckAll:
    """All parameters at one moment of a run, which is copied: training goes on meanwhile."""

    def __init__(self, run: Run, question: CheckAllQuestion) -> None:
        self._question, self._step, self._epoch = question, run.step, run.epoch
        self._sample = min(max(question.sample, 0), len(run.samples.train_inputs) - 1)
        self._of = pass_of(run, numbers_of(run, question.extent, question.sample))
        self._force = BruteForce(self._of)
        self._loss = self._of.mean_loss()
        self._exact = self._of.mean_gradient()
        if not np.isfinite(self._exact).all():
            raise ExperimentError(
                "Chain rule",
                "a derivative is not finite.",
                "Begin again with a smaller learning rate to compare them.",
            )
        self._parameters: list[Parameter] = []
        self._compared: list[_Compared] = []

    def work(self) -> Iterator[float]:
        """Check some parameters of one unit at a time, and say what share of all is done."""
        for unit in self._units():
            self._check(unit)
            yield len(self._parameters) / self._of.network.size

    def _units(self) -> Iterator[_Unit]:
        network = self._of.network
        for layer in range(len(network.layers)):
            weights, biases = network.split_layer(layer, network.parameters)
            sources: list[int | None] = [*range(len(weights)), *([None] if biases.size else [])]
            part = self._force.most_at_once(layer) // 2
            for target in range(weights.shape[1]):
                for start in range(0, len(sources), part):
                    yield _Unit(layer, target, tuple(sources[start : start + part]))

    def _check(self, unit: _Unit) -> None:
        compared = self._compare(unit, STEP)
        for h in OTHER_STEPS:
            if not compared.doubtful.any():
                break
            compared = _better_of(compared, self._compare(unit, h))
        self._parameters += [Parameter(unit.layer, source, unit.target) for source in unit.sources]
        self._compared.append(compared)

    def _compare(self, unit: _Unit, h: float) -> _Compared:
        network = self._of.network
        exact = network.block(unit.layer, self._exact)[unit.target, unit.entries]
        values = network.block(unit.layer)[unit.target, unit.entries]
        pairs = np.column_stack([values - h, values + h]).ravel()
        sources = [source for source in unit.sources for _ in range(2)]
        moved = self._force.move(unit.layer, unit.target, sources, pairs)
        kinked = np.zeros(len(values), np.bool_)
        for _, _, samples in self._force.crossings(unit.layer, unit.target, moved):
            kinked |= samples > 0
        difference = (moved.losses[1::2] - moved.losses[0::2]) / (2 * h)
        rounding = rounding_of(self._loss, self._of.activations[-1], h)
        return _Compared(
            exact, difference, digits_of(exact, difference), np.abs(difference - exact) <= rounding, kinked
        )

    def answer(self) -> AllChecked:
        """Count, and pick the worst."""
        every = _joined(self._compared)
        agrees = every.digits >= SURE_DIGITS
        worst = _worst(every)
        exact, difference = float(every.exact[worst]), float(every.difference[worst])
        larger = max(abs(exact), abs(difference))
        return AllChecked(
            extent=self._question.extent,
            sample=self._sample,
            samples=self._of.samples,
            h=STEP,
            count=len(agrees),
            agreeing=int(agrees.sum()),
            rounded=int((~agrees & every.rounded & ~every.kinked).sum()),
            at_kinks=int((~agrees & every.kinked).sum()),
            differing=int(every.doubtful.sum()),
            digits=_counts(every.digits[~every.kinked]),
            kink_digits=_counts(every.digits[every.kinked]),
            worst=self._parameters[worst],
            worst_digits=float(every.digits[worst]),
            worst_error=abs(exact - difference) / larger if larger > 0 else 0.0,
            kinked=tuple(self._parameters[at] for at in np.flatnonzero(~agrees & every.kinked)[:MOST_NAMED]),
            step=self._step,
            epoch=self._epoch,
        )


def _better_of(usual: _Compared, other: _Compared) -> _Compared:
    """Take the other step where the usual one leaves a doubt, and the other agrees better."""
    better = usual.doubtful & ~other.kinked & (other.digits > usual.digits)
    return _Compared(
        usual.exact,
        np.where(better, other.difference, usual.difference),
        np.where(better, other.digits, usual.digits),
        np.where(better, other.rounded, usual.rounded),
        usual.kinked,
    )


def _joined(parts: list[_Compared]) -> _Compared:
    return _Compared(
        np.concatenate([part.exact for part in parts]),
        np.concatenate([part.difference for part in parts]),
        np.concatenate([part.digits for part in parts]),
        np.concatenate([part.rounded for part in parts]),
        np.concatenate([part.kinked for part in parts]),
    )


def _worst(every: _Compared) -> int:
    """Return the place of the one that agrees least, of those without an excuse if there are such."""
    excused = (every.digits < SURE_DIGITS) & ~every.doubtful
    return int((every.digits + (100.0 * excused if not excused.all() else 0.0)).argmin())


def _counts(digits: Array) -> tuple[int, ...]:
    return tuple(np.bincount(digits.astype(np.intp), minlength=17).tolist())
