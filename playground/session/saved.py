"""What is saved of the training: whether it has moved on since."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from playground.worker.messages import Checkpoint


class SavedTraining:
    """The step and weights that the file holds, and whether the training stands elsewhere now."""

    def __init__(self, checkpoint: Checkpoint | None) -> None:
        self.moved = False
        self._checkpoint = checkpoint

    @property
    def step(self) -> int:
        """The step that is saved."""
        return 0 if self._checkpoint is None else self._checkpoint.step

    def goes_to(self, step: int) -> bool:
        """Note that the training has come to a step; return whether that is news."""
        news = not self.moved and step != self.step
        self.moved = self.moved or news
        return news

    def returns_to(self, checkpoint: Checkpoint | None) -> None:
        """Note that weights were restored: those that are saved need no saving."""
        if (0 if checkpoint is None else checkpoint.step) == self.step and self._is_same(checkpoint):
            self.moved = False

    def _is_same(self, checkpoint: Checkpoint | None) -> bool:
        if checkpoint is None or self._checkpoint is None:
            return True
        return bool(np.array_equal(checkpoint.parameters, self._checkpoint.parameters))
