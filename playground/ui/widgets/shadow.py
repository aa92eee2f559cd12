"""The soft shadow under a popover, the only shadow there is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

_LAYERS = 28
_STRENGTH = 0.28


def draw_shadow(painter: QPainter, rect: QRectF, radius: float, blur: float, drop: float) -> None:
    """Stack faint rounded rectangles, from wide to narrow, so that their sum falls off smoothly."""
    painter.setPen(Qt.PenStyle.NoPen)
    # Each layer covers what lies under it, so this share per layer sums up to the strength in the middle.
    share = 1 - (1 - _STRENGTH) ** (1 / _LAYERS)
    painter.setBrush(QColor.fromRgbF(0, 0, 0, share))
    for layer in range(_LAYERS):
        spread = blur / 2 * (1 - 2 * layer / (_LAYERS - 1))
        grown = rect.translated(0, drop).adjusted(-spread, -spread, spread, spread)
        corner = max(1.0, radius + spread)
        painter.drawRoundedRect(grown, corner, corner)
