"""The gradient over the whole training set, and the outputs that the same forward pass gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.engine import Backpropagation
from playground.engine.arrays import aligned_zeros
from playground.worker.passes import part_size, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playground.engine import Network, Penalty
    from playground.engine.arrays import Array
    from playground.worker.snapshots import Floats

MOST_AT_ONCE = 8192  # samples


class FullGradient:
    """One pass forwards and backwards gives both what a measure needs: the loss's outputs and its gradient.

    `gradient` (size,) and `outputs` (outputs, samples) are buffers that hold the last pass.
    """

    def __init__(self, network: Network, loss: str, inputs: Floats, targets: Floats) -> None:
        self._network, self._loss = network, loss
        self._inputs, self._targets = inputs, targets
        self._part = min(MOST_AT_ONCE, part_size(network))
        self._plans: dict[int, Backpropagation] = {}
        self.gradient = aligned_zeros(network.size, network.dtype)
        self.outputs = np.zeros((network.layers[-1].units, len(inputs)), network.dtype)

    @np.errstate(all="ignore")
    def compute(self, penalty: Penalty) -> None:
        """Go through the whole training set with the parameters as they are now."""
        self.gradient.fill(0)
        done = 0
        for x, t in self._parts():
            plan = self._plan(len(x))
            self.gradient += plan.gradient(x, t) * (len(x) / len(self._inputs))
            self.outputs[:, done : done + len(x)] = plan.forward.a[-1]
            done += len(x)
        for add in penalty.plan(self._network.parameters, self.gradient, self._network.weight_mask):
            add()

    def _parts(self) -> Iterator[tuple[Array, Array]]:
        both = (parts_of(each, self._part) for each in (self._inputs, self._targets))
        yield from zip(*both, strict=True)

    def _plan(self, samples: int) -> Backpropagation:
        if samples not in self._plans:
            self._plans[samples] = Backpropagation(self._network, self._loss, samples)
        return self._plans[samples]
