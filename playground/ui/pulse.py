"""The pulse of the window: how many frames a second are shown, and how often its parts may change."""

from __future__ import annotations

import time
from collections import deque

SECONDS = 1.0
TEXTS_PER_SECOND = 8  # numbers that change faster cannot be read
PLOTS_PER_SECOND = 15


class FrameRate:
    """Counts the frames of the last second."""

    def __init__(self) -> None:
        self._times: deque[float] = deque()

    def note(self) -> float:
        """Note a frame now and return the frames per second."""
        now = time.perf_counter()
        self._times.append(now)
        while self._times[0] < now - SECONDS:
            self._times.popleft()
        span = now - self._times[0]
        return (len(self._times) - 1) / span if span > 0 else 0.0

    def restart(self) -> None:
        """Forget what was counted."""
        self._times.clear()


class Rhythm:
    """Lets something change so many times a second and not more often."""

    def __init__(self, per_second: float) -> None:
        self._seconds = 1.0 / per_second
        self._next = 0.0

    def due(self) -> bool:
        """Return whether it may change now, and count it as changed if so."""
        now = time.perf_counter()
        if now < self._next:
            return False
        self._next = now + self._seconds
        return True
