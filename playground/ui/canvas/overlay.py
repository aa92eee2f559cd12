"""Draws what stands before the scene, in the viewport's own pixels: card, scroll marks, focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen

if TYPE_CHECKING:
    from playground.ui.canvas.camera import Camera
    from playground.ui.canvas.card import Line
    from playground.ui.canvas.look import Look

PADDING = 12.0
AWAY = 14.0
THUMB = 4.0


def paint_card(painter: QPainter, lines: list[Line], near: QPointF, viewport: QSizeF, look: Look) -> None:
    """Draw the card beside a point, inside the viewport."""
    k, strong = look.k, look.metrics("panel_title")
    words = max(look.metrics(_role(line)).horizontalAdvance(line.words) for line in lines)
    numbers = max(strong.horizontalAdvance(line.number) for line in lines)
    row = strong.height() + 3.0 * k
    width = words + numbers + (16.0 * k if numbers else 0.0) + 2 * PADDING * k
    box = _placed(near, QSizeF(width, row * len(lines) + PADDING * k), viewport, AWAY * k)
    painter.setPen(QPen(look.color("line2"), 1.0))
    painter.setBrush(look.color("card"))
    painter.drawRoundedRect(box, 8.0 * k, 8.0 * k)
    inner = box.adjusted(PADDING * k, PADDING * k / 2, -PADDING * k, 0.0)
    for place, line in enumerate(lines):
        _write_line(painter, QRectF(inner.left(), inner.top() + place * row, inner.width(), row), line, look)


def paint_thumbs(painter: QPainter, content: QSizeF, camera: Camera, viewport: QSizeF, look: Look) -> None:
    """Draw, where there is more than can be seen, how much and where it is."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("line2"))
    wide, tall = content.width() * camera.zoom, content.height() * camera.zoom
    if wide > viewport.width() + 1.0:
        share = viewport.width() / wide
        bar = QRectF(-camera.x * share, viewport.height() - THUMB - 3.0, viewport.width() * share, THUMB)
        painter.drawRoundedRect(bar, THUMB / 2, THUMB / 2)
    if tall > viewport.height() + 1.0:
        share = viewport.height() / tall
        bar = QRectF(viewport.width() - THUMB - 3.0, -camera.y * share, THUMB, viewport.height() * share)
        painter.drawRoundedRect(bar, THUMB / 2, THUMB / 2)


def paint_focus(painter: QPainter, viewport: QSizeF, look: Look) -> None:
    """Draw the ring of the keyboard's focus, thin: the item that keys speak of has one of its own."""
    painter.setPen(QPen(look.color("ink2"), look.k))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    edge = look.k / 2 + 0.5
    box = QRectF(QPointF(), viewport).adjusted(edge, edge, -edge, -edge)
    painter.drawRoundedRect(box, 8.0 * look.k, 8.0 * look.k)


def _role(line: Line) -> str:
    return "panel_title" if line.strong else "slider"


def _write_line(painter: QPainter, box: QRectF, line: Line, look: Look) -> None:
    words = "ink" if line.strong else "ink2" if line.number else line.token
    painter.setFont(look.font(_role(line)))
    painter.setPen(look.color(words))
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line.words)
    painter.setFont(look.font("panel_title"))
    painter.setPen(look.color(line.token))
    painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, line.number)


def _placed(near: QPointF, size: QSizeF, viewport: QSizeF, away: float) -> QRectF:
    x, y = near.x() + away, near.y() + away
    if x + size.width() > viewport.width() - 4.0:
        x = near.x() - away - size.width()
    if y + size.height() > viewport.height() - 4.0:
        y = near.y() - away - size.height()
    return QRectF(round(max(x, 4.0)) + 0.5, round(max(y, 4.0)) + 0.5, size.width(), size.height())
