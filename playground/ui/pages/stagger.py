"""Spreads what has to be painted over the ticks of the window, so that no single frame is long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

TICK_MS = 16


class Stagger(QObject):
    """Keeps the newest value for each view and shows one or two of them per tick; else it sleeps."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: dict[str, tuple[Callable[[Any], None], Any]] = {}
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    def put(self, name: str, show: Callable[[Any], None], value: Any) -> None:
        """Show the value soon; a newer one under the same name takes its place in the queue."""
        self._waiting[name] = (show, value)
        if not self._timer.isActive():
            self._timer.start()

    def clear(self) -> None:
        """Forget what waits, as it belongs to another experiment."""
        self._waiting.clear()

    def flush(self) -> None:
        """Show all that waits now."""
        while self._waiting:
            self._show_first()

    def _tick(self) -> None:
        for _ in range(2 if len(self._waiting) > 3 else 1):
            if self._waiting:
                self._show_first()
        if not self._waiting:
            self._timer.stop()

    def _show_first(self) -> None:
        show, value = self._waiting.pop(next(iter(self._waiting)))
        show(value)
