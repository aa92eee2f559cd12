"""When the next steps are due where a person has chosen how many there are in a second."""

from __future__ import annotations

import math

MOST_LATE = 0.1  # seconds of steps that are made up for; what is later than that is let go


class Cadence:
    """Counts steps by the clock; the first is due at once, each of the others a pace after the one before."""

    def __init__(self) -> None:
        self.rate = 0.0
        self._last = -math.inf

    @property
    def on(self) -> bool:
        """Whether there is a rate at all; without one, nothing waits."""
        return self.rate > 0

    def restart(self) -> None:
        """Let the next step be due at once."""
        self._last = -math.inf

    def due(self, now: float) -> int:
        """Return how many steps are due at a time in seconds."""
        if math.isinf(self._last):
            return 1
        passed = (now - self._last) * self.rate
        return min(int(passed + 1e-9), max(1, int(MOST_LATE * self.rate)))

    def took(self, steps: int, now: float) -> None:
        """Note that so many of those that were due have been made."""
        last = now if math.isinf(self._last) else self._last + steps / self.rate
        late = max(MOST_LATE, 1 / self.rate)
        self._last = now if now - last > late else last

    def wait(self, now: float) -> float:
        """Return how many seconds there are until a step is due, 0 if one is."""
        return 0.0 if math.isinf(self._last) else max(0.0, self._last + 1 / self.rate - now)
