"""How many frames a second are shown."""

from __future__ import annotations

import time
from collections import deque

SECONDS = 1.0


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
