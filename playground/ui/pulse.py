"""The pulse of the window: how many frames a second are shown, and how often a text may change."""

from __future__ import annotations

import time
from collections import deque

SECONDS = 1.0
TEXT_SECONDS = 1 / 8


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


class TextPace:
    """Lets texts change eight times a second: numbers that change faster cannot be read."""

    def __init__(self) -> None:
        self._next = 0.0

    def due(self) -> bool:
        """Return whether a text may change now, and count it as changed if so."""
        now = time.perf_counter()
        if now < self._next:
            return False
        self._next = now + TEXT_SECONDS
        return True
