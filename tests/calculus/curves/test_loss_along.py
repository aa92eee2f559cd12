"""The loss along one weight: against the engine's gradient, and differences of it."""

from __future__ import annotations

import numpy as np
import pytest

from playground.calculus.curves import LossAlong, LossByEngine, carries_forward
from playground.engine import Dense, Evaluation, Network
from playground.engine.losses import LOSSES

SAMPLES, H = 17, 1e-5
SMOOTH = ["tanh", "sigmoid", "softplus", "silu", "gelu", "softsign", "sine"]


def a_network(loss: str, activation: str, depth: int) -> tuple[Network, np.ndarray, np.ndarray]:
    generator = np.random.default_rng(3)
    outputs = 3 if loss in ("softmax_cross_entropy", "half_squared") else 1
    last = "linear" if LOSSES[loss].on_logits else activation
    layers = [Dense(units=4, activation=activation, bias=index != 1) for index in range(depth)]
    network = Network(2, [*layers, Dense(units=outputs, activation=last)])
    network.parameters[:] = generator.normal(size=network.size)
    X = generator.normal(size=(SAMPLES, 2))
    if loss == "softmax_cross_entropy":
        return network, X, np.eye(outputs)[generator.integers(outputs, size=SAMPLES)]
    if LOSSES[loss].on_logits:
        return network, X, np.where(generator.random((SAMPLES, 1)) < 0.5, -1.0, 1.0)
    return network, X, generator.normal(size=(SAMPLES, outputs))


def engine_at(
    network: Network, loss: str, X: np.ndarray, T: np.ndarray, smoothing: float, index: int, value: float
) -> tuple[float, float]:
    """The engine's loss, and its derivative by one parameter that has this value."""
    twin = network.copy(np.float64)
    twin.parameters[index] = value
    evaluation = Evaluation(twin, loss, smoothing)
    return evaluation.loss(X, T), float(evaluation.gradient(X, T)[index])


@pytest.mark.parametrize("depth", [0, 1, 3])
@pytest.mark.parametrize("loss", LOSSES)
def test_jets_agree_with_the_engine(loss: str, depth: int) -> None:
    network, X, T = a_network(loss, SMOOTH[depth], depth)
    smoothing = 0.1 if LOSSES[loss].smooths else 0.0
    numbered = np.arange(float(network.size))
    for layer in range(depth + 1):
        weights, biases = network.split_layer(layer, numbered)
        for source, target in [(0, weights.shape[1] - 1), (None, 0)]:
            if source is None and not biases.size:
                continue
            index = int(biases[target] if source is None else weights[source, target])
            along = LossAlong(network, loss, X, T, smoothing, layer, source, target)
            assert along.value == network.parameters[index]
            assert along.samples == SAMPLES
            places = np.array([along.value, along.value - 1.3, 0.0, along.value + 0.7])
            value, slope, bend = along.jet(places)
            np.testing.assert_array_equal(along.values(places), value)
            told = [engine_at(network, loss, X, T, smoothing, index, place) for place in places]
            np.testing.assert_allclose(value, [each[0] for each in told], rtol=1e-13)
            np.testing.assert_allclose(slope, [each[1] for each in told], rtol=1e-10, atol=1e-13)
            ahead = [engine_at(network, loss, X, T, smoothing, index, place + H)[1] for place in places]
            behind = [engine_at(network, loss, X, T, smoothing, index, place - H)[1] for place in places]
            difference = np.subtract(ahead, behind) / (2 * H)
            np.testing.assert_allclose(bend, difference, rtol=1e-8, atol=1e-8)


def test_another_network_goes_through_the_engine() -> None:
    network, X, T = a_network("half_squared", "tanh", 2)
    by_engine = LossByEngine(network, "half_squared", X, T, 0.0, 1, 2, 3)
    along = LossAlong(network, "half_squared", X, T, 0.0, 1, 2, 3)
    places = np.linspace(-2.0, 2.0, 9)
    for told, exact in zip(by_engine.jet(places), along.jet(places), strict=True):
        np.testing.assert_allclose(told, exact, rtol=1e-8, atol=1e-8)
    normalized = Network(2, [Dense(units=3, activation="tanh", normalization="layer"), network.layers[-1]])
    assert not carries_forward(normalized)
    skipped = Network(2, [network.layers[0], Dense(units=4, activation="tanh", skip=1), network.layers[-1]])
    assert not carries_forward(skipped)
    with pytest.raises(ValueError, match="carry"):
        LossAlong(normalized, "half_squared", X, T, 0.0, 0, 0, 0)
