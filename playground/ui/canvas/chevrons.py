"""Arrowheads that point back towards the input, on the largest slopes of each gap."""

from __future__ import annotations

import math
from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QPen

from playground.ui.canvas.edges import SEGMENTS
from playground.ui.canvas.strokes import DIMMED, HIDDEN, OPACITY

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PySide6.QtGui import QColor, QPainter

    from playground.ui.canvas.edges import Edges
    from playground.ui.canvas.look import Look
    from playground.ui.canvas.strokes import Strokes

PER_GAP = 7
FIRST_PLACE, LAST_PLACE = 0.42, 0.63
TRACK = (0.14, 0.86)
REACH = 5.2
OPENING = 0.72
HALO, LINE = 4.8, 2.0
LEAST_STRENGTH = 0.35


def paint_chevrons(
    painter: QPainter, edges: Edges, strokes: Strokes, seen: NDArray[np.intp], look: Look, drift: float
) -> None:
    """Draw the chevrons, each `drift` pixels further towards the input than where it rests."""
    strongest = strokes.strongest(edges, PER_GAP)
    chosen = [(edge, rank) for edge, rank in strongest if seen[edge] != HIDDEN]
    shapes = [_shape(edges, edge, rank, float(strokes.t[edge]), look.k, drift) for edge, rank in chosen]
    painter.setPen(_pen(look.ground, HALO * look.k))
    painter.drawLines([line for shape in shapes for line in shape])
    for (edge, _), shape in zip(chosen, shapes, strict=True):
        painter.setPen(_pen(_color(float(strokes.t[edge]), bool(seen[edge] == DIMMED), look), LINE * look.k))
        painter.drawLines(shape)


def _shape(edges: Edges, edge: int, rank: int, t: float, k: float, drift: float) -> list[QLineF]:
    corners = edges.points[edge].tolist()
    length = math.dist(corners[0], corners[-1]) or 1.0
    # Neighbouring ranks stand apart, so that chevrons of one bundle don't stack.
    stagger = (rank * 3 % PER_GAP) / (PER_GAP - 1)
    rest = FIRST_PLACE + (LAST_PLACE - FIRST_PLACE) * stagger
    low, high = TRACK
    (x, y), direction = _along(corners, low + (rest - low - drift / length) % (high - low))
    reach = REACH * k * (0.9 + 0.6 * abs(t))
    tip = QPointF(x, y)
    return [
        QLineF(tip, tip + QPointF(math.cos(direction + turn), math.sin(direction + turn)) * reach)
        for turn in (-OPENING, OPENING)
    ]


def _along(corners: list[list[float]], share: float) -> tuple[tuple[float, float], float]:
    across = corners[0][0] + (corners[-1][0] - corners[0][0]) * share
    piece = min(max(bisect_right(corners, across, key=_x) - 1, 0), SEGMENTS - 1)
    (x0, y0), (x1, y1) = corners[piece], corners[piece + 1]
    rest = (across - x0) / (x1 - x0)
    return (across, y0 + (y1 - y0) * rest), math.atan2(y1 - y0, x1 - x0)


def _x(corner: list[float]) -> float:
    return corner[0]


def _color(t: float, dimmed: bool, look: Look) -> QColor:
    color = look.shade("deriv", math.copysign(0.5 + 0.5 * max(abs(t), LEAST_STRENGTH), t))
    return look.mixed(color, OPACITY[DIMMED]) if dimmed else color


def _pen(color: QColor, width: float) -> QPen:
    return QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap)
