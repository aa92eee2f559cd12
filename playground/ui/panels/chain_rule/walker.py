"""Where the walk along a path has come to, and what goes on by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from playground.ui.panels.chain_rule.stage import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Hashable

    from playground.ui.panels.chain_rule.stage import Stage

PACES = {"slow": 7000, "normal": 4000, "fast": 1800}  # ms for which a stage stands
NORMAL = "normal"


class Walker(QObject):
    """Goes from stage to stage, by itself while it plays.

    `moved` says that another stage is to be shown; `begun` comes when the start is left.
    """

    moved = Signal()
    playing_changed = Signal(bool)
    begun = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stages: tuple[Stage, ...] = ()
        self._subject: Hashable = None
        self.place = 0
        self._timer = QTimer(self)
        self._timer.setInterval(PACES[NORMAL])
        self._timer.timeout.connect(self._go_on)

    @property
    def count(self) -> int:
        """How many stages there are."""
        return len(self._stages)

    @property
    def stage(self) -> Stage:
        """What is known by now."""
        return self._stages[self.place] if self._stages else EVERYTHING

    @property
    def at_end(self) -> bool:
        """Whether there is nothing left to find."""
        return self.place >= self.count - 1

    @property
    def playing(self) -> bool:
        """Whether it goes on by itself."""
        return self._timer.isActive()

    def take(self, stages: tuple[Stage, ...], subject: Hashable) -> None:
        """Walk through these; from the start if they are of another subject, else from where it stands."""
        if subject != self._subject:
            self.stop()
            self.place = 0
        self._stages, self._subject = stages, subject
        self.place = min(self.place, max(self.count - 1, 0))

    def go(self, place: int) -> None:
        """Go to a stage, the nearest there is."""
        self.stop()
        self._move(place)

    def step(self, by: int) -> None:
        """Go some stages on, or back."""
        self.go(self.place + by)

    def play(self) -> None:
        """Go on by itself, from the start if it is at the end."""
        if not self._stages:
            return
        self._move(0 if self.at_end else self.place + 1)
        self._timer.start()
        self.playing_changed.emit(True)

    def stop(self) -> None:
        """Stand still."""
        if self._timer.isActive():
            self._timer.stop()
            self.playing_changed.emit(False)

    def set_pace(self, pace: str) -> None:
        """Take one of `PACES`."""
        self._timer.setInterval(PACES[pace])

    def _go_on(self) -> None:
        self._move(self.place + 1)
        if self.at_end:
            self.stop()

    def _move(self, place: int) -> None:
        nearest = min(max(place, 0), max(self.count - 1, 0))
        if nearest == self.place:
            return
        if self.place == 0:
            self.begun.emit()
        self.place = nearest
        self.moved.emit()
