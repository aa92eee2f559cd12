"""Which values a slider stops at, and where along its track each lies."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE = 10

# Ten round numbers per decade, each about 1.26 times the one before (ISO 3, series R''10).
_ROUND = ("1", "1.2", "1.5", "2", "2.5", "3", "4", "5", "6", "8")
_STOP_DIGITS = 10
_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Scale:
    """Rising stops and the place of each from 0 to 1."""

    stops: tuple[float, ...]
    places: tuple[float, ...]

    @classmethod
    def linear(cls, low: float, high: float, step: float) -> Scale:
        """Stop at low, low + step, ... up to high."""
        count = int((high - low) / step + _TOLERANCE)
        stops = tuple(round(low + index * step, _STOP_DIGITS) for index in range(count + 1))
        return cls(stops, _spread(stops))

    @classmethod
    def log(cls, low: float, high: float) -> Scale:
        """Ten round stops per decade; ten steps are a decade."""
        decades = range(
            math.floor(math.log10(low) - _TOLERANCE), math.ceil(math.log10(high) + _TOLERANCE) + 1
        )
        every = (float(f"{digits}e{decade}") for decade in decades for digits in _ROUND)
        stops = tuple(stop for stop in every if low * (1 - _TOLERANCE) <= stop <= high * (1 + _TOLERANCE))
        return cls(stops, _spread([math.log10(stop) for stop in stops]))

    @classmethod
    def explicit(cls, stops: Sequence[float]) -> Scale:
        """Give the given values, evenly spaced."""
        return cls(tuple(stops), _spread(range(len(stops))))

    @property
    def low(self) -> float:
        """The first stop."""
        return self.stops[0]

    @property
    def high(self) -> float:
        """The last stop."""
        return self.stops[-1]

    def place(self, value: float) -> float:
        """Where a value lies, from 0 to 1; between two stops in proportion, beyond the ends at the end."""
        right = bisect_left(self.stops, value)
        if right == 0 or right == len(self.stops):
            return 0.0 if right == 0 else 1.0
        before, after = self.stops[right - 1 : right + 1]
        share = (value - before) / (after - before)
        return self.places[right - 1] + share * (self.places[right] - self.places[right - 1])

    def nearest(self, place: float) -> float:
        """Give the stop that lies nearest to a place."""
        return self.stops[self._nearest_index(place)]

    def index(self, value: float) -> int:
        """Which stop lies nearest to a value."""
        return self._nearest_index(self.place(value))

    def stepped(self, value: float, steps: int) -> float:
        """Give the stop so many steps away; from between two stops, the first step leads to the next one."""
        index = bisect_right(self.stops, value) - 1 if steps > 0 else bisect_left(self.stops, value)
        return self.stops[max(0, min(index + steps, len(self.stops) - 1))]

    def _nearest_index(self, place: float) -> int:
        right = min(bisect_left(self.places, place), len(self.places) - 1)
        left = max(right - 1, 0)
        return left if place - self.places[left] < self.places[right] - place else right


def _spread(marks: Sequence[float]) -> tuple[float, ...]:
    span = marks[-1] - marks[0]
    return tuple((mark - marks[0]) / span if span else 0.0 for mark in marks)
