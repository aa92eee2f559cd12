"""A few words of warning inside a plot; danger is never told by colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from playground.ui.widgets.painting import fill_round

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme

_ICON = 14
_GAP = 5
_PADDING = 6


def draw_warning(painter: QPainter, theme: Theme, top_right: QPointF, text: str) -> None:
    """Draw an icon and words on a patch whose upper right corner is given."""
    font = theme.font("caption", QFont.Weight.DemiBold)
    metrics = QFontMetricsF(font)
    wide = metrics.horizontalAdvance(text) + theme.pxf(_ICON + _GAP + 2 * _PADDING)
    tall = metrics.height() + theme.pxf(4)
    patch = QRectF(top_right.x() - wide, top_right.y(), wide, tall)
    fill_round(painter, patch, tall / 2, theme.color("dangerbg"))
    icon = theme.icon("triangle-alert", _ICON, "danger", ratio=painter.device().devicePixelRatioF())
    left = round(patch.left() + theme.pxf(_PADDING))
    painter.drawPixmap(QPointF(left, round(patch.center().y() - theme.pxf(_ICON) / 2)), icon)
    painter.setFont(font)
    painter.setPen(theme.color("danger"))
    inside = patch.adjusted(0, 0, -theme.pxf(_PADDING), 0)
    painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
