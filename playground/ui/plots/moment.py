"""The earlier moment that is looked at, in a plot over the epochs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

if TYPE_CHECKING:
    from playground.ui.plots.frame import Frame
    from playground.ui.theme.theme import Theme

_VEIL = 0.6


def draw_moment(painter: QPainter, theme: Theme, frame: Frame, x: float) -> None:
    """Draw a line at a moment and a veil over what came after it."""
    place = round(min(max(frame.px(x), frame.rect.left()), frame.rect.right())) + 0.5
    later = QRectF(QPointF(place, frame.rect.top()), frame.rect.bottomRight())
    painter.fillRect(later, theme.color("panel", _VEIL))
    painter.setPen(QPen(theme.color("ink"), theme.pxf(1.5)))
    painter.drawLine(QLineF(place, frame.rect.top(), place, frame.rect.bottom()))
