"""Layers and how they lie in the flat vector: shapes by hand, and layers that can't be."""

from __future__ import annotations

import numpy as np
import pytest

from playground.engine import Convolution, Dense, Network, Pooling


def test_shapes_and_places_of_a_network_of_images() -> None:
    network = Network(
        (1, 28, 28),
        [
            Convolution(8, 5, "relu", padding=2),
            Pooling("max", 2),
            Convolution(16, 3, "relu", stride=2, bias=False, normalization="batch"),
            Pooling("average", 3, 1),
            Dense(10, "linear"),
        ],
    )
    assert [place.shape for place in network.places] == [
        (8, 28, 28),
        (8, 14, 14),
        (16, 6, 6),
        (16, 4, 4),
        (10,),
    ]
    assert network.widths == (784, 6272, 1568, 576, 256, 10)
    sizes = [8 * 26, 0, 16 * 72 + 32, 0, 10 * 257]
    assert [place.whole.stop - place.whole.start for place in network.places] == sizes
    assert network.size == sum(sizes)
    assert network.statistics.tolist() == [0] * 16 + [1] * 16
    assert network.weights(2).shape == (72, 16)
    assert network.biases(2).shape == (0,)
    assert network.weights(1).shape == (0, 0)


def test_weights_biases_gains_and_shifts_are_the_whole_vector() -> None:
    network = Network(3, [Dense(4, "tanh", normalization="layer"), Dense(2, "linear", bias=False)])
    for number, part in enumerate(
        [network.weights(0), network.biases(0), network.gains(0), network.shifts(0), network.weights(1)], 1
    ):
        part[:] = number
    counts = np.bincount(network.parameters.astype(int)).tolist()
    assert counts == [0, 12, 4, 4, 4, 8]
    mask = network.weight_mask
    assert set(network.parameters[mask == 1].tolist()) == {1, 5}
    assert mask.sum() == 20


@pytest.mark.parametrize(
    ("layers", "message"),
    [
        ([Convolution(2, 5, "tanh")], "4 by 4 is smaller than a patch of 5 by 5"),
        ([Dense(3, "tanh"), Convolution(2, 2, "tanh")], "a convolution reads an image"),
        ([Dense(3, "tanh"), Pooling("max", 2)], "pooling reads an image"),
        ([Pooling("max", 5)], "smaller than a patch"),
        ([Dense(3, "tanh", skip=2)], "leaps over 2 layers; 1 are there"),
        ([Dense(3, "tanh", skip=1)], r"adds \(1, 4, 4\) to \(3,\)"),
        ([Convolution(1, 3, "tanh", skip=1)], r"adds \(1, 4, 4\) to \(1, 2, 2\)"),
    ],
)
def test_layers_that_do_not_fit_are_refused(layers: list, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Network((1, 4, 4), layers)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Dense(0, "tanh"), "at least 1 unit"),
        (lambda: Dense(1, "cosh"), "unknown activation 'cosh'"),
        (lambda: Dense(1, "tanh", dropout=1.0), "at least 0 and below 1"),
        (lambda: Dense(1, "tanh", dropout=-0.1), "at least 0 and below 1"),
        (lambda: Dense(1, "tanh", normalization="group"), "unknown normalization 'group'"),
        (lambda: Dense(1, "tanh", skip=-1), "1 layer or more"),
        (lambda: Convolution(0, 3, "tanh"), "channels of a convolution must be at least 1"),
        (lambda: Convolution(1, 0, "tanh"), "kernel"),
        (lambda: Convolution(1, 3, "tanh", stride=0), "stride"),
        (lambda: Convolution(1, 3, "tanh", padding=3), "padding must be from 0 to 2"),
        (lambda: Pooling("min", 2), "unknown pooling 'min'"),
        (lambda: Pooling("max", 0), "a size of at least 1"),
    ],
)
def test_layers_that_cannot_be_are_refused(make, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make()
