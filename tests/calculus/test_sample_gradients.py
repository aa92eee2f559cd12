"""Samples' gradients without writing them out, against the engine's one by one and finite differences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.calculus.sample_gradients import (
    ProductGradients,
    WrittenGradients,
    are_products,
    sample_gradients,
)
from playground.engine import Backpropagation, Convolution, Dense, Evaluation, Network, Pooling

if TYPE_CHECKING:
    from playground.engine.layers import Layer

SAMPLES = 13


def a_network(inputs: int | tuple[int, int, int], layers: list[Layer], **kwargs: object) -> Network:
    network = Network(inputs, layers, **kwargs)  # type: ignore[arg-type]
    network.initialize("reference", 3)
    network.parameters[:] += 0.01 * np.random.default_rng(5).normal(size=network.size)
    return network


PLAIN = {
    "tanh": ([Dense(units=5, activation="tanh"), Dense(units=1, activation="tanh")], "half_squared"),
    "no biases": (
        [Dense(units=4, activation="relu", bias=False), Dense(units=3, activation="linear", bias=False)],
        "softmax_cross_entropy",
    ),
    "skip": (
        [
            Dense(units=4, activation="tanh"),
            Dense(units=4, activation="sigmoid", skip=1),
            Dense(units=1, activation="linear"),
        ],
        "binary_cross_entropy",
    ),
    "from the inputs": (
        [Dense(units=3, activation="tanh", skip=1), Dense(units=1, activation="linear")],
        "half_squared",
    ),
    "one layer": ([Dense(units=1, activation="linear")], "half_squared"),
}


def a_set(network: Network, loss: str) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(1)
    X = generator.normal(size=(SAMPLES, network.inputs))
    if loss == "softmax_cross_entropy":
        return X, np.eye(network.outputs)[generator.integers(network.outputs, size=SAMPLES)]
    signs = np.where(generator.random((SAMPLES, 1)) < 0.5, -1.0, 1.0)
    return X, signs if loss == "binary_cross_entropy" else generator.normal(size=(SAMPLES, network.outputs))


def one_by_one(network: Network, loss: str, X: np.ndarray, T: np.ndarray) -> np.ndarray:
    plan = Backpropagation(network, loss, 1)
    return np.array([plan.gradient(X[i : i + 1], T[i : i + 1]).copy() for i in range(len(X))])


@pytest.mark.parametrize("name", PLAIN)
def test_what_is_asked_of_them_is_that_of_gradients_computed_one_by_one(name: str) -> None:
    layers, loss = PLAIN[name]
    network = a_network(3, layers)
    X, T = a_set(network, loss)
    expected = one_by_one(network, loss, X, T)
    found = sample_gradients(network, loss, SAMPLES)
    assert isinstance(found, ProductGradients)
    found.load(X, T)
    direction, shares = (np.random.default_rng(2).normal(size=n) for n in (network.size, SAMPLES))
    np.testing.assert_allclose(found.along(direction), expected @ direction, atol=1e-9)
    np.testing.assert_allclose(found.products(), expected @ expected.T, atol=1e-9)
    np.testing.assert_allclose(found.combined(shares), shares @ expected, atol=1e-9)


def test_they_are_the_slopes_of_each_samples_loss() -> None:
    network = a_network(2, [Dense(units=2, activation="tanh"), Dense(units=1, activation="linear")])
    X, T = a_set(network, "half_squared")
    found = sample_gradients(network, "half_squared", SAMPLES)
    found.load(X, T)
    direction = np.random.default_rng(2).normal(size=network.size)
    slopes, here, h = found.along(direction), network.parameters.copy(), 1e-6

    def losses(step: float) -> np.ndarray:
        network.parameters[:] = here + step * direction
        return 0.5 * ((network.predict(X) - T) ** 2).sum(axis=1)

    np.testing.assert_allclose(slopes, (losses(h) - losses(-h)) / (2 * h), atol=1e-7)


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_their_mean_is_the_gradient_of_the_mean_loss(smoothing: float) -> None:
    layers, loss = PLAIN["no biases"]
    network = a_network(3, layers)
    X, T = a_set(network, loss)
    found = sample_gradients(network, loss, SAMPLES, smoothing)
    found.load(X, T)
    mean = found.combined(np.full(SAMPLES, 1 / SAMPLES))
    np.testing.assert_allclose(mean, Evaluation(network, loss, smoothing).gradient(X, T), atol=1e-12)


OTHERS = {
    "batch": (3, [Dense(units=4, activation="tanh", normalization="batch")]),
    "layer": (3, [Dense(units=4, activation="tanh", normalization="layer")]),
    "convolution": ((1, 4, 4), [Convolution(2, 2, "relu"), Pooling("max", 2)]),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_networks_are_gone_through_sample_by_sample(name: str) -> None:
    inputs, hidden = OTHERS[name]
    network = a_network(inputs, [*hidden, Dense(units=1, activation="linear")])  # type: ignore[arg-type]
    assert not are_products(network)
    X, T = a_set(network, "half_squared")
    expected = one_by_one(network, "half_squared", X, T)
    found = sample_gradients(network, "half_squared", SAMPLES)
    assert isinstance(found, WrittenGradients)
    found.load(X, T)
    direction, shares = (np.random.default_rng(2).normal(size=n) for n in (network.size, SAMPLES))
    np.testing.assert_allclose(found.along(direction), expected @ direction, atol=1e-12)
    np.testing.assert_allclose(found.products(), expected @ expected.T, atol=1e-12)
    mean = found.combined(np.full(SAMPLES, 1 / SAMPLES))
    np.testing.assert_allclose(mean, Evaluation(network, "half_squared").gradient(X, T), atol=1e-12)
    assert found.combined(shares).shape == (network.size,)


def test_single_precision_is_summed_in_double() -> None:
    layers, loss = PLAIN["tanh"]
    network = a_network(3, layers, dtype=np.float32)
    X, T = a_set(network, loss)
    found = sample_gradients(network, loss, SAMPLES)
    found.load(X, T)
    assert found.along(network.parameters).dtype == np.float64
    expected = one_by_one(network, loss, X.astype(np.float32), T)
    np.testing.assert_allclose(found.products(), expected @ expected.T, rtol=1e-3, atol=1e-5)
