"""Shapes that the painted widgets share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

FOCUS_WIDTH = 2.0
_PRESSED_DARKER = 108


def mix(first: QColor, second: QColor, share: float) -> QColor:
    """Give the colour at `share` of the way from the first to the second, alpha included."""
    if share <= 0:
        return first
    pairs = zip(first.getRgbF(), second.getRgbF(), strict=True)  # type: ignore[call-overload]
    return QColor.fromRgbF(*(a + (b - a) * min(share, 1.0) for a, b in pairs))


def darker(color: QColor) -> QColor:
    """Give the colour of a pressed control."""
    return color.darker(_PRESSED_DARKER)


def smooth(painter: QPainter) -> None:
    """Ask for smooth edges and pictures."""
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)


def fill_round(painter: QPainter, rect: QRectF, radius: float, color: QColor) -> None:
    """Draw a rounded rectangle without a border."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(rect, radius, radius)


def outline_round(painter: QPainter, rect: QRectF, radius: float, color: QColor, width: float = 1.0) -> None:
    """Draw a rounded border that lies wholly inside `rect`, so that a widget's edge never clips it."""
    half = width / 2
    painter.setPen(QPen(color, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = max(0.0, radius - half)
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), inner, inner)


def focus_ring(painter: QPainter, theme: Theme, rect: QRectF, radius: float) -> None:
    """Draw the ring of the widget that has the keyboard."""
    outline_round(painter, rect, radius, theme.color("ink"), theme.pxf(FOCUS_WIDTH))


def draw_icon(
    painter: QPainter, widget: QWidget, theme: Theme, name: str, size: float, token: str, rect: QRectF
) -> None:
    """Draw an icon in the middle of `rect`, `size` in design pixels, on a whole pixel of the screen."""
    ratio = widget.devicePixelRatioF()
    pixmap = theme.icon(name, size, token, ratio=ratio)
    side = pixmap.deviceIndependentSize().width()
    x, y = rect.center().x() - side / 2, rect.center().y() - side / 2
    painter.drawPixmap(QPointF(round(x * ratio) / ratio, round(y * ratio) / ratio), pixmap)


def text_width(font: QFont, text: str) -> float:
    """How wide the text is in this font."""
    return QFontMetricsF(font).horizontalAdvance(text)


def fill_triangle(painter: QPainter, reach: float, rounding: float, color: QColor) -> None:
    """Draw a triangle that points right, with rounded corners, around the origin."""
    pen = QPen(color, 2 * rounding)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(color)
    corner = reach - rounding
    painter.drawPolygon(
        QPolygonF([QPointF(corner, 0), QPointF(-0.6 * corner, -corner), QPointF(-0.6 * corner, corner)])
    )
