"""Dragging neurons up and down within their layer, or off it to remove them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF

from playground.ui.canvas.drags import Lifted
from playground.ui.canvas.gestures.gesture import Gesture

if TYPE_CHECKING:
    from playground.ui.canvas.canvas import NetworkCanvas
    from playground.ui.canvas.layout import Node
    from playground.worker.snapshots import Neuron

REACH = 0.45
LEAST_REACH = 44.0
BEYOND = 18.0
HALF_MARK = 30.0


class MovingNeurons(Gesture):
    """Lifts a neuron, or all that are selected with it in its layer."""

    def __init__(self, canvas: NetworkCanvas, neuron: Neuron) -> None:
        super().__init__(canvas)
        group = canvas.scene.pointing.neurons
        together = {each for each in group if each.layer == neuron.layer} if neuron in group else set()
        self._moved = frozenset(together or {neuron})
        self._column = neuron.layer
        self._from = QPointF()
        self._to: int | None = None

    def start(self, at: QPointF) -> None:
        """Take hold of them."""
        self._from = self._point(at)

    def move(self, at: QPointF) -> None:
        """Carry them, and say where they would come to stand."""
        point = self._point(at)
        above = [node for node in self._others() if node.rect.center().y() < point.y()]
        off = self._is_off(point)
        self._to = None if off else self._place_behind(above)
        mark = None if off else self._mark(above)
        self._scene.pointing.drag = Lifted(self._moved, point - self._from, mark, self._words())
        self._canvas.update()

    def end(self) -> None:
        """Ask for the new order, or for their removal."""
        carried = self._scene.pointing.drag is not None
        self.cancel()
        if not carried:
            return
        layer, places = self._column - 1, tuple(sorted(neuron.index for neuron in self._moved))
        if self._to is None:
            self._canvas.neurons_remove_requested.emit(tuple((layer, place) for place in places))
        else:
            self._canvas.neurons_move_requested.emit(layer, places, self._to)

    def cancel(self) -> None:
        """Let them fall back."""
        self._scene.pointing.drag = None
        self._canvas.update()

    def _others(self) -> list[Node]:
        return [
            node for node in self._scene.layout.columns[self._column].nodes if node.item not in self._moved
        ]

    def _is_off(self, point: QPointF) -> bool:
        layout = self._scene.layout
        column = layout.columns[self._column]
        reach = max(column.room * REACH, LEAST_REACH * layout.k)
        beyond = BEYOND * layout.k
        inside = layout.body.adjusted(0.0, -beyond, 0.0, beyond)
        return abs(point.x() - column.x) > reach or not inside.top() <= point.y() <= inside.bottom()

    def _place_behind(self, above: list[Node]) -> int:
        """Return how many of all others would come before: those not drawn keep their places."""
        if not above:
            return 0
        last = max(node.neuron.index for node in above if node.neuron is not None)
        return last + 1 - sum(neuron.index <= last for neuron in self._moved)

    def _mark(self, above: list[Node]) -> QLineF:
        layout = self._scene.layout
        below = [node for node in self._others() if node not in above]
        half = HALF_MARK * layout.k
        x = layout.columns[self._column].x
        edges = ([above[-1].rect.bottom()] if above else []) + ([below[0].rect.top()] if below else [])
        y = sum(edges) / len(edges) if edges else layout.body.center().y()
        if len(edges) == 1:
            y += 5.0 * layout.k if above else -5.0 * layout.k
        return QLineF(x - half, y, x + half, y)

    def _words(self) -> str:
        count = len(self._moved)
        what = "neuron" if count == 1 else f"{count} neurons"
        if self._to is None:
            whole = count == self._scene.design.columns[self._column].count
            return "Release to remove the layer" if whole else f"Release to remove {what}"
        return f"Release to move {what} here"
