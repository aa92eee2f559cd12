from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from playground.ui.plots.decimation import averaged, decimate, window

numbers = st.floats(allow_nan=True, allow_infinity=True, width=32)
lines = st.integers(0, 400).flatmap(lambda count: arrays(np.float64, count, elements=numbers))


@given(lines, st.integers(1, 60))
def test_it_keeps_ends_extremes_and_order_of_the_finite_points(y: np.ndarray, stretches: int) -> None:
    x = np.arange(len(y), dtype=np.float64)
    kept_x, kept_y = decimate(x, y, stretches)
    known = np.isfinite(y)
    assert np.isfinite(kept_y).all()
    assert (np.diff(kept_x) > 0).all()
    np.testing.assert_array_equal(y[kept_x.astype(int)], kept_y)
    assert len(kept_x) <= min(known.sum(), 2 * stretches + 4)
    if known.any():
        assert (kept_y.min(), kept_y.max()) == (y[known].min(), y[known].max())
        assert (kept_x[0], kept_x[-1]) == (x[known][0], x[known][-1])


@given(st.integers(200, 5_000), st.integers(10, 80))
def test_no_spike_is_lost(count: int, stretches: int) -> None:
    y = np.zeros(count)
    y[count // 3], y[count // 2] = 1.0, -1.0
    kept_x, kept_y = decimate(np.arange(count, dtype=np.float64), y, stretches)
    assert kept_x[kept_y == 1.0].tolist() == [count // 3]
    assert kept_x[kept_y == -1.0].tolist() == [count // 2]


def test_a_growing_line_keeps_the_points_it_has() -> None:
    y = np.random.default_rng(0).normal(size=1_000)
    x = np.arange(1_000.0)
    before, _ = decimate(x[:900], y[:900], 100)
    after, _ = decimate(x, y, 100)
    assert set(before[before < 880].tolist()) == set(after[after < 880].tolist())


def test_few_points_stay_as_they_are() -> None:
    x, y = np.arange(5.0), np.array([1.0, 3.0, 2.0, 5.0, 4.0])
    kept_x, kept_y = decimate(x, y, 10)
    np.testing.assert_array_equal(kept_x, x)
    np.testing.assert_array_equal(kept_y, y)


@given(st.integers(1, 300), st.floats(-10, 310), st.floats(0, 200))
def test_a_window_holds_all_between_its_bounds_and_a_neighbour_of_each(
    count: int, low: float, wide: float
) -> None:
    x = np.arange(count, dtype=np.float64)
    part = x[window(x, low, low + wide, margin=1)]
    inside = x[(x >= low) & (x <= low + wide)]
    assert set(inside.tolist()) <= set(part.tolist())
    if len(inside) and inside[0] > 0:
        assert inside[0] - 1 in part
    if len(inside) and inside[-1] < count - 1:
        assert inside[-1] + 1 in part


def test_averages_keep_a_straight_line_and_its_ends() -> None:
    x = np.arange(1000.0)
    few_x, few_y = averaged(x, 3 * x + 1, 100)
    assert len(few_x) <= 102
    assert (few_x[0], few_x[-1]) == (0.0, 999.0)
    np.testing.assert_allclose(few_y, 3 * few_x + 1)


def test_few_points_are_not_averaged() -> None:
    x = np.arange(10.0)
    kept_x, kept_y = averaged(x, x**2, 100)
    assert (kept_x == x).all() and (kept_y == x**2).all()
