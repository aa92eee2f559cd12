"""Turns of the wheel, counted in notches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

_NOTCH = 120
_PAUSE_MS = 700


class WheelNotches:
    """Adds up the fine turns of touchpads, and knows which turns belong together."""

    def __init__(self) -> None:
        self._rest = 0
        self._since_last = QElapsedTimer()

    def take(self, event: QWheelEvent) -> int:
        """Whole notches turned by now, up positive; the rest is kept."""
        self._rest += event.angleDelta().y() or event.angleDelta().x()
        notches = int(self._rest / _NOTCH)
        self._rest -= notches * _NOTCH
        return notches

    def goes_on(self) -> bool:
        """Whether this turn follows closely on the last one; asked once per turn."""
        closely = self._since_last.isValid() and self._since_last.elapsed() < _PAUSE_MS
        self._since_last.start()
        return closely
