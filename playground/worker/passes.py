"""A set of samples sent through a network in parts, so that wide networks need bounded memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.engine import ForwardPass
from playground.engine.memory import samples_within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from playground.engine import Network
    from playground.engine.arrays import Array

MOST_BYTES = 64 * 2**20


class Passes:
    """The same samples again and again while the network's parameters change."""

    def __init__(self, network: Network, inputs: Array, most_bytes: int = MOST_BYTES) -> None:
        self._network = network
        self._inputs = inputs
        self._part = part_size(network, most_bytes)
        self._whole = ForwardPass(network, inputs) if len(inputs) <= self._part else None

    def run(self, choose: Callable[[list[Array]], Sequence[Array]]) -> list[Array]:
        """Return the chosen ones of all layers' activations, each (units, samples); maybe buffers."""
        if self._whole is not None:
            return list(choose(self._whole.run()))
        parts = [[each.copy() for each in choose(layers)] for layers in self._parts()]
        return [np.concatenate(pieces, axis=1) for pieces in zip(*parts, strict=True)]

    def outputs(self) -> Array:
        """Return the last layer's activation, (outputs, samples); maybe a buffer."""
        return self.run(lambda layers: layers[-1:])[0]

    def _parts(self) -> Iterator[list[Array]]:
        for part in parts_of(self._inputs, self._part):
            yield ForwardPass(self._network, part).run()


def part_size(network: Network, most_bytes: int = MOST_BYTES) -> int:
    """Return how many samples may go through the network at once within some bytes, at least 1."""
    return samples_within(most_bytes, network)


def parts_of(inputs: Array, size: int) -> Iterator[Array]:
    """Yield the samples in order, at most `size` at a time."""
    for start in range(0, len(inputs), size):
        yield inputs[start : start + size]
