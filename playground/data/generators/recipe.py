"""What a generated set is asked for, and what it is: points with a label each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from playground.data.arrays import FloatArray

Task = Literal["classification", "regression"]

DOMAIN = (-6.0, 6.0)
MOST_NOISE = 0.5
BALANCE = (0.1, 0.9)
EVEN = 0.5
# Sums of shares are a hair off in binary: a half must still be rounded up.
_ROUNDING = 1e-9


@dataclass(frozen=True, eq=False)
class Points:
    """Samples with one coordinate or two, and a label each.

    Parameters
    ----------
    x : (n, 1) or (n, 2) float64
        Where they lie.
    y : (n,) float64
        Of two classes -1 or +1; of more the class's index, 0 to k - 1; of a regression the number.
    task : "classification" or "regression"
    classes : int
        How many classes there are; means nothing for a regression.
    """

    x: FloatArray
    y: FloatArray
    task: Task
    classes: int = 2


@dataclass(frozen=True)
class Recipe:
    """How many samples are drawn, how noisy they are, and how they are shared out among the classes.

    Parameters
    ----------
    samples : int
        At least as many as classes.
    noise : float
        From 0 to 0.5.
    balance : float
        Between 0 and 1: the weight of the first class (+1 of two), where each other one has 1 - balance.
    classes : int
        At least 2; not used by a set of numbers.
    """

    samples: int
    noise: float
    balance: float = EVEN
    classes: int = 2

    def sizes(self) -> tuple[int, ...]:
        """Return how many samples each class gets: its share within 1, and at least one."""
        weights = np.full(self.classes, 1.0 - self.balance)
        weights[0] = self.balance
        ends = np.floor(self.samples * np.cumsum(weights / weights.sum()) + 0.5 + _ROUNDING).astype(np.int64)
        sizes = np.diff(ends, prepend=0)
        while sizes.min() < 1:
            sizes[sizes.argmax()] -= 1
            sizes[sizes.argmin()] += 1
        return tuple(sizes.tolist())

    def labels(self) -> FloatArray:
        """Return the labels (n,), class after class: +1 before -1, or the indices."""
        names = [1.0, -1.0] if self.classes == 2 else np.arange(self.classes, dtype=np.float64)
        return np.repeat(names, self.sizes())

    def jitter(self, half_width: float, random: np.random.Generator, coordinates: int = 2) -> FloatArray:
        """Return how far the noise moves each point, (n, coordinates): evenly within noise * half_width."""
        return random.uniform(-half_width, half_width, (self.samples, coordinates)) * self.noise


Draw = Callable[[Recipe, np.random.Generator], tuple[FloatArray, FloatArray]]


@dataclass(frozen=True)
class Generator:
    """One generated set: its name, its task, its usual size, how to draw it, and what can be chosen of it.

    `inputs` is how many coordinates a point has; with `many_classes` there may be from 2 to 6 classes.
    """

    key: str
    title: str
    task: Task
    samples: int
    draw: Draw
    inputs: int = 2
    many_classes: bool = False
