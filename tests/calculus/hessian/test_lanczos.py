from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.calculus.hessian import Lanczos, density_of, mean_density


def symmetric(values: np.ndarray, seed: int = 0) -> np.ndarray:
    """A matrix with these eigenvalues."""
    turn, _ = np.linalg.qr(np.random.default_rng(seed).normal(size=(len(values), len(values))))
    return turn @ np.diag(values) @ turn.T


@given(st.integers(0, 10**6), st.integers(2, 30))
def test_run_to_the_end_it_finds_all_that_can_be_reached(seed: int, size: int) -> None:
    values = np.sort(np.random.default_rng(seed).normal(size=size))
    matrix = symmetric(values, seed)
    lanczos = Lanczos(matrix.__matmul__, np.random.default_rng(seed + 1).normal(size=size), size).run(size)
    assert lanczos.finished
    found, _ = lanczos.tridiagonal()
    assert np.abs(found - values).max() <= 1e-8 * np.abs(values).max()


def test_few_products_find_the_outermost_and_say_how_sure_they_are() -> None:
    values = np.concatenate([np.linspace(-0.1, 0.1, 297), [-0.8, 2.0, 5.0]])
    matrix = symmetric(values)
    lanczos = Lanczos(matrix.__matmul__, np.random.default_rng(3).normal(size=300), 100)
    for steps in (6, 6, 6):
        lanczos.run(steps)
        for pair in lanczos.outermost(2, 1):
            distance = np.abs(values - pair.value).min()
            assert distance <= pair.bound + 1e-12
            residual = matrix @ pair.vector - pair.value * pair.vector
            assert np.linalg.norm(residual) == pytest.approx(pair.bound, abs=1e-10)
    top, second, bottom = lanczos.outermost(2, 1)
    assert (top.value, second.value, bottom.value) == pytest.approx((5.0, 2.0, -0.8), abs=1e-6)


def test_found_eigenvalues_do_not_come_back_as_ghosts() -> None:
    values = np.concatenate([np.linspace(0, 1e-3, 199), [1e3]])
    lanczos = Lanczos(symmetric(values).__matmul__, np.ones(200), 120).run(120)
    found, _ = lanczos.tridiagonal()
    assert np.count_nonzero(found > 500) == 1


def test_what_cannot_be_reached_ends_it_early() -> None:
    matrix = np.diag([3.0, 1.0, 7.0])
    lanczos = Lanczos(matrix.__matmul__, np.array([1.0, 1.0, 0.0]), 3).run(10)
    assert lanczos.finished
    assert lanczos.made == 2
    assert [pair.value for pair in lanczos.outermost(3, 3)] == pytest.approx([3.0, 1.0])


@pytest.mark.parametrize("start", [np.zeros(3), np.array([1.0, np.nan, 0.0])])
def test_a_start_without_a_direction_is_refused(start: np.ndarray) -> None:
    with pytest.raises(ValueError, match="not 0"):
        Lanczos(np.eye(3).__matmul__, start, 3)


@np.errstate(all="ignore")
def test_numbers_that_overflow_end_it_and_are_told() -> None:
    lanczos = Lanczos((1e200 * np.eye(3) + 1e199).__matmul__, np.array([1.0, 2.0, 0.0]), 3).run(3)
    assert (lanczos.finished, lanczos.finite, lanczos.made) == (True, False, 1)


def test_the_density_has_the_shares_and_the_mean_of_the_eigenvalues() -> None:
    values = np.concatenate([np.zeros(300), np.full(100, 2.0), [10.0]])
    matrix = symmetric(values)
    starts = np.random.default_rng(0).normal(size=(20, 401))
    density = mean_density([density_of(Lanczos(matrix.__matmul__, v, 12).run(12)) for v in starts])
    assert density.runs == 20
    assert density.shares.sum() == pytest.approx(1.0)
    near = [density.shares[np.abs(density.places - place) < 0.5].sum() for place in (0.0, 2.0, 10.0)]
    assert near == pytest.approx([300 / 401, 100 / 401, 1 / 401], abs=0.03)
    assert density.mean == pytest.approx(values.mean(), abs=0.1)
