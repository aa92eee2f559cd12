from __future__ import annotations

import numpy as np
import pytest

from playground.ui.plots.smoothing import block_means, moving_mean, smoothed


def test_a_moving_mean_is_the_mean_of_its_window() -> None:
    values = np.random.default_rng(0).normal(size=50)
    means = moving_mean(values, 9)
    for place in range(50):
        half = min(4, place, 49 - place)
        assert means[place] == pytest.approx(values[place - half : place + half + 1].mean())


def test_a_moving_mean_begins_and_ends_at_the_true_values() -> None:
    values = np.random.default_rng(1).normal(size=30)
    means = moving_mean(values, 9)
    assert (means[0], means[-1]) == (values[0], values[-1])


def test_small_numbers_after_a_huge_one_are_not_lost() -> None:
    values = np.full(100, 0.01)
    values[10] = 1e300
    assert moving_mean(values, 9)[50] == pytest.approx(0.01)


def test_blocks_keep_means_and_the_last_place() -> None:
    x = np.arange(10_000.0)
    block_x, block_y = block_means(x, 3.0 * x, 1_000)
    assert len(block_x) <= 1_001
    np.testing.assert_allclose(block_y[:-1], 3.0 * block_x[:-1])
    assert block_x[-1] == 9_999.0


def test_few_points_stay_and_what_is_not_finite_goes() -> None:
    x = np.arange(20.0)
    assert smoothed(x, x)[1] is x
    y = np.ones(100)
    y[50], y[60] = np.nan, np.inf
    mean_x, mean = smoothed(np.arange(100.0), y)
    assert len(mean_x) == 98
    np.testing.assert_allclose(mean, 1.0)
