"""How the learning rate changes in the course of training."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

Course: TypeAlias = Callable[[float, float], float]

SHORTEST = 1e-6  # epochs
_ROUNDING = 1e-9  # lengths: 0.3 / 0.1 is a little below 3

# Each takes x = epochs / length and the schedule's factor, and gives what part of the learning rate holds.


def _constant(x: float, factor: float) -> float:
    return 1.0


def _step(x: float, factor: float) -> float:
    """Multiply by the factor at the end of each length."""
    return math.pow(factor, math.floor(x + _ROUNDING))


def _exponential(x: float, factor: float) -> float:
    """Multiply by the factor once per length, little by little."""
    return math.pow(factor, x)


def _cosine(x: float, factor: float) -> float:
    """Go down from 1 to the factor in half a wave (Loshchilov & Hutter, "SGDR", 2017, equation 5)."""
    return factor + (1 - factor) * (1 + math.cos(math.pi * min(x, 1))) / 2


def _warm_up(x: float, factor: float) -> float:
    """Go up from the factor to 1 in a straight line, then stay (Goyal et al., 2017, section 2.2)."""
    return factor + (1 - factor) * min(x, 1)


def _one_cycle(x: float, factor: float) -> float:
    """Go up from the factor to 1 and down again, in straight lines (Smith & Topin, 2019, section 3)."""
    return factor + (1 - factor) * max(0.0, 1 - abs(2 * x - 1))


SCHEDULES: dict[str, Course] = {
    "constant": _constant,
    "step": _step,
    "exponential": _exponential,
    "cosine": _cosine,
    "warm_up": _warm_up,
    "one_cycle": _one_cycle,
}


@dataclass(frozen=True)
class Schedule:
    """
    A course of the learning rate.

    Attributes
    ----------
    kind : str
        A key of `SCHEDULES`.
    length : float
        Epochs, at least a millionth: until the first step down, for one factor, or for the whole course.
    factor : float
        The part of the learning rate that is left after a length, or begun with, above 0 and at most 1.

    Raises
    ------
    ValueError
        For another kind, length or factor.
    """

    kind: str = "constant"
    length: float = 100.0
    factor: float = 0.1

    def __post_init__(self) -> None:
        """Refuse what can't be."""
        if self.kind not in SCHEDULES:
            raise ValueError(f"unknown schedule {self.kind!r}; known: {', '.join(SCHEDULES)}")
        if not SHORTEST <= self.length < math.inf:
            raise ValueError(
                f"the length of a schedule must be at least {SHORTEST:g} epochs and finite, not {self.length}"
            )
        if not 0 < self.factor <= 1:
            raise ValueError(f"the factor of a schedule must be above 0 and at most 1, not {self.factor}")

    def part(self, epochs: float) -> float:
        """
        Say what part of the learning rate holds.

        Parameters
        ----------
        epochs : float
            Epochs that were made, not negative.

        Returns
        -------
        float
            From 0 to 1.
        """
        return SCHEDULES[self.kind](epochs / self.length, self.factor)
