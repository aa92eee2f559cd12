"""Pulling the picture along with the middle button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from playground.ui.canvas.gestures.gesture import Gesture

if TYPE_CHECKING:
    from playground.ui.canvas.canvas import NetworkCanvas


class Panning(Gesture):
    """The picture goes where the pointer goes."""

    def __init__(self, canvas: NetworkCanvas) -> None:
        super().__init__(canvas)
        self._from = QPointF()
        self._before = canvas.scene.camera

    def start(self, at: QPointF) -> None:
        """Take hold of the picture."""
        self._from = at

    def move(self, at: QPointF) -> None:
        """Pull it."""
        moved, self._from = at - self._from, at
        self._canvas.scroll_by(moved.x(), moved.y())

    def cancel(self) -> None:
        """Put it back."""
        self._canvas.look_through(self._before)
