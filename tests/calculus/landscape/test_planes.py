from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.calculus.landscape import (
    Plane,
    main_directions,
    plane_through,
    random_directions,
    shares_held,
    turned_as,
)
from tests.engine.cases import make_case

RANDOM = np.random.default_rng(0)


def some_plane(size: int = 9) -> Plane:
    plane = plane_through(*RANDOM.normal(size=(3, size)))
    assert plane is not None
    return plane


def test_directions_are_of_unit_length_and_at_right_angles_and_the_first_is_kept() -> None:
    origin, first, second = RANDOM.normal(size=(3, 9))
    plane = plane_through(origin, first, second)
    assert plane is not None
    gram = np.array([plane.first, plane.second]) @ np.array([plane.first, plane.second]).T
    assert np.allclose(gram, np.eye(2), atol=1e-14)
    assert np.allclose(plane.first * np.linalg.norm(first), first)
    x, y, distance = plane.place_of(origin + 2.0 * first - 3.0 * second)
    assert distance == pytest.approx(0.0, abs=1e-12)
    assert np.allclose(plane.point_at(x, y), origin + 2.0 * first - 3.0 * second)


@pytest.mark.parametrize(
    ("first", "second"),
    [(np.zeros(4), np.ones(4)), (np.ones(4), -2 * np.ones(4)), (np.full(4, np.nan), np.ones(4))],
)
def test_what_spans_no_plane_is_none(first: np.ndarray, second: np.ndarray) -> None:
    assert plane_through(np.zeros(4), first, second) is None


def test_distance_and_share_are_those_of_pythagoras() -> None:
    plane = Plane(np.zeros(3), np.array([1.0, 0, 0]), np.array([0, 1.0, 0]))
    assert plane.place_of(np.array([3.0, -4.0, 2.0])) == pytest.approx((3.0, -4.0, 2.0))
    assert shares_held(plane, np.array([[3.0, 0, 4.0]])) == pytest.approx(9 / 25)
    assert shares_held(plane, np.zeros((2, 3))) == 1.0


@given(st.integers(0, 10**6), st.integers(2, 12))
def test_main_directions_hold_what_the_singular_values_say(seed: int, points: int) -> None:
    random = np.random.default_rng(seed)
    path, origin = random.normal(size=(points, 20)), random.normal(size=20)
    directions, shares = main_directions(path, origin)
    singular = np.linalg.svd(path - origin, compute_uv=False)
    assert shares == pytest.approx(singular**2 / np.square(singular).sum(), abs=1e-9)
    plane = plane_through(origin, directions[0], directions[1])
    assert plane is not None
    assert shares_held(plane, path) == pytest.approx(float(shares[:2].sum()), abs=1e-9)


def test_a_path_that_stands_still_has_no_direction() -> None:
    directions, shares = main_directions(np.ones((3, 5)), np.ones(5))
    assert directions.shape == (0, 5)
    assert not shares.size


def test_random_directions_are_as_long_as_each_neurons_own_weights() -> None:
    network = make_case([(4, "tanh"), (3, "relu")], "half_squared").network
    for direction in random_directions(network, network.parameters, seed=3):
        for (drawn, biases), (own, _) in zip(
            network.split(direction), network.split(network.parameters), strict=True
        ):
            assert np.linalg.norm(drawn, axis=0) == pytest.approx(np.linalg.norm(own, axis=0))
            assert not biases.any()
    again = random_directions(network, network.parameters, seed=3)
    assert np.array_equal(again[0], random_directions(network, network.parameters, seed=3)[0])
    assert not np.array_equal(again[0], again[1])


@given(st.booleans(), st.booleans(), st.booleans())
def test_a_plane_that_is_found_again_does_not_flip(mirror: bool, upside: bool, swap: bool) -> None:
    before = some_plane()
    first = -before.first if mirror else before.first
    second = -before.second if upside else before.second
    found = Plane(before.origin, *((second, first) if swap else (first, second)))
    turned = turned_as(found, before)
    assert np.array_equal(turned.first, before.first)
    assert np.array_equal(turned.second, before.second)
