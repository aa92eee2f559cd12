"""The course of the learning rate over the epochs, for pictures of it; training follows the engine's own."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from playground.document.training_choices import Schedule

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.document.experiment import Training

# Each takes x = epochs / length and the factor, and gives what part of the learning rate holds.
COURSES: dict[Schedule, Callable[[float, float], float]] = {
    Schedule.CONSTANT: lambda x, factor: 1.0,
    # As in the engine: epochs that are a sum of batches may fall a hair short of whole.
    Schedule.STEP: lambda x, factor: factor ** math.floor(x + 1e-9),
    Schedule.EXPONENTIAL: lambda x, factor: factor**x,
    Schedule.COSINE: lambda x, factor: factor + (1 - factor) * (1 + math.cos(math.pi * min(x, 1.0))) / 2,
    Schedule.WARM_UP: lambda x, factor: factor + (1 - factor) * min(x, 1.0),
    Schedule.ONE_CYCLE: lambda x, factor: factor + (1 - factor) * max(0.0, 1 - abs(2 * x - 1)),
}
# How many lengths show what there is to see: those that end, and those that go on.
SHOWN_LENGTHS = {Schedule.STEP: 3.0, Schedule.EXPONENTIAL: 3.0}
ENDING_LENGTHS = 1.25


def rate_at(training: Training, epochs: float) -> float:
    """Return the learning rate that holds after so many epochs, not negative."""
    course = COURSES[training.schedule]
    return training.learning_rate * course(epochs / training.schedule_epochs, training.schedule_factor)


def shown_epochs(training: Training) -> float:
    """Return how many epochs a picture of the course should span."""
    return training.schedule_epochs * SHOWN_LENGTHS.get(training.schedule, ENDING_LENGTHS)
