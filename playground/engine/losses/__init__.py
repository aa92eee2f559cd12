"""What a network is to make small: the mean over a batch of how wrong each output is."""

from __future__ import annotations

from playground.engine.losses.loss import DeltaRule, Loss
from playground.engine.losses.of_classes import BINARY_CROSS_ENTROPY, HINGE, SOFTMAX_CROSS_ENTROPY
from playground.engine.losses.of_numbers import ABSOLUTE, HALF_SQUARED, HUBER

__all__ = ["LOSSES", "DeltaRule", "Loss"]

LOSSES: dict[str, Loss] = {
    loss.name: loss
    for loss in (HALF_SQUARED, ABSOLUTE, HUBER, BINARY_CROSS_ENTROPY, SOFTMAX_CROSS_ENTROPY, HINGE)
}
