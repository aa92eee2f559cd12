"""Where gradient descent, momentum and Newton lead on a function of one variable, and why."""

from __future__ import annotations

import math
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.curves.descent import NEWTON, Path, paths_down
from playground.calculus.curves.verdict import (
    CLOSE,
    Minimum,
    Outcome,
    Verdict,
    bounds_of,
    regime_of,
    valley_of,
    verdict_of,
)
from playground.document import limits
from playground.document.choices import DescentMethod
from playground.document.errors import ExperimentError
from playground.worker.questions import DescentAnswer, DescentPath, NearMinimum
from playground.worker.studies.functions import curve_of

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from playground.worker.questions import DescentQuestion
    from playground.worker.run import Run
    from playground.worker.studies.functions import Subject

SLICE = 0.005
WALKED = 0.8  # of the work is done once the paths are known
MOST_STEPS = 1_000
BENT = 1e-9


def study_descent(run: Run, question: DescentQuestion) -> Iterator[tuple[float, DescentAnswer | None]]:
    """Yield the share of the work that is done, at last the paths; `ExperimentError` where none begins."""
    work = _Descent(curve_of(run, question.function), question).answer()
    began = perf_counter()
    while True:
        try:
            share = next(work)
        except StopIteration as done:
            yield 1.0, done.value
            return
        if perf_counter() - began > SLICE:
            yield WALKED * (1.0 if share is None else share), None
            began = perf_counter()


class _Descent:
    """One question about one function."""

    def __init__(self, subject: Subject, question: DescentQuestion) -> None:
        self._subject, self._question = subject, question
        self._function, self._window = subject.curve.at, subject.curve.window
        low, high = self._window
        start = subject.curve.start if question.start is None else question.start
        self._start, self._width = min(max(start, low), high), high - low
        numbers = (float(each[0]) for each in self._function(np.array([self._start])))
        self._value, self._slope, self._curvature = numbers
        if not np.isfinite((self._value, self._slope, self._curvature)).all():
            raise ExperimentError("Start", "the function has no slope there.", "Drag it to another place.")
        self._rate, self._momentum = (
            self._allowed_rate(),
            min(max(question.momentum, 0.0), limits.MOMENTUM[1]),
        )

    def answer(self) -> Generator[float | None, None, DescentAnswer]:
        """Yield the share of the work that is done, None while it is unknown; return what is to be told."""
        paths = yield from self._paths()
        verdicts = [verdict_of(self._function, path, self._width) for path in paths]
        minima = yield from self._minima(verdicts)
        told = tuple(self._told(*each) for each in zip(paths, verdicts, minima, strict=True))
        bends = [curvature for path in paths for curvature in path.curvatures]
        bends += [each.curvature for each in minima if each is not None and each.curvature is not None]
        return DescentAnswer(
            self._question,
            self._window,
            self._start,
            self._value,
            self._slope,
            self._curvature,
            self._rate,
            self._momentum,
            self._start - self._rate * self._slope,
            CLOSE * self._width,
            max(bends) - min(bends) > BENT * max(map(abs, bends)),
            told,
            self._subject.parameter,
            self._subject.value,
        )

    def _allowed_rate(self) -> float:
        """Return the learning rate: the one asked for, or the one whose first step ends where asked for."""
        rate, low, high = self._question.rate, *limits.LEARNING_RATE
        if self._question.first is not None and self._slope != 0.0:
            rate = (self._start - self._question.first) / self._slope
        return min(max(rate, low), high)

    def _paths(self) -> Generator[float, None, list[Path]]:
        rules = [method.value for method in self._question.methods]
        steps = min(max(self._question.steps, 1), MOST_STEPS)
        return (
            yield from paths_down(
                self._function, rules, self._start, self._rate, self._momentum, steps, self._width
            )
        )

    def _minima(self, verdicts: list[Verdict]) -> Generator[None, None, list[Minimum | None]]:
        """Return for each path the minimum that it reaches, or else that of the start's valley."""
        reached = [each.at if each.outcome is Outcome.MINIMUM else None for each in verdicts]
        valley = None
        if None in reached:
            valley = yield from valley_of(self._function, self._start, self._window)
        places = np.array([each for each in reached if each is not None])
        curvatures = dict(zip(places.tolist(), self._function(places)[2].tolist(), strict=True))
        return [valley if each is None else Minimum(each, curvatures[each]) for each in reached]

    def _told(self, path: Path, verdict: Verdict, minimum: Minimum | None) -> DescentPath:
        curvatures = np.array(path.curvatures)
        products = np.sign(curvatures) if path.rule == NEWTON else self._rate * curvatures
        glide, diverge = bounds_of(path.rule, self._momentum)
        return DescentPath(
            DescentMethod(path.rule),
            np.array(path.places),
            np.array(path.values),
            np.array(path.slopes),
            curvatures,
            products,
            verdict.outcome,
            verdict.at,
            verdict.other,
            verdict.steps,
            verdict.motion,
            path.turned,
            minimum is not None and _is_farther(path, minimum),
            None if minimum is None else self._near(path.rule, minimum, diverge),
            glide,
            diverge,
        )

    def _near(self, rule: str, minimum: Minimum, diverge: float) -> NearMinimum:
        curvature = minimum.curvature
        if curvature is None or not curvature > 0.0:
            return NearMinimum(minimum.at, curvature, None, None, None)
        product = 1.0 if rule == NEWTON else self._rate * curvature
        regime = regime_of(rule, product, self._momentum)
        largest = diverge / curvature
        if not math.isfinite(largest):
            return NearMinimum(minimum.at, curvature, None, None, None)  # so flat that it is as none
        return NearMinimum(minimum.at, curvature, product, regime, None if rule == NEWTON else largest)


def _is_farther(path: Path, minimum: Minimum) -> bool:
    return abs(path.places[-1] - minimum.at) > abs(path.places[0] - minimum.at)
