"""Paints a local function with its tangent, both axes to one scale, so that steepness is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPen

from playground.ui.panels.chain_rule.symbols import slope_token
from playground.ui.plots.strokes import line_pen, polygon
from playground.ui.widgets import painting

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from playground.ui.panels.chain_rule.lane import Step
    from playground.ui.theme.theme import Theme

REACH = 2.2  # from the middle of a plot to its edge, the same in all, so that slopes can be compared
TANGENT = 1.35  # from the point to the tangent's end, along it
FAR = 50.0
RADIUS, INSET = 8.0, 2.0
CURVE, TANGENT_WIDTH, DOT = 1.5, 2.2, 3.6
KINK = "kink: slope\nfrom the left"
KINK_ROOM = 68.0  # the narrowest plot that has room for the words


def draw_inset(painter: QPainter, theme: Theme, rect: QRectF) -> None:
    """Draw the ground on which a local function is drawn."""
    radius = theme.pxf(RADIUS)
    painting.fill_round(painter, rect, radius, theme.color("card"))
    painting.outline_round(painter, rect, radius, theme.color("line"))


def draw_slope(painter: QPainter, theme: Theme, step: Step, rect: QRectF) -> None:
    """Draw the curve and its point once they are known, the tangent with its derivative."""
    if not step.reached:
        return
    painter.save()
    inset = theme.pxf(INSET)
    painter.setClipRect(rect.adjusted(inset, inset, -inset, -inset), Qt.ClipOperation.IntersectClip)
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
    x = middle.x() + scale * (step.xs - step.at[0])
    # What is far outside is only to be outside: Qt's rasteriser takes no huge numbers.
    y = middle.y() - scale * np.clip(step.ys - step.at[1], -FAR * REACH, FAR * REACH)
    painter.setPen(line_pen(theme.color("ink3"), theme.pxf(CURVE)))
    painter.drawPolyline(polygon(x, y))


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
    painter.drawText(
        below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, "kink: slope\nfrom the left"
    )
