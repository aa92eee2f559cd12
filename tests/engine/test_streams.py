"""Random numbers: no two uses of one seed see the same ones."""

from __future__ import annotations

import numpy as np
import pytest

from playground.engine import Dense, Network
from playground.engine.growth import widen
from playground.engine.operations.dropout import Noise
from playground.engine.order import Order
from playground.engine.streams import Purpose, first_weights, stream


def beginnings(seed: int) -> dict[str, list[float]]:
    generators = {f"layer {key}": first_weights(seed, key) for key in range(10)}
    generators |= {purpose.name: np.random.Generator(stream(seed, purpose)) for purpose in Purpose}
    return {name: generator.random(4).tolist() for name, generator in generators.items()}


@pytest.mark.parametrize("seed", [0, 1, 7, 2**31 - 1])
def test_no_two_uses_share_a_stream(seed: int) -> None:
    found = beginnings(seed)
    assert len({tuple(numbers) for numbers in found.values()}) == len(found)


@pytest.mark.parametrize("seed", [0, 7])
def test_the_order_is_not_drawn_from_the_first_layers_numbers(seed: int) -> None:
    of_first_layer = np.random.default_rng([seed, 0]).permutation(50)
    assert (Order(50, seed).of_epoch(0) != of_first_layer).any()


@pytest.mark.parametrize("seed", [0, 7])
def test_masks_tell_nothing_of_first_weights(seed: int) -> None:
    masks = Noise(seed).generator.random(400)
    for key in range(4):
        weights = np.random.default_rng([seed, key]).random(400)
        assert abs(np.corrcoef(masks, weights)[0, 1]) < 0.2


def test_first_weights_are_drawn_as_they_always_were() -> None:
    network = Network(2, [Dense(3, "tanh"), Dense(1, "linear")])
    network.initialize("uniform", 5, keys=[4, 0])
    for layer, key in enumerate((4, 0)):
        drawn = np.random.default_rng([5, key]).uniform(-0.1, 0.1, network.weights(layer).shape)
        np.testing.assert_array_equal(network.weights(layer), drawn)


def test_growth_depends_on_its_seed_alone() -> None:
    network = Network(2, [Dense(3, "tanh"), Dense(1, "linear")])
    network.initialize("he", 0)
    ends = [widen(network, 0, 9, seed).parameters.tobytes() for seed in (1, 1, 2)]
    assert ends[0] == ends[1] != ends[2]
