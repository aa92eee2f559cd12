"""Networks that grow and shrink: what is kept, and growth that leaves the function as it was."""

from __future__ import annotations

import numpy as np
import pytest

from playground.engine import Convolution, Dense, Network, Pooling, Settings, Trainer
from playground.engine.growth import carry_layer, deepen, features_of, widen
from tests.engine.cases import network_case

LAYERS = [
    Dense(4, "tanh"),
    Dense(3, "gelu", normalization="batch"),
    Dense(3, "relu", bias=False, normalization="layer"),
    Dense(2, "linear"),
]
IMAGES = [
    Convolution(2, 3, "tanh", padding=1),
    Pooling("max", 2),
    Convolution(3, 2, "relu", normalization="batch"),
    Dense(2, "linear"),
]


@pytest.mark.parametrize(
    ("inputs", "layers", "layer"), [(3, LAYERS, 0), (3, LAYERS, 1), ((1, 6, 6), IMAGES, 0)]
)
@pytest.mark.parametrize("more", [0, 1, 5])
def test_a_wider_layer_changes_nothing(inputs, layers: list, layer: int, more: int) -> None:
    case = network_case(inputs, layers, "half_squared", samples=7)
    units = case.network.places[layer].rows + more
    wide = widen(case.network, layer, units, seed=4)
    assert wide.places[layer].rows == units
    assert (wide.size > case.network.size) == (more > 0)
    np.testing.assert_allclose(wide.predict(case.X), case.network.predict(case.X), rtol=1e-12, atol=1e-13)


def test_channels_that_a_dense_layer_reads_may_grow() -> None:
    case = network_case((1, 6, 6), IMAGES, "half_squared", samples=7)
    wide = widen(case.network, 2, 5, seed=4)
    np.testing.assert_allclose(wide.predict(case.X), case.network.predict(case.X), rtol=1e-12, atol=1e-13)


def test_copies_do_not_learn_the_same() -> None:
    case = network_case(2, [Dense(2, "tanh"), Dense(1, "linear")], "half_squared", samples=12)
    wide = widen(case.network, 0, 4, seed=0)
    Trainer(wide, case.loss, case.X, case.T, Settings(0.1, 12)).run(20)
    columns = wide.weights(0).T
    distances = [np.abs(a - b).max() for i, a in enumerate(columns) for b in columns[:i]]
    assert min(distances) > 1e-3


@pytest.mark.parametrize("activation", ["linear", "relu"])
def test_a_layer_put_in_changes_nothing(activation: str) -> None:
    case = network_case(
        3,
        [Dense(4, "relu"), Dense(3, "tanh", normalization="batch"), Dense(2, "linear")],
        "half_squared",
        samples=7,
    )
    deep = deepen(case.network, 1, activation)
    assert len(deep.layers) == 4
    np.testing.assert_allclose(deep.predict(case.X), case.network.predict(case.X), rtol=1e-13, atol=1e-14)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda n: widen(n, 0, 3, 0), "has 4 units and can't grow to 3"),
        (lambda n: widen(n, 3, 5, 0), "no hidden layer with weights"),
        (lambda n: widen(n, 9, 5, 0), "no hidden layer with weights"),
        (lambda n: widen(n, -1, 5, 0), "no hidden layer with weights"),
        (lambda n: deepen(n, 1, "cosh"), "unknown activation 'cosh'"),
        (lambda n: widen(n, 2, 5, 0), "normalized over its units"),
        (lambda n: deepen(n, 1, "tanh"), "'tanh' would change what 'tanh' gives"),
        (lambda n: deepen(n, 1, "relu"), "'relu' would change what 'tanh' gives"),
        (lambda n: deepen(n, 0), "would not stand behind a dense layer"),
        (lambda n: deepen(n, 4), "would not stand behind a dense layer"),
    ],
)
def test_growth_that_would_change_something_is_refused(call, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call(network_case(3, LAYERS, "half_squared").network)


def test_growth_beside_a_skip_is_refused() -> None:
    network = network_case(
        3, [Dense(3, "tanh"), Dense(3, "tanh", skip=2), Dense(1, "linear")], "half_squared"
    ).network
    with pytest.raises(ValueError, match="joined by a skip"):
        widen(network, 1, 4, 0)
    with pytest.raises(ValueError, match="a skip leaps over"):
        deepen(network, 1)


def numbered(inputs, layers: list) -> Network:
    network = Network(inputs, layers)
    network.parameters[:] = np.arange(1, network.size + 1)
    network.statistics[:] = np.arange(len(network.statistics))
    return network


def test_units_are_carried_over_with_their_weights_from_units_that_are_kept() -> None:
    layers = [Dense(4, "tanh", normalization="batch"), Dense(2, "linear")]
    old, new = numbered(3, layers), Network(2, [Dense(3, "relu", normalization="batch"), Dense(2, "linear")])
    kept = carry_layer((old, 0), (new, 0), ([1, 3], [0, 2]), ([0, 2], [1, 0]))
    assert kept == 2 + 2 + 2 + 4
    np.testing.assert_array_equal(
        new.weights(0)[np.ix_([1, 0], [0, 2])], old.weights(0)[np.ix_([0, 2], [1, 3])]
    )
    np.testing.assert_array_equal(new.biases(0)[[0, 2]], old.biases(0)[[1, 3]])
    np.testing.assert_array_equal(new.gains(0)[[0, 2]], old.gains(0)[[1, 3]])
    np.testing.assert_array_equal(new.running(0)[1][[0, 2]], old.running(0)[1][[1, 3]])
    assert not new.weights(0)[:, 1].any()


def test_patches_and_images_are_carried_over_by_channel() -> None:
    layers = [Convolution(3, 2, "tanh"), Convolution(2, 3, "tanh"), Dense(2, "linear")]
    old = numbered((1, 6, 6), layers)
    new = Network((1, 6, 6), [Convolution(2, 2, "tanh"), Convolution(2, 3, "tanh"), Dense(2, "linear")])
    carry_layer((old, 1), (new, 1), ([0, 1], [0, 1]), ([2, 0], [0, 1]))
    patches = old.weights(1).reshape(3, 9, 2)
    np.testing.assert_array_equal(new.weights(1).reshape(2, 9, 2), patches[[2, 0]])
    below = features_of(old.places[2].below, [1]), features_of(new.places[2].below, [1])
    carry_layer((old, 2), (new, 2), ([0, 1], [0, 1]), below)
    np.testing.assert_array_equal(new.weights(2)[9:], old.weights(2)[9:])
    assert not new.weights(2)[:9].any()


def test_weights_of_another_kind_or_from_elsewhere_are_not_carried_over() -> None:
    old, new = (
        numbered((1, 6, 6), [Convolution(2, 3, "tanh")]),
        Network((1, 6, 6), [Convolution(2, 2, "tanh")]),
    )
    assert carry_layer((old, 0), (new, 0), ([0, 1], [0, 1]), ([0], [0])) == 2
    assert not new.weights(0).any()
    same = Network((1, 6, 6), [Convolution(2, 3, "tanh")])
    assert carry_layer((old, 0), (same, 0), ([0, 1], [0, 1]), None) == 2


def test_channels_that_only_pooling_reads_are_outputs() -> None:
    network = Network((1, 6, 6), [Convolution(2, 3, "relu"), Pooling("max", 2)])
    with pytest.raises(ValueError, match="no layer behind layer 0 has weights"):
        widen(network, 0, 3, 0)


def test_a_convolution_that_reads_a_wider_one_stays_as_it_was() -> None:
    layers = [
        Convolution(2, 3, "tanh", normalization="batch"),
        Convolution(3, 2, "relu"),
        Convolution(2, 2, "tanh"),
        Dense(2, "linear"),
    ]
    case = network_case((1, 6, 6), layers, "half_squared", samples=4)
    wide = widen(case.network, 1, 5, seed=1)
    np.testing.assert_allclose(wide.predict(case.X), case.network.predict(case.X), rtol=1e-12, atol=1e-13)
