"""Convolution and pooling against direct loops, and what only shows when a plan runs again."""

from __future__ import annotations

import numpy as np
import pytest

from playground.engine import Convolution, Dense, Pooling
from tests.engine.cases import network_case


def correlate(image: np.ndarray, kernel: np.ndarray, stride: int, padding: int) -> np.ndarray:
    """One channel in, one out, by direct loops over the padded image."""
    padded = np.pad(image, padding)
    k = len(kernel)
    down, across = ((side - k) // stride + 1 for side in padded.shape)
    out = np.empty((down, across))
    for i in range(down):
        for j in range(across):
            patch = padded[i * stride : i * stride + k, j * stride : j * stride + k]
            out[i, j] = (patch * kernel).sum()
    return out


@pytest.mark.parametrize(("k", "stride", "padding"), [(3, 1, 0), (3, 1, 1), (3, 2, 2), (2, 2, 0), (1, 1, 0)])
def test_convolution_is_the_sum_over_patches_and_channels(k: int, stride: int, padding: int) -> None:
    layer = Convolution(2, k, "linear", stride=stride, padding=padding)
    case = network_case((3, 5, 6), [layer], "half_squared", samples=2)
    found = case.network.predict(case.X).reshape(2, *layer.shape((3, 5, 6)))
    kernels = case.network.weights(0).T.reshape(2, 3, k, k)
    for sample, image in enumerate(case.X.reshape(2, 3, 5, 6)):
        for o in range(2):
            true = case.network.biases(0)[o] + sum(
                correlate(image[c], kernels[o, c], stride, padding) for c in range(3)
            )
            np.testing.assert_allclose(found[sample, o], true, rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize(("size", "stride"), [(2, 0), (2, 1), (3, 2)])
def test_pooling_is_the_greatest_or_the_mean_of_each_patch(size: int, stride: int) -> None:
    for kind, make in (("max", np.max), ("average", np.mean)):
        layer = Pooling(kind, size, stride)
        case = network_case((2, 5, 7), [layer], "half_squared", samples=3)
        found = case.network.predict(case.X).reshape(3, *layer.shape((2, 5, 7)))
        for place in np.ndindex(found.shape):
            s, c, i, j = place
            top, left = i * layer.step, j * layer.step
            patch = case.X.reshape(3, 2, 5, 7)[s, c, top : top + size, left : left + size]
            assert found[place] == pytest.approx(make(patch), rel=1e-14)


def test_of_several_equal_maxima_the_first_one_gets_the_slope() -> None:
    case = network_case(
        (1, 2, 2), [Convolution(1, 1, "linear"), Pooling("max", 2)], "half_squared", samples=1
    )
    plan = case.plan()
    plan.gradient(np.full((1, 4), 0.5), case.T)
    assert plan.deltas[0][1:].tolist() == [[0], [0], [0]]
    assert plan.deltas[0][0, 0] == plan.deltas[1][0, 0] != 0


def test_a_plan_gives_the_same_each_time_it_runs() -> None:
    layers = [
        Convolution(2, 3, "tanh", padding=1),
        Convolution(2, 3, "relu", padding=1, skip=1),
        Pooling("max", 2),
        Convolution(3, 2, "sigmoid"),
        Dense(2, "linear"),
    ]
    case = network_case((1, 5, 5), layers, "half_squared", samples=4)
    plan = case.plan()
    first = plan.gradient(case.X, case.T).copy()
    plan.gradient(-case.X, case.T)
    np.testing.assert_array_equal(plan.gradient(case.X, case.T), first)
