"""The eigenvalues of the Hessian: all of a small network's, of a large one the outermost and the density."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.hessian import (
    Density,
    Lanczos,
    dense_rows,
    density_of,
    eigen_decomposition,
    mean_density,
)
from playground.document.errors import ExperimentError
from playground.worker.objective import objective_of
from playground.worker.questions import SpectrumAnswer
from playground.worker.stability import stable_rate
from playground.worker.studies.saddle_steps import SaddleSteps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playground.engine.arrays import Array
    from playground.worker.questions import SaddleStep, SpectrumQuestion
    from playground.worker.run import Run

    Slices = Iterator[tuple[float, SpectrumAnswer | None]]

SLICE = 0.005  # seconds
MOST_WORK = 1e8  # products of a sample forwards times samples
OUTER_PRODUCTS, RUNS, RUN_PRODUCTS = 60, 4, 40
BASIS_BYTES = 300e6
LARGEST, SMALLEST = 12, 6
BINS = 60
ROUNDING = 1e-9  # of the largest magnitude, what a dense decomposition cannot tell from 0
FLAT = 1e-3  # of the largest magnitude: what bends less is told as flat


def study_spectrum(run: Run, question: SpectrumQuestion) -> Slices:
    """Answer of the run as it stands when work begins; raise `ExperimentError` where it cannot."""
    run.refuse_untrainable()
    study = _Spectrum(run)
    if not study.objective.size:
        raise ExperimentError("Curvature", "every weight is frozen.", "Unfreeze one to see how it bends.")
    dense = study.objective.size <= question.most_dense
    yield from study.everything() if dense else study.outermost()


@dataclass(frozen=True, eq=False)
class _Found:
    """Eigenvalues from the largest to the smallest, their bounds, and eigenvectors of some as columns."""

    values: Array
    bounds: Array
    vectors: Array
    above: int

    @property
    def reach(self) -> float:
        """The largest magnitude."""
        return float(np.abs(self.values).max(initial=0.0))

    @property
    def flat(self) -> float:
        """What bends less is told as flat."""
        return self.reach * FLAT


@dataclass(slots=True)
class _Clock:
    """Counts the seconds of slices, not of what goes on between them."""

    spent: float = 0.0
    began: float = field(default_factory=time.perf_counter)

    def slice_over(self) -> bool:
        return time.perf_counter() - self.began >= SLICE

    def pause(self) -> None:
        self.spent += time.perf_counter() - self.began

    def go_on(self) -> None:
        self.began = time.perf_counter()


class _Spectrum:
    """One question about one moment of a run."""

    def __init__(self, run: Run) -> None:
        self._clock = _Clock()
        self._run, self._step, self._epoch = run, run.step, run.epoch
        self.objective = objective_of(run, MOST_WORK)
        rate = float(run.trainer.learning_rate)
        self._edge = stable_rate(run.experiment.training, rate)
        self._saddles = SaddleSteps(run, self.objective)
        self._products = 0
        self._steps: tuple[SaddleStep, ...] = ()

    # All of them

    def everything(self) -> Slices:
        """Write the Hessian down and decompose it."""
        size = self.objective.size
        hessian = np.empty((size, size))
        for row, values in enumerate(dense_rows(self._product, size)):
            hessian[row] = values
            yield from self._rest(row / (size + 1))
        if not np.isfinite(hessian.sum()):
            raise _not_finite()
        values, vectors = eigen_decomposition(hessian)
        rounding = np.full(size, ROUNDING * float(np.abs(values).max(initial=0.0)))
        found = _Found(values[::-1], rounding, vectors[:, ::-1], size)
        yield from self._away_from_saddles(found, size / (size + 1))
        yield 1.0, self._answer(found, None, [])

    # The outermost, and the density

    def outermost(self) -> Slices:
        """Find the outermost by Lanczos, then the density by more runs of it."""
        size = self.objective.size
        most = max(4, int(BASIS_BYTES / (8 * size)))
        products = min(OUTER_PRODUCTS, most), min(RUN_PRODUCTS, most)
        total = products[0] + RUNS * products[1]
        random = np.random.default_rng(0)
        lanczos = Lanczos(self._product, random.normal(size=size), products[0])
        yield from self._run_out(lanczos, total)
        pairs = lanczos.outermost(LARGEST, SMALLEST)
        found = _Found(
            np.array([pair.value for pair in pairs]),
            np.array([pair.bound for pair in pairs]),
            np.array([pair.vector for pair in pairs]).T,
            min(LARGEST, len(pairs)),
        )
        yield from self._away_from_saddles(found, self._products / total)
        densities = [density_of(lanczos)]  # it began with a random direction as well
        for _ in range(RUNS):
            yield self._products / total, self._answer(found, mean_density(densities), densities)
            self._clock.go_on()
            more = Lanczos(self._product, random.normal(size=size), products[1])
            yield from self._run_out(more, total)
            densities.append(density_of(more))
        yield 1.0, self._answer(found, mean_density(densities), densities)

    def _run_out(self, lanczos: Lanczos, total: int) -> Slices:
        while not lanczos.finished:
            lanczos.step()
            yield from self._rest(min(self._products / total, 0.99))
        if not lanczos.finite:
            raise _not_finite()

    def _away_from_saddles(self, found: _Found, share: float) -> Slices:
        work = self._saddles.along(found.values, found.vectors, found.flat)
        while True:
            try:
                next(work)
            except StopIteration as done:
                self._steps = done.value
                return
            yield from self._rest(min(share, 0.99))

    @property
    def _product(self) -> Callable[[Array], Array]:
        def counted(direction: Array) -> Array:
            self._products += 1
            return self.objective.product(direction)

        return counted

    def _rest(self, share: float) -> Slices:
        if self._clock.slice_over():
            self._clock.pause()
            yield share, None
            self._clock.go_on()

    # The answer

    def _answer(self, found: _Found, density: Density | None, runs: list[Density]) -> SpectrumAnswer:
        flat = found.flat
        negative, positive = self._signs(found, density, flat)
        edges, counts = (np.zeros(0), np.zeros(0)) if density is None else self._counted(density)
        trace, error = self._trace(found, runs)
        self._clock.pause()
        objective = self.objective
        return SpectrumAnswer(
            values=np.array(found.values, np.float64),
            bounds=np.array(found.bounds, np.float64),
            above=found.above,
            everything=density is None,
            parameters=objective.size,
            flat=flat,
            negative=negative,
            positive=positive,
            trace=trace,
            trace_error=error,
            condition=_condition(found.values, found.reach * ROUNDING) if density is None else None,
            edges=np.array(edges, np.float64),
            counts=np.array(counts, np.float64),
            steps=self._steps,
            edge=self._edge,
            samples=objective.samples,
            train_samples=len(self._run.samples.train_inputs),
            products=self._products,
            seconds=self._clock.spent,
            exact=objective.exact,
            step=self._step,
            epoch=self._epoch,
        )

    def _signs(self, found: _Found, density: Density | None, flat: float) -> tuple[int, int]:
        """Return how many eigenvalues are negative, and how many positive."""
        if density is None:
            return int((found.values < -flat).sum()), int((found.values > flat).sum())
        size = self.objective.size
        below, beyond = (
            float(density.shares[which].sum()) for which in (density.places < -flat, density.places > flat)
        )
        seen = int((found.values < -flat).sum()), int((found.values > flat).sum())
        return max(seen[0], round(size * below)), max(seen[1], round(size * beyond))

    def _counted(self, density: Density) -> tuple[Array, Array]:
        low, high = float(density.places[0]), float(density.places[-1])
        if not high > low:
            low, high = low - 0.5, high + 0.5
        counts, edges = np.histogram(density.places, BINS, (low, high), weights=density.shares)
        return edges, counts * self.objective.size

    def _trace(self, found: _Found, runs: list[Density]) -> tuple[float, float]:
        """Return the trace and the standard error of its estimate: 0 where every eigenvalue is known."""
        if not runs:
            return float(found.values.sum()), 0.0
        size = self.objective.size
        each = np.array([run.mean * size for run in runs])
        if len(each) == 1:
            return float(each[0]), float(abs(each[0]))
        return float(each.mean()), float(each.std(ddof=1) / np.sqrt(len(each)))


def _condition(values: Array, rounding: float) -> float | None:
    """Return the largest by the smallest magnitude of those that rounding does not hide."""
    bent = np.abs(values[np.abs(values) > rounding])
    return float(bent.max() / bent.min()) if bent.size else None


def _not_finite() -> ExperimentError:
    return ExperimentError("Curvature", "a number in it is not finite.", "Rewind the run or reset it.")
