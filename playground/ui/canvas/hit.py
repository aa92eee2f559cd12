"""What lies under a point of the canvas."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from playground.ui.canvas.items import Hit, Part, Spot
from playground.worker.snapshots import Parameter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PySide6.QtCore import QPointF, QRectF

    from playground.ui.canvas.edges import Edges
    from playground.ui.canvas.layout import Layout, Node

TARGET = 28.0
BUTTON_REACH = 14.0
BIAS_REACH = 8.0
EDGE_REACH = 5.0


def hit(
    layout: Layout, edges: Edges, widths: NDArray[np.float64], point: QPointF, insert: int | None = None
) -> Hit | None:
    """Return what is under the point; small targets win over large ones. `insert` is the "+" shown."""
    return (
        _button(layout, point, insert)
        or _tile(layout, point)
        or _bias(layout, point)
        or _node(layout, point)
        or _edge(layout, edges, widths, point)
        or _rest(layout, point)
    )


def gap_at(layout: Layout, point: QPointF) -> int | None:
    """Return the gap between two columns, counted from 0, that the point lies in."""
    if not layout.body.contains(point):
        return None
    for number, (before, after) in enumerate(zip(layout.columns, layout.columns[1:], strict=False)):
        if _right(before.nodes) < point.x() < _left(after.nodes):
            return number
    return None


def _right(nodes: tuple[Node, ...]) -> float:
    return max(node.rect.right() for node in nodes)


def _left(nodes: tuple[Node, ...]) -> float:
    return min(node.rect.left() for node in nodes)


def _near(point: QPointF, centre: QPointF | None, reach: float) -> bool:
    return centre is not None and math.hypot(point.x() - centre.x(), point.y() - centre.y()) <= reach


def _button(layout: Layout, point: QPointF, insert: int | None) -> Hit | None:
    reach = BUTTON_REACH * layout.k
    if insert is not None and _near(point, layout.inserts[insert], reach):
        return Spot(Part.INSERT, insert)
    for number, column in enumerate(layout.columns):
        if _near(point, column.add, reach):
            return Spot(Part.ADD_NEURON, number)
        if _near(point, column.remove, reach):
            return Spot(Part.REMOVE_NEURON, number)
    return None


def _tile(layout: Layout, point: QPointF) -> Hit | None:
    for number, column in enumerate(layout.columns):
        if column.tile is not None and _grown(column.tile, layout.k).contains(point):
            return Spot(Part.MORE, number)
    return None


def _bias(layout: Layout, point: QPointF) -> Hit | None:
    for neuron, node in layout.by_neuron.items():
        if neuron.layer > 0 and node.biased and _near(point, node.bias_centre, BIAS_REACH * layout.k):
            return Parameter(neuron.layer - 1, None, neuron.index)
    return None


def _node(layout: Layout, point: QPointF) -> Hit | None:
    for item, node in layout.nodes.items():
        if _grown(node.rect, layout.k).contains(point):
            return item
    return None


def _grown(rect: QRectF, k: float) -> QRectF:
    spare = max(TARGET * k - rect.width(), 0.0) / 2
    tall = max(TARGET * k - rect.height(), 0.0) / 2
    return rect.adjusted(-spare, -tall, spare, tall)


def _edge(layout: Layout, edges: Edges, widths: NDArray[np.float64], point: QPointF) -> Hit | None:
    if not layout.body.contains(point):
        return None
    edge, distance = edges.nearest(point.x(), point.y(), widths)
    return edges.parameter(edge) if distance <= EDGE_REACH * layout.k else None


def _rest(layout: Layout, point: QPointF) -> Hit | None:
    if layout.ghost is not None and layout.ghost.contains(point):
        return Spot(Part.GHOST)
    if layout.loss.contains(point):
        return Spot(Part.LOSS)
    for number, column in enumerate(layout.columns):
        half = min(column.room, 120.0 * layout.k) / 2
        if abs(point.x() - column.x) <= half and point.y() < layout.body.top():
            return Spot(Part.HEAD, number)
    return None
