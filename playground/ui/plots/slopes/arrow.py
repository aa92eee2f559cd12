"""Arrows and dots that can be seen on any ground: a rim in the panel's colour around each."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPen, QPolygonF

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter

    from playground.ui.theme.theme import Theme

WIDTH, RIM = 2.4, 2.2
HEAD, HALF_HEAD = 11.0, 5.0


def draw_arrow(painter: QPainter, theme: Theme, start: QPointF, end: QPointF, color: QColor) -> None:
    """Draw an arrow whose point is at `end`."""
    along = end - start
    length = math.hypot(along.x(), along.y())
    if length < 1.0:
        return
    unit = along / length
    head, half = theme.pxf(HEAD), theme.pxf(HALF_HEAD)
    neck, aside = end - unit * head, QPointF(-unit.y(), unit.x()) * half
    corners = QPolygonF([end, neck + aside, neck - aside])
    rim, width = theme.color("panel"), theme.pxf(WIDTH)
    for ink, extra in ((rim, 2 * theme.pxf(RIM)), (color, 0.0)):
        painter.setPen(QPen(ink, width + extra, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(start, neck)
        painter.setPen(QPen(ink, extra, Qt.PenStyle.SolidLine) if extra else Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPolygon(corners)


def draw_dot(
    painter: QPainter, theme: Theme, at: QPointF, radius: float, color: QColor, *, hollow: bool = False
) -> None:
    """Draw a dot of so many design pixels, filled with the panel's colour where it is hollow."""
    rim = theme.color("panel")
    size = theme.pxf(radius)
    painter.setPen(QPen(rim, 2 * theme.pxf(RIM)))
    painter.setBrush(rim)
    painter.drawEllipse(at, size, size)
    painter.setPen(QPen(color, theme.pxf(WIDTH)) if hollow else Qt.PenStyle.NoPen)
    painter.setBrush(rim if hollow else color)
    painter.drawEllipse(at, size, size)
