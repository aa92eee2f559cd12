"""The input gradients as arrows over a decision map, and the one nearest to a place in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from playground.ui.theme.numbers import format_signed

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF

    from playground.ui.plots.frame import Frame
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import InputGradients

Floats = NDArray[np.float64]
_FILL = 0.92  # of its cell that an arrow of the reach takes
_WIDTH, _RIM = 1.5, 1.7
_HEAD, _HEAD_SHARE, _HEAD_WIDTH = 5.0, 0.5, 0.75
_DOT = 1.6
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
    strokes, dots = _shapes(theme, frame, field)
    painter.setPen(QPen(theme.color("dpos", 0.6), theme.pxf(_DOT)))
    painter.drawPoints(dots)
    # Plain strokes only: filled heads and round ends take ten times as long.
    for color, width in ((theme.color("panel", 0.75), _WIDTH + _RIM), (theme.color("dpos"), _WIDTH)):
        pen = QPen(color, theme.pxf(width))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLines(strokes)


def _shapes(theme: Theme, frame: Frame, field: InputGradients) -> tuple[list[QLineF], QPolygonF]:
    """Return the strokes of all arrows, and the places of those that are too short."""
    right, up = vectors(field) * reach_length(frame.rect, field.slopes.shape[2])
    x, y = _middles(field)
    across, down = frame.pixels(*(part.ravel() for part in np.meshgrid(x, y)))
    known = field.known.ravel()
    places = np.stack([across, down])[:, known]
    ways = np.stack([right.ravel(), -up.ravel()])[:, known]
    long = np.hypot(*ways) >= theme.pxf(_LEAST)
    dots = QPolygonF([QPointF(*at) for at in places[:, ~long].T.tolist()])
    return _strokes(places[:, long], ways[:, long], theme.pxf(_HEAD)), dots


def _strokes(places: Floats, ways: Floats, head: float) -> list[QLineF]:
    """Return for arrows around places (2, n) along ways (2, n) a shaft and two barbs each."""
    lengths = np.hypot(*ways)
    barb = np.minimum(head, _HEAD_SHARE * lengths) / np.maximum(lengths, 1e-9) * ways
    side = _HEAD_WIDTH * np.stack([-barb[1], barb[0]])
    tails, tips = places - ways / 2, places + ways / 2
    parts = ((tails, tips), (tips, tips - barb + side), (tips, tips - barb - side))
    corners = np.concatenate([np.concatenate(ends) for ends in parts], axis=1).T
    return [QLineF(*corner) for corner in corners.tolist()]


def draw_arrow(painter: QPainter, theme: Theme, tail: QPointF, tip: QPointF) -> None:
    """Draw a single arrow, as in a legend."""
    ends = np.array([[tail.x(), tip.x()], [tail.y(), tip.y()]])
    place, way = ends.mean(axis=1, keepdims=True), ends[:, 1:] - ends[:, :1]
    painter.setPen(QPen(theme.color("dpos"), theme.pxf(_WIDTH)))
    painter.drawLines(_strokes(place, way, theme.pxf(_HEAD)))
