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
    """Says when a recurring piece of work is due, from its last `cost` in seconds."""

    def __init__(self, interval: float, share: float, clock: Callable[[], float] = time.perf_counter) -> None:
        """Allow the work once per `interval` seconds, and for at most `share` (0 to 1) of the time.

        Work so dear that it would be seen every few seconds at most may take more of the time.
        """
        self._interval = interval
        self._share = share
        self._clock = clock
        self._next = float("-inf")
        self.cost = 0.0

    def due(self) -> bool:
        """Return whether the work may be done now."""
        return self._clock() >= self._next

    def timed(self, work: Callable[[], Result]) -> Result:
        """Do the work and note how long it took."""
        began = self._clock()
        result = work()
        self.cost = self._clock() - began
        self._next = began + max(self._interval, self._rest())
        return result

    def _rest(self) -> float:
        """Return how long to wait for the sake of the work's share of the time."""
        bearable = max(LONGEST_WAIT, self.cost / GREATEST_SHARE)
        return min(self.cost / self._share, bearable)
