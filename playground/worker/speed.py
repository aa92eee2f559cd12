"""How fast a run goes: steps per second over the last half second."""

from __future__ import annotations

WINDOW = 0.5


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
        seconds = now - self._since[0]
        if seconds >= WINDOW or (not self.value and seconds > 0):
            self.value = max(0.0, (step - self._since[1]) / seconds)
        if seconds >= WINDOW:
            self._since = (now, step)
