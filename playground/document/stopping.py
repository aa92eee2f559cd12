"""When a run stops by itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StopRules:
    """Each rule is off at 0; a run that blows up stops whatever they say.

    `epochs` stops at the end of each epoch whose number it divides. The others look at the end of each epoch:
    `train_loss` stops where the training loss is at or below it, `accuracy` (a share, 0 to 1) where the test
    accuracy, or without test samples the training accuracy, is at or above it, and `patience` where the
    training loss has not fallen by a thousandth of its best for so many epochs.
    """

    epochs: int = 0
    train_loss: float = 0.0
    accuracy: float = 0.0
    patience: int = 0

    @property
    def measure(self) -> bool:
        """Whether one of them asks for the loss or the accuracy."""
        return self.train_loss > 0 or self.accuracy > 0 or self.patience > 0
