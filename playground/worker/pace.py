"""How often something is worth doing: no more than asked, and within its share of the time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")


# However dear, it is done again after so many seconds, or when it took no more than so much of the time.
LONGEST_WAIT, GREATEST_SHARE = 2.0, 0.25


class Pace:
    """Says when a recurring piece of work is due, from what it cost the last time.

    `least` is the lowest cost in seconds so far: what it takes where nothing else keeps the machine busy.
    """

    def __init__(self, interval: float, share: float, clock: Callable[[], float] = time.perf_counter) -> None:
        """Allow the work once per `interval` seconds, and for at most `share` (0 to 1) of the time.

        Work so dear that it would be seen every few seconds at most may take more of the time.
        """
        self._interval = interval
        self._share = share
        self._clock = clock
        self._next = float("-inf")
        self.least = float("inf")

    def due(self, ahead: float = 0.0) -> bool:
        """Return whether the work may be done now, or so many seconds later."""
        return self._clock() + ahead >= self._next

    def timed(self, work: Callable[[], Result]) -> Result:
        """Do the work and note how long it took."""
        began = self._clock()
        result = work()
        cost = self._clock() - began
        self.least = min(self.least, cost)
        self._next = began + max(self._interval, self._rest(cost))
        return result

    def _rest(self, cost: float) -> float:
        """Return how long to wait for the sake of the work's share of the time."""
        return min(cost / self._share, max(LONGEST_WAIT, cost / GREATEST_SHARE))
