from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.calculus.landscape import Heights, plane_through
from playground.engine import Evaluation, Penalty
from tests.engine.cases import Case, cases, make_case, rich_cases


def plane_of(case: Case, seed: int = 1):
    plane = plane_through(
        case.network.parameters.copy(), *np.random.default_rng(seed).normal(size=(2, case.network.size))
    )
    assert plane is not None
    return plane


def one_by_one(case: Case, points: list[np.ndarray], smoothing: float = 0.0) -> np.ndarray:
    twin = case.network.copy(np.float64)
    losses = []
    for point in points:
        twin.parameters[:] = point
        losses.append(Evaluation(twin, case.loss, smoothing).loss(case.X, case.T))
    return np.array(losses)


@given(st.one_of(cases(), rich_cases()), st.integers(1, 7))
def test_each_height_is_the_loss_at_that_place(case: Case, count: int) -> None:
    if case.network.size < 2:
        return
    plane = plane_of(case)
    x, y = np.random.default_rng(count).normal(size=(2, count))
    truth = one_by_one(case, [plane.point_at(a, b) for a, b in zip(x, y, strict=True)])
    heights = Heights(case.network, case.loss, case.X, case.T, plane).at(x, y)
    assert heights == pytest.approx(truth, rel=2e-4, abs=2e-5)


def test_the_penalty_and_the_smoothing_are_part_of_it() -> None:
    case = make_case([(4, "tanh")], "softmax_cross_entropy", outputs=3)
    plane, penalty = plane_of(case), Penalty(l1=0.03, l2=0.2)
    heights = Heights(case.network, case.loss, case.X, case.T, plane, penalty, 0.1).at(
        np.array([0.0, 0.5]), np.array([0.0, -1.0])
    )
    points = [plane.point_at(0.0, 0.0), plane.point_at(0.5, -1.0)]
    mask = case.network.weight_mask
    extra = [0.03 * np.abs(mask * p).sum() + 0.1 * np.square(mask * p).sum() for p in points]
    assert heights == pytest.approx(one_by_one(case, points, 0.1) + extra, rel=1e-5)


def test_many_places_are_the_same_as_a_few() -> None:
    case = make_case([(30, "tanh"), (30, "tanh")], "half_squared", samples=100)
    heights = Heights(case.network, case.loss, case.X, case.T, plane_of(case))
    x = np.linspace(-1, 1, 3 * heights.at_once + 2)
    few = np.concatenate([heights.at(x[[k]], x[[k]]) for k in (0, 5, -1)])
    assert heights.at(x, x)[[0, 5, -1]] == pytest.approx(few, rel=1e-5)
