"""What all gestures have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF

    from playground.ui.canvas.canvas import NetworkCanvas


class Gesture:
    """One gesture on a canvas; all points are of the viewport. Nothing is changed before its end."""

    def __init__(self, canvas: NetworkCanvas) -> None:
        self._canvas = canvas
        self._scene = canvas.scene

    def start(self, at: QPointF) -> None:
        """Begin where the button went down."""

    def move(self, at: QPointF) -> None:
        """Follow the pointer."""

    def end(self) -> None:
        """Do what the gesture stands for where the pointer is now."""

    def cancel(self) -> None:
        """Leave everything as it was."""

    def _point(self, at: QPointF) -> QPointF:
        return self._scene.camera.to_canvas(at)
