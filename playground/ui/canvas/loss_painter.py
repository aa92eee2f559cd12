"""Draws the loss node and the lines that lead to it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPen

from playground.ui.theme.numbers import format_significant

if TYPE_CHECKING:
    from playground.ui.canvas.layout import Layout
    from playground.ui.canvas.look import Look
    from playground.ui.canvas.values import Values

DIGITS = 3
WIDEST_TEXT = 0.82
LABEL_AFTER = 5.0


def paint_loss_lines(painter: QPainter, layout: Layout, class_room: float, look: Look) -> None:
    """Draw a line from each output, or from behind its class's name, to the loss."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.color("line2"), 1.4 * look.k))
    end = QPointF(layout.loss.left(), layout.loss.center().y())
    for node in layout.columns[-1].nodes:
        start = QPointF(node.rect.right() + class_room + LABEL_AFTER * look.k, node.rect.center().y())
        bend = (end.x() - start.x()) / 2
        path = QPainterPath(start)
        path.cubicTo(start + QPointF(bend, 0.0), end - QPointF(bend, 0.0), end)
        painter.drawPath(path)


def paint_loss(painter: QPainter, layout: Layout, values: Values, look: Look) -> None:
    """Draw the circle with the loss in it."""
    box = layout.loss
    painter.setPen(QPen(look.color("ink2"), 1.4 * look.k))
    painter.setBrush(look.color("card"))
    painter.drawEllipse(box)
    painter.setPen(look.color("ink2"))
    _write(painter, box, -8.5 * look.k, "Loss", look.font("caption"))
    painter.setPen(look.color("danger" if values.diverged else "ink"))
    text = loss_text(values)
    _write(painter, box, 7.5 * look.k, text, _fitted(look, text, box.width() * WIDEST_TEXT))


def loss_text(values: Values) -> str:
    """Return the loss with three digits; a dash while there is none, "NaN" once the run has diverged."""
    if values.loss is None:
        return "NaN" if values.diverged else "–"
    if math.isfinite(values.loss):
        return format_significant(values.loss, DIGITS)
    return "NaN" if math.isnan(values.loss) else "∞"


def _fitted(look: Look, text: str, room: float) -> QFont:
    font, width = look.font("panel_title"), look.metrics("panel_title").horizontalAdvance(text)
    if width <= room:
        return font
    smaller = QFont(font)
    smaller.setPointSizeF(font.pointSizeF() * room / width)
    return smaller


def _write(painter: QPainter, box: QRectF, shift: float, text: str, font: QFont) -> None:
    painter.setFont(font)
    line = QRectF(box.left() - 100.0, box.center().y() + shift - 40.0, box.width() + 200.0, 80.0)
    painter.drawText(line, Qt.AlignmentFlag.AlignCenter, text)
