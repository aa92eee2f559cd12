"""How fast a run goes: steps per second over the last half second, or over the last few steps."""

from __future__ import annotations

WINDOW = 0.5
FEWEST = 5  # steps, so that a slow run's speed does not jump with each of them
LONGEST = 6.0


class Speed:
    """Steps per second; 0 until two counts were taken."""

    def __init__(self) -> None:
        self.value = 0.0
        self._since: tuple[float, int] | None = None

    def note(self, now: float, step: int) -> None:
        """Take the count of steps at a time."""
        if self._since is None:
            self._since = (now, step)
            return
        seconds, steps = now - self._since[0], step - self._since[1]
        full = seconds >= WINDOW and (steps >= FEWEST or seconds >= LONGEST or steps < 0)
        if full or (not self.value and seconds > 0):
            self.value = max(0.0, steps / seconds)
        if full:
            self._since = (now, step)
