"""Paths downhill against plain loops, and what is said of them against closed forms on parabolas."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.calculus.curves.descent import GRADIENT, MOMENTUM, NEWTON, Stop, paths_down
from playground.calculus.curves.valley import valley_of
from playground.calculus.curves.verdict import (
    Motion,
    Outcome,
    Regime,
    bounds_of,
    regime_of,
    verdict_of,
)

if TYPE_CHECKING:
    from collections.abc import Generator

    from playground.calculus.curves.descent import Floats, Function, Path
    from playground.calculus.curves.valley import Minimum

T = TypeVar("T")


def parabola(curvature: float, lowest: float) -> Function:
    def at(x: Floats) -> tuple[Floats, Floats, Floats]:
        e = x - lowest
        return curvature * e * e / 2, curvature * e, np.full(x.shape, curvature)

    return at


def double_well(x: Floats) -> tuple[Floats, Floats, Floats]:
    return x**4 - 2 * x**2, 4 * x**3 - 4 * x, 12 * x**2 - 4


def logarithm(x: Floats) -> tuple[Floats, Floats, Floats]:
    with np.errstate(all="ignore"):
        return np.log(x), 1 / x, -1 / x**2


def follow(
    function: Function, rule: str, start: float, rate: float, momentum: float = 0.0, steps: int = 40
) -> Path:
    return result_of(paths_down(function, [rule], start, rate, momentum, steps, 6.0))[0]


def result_of(work: Generator[object, None, T]) -> T:
    while True:
        try:
            next(work)
        except StopIteration as done:
            return done.value


def bottom(function: Function, start: float) -> Minimum | None:
    return result_of(valley_of(function, start, (-3.0, 3.0)))


def test_each_rule_takes_the_steps_of_a_plain_loop() -> None:
    start, rate, momentum = 0.3, 0.05, 0.7
    paths = result_of(paths_down(double_well, [GRADIENT, MOMENTUM, NEWTON], start, rate, momentum, 12, 6.0))
    x, y, z, v = start, start, start, 0.0
    for number in range(13):
        now = [path.places[min(number, len(path.places) - 1)] for path in paths]
        assert now == pytest.approx([x, y, z], rel=1e-13)
        x -= rate * (4 * x**3 - 4 * x)
        v = momentum * v + 4 * y**3 - 4 * y
        y -= rate * v
        z -= (4 * z**3 - 4 * z) / abs(12 * z**2 - 4)
    assert paths[0].values[1] == pytest.approx(paths[0].places[1] ** 4 - 2 * paths[0].places[1] ** 2)
    assert paths[2].turned >= 1  # it starts where f'' < 0 and goes down all the same
    assert [len(path.places) for path in paths[:2]] == [13, 13]


@given(st.floats(0.01, 2.9), st.floats(0.1, 20.0), st.floats(-2.0, 2.0))
def test_on_a_parabola_the_distance_shrinks_by_one_minus_eta_times_curvature(
    product: float, curvature: float, lowest: float
) -> None:
    function, start = parabola(curvature, lowest), lowest + 1.0
    path = follow(function, GRADIENT, start, product / curvature, steps=30)
    distances = np.array(path.places) - lowest
    assert distances == pytest.approx((1 - product) ** np.arange(len(distances)), rel=1e-6, abs=1e-9)
    said = verdict_of(function, path, 6.0)
    regime = regime_of(GRADIENT, product, 0.0)
    if product < 0.75:
        there = math.ceil(math.log(6e-3) / math.log(abs(1 - product)))
        if there <= 28:
            assert (said.outcome, said.motion) == (Outcome.MINIMUM, Motion.GLIDES)
            assert said.at == pytest.approx(lowest, abs=1e-9)
            assert said.steps == pytest.approx(there, abs=1)
        assert regime is Regime.GLIDES
    elif 1.05 < product < 1.8:
        assert (said.outcome, regime) == (Outcome.MINIMUM, Regime.ZIG_ZAGS)
        assert said.motion is Motion.ZIG_ZAGS or said.steps == 1
    elif product > 2.01:
        assert regime is Regime.DIVERGES
        assert said.outcome in (Outcome.UNDER_WAY, Outcome.AWAY)
        assert abs(distances[-1]) > 1.0


def test_the_bounds_themselves_are_met() -> None:
    function = parabola(4.0, 1.0)
    once = follow(function, GRADIENT, -1.0, 0.25)
    assert (once.places, once.stop) == ([-1.0, 1.0], Stop.STILL)
    assert verdict_of(function, once, 6.0).steps == 1
    assert regime_of(GRADIENT, 1.0, 0.0) is Regime.ONE_STEP
    forever = follow(function, GRADIENT, -1.0, 0.5)
    said = verdict_of(function, forever, 6.0)
    assert (said.outcome, {said.at, said.other}) == (Outcome.CYCLE, {-1.0, 3.0})
    assert regime_of(GRADIENT, 2.0, 0.0) is Regime.EDGE
    gone = verdict_of(function, follow(function, GRADIENT, -1.0, 2.0), 6.0)
    assert (gone.outcome, gone.motion) == (Outcome.AWAY, Motion.ZIG_ZAGS)


@given(st.floats(0.05, 0.95), st.floats(0.02, 6.0))
def test_momentum_keeps_to_the_roots_of_its_recurrence(momentum: float, product: float) -> None:
    roots = np.roots([1.0, -(1 + momentum - product), momentum])
    largest = float(np.abs(roots).max())
    glide, diverge = bounds_of(MOMENTUM, momentum)
    assert diverge == pytest.approx(2 * (1 + momentum))
    regime = regime_of(MOMENTUM, product, momentum)
    if abs(product - diverge) > 1e-6:
        assert (regime is Regime.DIVERGES) == (largest > 1.0)
    if min(abs(product - glide), abs(product - (1 + math.sqrt(momentum)) ** 2)) > 1e-6:
        assert (regime is Regime.SWINGS) == bool(np.iscomplex(roots).any())
        assert (regime is Regime.GLIDES) == bool(np.isreal(roots).all() and (roots.real > 0).all())
    path = follow(parabola(1.0, 0.0), MOMENTUM, 1.0, product, momentum, steps=400)
    if largest > 1.05:
        assert path.stop is Stop.AWAY
    elif largest < 0.95:
        assert abs(path.places[-1]) < 1e-3


def test_newton_needs_one_step_on_a_parabola_and_ends_where_there_is_none() -> None:
    path = follow(parabola(3.0, -0.5), NEWTON, 2.0, 0.1)
    assert path.places[1] == pytest.approx(-0.5, abs=1e-15)
    line = follow(lambda x: (2 * x, np.full(x.shape, 2.0), np.zeros(x.shape)), NEWTON, 1.0, 0.1)
    assert (line.places, line.stop) == ([1.0], Stop.NO_PARABOLA)


def test_other_ends_of_a_path_are_told_apart() -> None:
    said = {
        "maximum": verdict_of(double_well, follow(double_well, GRADIENT, 0.0, 0.1), 6.0),
        "undefined": verdict_of(logarithm, follow(logarithm, GRADIENT, 0.5, 1.0), 6.0),
    }
    assert {name: each.outcome for name, each in said.items()} == {
        "maximum": Outcome.MAXIMUM,
        "undefined": Outcome.UNDEFINED,
    }
    assert said["undefined"].other == pytest.approx(0.5 - 1.0 / 0.5)
    flat = follow(lambda x: (x**3, 3 * x**2, 6 * x), GRADIENT, 0.0, 0.1)
    assert verdict_of(lambda x: (x**3, 3 * x**2, 6 * x), flat, 6.0).outcome is Outcome.INFLECTION
    level = follow(lambda x: (0 * x, 0 * x, 0 * x), GRADIENT, 0.0, 0.1)
    assert verdict_of(lambda x: (0 * x, 0 * x, 0 * x), level, 6.0).outcome is Outcome.FLAT
    with np.errstate(over="ignore", invalid="ignore"):
        wall = follow(lambda x: (np.exp(x * x), 2 * x * np.exp(x * x), x * x), GRADIENT, 2.0, 10.0)
    assert verdict_of(lambda x: (x, x, x), wall, 6.0).outcome is Outcome.TOO_LARGE
    slow = verdict_of(double_well, follow(double_well, GRADIENT, 2.0, 1e-4), 6.0)
    assert (slow.outcome, slow.steps, slow.motion) == (Outcome.UNDER_WAY, 40, Motion.GLIDES)


def test_an_inflection_is_no_minimum() -> None:
    def cubic(x: Floats) -> tuple[Floats, Floats, Floats]:
        return x**3, 3 * x**2, 6 * x

    verdict = verdict_of(cubic, follow(cubic, NEWTON, 1.0, 0.1), 4.0)
    assert (verdict.outcome, verdict.steps) == (Outcome.INFLECTION, 8)  # 1/2^8 is the first below 0.004
    assert abs(verdict.at) < 1e-12
    assert bottom(cubic, 2.0) is None and bottom(cubic, 1.5) is None


def test_the_valley_is_the_one_that_the_start_lies_in() -> None:
    for start, lowest in ((2.0, 1.0), (0.2, 1.0), (-0.2, -1.0), (-2.5, -1.0)):
        found = bottom(double_well, start)
        assert found is not None
        assert (found.at, found.curvature) == (pytest.approx(lowest, abs=1e-12), pytest.approx(8.0))
    bent = bottom(lambda x: (abs(x), np.sign(x), np.zeros(x.shape)), 1.3)
    assert bent is not None
    assert (abs(bent.at) < 1e-9, bent.curvature) == (True, None)
    assert bottom(logarithm, 1.0) is None
    with np.errstate(all="ignore"):
        assert bottom(lambda x: (-1 / x**2, 2 / x**3, -6 / x**4), 1.1) is None
