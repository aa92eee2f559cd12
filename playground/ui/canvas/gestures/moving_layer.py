"""Dragging a layer's head sideways to move the layer, or off the canvas to remove it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF

from playground.ui.canvas.drags import LiftedLayer
from playground.ui.canvas.gestures.gesture import Gesture

if TYPE_CHECKING:
    from playground.ui.canvas.canvas import NetworkCanvas

OFF = 24.0


class MovingLayer(Gesture):
    """Lifts the head of a hidden layer, given by its column."""

    def __init__(self, canvas: NetworkCanvas, column: int) -> None:
        super().__init__(canvas)
        self._column = column
        self._to: int | None = None

    def move(self, at: QPointF) -> None:
        """Carry the head, and say where the layer would come to stand."""
        point = self._point(at)
        off = OFF * self._scene.layout.k
        seen = QRectF(QPointF(), self._scene.viewport).adjusted(-off, -off, off, off)
        self._to = self._place(point) if seen.contains(at) else None
        mark = None if self._to is None else self._mark(self._to)
        self._scene.pointing.drag = LiftedLayer(self._column, point, mark, self._words())
        self._canvas.update()

    def end(self) -> None:
        """Ask for the new order of layers, or for the layer's removal."""
        carried = self._scene.pointing.drag is not None
        self.cancel()
        if carried and self._to is None:
            self._canvas.layer_remove_requested.emit(self._column - 1)
        elif carried and self._to != self._column - 1:
            self._canvas.layer_move_requested.emit(self._column - 1, self._to)

    def cancel(self) -> None:
        """Let it fall back."""
        self._scene.pointing.drag = None
        self._canvas.update()

    def _place(self, point: QPointF) -> int:
        columns = self._scene.layout.columns[1:-1]
        return sum(
            place.x < point.x() for number, place in enumerate(columns, start=1) if number != self._column
        )

    def _mark(self, to: int) -> QLineF:
        layout = self._scene.layout
        others = [place.x for number, place in enumerate(layout.columns) if number != self._column]
        x = (others[to] + others[to + 1]) / 2
        if to == self._column - 1:
            x = layout.columns[self._column].x
        return QLineF(x, layout.body.top(), x, layout.body.bottom())

    def _words(self) -> str:
        if self._to is None:
            return "Release to remove the layer"
        same = self._to == self._column - 1
        return "Release to leave it here" if same else f"Release to make it hidden layer {self._to + 1}"
