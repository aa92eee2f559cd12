"""The one timer behind all that moves by itself; it runs only while something does."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

FRAME_MS = 33
# All negative edges are drawn anew for each move of their dashes.
CRAWL_MS = 80
SPEED = 60.0


class Motion(QObject):
    """`moved` is emitted at each frame; `distance` is how far marks have come, in design pixels."""

    moved = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.distance = 0.0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._advance)

    @property
    def running(self) -> bool:
        """Whether anything moves."""
        return self._timer.isActive()

    def run(self, wanted: bool, pace: int = FRAME_MS) -> None:
        """Start, a frame each `pace` milliseconds, or stop; where things stand is kept."""
        if not wanted:
            self._timer.stop()
        elif not self._timer.isActive() or self._timer.interval() != pace:
            self._timer.start(pace)

    def _advance(self) -> None:
        self.distance += SPEED * self._timer.interval() / 1000.0
        self.moved.emit()
