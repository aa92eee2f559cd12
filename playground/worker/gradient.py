"""The gradient over the whole training set, and the outputs that the same forward pass gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.engine import Evaluation, Penalty
from playground.engine.arrays import aligned_zeros
from playground.engine.threads import ALONE

if TYPE_CHECKING:
    from playground.engine import Network
    from playground.engine.operations.call import Call
    from playground.engine.threads import Team
    from playground.worker.snapshots import Floats


class FullGradient:
    """One pass forwards and backwards gives both what a measure needs: the loss's outputs and its gradient.

    `gradient` (size,) and `outputs` (outputs, samples) are buffers that hold the last pass.
    """

    def __init__(
        self,
        network: Network,
        loss: str,
        inputs: Floats,
        targets: Floats,
        smoothing: float = 0.0,
        team: Team = ALONE,
    ) -> None:
        self._network, self._evaluation = network, Evaluation(network, loss, smoothing, team)
        self._inputs, self._targets = inputs, targets
        self.gradient = aligned_zeros(0, network.dtype)
        self.outputs = np.zeros((network.outputs, len(inputs)), network.dtype)
        self._penalty = Penalty()
        self._additions: list[Call] = []

    @np.errstate(all="ignore")
    def compute(self, penalty: Penalty) -> None:
        """Go through the whole training set with the parameters as they are now."""
        before = self.gradient
        self.gradient = self._evaluation.gradient(self._inputs, self._targets, self.outputs)
        if penalty != self._penalty or self.gradient is not before:
            self._penalty, self._additions = penalty, penalty.plan(self._network, self.gradient)
        for add in self._additions:
            add()
