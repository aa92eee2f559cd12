"""The curves between nodes: as NumPy points for measuring, as Qt lines and paths for drawing."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QPainterPath

from playground.worker.snapshots import Parameter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.ui.canvas.layout import Layout, Node

SEGMENTS = 16
STRAIGHT = 0.5
NODE_GAP = 2.5


@dataclass(frozen=True)
class Edges:
    """All drawn edges, in order of their layer.

    `layer`, `source` and `target` (edges,) name the weights, `points` (edges, SEGMENTS + 1, 2) run along the
    curves from source to target. Lines and paths are made when first asked for.
    """

    layer: NDArray[np.intp]
    source: NDArray[np.intp]
    target: NDArray[np.intp]
    points: NDArray[np.float64]
    _lines: dict[tuple[int, bool], list[QLineF]] = field(default_factory=dict, repr=False)
    _paths: dict[int, QPainterPath] = field(default_factory=dict, repr=False)
    _places: dict[Parameter, int] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        """Return how many edges are drawn."""
        return len(self.layer)

    def parameter(self, edge: int) -> Parameter:
        """Return the weight that an edge stands for."""
        return Parameter(int(self.layer[edge]), int(self.source[edge]), int(self.target[edge]))

    def place(self, parameter: Parameter) -> int | None:
        """Return the number of a weight's edge, or None if it is not drawn."""
        if not self._places:
            self._places.update({self.parameter(edge): edge for edge in range(len(self))})
        return self._places.get(parameter)

    def lines(self, edge: int, coarse: bool = False) -> list[QLineF]:
        """Return an edge as short straight lines; half as many where that can't be seen."""
        key = (edge, coarse)
        if key not in self._lines:
            rise = abs(float(self.points[edge, -1, 1] - self.points[edge, 0, 1]))
            stride = SEGMENTS if rise < STRAIGHT else 2 if coarse else 1
            corners = self.points[edge, ::stride].tolist()
            self._lines[key] = [QLineF(*start, *end) for start, end in pairwise(corners)]
        return self._lines[key]

    def path(self, edge: int) -> QPainterPath:
        """Return an edge as one smooth curve."""
        if edge not in self._paths:
            start, end = QPointF(*self.points[edge, 0]), QPointF(*self.points[edge, -1])
            middle = (start.x() + end.x()) / 2
            path = QPainterPath(start)
            path.cubicTo(QPointF(middle, start.y()), QPointF(middle, end.y()), end)
            self._paths[edge] = path
        return self._paths[edge]

    def middle(self, edge: int) -> QPointF:
        """Return the point halfway along an edge."""
        return QPointF(*self.points[edge, SEGMENTS // 2])

    def touching(self, layer: int, index: int) -> NDArray[np.bool_]:
        """Return which edges begin or end at a neuron, (edges,)."""
        outgoing = (self.layer == layer) & (self.source == index)
        incoming = (self.layer == layer - 1) & (self.target == index)
        return np.asarray(outgoing | incoming)

    def nearest(self, x: float, y: float, widths: NDArray[np.float64]) -> tuple[int, float]:
        """Return the edge whose stroke is nearest to a point, and how far; (-1, infinity) without edges."""
        if not len(self):
            return -1, float("inf")
        start, along = self.points[:, :-1], np.diff(self.points, axis=1)
        offset = np.array([x, y]) - start
        share = np.einsum("esd,esd->es", offset, along) / np.maximum(
            np.einsum("esd,esd->es", along, along), 1e-9
        )
        apart = offset - np.clip(share, 0.0, 1.0)[..., None] * along
        distances = np.sqrt(np.einsum("esd,esd->es", apart, apart).min(axis=1)) - widths / 2
        edge = int(distances.argmin())
        return edge, float(distances[edge])


def edges_of(layout: Layout) -> Edges:
    """Return the edges between all drawn nodes of neighbouring columns; inputs that are off have none."""
    pairs: list[tuple[int, Node, Node]] = [
        (number, source, target)
        for number, (before, after) in enumerate(zip(layout.columns, layout.columns[1:], strict=False))
        for source in before.nodes
        for target in after.nodes
        if source.neuron is not None
    ]
    gap = NODE_GAP * layout.k
    starts = [(source.rect.right() + gap, source.rect.center().y()) for _, source, _ in pairs]
    ends = [(target.rect.left() - gap, target.rect.center().y()) for _, _, target in pairs]
    return Edges(
        layer=np.array([number for number, _, _ in pairs], dtype=np.intp),
        source=np.array([_index(source) for _, source, _ in pairs], dtype=np.intp),
        target=np.array([_index(target) for _, _, target in pairs], dtype=np.intp),
        points=_curves(np.array(starts).reshape(-1, 2), np.array(ends).reshape(-1, 2)),
    )


def _index(node: Node) -> int:
    return node.neuron.index if node.neuron is not None else -1


def _curves(starts: NDArray[np.float64], ends: NDArray[np.float64]) -> NDArray[np.float64]:
    t = _shares()
    smooth = t * t * (3.0 - 2.0 * t)
    along = 1.5 * t * (1.0 - t) + t**3
    x = starts[:, :1] + (ends - starts)[:, :1] * along
    y = starts[:, 1:] + (ends - starts)[:, 1:] * smooth
    return np.stack([x, y], axis=-1)


def _shares() -> NDArray[np.float64]:
    # Denser towards both ends, where the curve bends.
    even = np.linspace(0.0, 1.0, SEGMENTS + 1)
    return np.asarray((even + (1.0 - np.cos(np.pi * even)) / 2.0) / 2.0)
