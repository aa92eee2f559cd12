"""The sets of numbers against their formulas."""

from __future__ import annotations

import math

import numpy as np
import pytest

from playground.data.generators import generate


def test_the_saddle_is_the_product():
    points = generate("saddle", noise=0.0, seed=4)
    assert points.y == pytest.approx([a * b / 36 for a, b in points.x.tolist()])
    assert np.abs(points.y).max() <= 1.0


def test_noise_moves_where_the_saddle_is_read_and_not_the_points():
    calm, noisy = (generate("saddle", noise=noise, seed=4) for noise in (0.0, 0.1))
    assert np.array_equal(calm.x, noisy.x)
    # Within 0.6 of each coordinate: at most 0.6 (|x1| + |x2|) + 0.36, over 36.
    reach = (0.6 * np.abs(calm.x).sum(axis=1) + 0.36) / 36
    assert (np.abs(noisy.y - calm.y) <= reach + 1e-12).all()


@pytest.mark.parametrize(
    ("name", "formula"), [("sine", math.sin), ("step", lambda x: 1.0 if x >= 0 else -1.0)]
)
def test_a_curve_has_one_input_and_its_number(name, formula):
    points = generate(name, noise=0.0, seed=4)
    assert points.x.shape == (300, 1)
    assert points.y == pytest.approx([formula(x) for (x,) in points.x.tolist()])
    assert points.x.min() < -5.5
    assert points.x.max() > 5.5


@pytest.mark.parametrize("name", ["sine", "step"])
def test_noise_moves_the_number_of_a_curve_by_at_most_itself(name):
    calm, noisy = (generate(name, noise=noise, seed=4, samples=5_000) for noise in (0.0, 0.3))
    assert np.array_equal(calm.x, noisy.x)
    moved = np.abs(noisy.y - calm.y)
    assert 0.29 < moved.max() <= 0.3
    assert moved.mean() == pytest.approx(0.15, abs=0.01)
