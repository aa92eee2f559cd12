"""The last two steps of a training, kept while somebody looks at the plane that they span."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from playground.engine import Network, Trainer
    from playground.engine.arrays import Array

MOST_PARAMETERS = 30_000  # of a larger network, copies would cost more than a hundredth of the training
KEPT = 2


class Footsteps:
    """Trains, and while `wanted` remembers by how much each of the last two steps moved the parameters."""

    def __init__(self, network: Network, trainer: Trainer) -> None:
        self._network, self._trainer = network, trainer
        self._steps: dict[int, Array] = {}
        self.wanted = False

    @property
    def can_be_kept(self) -> bool:
        """Whether the network is small enough."""
        return int(self._network.size) <= MOST_PARAMETERS

    def run(self, steps: int) -> None:
        """Train so many steps, exactly as the trainer does."""
        if not (self.wanted and self.can_be_kept):
            self.forget()
            self._trainer.run(steps)
            return
        if steps > KEPT:
            self._trainer.run(steps - KEPT)
        for _ in range(min(steps, KEPT)):
            self._keep_step()

    def last_two(self) -> tuple[Array, Array] | None:
        """Return the last step and the one before, (size,) each; None where they are not known."""
        now = self._trainer.step_count
        last, before = self._steps.get(now), self._steps.get(now - 1)
        return None if last is None or before is None else (last, before)

    def forget(self) -> None:
        """Know no steps: the parameters come from elsewhere."""
        self._steps.clear()

    def _keep_step(self) -> None:
        moved = self._room()
        np.copyto(moved, self._network.parameters)
        self._trainer.run(1)
        np.subtract(self._network.parameters, moved, moved)
        self._steps[self._trainer.step_count] = moved

    def _room(self) -> Array:
        """Return a vector to write into: that of the oldest step where enough are kept."""
        if len(self._steps) < KEPT:
            return np.empty_like(self._network.parameters)
        return self._steps.pop(next(iter(self._steps)))
