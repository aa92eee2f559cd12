"""An output as a sum: the terms are those of the network, whatever it is."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from playground.calculus.contributions import answered, contributions, zero_places
from playground.engine import Network
from playground.engine.activations import ACTIVATIONS
from playground.engine.layers import Dense

activations = st.sampled_from(sorted(ACTIVATIONS))


@given(st.lists(st.tuples(st.integers(1, 9), activations, st.booleans()), min_size=1, max_size=4), st.data())
def test_terms_and_bias_add_up_to_the_networks_output(
    hidden: list[tuple[int, str, bool]], data: st.DataObject
) -> None:
    outputs, biased = data.draw(st.integers(1, 3)), data.draw(st.booleans())
    layers = [Dense(units, name, bias=bias) for units, name, bias in hidden]
    function = data.draw(st.sampled_from(["linear", "tanh"]))
    network = Network(1, [*layers, Dense(outputs, function, bias=biased)])
    random = np.random.default_rng(data.draw(st.integers(0, 1000)))
    network.parameters[:] = random.normal(size=network.size)
    X = random.uniform(-3.0, 3.0, (7, 1))
    output = data.draw(st.integers(0, outputs - 1))
    parts = contributions(network, X, output)
    said = answered(network, parts.total())
    assert np.allclose(said, network.predict(X)[:, output], rtol=1e-12, atol=1e-12)
    kept = random.random(hidden[-1][0]) > 0.5
    missing = parts.total() - parts.total(kept)
    size = np.abs(parts.terms).sum() + 1.0
    assert np.allclose(missing, parts.terms[~kept].sum(axis=0), rtol=0, atol=1e-12 * size)


def test_a_relu_bends_where_its_sum_is_zero() -> None:
    network = Network(1, [Dense(5, "relu"), Dense(1, "linear")])
    network.initialize("xavier", 3)
    network.biases(0)[:] = [0.5, -0.3, 0.0, 1.2, -2.0]
    weights = network.weights(0)[0]
    for unit, place in enumerate(zero_places(network)):
        assert place == -network.biases(0)[unit] / weights[unit]
        left, at, right = network.activations(np.array([[place - 1e-3], [place], [place + 1e-3]]))[0][:, unit]
        assert abs(left - 2 * at + right) > 0.9e-3 * abs(weights[unit])
    weights[2] = 0.0
    assert not np.isfinite(zero_places(network)[2])
