"""Where gradient descent, momentum and Newton lead on a function of one variable, and why."""

from __future__ import annotations

import math
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.curves.descent import NEWTON, Path, paths_down
from playground.calculus.curves.valley import Minimum, valley_of
from playground.calculus.curves.verdict import (
    CLOSE,
    Outcome,
    Verdict,
    bounds_of,
    regime_of,
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
        self._valley: Minimum | None = None
        self._rate, self._momentum = (
            self._allowed_rate(),
            min(max(question.momentum, 0.0), limits.MOMENTUM[1]),
        )

    def answer(self) -> Generator[float | None, None, DescentAnswer]:
        """Yield the share of the work that is done, None while it is unknown; return what is to be told."""
        paths = yield from self._paths()
        verdicts = [verdict_of(self._function, path, self._width) for path in paths]
        minima = yield from self._minima(paths, verdicts)
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

    def _minima(
        self, paths: list[Path], verdicts: list[Verdict]
    ) -> Generator[None, None, list[Minimum | None]]:
        """Return for each path the minimum that it reaches, or is in the valley of, or began in that of."""
        self._valley = None
        if any(each.outcome is not Outcome.MINIMUM for each in verdicts):
            self._valley = yield from valley_of(self._function, self._start, self._window)
        minima = []
        for path, verdict in zip(paths, verdicts, strict=True):
            minimum: Minimum | None = self._valley
            if verdict.outcome is Outcome.MINIMUM:
                minimum = Minimum(verdict.at, float(self._function(np.array([verdict.at]))[2][0]))
            elif verdict.outcome is Outcome.UNDER_WAY:
                minimum = (yield from self._valley_now(path)) or minimum
            minima.append(minimum)
        return minima

    def _valley_now(self, path: Path) -> Generator[None, None, Minimum | None]:
        """Return the bottom of the valley that the path's last place lies in, None outside of the window."""
        low, high = self._window
        last = path.places[-1]
        return (yield from valley_of(self._function, last, self._window)) if low <= last <= high else None

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
            minimum is not None and self._strayed(minimum, verdict),
            None if minimum is None else self._near(path.rule, minimum, diverge),
            glide,
            diverge,
        )

    def _strayed(self, minimum: Minimum, verdict: Verdict) -> bool:
        """Return whether a path that is under way lies in another valley than the start."""
        valley = self._valley
        apart = valley is not None and abs(minimum.at - valley.at) > CLOSE * self._width
        return apart and verdict.outcome is Outcome.UNDER_WAY

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
