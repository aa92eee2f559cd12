"""What shows where a click would paint: a mark at the pointer, the brush's rim, rings around points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from playground.ui.plots.marks_painter import draw_class_marks, draw_value_marks, outline
from playground.ui.plots.painting import Ground, Tool
from playground.ui.widgets.painting import fill_round

if TYPE_CHECKING:
    from playground.ui.plots.frame import Frame
    from playground.ui.theme.theme import Theme

_MARK = 4.0
_RING = 7.0
_GHOST = 0.65
_PADDING = 10
_HINT_RADIUS = 7
_NUMBERS = (-1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Shown:
    """Where the pointer and the keyboard's cross-hair are, in pixels, and whether a stroke is under way."""

    pointer: QPointF | None
    cross: QPointF | None
    classes: int
    busy: bool


def draw_hint(painter: QPainter, theme: Theme, frame: Frame, text: str) -> None:
    """Say what an empty map is waiting for."""
    painter.setFont(theme.font("body"))
    metrics, pad = QFontMetricsF(painter.font()), theme.pxf(_PADDING)
    box = QRectF(0, 0, metrics.horizontalAdvance(text) + 2 * pad, metrics.height() + pad)
    box.moveCenter(frame.rect.center())
    fill_round(painter, box, theme.pxf(_HINT_RADIUS), theme.color("card"))
    painter.setPen(theme.color("ink2"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def draw_easel(painter: QPainter, theme: Theme, ground: Ground, shown: Shown) -> None:
    """Draw over the points what the pointer and the cross-hair would do."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(ground.frame.rect)
    if shown.cross is not None:
        _draw_cross(painter, theme, ground.frame.rect, shown.cross)
    if shown.pointer is not None:
        _draw_pointer(painter, theme, ground, shown.pointer, shown)
    painter.restore()


def _draw_pointer(painter: QPainter, theme: Theme, ground: Ground, at: QPointF, shown: Shown) -> None:
    tool = ground.paint.tool
    if tool is not Tool.POINT:
        _draw_rim(painter, theme, at, ground.radius, dashed=tool is Tool.ERASE)
    if tool is Tool.ERASE:
        for x, y in ground.places()[ground.under_brush(at)].tolist():
            _draw_ring(painter, theme, QPointF(x, y))
        return
    over = ground.nearest(at) if tool is Tool.POINT and not shown.busy else None
    if over is None:
        _draw_ghost(painter, theme, ground, at, shown.classes)
    else:
        x, y = ground.places()[over].tolist()
        _draw_ring(painter, theme, QPointF(x, y))


def _draw_ghost(painter: QPainter, theme: Theme, ground: Ground, at: QPointF, classes: int) -> None:
    """Draw the point that a click would add, in its colour and shape."""
    label, radius = ground.point(at)[2], theme.pxf(_MARK)
    places, labels = np.array([[at.x(), at.y()]]), np.array([label])
    painter.setOpacity(_GHOST)
    painter.setPen(outline(theme.color("ink"), theme.pxf(1.2)))
    if classes:
        draw_class_marks(painter, theme, places, labels, radius)
    else:
        draw_value_marks(painter, theme, places, labels, _NUMBERS, radius)
    painter.setOpacity(1.0)


def _draw_ring(painter: QPainter, theme: Theme, at: QPointF) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for token, width in (("panel", 3.4), ("ink", 1.8)):
        painter.setPen(QPen(theme.color(token), theme.pxf(width)))
        painter.drawEllipse(at, theme.pxf(_RING), theme.pxf(_RING))


def _draw_rim(painter: QPainter, theme: Theme, at: QPointF, radius: float, *, dashed: bool) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for token, width in (("panel", 2.8), ("ink", 1.3)):
        pen = QPen(theme.color(token), theme.pxf(width))
        if dashed:
            pen.setDashPattern([4, 3] if token == "ink" else [4 * 1.3 / 2.8, 3 * 1.3 / 2.8])
        painter.setPen(pen)
        painter.drawEllipse(at, radius, radius)


def _draw_cross(painter: QPainter, theme: Theme, rect: QRectF, at: QPointF) -> None:
    painter.setPen(QPen(theme.color("ink2"), 1))
    x, y = round(at.x()) + 0.5, round(at.y()) + 0.5
    painter.drawLine(QLineF(x, rect.top(), x, rect.bottom()))
    painter.drawLine(QLineF(rect.left(), y, rect.right(), y))
