"""The shape of each class's mark, so that a class is never told by colour alone."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

MARKS = (
    *("diamond", "disc", "triangle", "square", "cross", "hexagon"),
    *("arrow", "star", "saltire", "hourglass", "bar"),
)

# Sizes that make the shapes look equally heavy.
_DIAMOND = 1.2
_TRIANGLE = 1.25
_SQUARE = 0.88
_CROSS = 1.15
_CROSS_ARM = 0.38
_STAR, _STAR_WAIST = 1.4, 0.58
_HOURGLASS = 0.98
_BAR = (1.3, 0.52)


def class_mark(index: int) -> str:
    """Give the name of the mark of class `index`; it repeats after eleven classes, colours after ten."""
    return MARKS[index % len(MARKS)]


def mark_path(mark: str, radius: float) -> QPainterPath:
    """Give the outline of a mark around the origin; `radius` is that of the disc."""
    path = QPainterPath()
    if mark == "disc":
        path.addEllipse(QPointF(0, 0), radius, radius)
    elif mark == "square":
        side = 2 * _SQUARE * radius
        path.addRect(QRectF(-side / 2, -side / 2, side, side))
    elif mark == "cross":
        path.addPolygon(_cross(_CROSS * radius, _CROSS_ARM * radius))
    else:
        path.addPolygon(_POLYGONS[mark](radius))
    path.closeSubpath()
    return path


def _ring(corners: int, radius: float, first_angle: float) -> list[QPointF]:
    angles = (math.radians(first_angle + 360 * corner / corners) for corner in range(corners))
    return [QPointF(radius * math.cos(angle), radius * math.sin(angle)) for angle in angles]


def _regular(corners: int, radius: float, first_angle: float) -> QPolygonF:
    return QPolygonF(_ring(corners, radius, first_angle))


def _star(radius: float) -> QPolygonF:
    pairs = zip(_ring(5, _STAR * radius, -90), _ring(5, _STAR_WAIST * radius, -54), strict=True)
    return QPolygonF([corner for pair in pairs for corner in pair])


def _hourglass(reach: float) -> QPolygonF:
    right = [QPointF(reach, -reach), QPointF(0.25 * reach, 0.0), QPointF(reach, reach)]
    return QPolygonF([*right, *(-corner for corner in right)])


def _around(across: float, up: float) -> QPolygonF:
    return QPolygonF(QRectF(-across, -up, 2 * across, 2 * up))


def _cross(reach: float, arm: float) -> QPolygonF:
    quarter = [(arm, -arm), (reach, -arm), (reach, arm)]
    points = []
    for _ in range(4):
        points += [QPointF(x, y) for x, y in quarter]
        quarter = [(-y, x) for x, y in quarter]
    return QPolygonF(points)


_POLYGONS = {
    "diamond": lambda radius: _regular(4, _DIAMOND * radius, 0),
    "triangle": lambda radius: _regular(3, _TRIANGLE * radius, -90),
    "arrow": lambda radius: _regular(3, _TRIANGLE * radius, 90),
    "star": _star,
    "saltire": lambda radius: QTransform().rotate(45).map(_cross(_CROSS * radius, _CROSS_ARM * radius)),
    "hourglass": lambda radius: _hourglass(_HOURGLASS * radius),
    "bar": lambda radius: _around(_BAR[0] * radius, _BAR[1] * radius),
    "hexagon": lambda radius: _regular(6, radius, 0),
}
