"""A set of samples sent through a network in parts, so that wide networks need bounded memory."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from playground.engine import ForwardPass
from playground.engine.memory import samples_within
from playground.engine.threads import ALONE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from playground.engine import Network
    from playground.engine.arrays import Array
    from playground.engine.threads import Team

MOST_BYTES = 64 * 2**20


class Passes:
    """The same samples again and again while the network's parameters change."""

    def __init__(
        self, network: Network, inputs: Array, most_bytes: int = MOST_BYTES, team: Team = ALONE
    ) -> None:
        self._network, self._inputs, self._team = network, inputs, team
        self._part = part_size(network, most_bytes)
        self._passes: dict[int, ForwardPass] = {}

    @property
    def in_parts(self) -> bool:
        """Whether the samples are too many to go through at once."""
        return len(self._inputs) > self._part

    def run(self, choose: Callable[[list[Array]], Sequence[Array]]) -> list[Array]:
        """Return the chosen ones of all layers' activations, each (units, samples); maybe buffers."""
        if not self.in_parts:
            return list(choose(self._pass_of(self._inputs).run()))
        parts = [[each.copy() for each in choose(layers)] for layers in self._parts()]
        return [np.concatenate(pieces, axis=1) for pieces in zip(*parts, strict=True)]

    def outputs(self) -> Array:
        """Return the last layer's activation, (outputs, samples); maybe a buffer."""
        return self.run(lambda layers: layers[-1:])[0]

    def _parts(self) -> Iterator[list[Array]]:
        for part in parts_of(self._inputs, self._part):
            forward = self._pass_of(part)
            forward.load(part)
            yield forward.run()

    def _pass_of(self, samples: Array) -> ForwardPass:
        """Return the pass for so many samples, made once; it holds those it was made with."""
        if len(samples) not in self._passes:
            self._passes[len(samples)] = ForwardPass(self._network, samples, self._team)
        return self._passes[len(samples)]


def part_size(network: Network, most_bytes: int = MOST_BYTES) -> int:
    """Return how many samples may go through the network at once within some bytes, at least 1."""
    return samples_within(most_bytes, network)


def products_of(network: Network) -> int:
    """Return how many products a sample takes forwards, at least 1; a convolution repeats its weights."""
    places = network.places
    return max(1, sum(each.rows * each.columns * math.prod(each.shape[1:]) for each in places))


def parts_of(inputs: Array, size: int) -> Iterator[Array]:
    """Yield the samples in order, at most `size` at a time."""
    for start in range(0, len(inputs), size):
        yield inputs[start : start + size]
