"""The input gradients as arrows over a decision map, and the one nearest to a place in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from playground.ui.theme.numbers import format_signed

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF

    from playground.ui.plots.frame import Frame
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import InputGradients

Floats = NDArray[np.float64]
_FILL = 0.92  # of its cell that an arrow of the reach takes
_WIDTH, _RIM = 1.5, 1.7
_HEAD, _HEAD_SHARE, _HEAD_WIDTH = 5.0, 0.45, 0.72
_LEAST = 2.5
_LONGEST_NAME = 14


@dataclass(frozen=True, slots=True)
class NearestArrow:
    """One arrow: where it stands, and its two numbers by name."""

    x: float
    y: float
    across: tuple[str, str]
    up: tuple[str, str]

    @property
    def text(self) -> str:
        """Both numbers as one line; a coordinate without a name means nothing."""
        said = (f"{name} {value}" for name, value in (self.across, self.up) if name)
        return f"nearest arrow: {', '.join(said)} per unit"


def symbol_of(field: InputGradients) -> str:
    """Return what is differentiated: the answer ŷ, the winner's probability p, or an activation a."""
    if field.focus is not None:
        return "a"
    return "p" if field.of_winner else "ŷ"


def vectors(field: InputGradients) -> Floats:
    """Return each arrow as (2, rows, columns), right and up, in shares of the reach, at most 1 long."""
    if not field.reach > 0.0:
        return np.zeros_like(field.slopes)
    shares = field.slopes * np.array(field.unit)[:, None, None] / field.reach
    lengths = np.hypot(*shares)
    return np.asarray(shares / np.maximum(lengths, 1.0))


def nearest(field: InputGradients, names: tuple[str, str], place: tuple[float, float]) -> NearestArrow | None:
    """Return the arrow that stands nearest to a place of the plane, None where it has no number there."""
    row, column = _cell(field, place)
    if not field.known[row, column]:
        return None
    of = symbol_of(field)
    across, up = (
        (f"∂{of}/∂{_short(name)}" if name else "", format_signed(float(slope[row, column]), 2))
        for name, slope in zip(names, field.slopes, strict=True)
    )
    x, y = _middles(field)
    return NearestArrow(float(x[column]), float(y[row]), across, up)


def _cell(field: InputGradients, place: tuple[float, float]) -> tuple[int, int]:
    left, right, bottom, top = field.extent
    _, rows, columns = field.slopes.shape
    column = int((place[0] - left) / (right - left) * columns)
    row = int((top - place[1]) / (top - bottom) * rows)
    return min(max(row, 0), rows - 1), min(max(column, 0), columns - 1)


def _middles(field: InputGradients) -> tuple[Floats, Floats]:
    left, right, bottom, top = field.extent
    _, rows, columns = field.slopes.shape
    x = left + (np.arange(columns) + 0.5) / columns * (right - left)
    return x, top - (np.arange(rows) + 0.5) / rows * (top - bottom)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].strip()}…"


# Painting


def thinned(field: InputGradients, width: float, least: float) -> InputGradients:
    """Return every second arrow of every second row where, on a map of this width, they stand closer."""
    columns = field.slopes.shape[2]
    if width / columns >= least or columns % 2:
        return field
    left, right, bottom, top = field.extent
    across, up = (right - left) / columns / 2, (top - bottom) / columns / 2
    # The first of each pair stays, so that what they stand in the middle of is moved by half a cell.
    return replace(
        field,
        slopes=field.slopes[:, ::2, ::2],
        known=field.known[::2, ::2],
        extent=(left - across, right - across, bottom + up, top + up),
    )


def reach_length(rect: QRectF, columns: int) -> float:
    """Return how long an arrow of the reach is on a map of this size, in pixels."""
    return _FILL * rect.width() / columns


def draw_arrows(painter: QPainter, theme: Theme, frame: Frame, field: InputGradients) -> None:
    """Draw all arrows, each around its place; a dot where it would be too short to point."""
    shafts, heads, dots = _shapes(theme, frame, field)
    painter.setPen(_round_pen(theme.color("dpos", 0.6), theme.pxf(_WIDTH)))
    painter.drawPoints(dots)
    # First a rim in the panel's colour, so that an arrow is seen on any ground.
    for color, rim in ((theme.color("panel", 0.75), theme.pxf(_RIM)), (theme.color("dpos"), 0.0)):
        _stroke(painter, color, rim, theme.pxf(_WIDTH), shafts, heads)


def _stroke(
    painter: QPainter, color: QColor, rim: float, width: float, shafts: list[QLineF], heads: QPainterPath
) -> None:
    painter.setPen(_round_pen(color, width + rim))
    painter.drawLines(shafts)
    painter.setPen(_round_pen(color, rim) if rim else Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPath(heads)


def _round_pen(color: QColor, width: float) -> QPen:
    pen = QPen(color, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _shapes(
    theme: Theme, frame: Frame, field: InputGradients
) -> tuple[list[QLineF], QPainterPath, QPolygonF]:
    right, up = vectors(field) * reach_length(frame.rect, field.slopes.shape[2])
    x, y = _middles(field)
    across, down = frame.pixels(*(part.ravel() for part in np.meshgrid(x, y)))
    shafts, heads, dots = [], QPainterPath(), QPolygonF()
    heads.setFillRule(Qt.FillRule.WindingFill)
    for px, py, dx, dy, known in zip(
        *(part.tolist() for part in (across, down, right.ravel(), -up.ravel(), field.known.ravel())),
        strict=True,
    ):
        if not known:
            continue
        length = float(np.hypot(dx, dy))
        if length < theme.pxf(_LEAST):
            dots.append(QPointF(px, py))
            continue
        tail, tip = QPointF(px - dx / 2, py - dy / 2), QPointF(px + dx / 2, py + dy / 2)
        shafts.append(QLineF(tail, _add_head(heads, tail, tip, theme.pxf(_HEAD), length)))
    return shafts, heads, dots


def _add_head(path: QPainterPath, tail: QPointF, tip: QPointF, size: float, length: float) -> QPointF:
    """Add an arrow's head and return where its shaft ends."""
    size = min(size, _HEAD_SHARE * length) if length < 2 * size else size
    along = (tip - tail) / length
    foot = tip - along * size
    side = QPointF(-along.y(), along.x()) * (size * _HEAD_WIDTH)
    path.addPolygon(QPolygonF([tip, foot + side, foot - side, tip]))
    return foot


def draw_arrow(painter: QPainter, theme: Theme, tail: QPointF, tip: QPointF) -> None:
    """Draw a single arrow, as in a legend."""
    head = QPainterPath()
    length = QLineF(tail, tip).length()
    foot = _add_head(head, tail, tip, theme.pxf(_HEAD), length)
    painter.setPen(QPen(theme.color("dpos"), theme.pxf(_WIDTH)))
    painter.drawLine(tail, foot)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("dpos"))
    painter.drawPath(head)
