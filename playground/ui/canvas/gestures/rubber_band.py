"""Selecting all neurons that a rubber band touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from playground.ui.canvas.drags import Band
from playground.ui.canvas.gestures.gesture import Gesture

if TYPE_CHECKING:
    from playground.ui.canvas.canvas import NetworkCanvas
    from playground.worker.snapshots import Neuron


class RubberBand(Gesture):
    """Selects while it is drawn; with `adding` besides what was selected before."""

    def __init__(self, canvas: NetworkCanvas, *, adding: bool) -> None:
        super().__init__(canvas)
        self._corner = QPointF()
        self._before = canvas.scene.pointing.neurons
        self._kept: frozenset[Neuron] = self._before if adding else frozenset()

    def start(self, at: QPointF) -> None:
        """Fix a corner."""
        self._corner = self._point(at)

    def move(self, at: QPointF) -> None:
        """Pull the opposite corner."""
        rect = QRectF(self._corner, self._point(at)).normalized()
        self._scene.pointing.drag = Band(rect)
        inside = {neuron for neuron in self._hidden() if self._rect(neuron).intersects(rect)}
        self._canvas.select_neurons(self._kept | inside)

    def end(self) -> None:
        """Let go of the band and keep the selection."""
        self._scene.pointing.drag = None
        self._canvas.update()

    def cancel(self) -> None:
        """Select what was selected before."""
        self._canvas.select_neurons(self._before)
        self.end()

    def _hidden(self) -> list[Neuron]:
        return [each for each in self._scene.layout.by_neuron if 1 <= each.layer <= self._scene.design.hidden]

    def _rect(self, neuron: Neuron) -> QRectF:
        return self._scene.layout.by_neuron[neuron].rect
