"""Thick lines of many points, drawn so that noise costs little more than a smooth curve."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

if TYPE_CHECKING:
    from collections.abc import Sequence

Floats = NDArray[np.float64]

DASH = (4.0, 3.0)
_THIN = 1.25
_SPIKY = 6.0
_TOLERANCE = 0.1
_PASSES = 3


def polygon(x: Floats, y: Floats) -> QPolygonF:
    """Return points as Qt takes them."""
    return arrayToQPolygonF(x, y)


def draw_curve(
    painter: QPainter, x: Floats, y: Floats, color: QColor, width: float, dashed: bool = False
) -> None:
    """Draw a line through points in pixels."""
    painter.setPen(line_pen(color, width))
    if width > _THIN:
        x, y = simplified(x, y)
    if len(x) < 2:
        return
    if width <= 1.0 and not dashed:
        # Thin noise looks as good without smooth edges, for half the time.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawPolyline(polygon(x, y))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    elif dashed:
        painter.drawLines(dashes(x, y, DASH[0] * width, DASH[1] * width))
    elif width > _THIN and _is_spiky(x, y):
        # One outline around a line that doubles back on itself many times takes twenty times as long.
        points = list(map(QPointF, x.tolist(), y.tolist()))
        painter.drawLines([QLineF(start, end) for start, end in pairwise(points)])
    else:
        painter.drawPolyline(polygon(x, y))


def line_pen(color: QColor, width: float) -> QPen:
    """Return the pen of a curve."""
    pen = QPen(color, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if width <= _THIN else Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
    return pen


def simplified(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return the line without points that lie within a tenth of a pixel of the line between their neighbours.

    A point that is not finite parts two lines; it and its neighbours stay.
    """
    for _ in range(_PASSES):
        if len(x) < 5:
            break
        along, down = x[2::2] - x[:-2:2], y[2::2] - y[:-2:2]
        aside = along * (y[1:-1:2] - y[:-2:2]) - down * (x[1:-1:2] - x[:-2:2])
        kept = np.ones(len(x), dtype=bool)
        kept[1:-1:2] = ~(np.abs(aside) <= _TOLERANCE * np.hypot(along, down))
        x, y = x[kept], y[kept]
    return x, y


def all_simplified(lines: Sequence[Floats]) -> list[tuple[Floats, Floats]]:
    """Return many lines (n, 2), simplified all at once, as their x and y."""
    if not lines:
        return []
    gap = np.full((1, 2), np.nan)
    joined = np.concatenate([part for line in lines for part in (line, gap)])
    x, y = simplified(joined[:, 0], joined[:, 1])
    ends = [-1, *np.flatnonzero(np.isnan(x)).tolist()]
    return [(x[before + 1 : end], y[before + 1 : end]) for before, end in pairwise(ends)]


def dashes(x: Floats, y: Floats, on: float, off: float) -> list[QLineF]:
    """Return the straight strokes that a dash pattern leaves of a line, measured along the line."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
    # Starts are counted back from the end, so that a dash and not a gap leads to the end's dot.
    starts = np.arange(along[-1] - on, -on, -(on + off))[::-1]
    cuts = np.column_stack([np.maximum(starts, 0.0), starts + on]).ravel()
    across, down = np.interp(cuts, along, x), np.interp(cuts, along, y)
    corners = np.column_stack([across[::2], down[::2], across[1::2], down[1::2]])
    return [QLineF(*corner) for corner in corners.tolist()]


def _is_spiky(x: Floats, y: Floats) -> bool:
    return float(np.abs(np.diff(y)).sum()) > _SPIKY * (float(x[-1] - x[0]) + 1.0)
