"""Paints a local function with its tangent, both axes to one scale, so that steepness is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPen

from playground.ui.panels.chain_rule.signs import slope_token
from playground.ui.plots.strokes import draw_curve
from playground.ui.widgets import painting

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from playground.ui.panels.chain_rule.lane import Step
    from playground.ui.theme.theme import Theme

REACH = 2.2  # from the middle of a plot to its edge, the same in all, so that slopes can be compared
TANGENT = 1.35  # from the point to the tangent's end, along it
RADIUS = 8.0
CURVE, TANGENT_WIDTH, DOT = 1.5, 2.2, 3.6
KINK_ROOM = 64.0  # the narrowest plot that has room for the word


def draw_slope(painter: QPainter, theme: Theme, step: Step, rect: QRectF) -> None:
    """Draw the inset; the curve and its point once they are known, the tangent with its derivative."""
    radius = theme.pxf(RADIUS)
    painting.fill_round(painter, rect, radius, theme.color("card"))
    painting.outline_round(painter, rect, radius, theme.color("line"))
    if not step.reached:
        return
    painter.save()
    clip = QPainterPath()
    clip.addRoundedRect(rect, radius, radius)
    painter.setClipPath(clip)
    _draw_curve(painter, theme, step, rect)
    if step.slope:
        _draw_tangent(painter, theme, step, rect)
    painter.restore()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("ink"))
    painter.drawEllipse(rect.center(), theme.pxf(DOT), theme.pxf(DOT))
    if step.kink:
        _name_kink(painter, theme, rect)


def _draw_curve(painter: QPainter, theme: Theme, step: Step, rect: QRectF) -> None:
    scale, middle = rect.width() / (2 * REACH), rect.center()
    near = np.abs(step.xs - step.at[0]) <= 2 * REACH
    x = middle.x() + scale * (step.xs[near] - step.at[0])
    # What is far outside is only to be outside: Qt's rasteriser takes no huge numbers.
    y = middle.y() - scale * np.clip(step.ys[near] - step.at[1], -50 * REACH, 50 * REACH)
    draw_curve(painter, x, y, theme.color("ink3"), theme.pxf(CURVE))


def _draw_tangent(painter: QPainter, theme: Theme, step: Step, rect: QRectF) -> None:
    scale, middle = rect.width() / (2 * REACH), rect.center()
    along = scale * TANGENT / np.hypot(1.0, step.derivative)
    reach = QPointF(along, -along * step.derivative)
    pen = QPen(theme.color(slope_token(step.derivative)), theme.pxf(TANGENT_WIDTH))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(QLineF(middle - reach, middle + reach))


def _name_kink(painter: QPainter, theme: Theme, rect: QRectF) -> None:
    if rect.width() < theme.pxf(KINK_ROOM):
        return
    painter.setFont(theme.font("tick"))
    painter.setPen(theme.color("ink2"))
    below = rect.adjusted(0, 0, 0, -theme.pxf(3))
    painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, "kink: from left")
