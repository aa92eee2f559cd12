"""First weights: their spread, by the formula of their paper, and that each layer draws its own."""

from __future__ import annotations

import numpy as np
import pytest

from playground.engine import INITIALIZERS, Convolution, Dense, Network, Pooling

N_IN, N_OUT = 100, 200
SPREADS = {
    "xavier": np.sqrt(2 / (N_IN + N_OUT)),
    "xavier_normal": np.sqrt(2 / (N_IN + N_OUT)),
    "he": np.sqrt(2 / N_IN),
    "he_uniform": np.sqrt(2 / N_IN),
    "lecun": np.sqrt(1 / N_IN),
    "lecun_uniform": np.sqrt(1 / N_IN),
    "orthogonal": np.sqrt(1 / N_OUT),
    "normal": 0.1,
    "uniform": 0.1 / np.sqrt(3),
    "zeros": 0.0,
    "reference": 0.5 / np.sqrt(3),
}
UNIFORM = {"xavier", "he_uniform", "lecun_uniform", "uniform", "reference"}


def drawn(name: str, seed: int = 3) -> Network:
    network = Network(N_IN, [Dense(N_OUT, "tanh")])
    network.initialize(name, seed)
    return network


@pytest.mark.parametrize("name", INITIALIZERS)
def test_spread(name: str) -> None:
    weights, spread = drawn(name).weights(0), SPREADS[name]
    assert weights.std() == pytest.approx(spread, rel=0.02)
    assert abs(weights.mean()) <= 0.02 * spread
    assert (drawn(name).biases(0) == (0.1 if name == "reference" else 0)).all()


@pytest.mark.parametrize("name", sorted(set(INITIALIZERS) - {"orthogonal", "zeros"}))
def test_shape_of_the_distribution(name: str) -> None:
    """The mean fourth power is 9/5 of the square of the mean square for a uniform one, 3 for a normal one."""
    weights = drawn(name).weights(0)
    kurtosis = (weights**4).mean() / (weights**2).mean() ** 2
    assert kurtosis == pytest.approx(1.8 if name in UNIFORM else 3, rel=0.05)
    if name in UNIFORM:
        assert np.abs(weights).max() <= SPREADS[name] * np.sqrt(3)


@pytest.mark.parametrize(("n_in", "n_out"), [(5, 3), (3, 5), (4, 4)])
def test_orthogonal_weights_are_orthonormal_the_short_way(n_in: int, n_out: int) -> None:
    network = Network(n_in, [Dense(n_out, "linear")])
    network.initialize("orthogonal", 1)
    W = network.weights(0)
    product = W.T @ W if n_in >= n_out else W @ W.T
    np.testing.assert_allclose(product, np.eye(min(n_in, n_out)), atol=1e-14)


def test_a_convolution_counts_its_patch() -> None:
    network = Network((3, 8, 8), [Convolution(50, 4, "relu")])
    network.initialize("he", 0)
    assert network.weights(0).shape == (48, 50)
    assert network.weights(0).std() == pytest.approx(np.sqrt(2 / 48), rel=0.05)
    network.initialize("xavier", 0)
    assert network.weights(0).std() == pytest.approx(np.sqrt(2 / (48 + 50 * 16)), rel=0.05)


def test_each_layer_may_have_its_own() -> None:
    network = Network((1, 4, 4), [Convolution(2, 3, "tanh"), Pooling("max", 2), Dense(3, "linear")])
    network.initialize(["zeros", "he", "reference"], 0)
    assert not network.parameters[network.layer_slice(0)].any()
    assert (network.biases(2) == 0.1).all()
    with pytest.raises(ValueError):
        network.initialize(["zeros", "he"], 0)
    with pytest.raises(ValueError, match="unknown initializer 'ones'; known: xavier"):
        network.initialize("ones", 0)


def test_gains_begin_with_one_and_running_numbers_anew() -> None:
    network = Network(2, [Dense(3, "tanh", normalization="batch"), Dense(1, "linear")])
    network.parameters[:] = 7
    network.statistics[:] = 9
    network.initialize("he", 0)
    assert network.gains(0).tolist() == [1, 1, 1]
    assert network.shifts(0).tolist() == [0, 0, 0]
    assert [each.tolist() for each in network.running(0)] == [[0, 0, 0], [1, 1, 1]]
