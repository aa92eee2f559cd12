"""Paths downhill on a curve: dots, steps, the tangent of the first step, and marks on the axis."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from playground.ui.theme.marks import mark_path
from playground.ui.widgets.painting import text_width
from playground.worker.questions import DescentMethod

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from playground.ui.plots.frame import Frame
    from playground.ui.theme.theme import Theme
    from playground.worker.questions import DescentAnswer, DescentPath

SHAPES = {DescentMethod.GRADIENT: "disc", DescentMethod.MOMENTUM: "triangle", DescentMethod.NEWTON: "square"}
_HUES = {DescentMethod.MOMENTUM: 2, DescentMethod.NEWTON: 3}
_DOT, _LAST_DOT, _GRIP, _RIM = 4.2, 2.8, 7.0, 2.0
_STEP, _TANGENT = 1.4, 2.4
_HEAD, _LEAST_HEADED = 5.0, 16.0
_BACK = 0.25  # of the first step that its tangent goes on behind the start
_MARK = 5.0
_LEAST_APART = 1.0
_FAR = 1e5


def hue(theme: Theme, method: DescentMethod) -> QColor:
    """Return the colour of a rule's path."""
    return theme.class_color(_HUES[method]) if method in _HUES else theme.color("ink")


def draw_shape(painter: QPainter, theme: Theme, method: DescentMethod, at: QPointF, radius: float) -> None:
    """Draw the mark of a rule, in its colour."""
    painter.setPen(QPen(theme.color("panel"), theme.pxf(1)))
    painter.setBrush(hue(theme, method))
    painter.drawPath(mark_path(SHAPES[method], radius).translated(at))


def draw_path(painter: QPainter, theme: Theme, frame: Frame, path: DescentPath) -> None:
    """Draw the steps of a path, and over them its places, the earlier the larger."""
    color = hue(theme, path.method)
    color.setAlphaF(0.6)
    points = _apart(_pixels(frame, path), theme.pxf(_LEAST_APART))
    painter.setPen(QPen(color, theme.pxf(_STEP)))
    lines = [QLineF(*pair) for pair in pairwise(points)]
    painter.drawLines(lines)
    for line in lines:
        if line.length() >= theme.pxf(_LEAST_HEADED):
            draw_head(painter, theme, line, color)
    for index in range(len(points) - 1, 0, -1):
        radius = _LAST_DOT + (_DOT - _LAST_DOT) * 0.85**index
        if frame.rect.contains(points[index]):
            draw_shape(painter, theme, path.method, points[index], theme.pxf(radius))


def draw_head(painter: QPainter, theme: Theme, line: QLineF, color: QColor) -> None:
    """Draw an arrowhead in the middle of a step."""
    side, unit = theme.pxf(_HEAD), line.unitVector()
    along = QPointF(unit.dx(), unit.dy()) * side
    aside = QPointF(-along.y(), along.x()) * 0.7
    tip = line.center() + along * 0.5
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(QPolygonF([tip, tip - along + aside, tip - along - aside]))
    painter.restore()


def draw_first_step(painter: QPainter, theme: Theme, frame: Frame, answer: DescentAnswer) -> None:
    """Draw the tangent at the start as far as the first step goes, and the way from there to the curve."""
    step = answer.first - answer.start
    back = answer.start - _BACK * step
    ends = [
        QPointF(_x(frame, x), _y(frame, answer.value + answer.slope * (x - answer.start)))
        for x in (back, answer.first)
    ]
    token = "dneg" if answer.slope < 0.0 else "dpos"
    painter.setPen(QPen(theme.color(token), theme.pxf(_TANGENT)))
    painter.drawLine(*ends)
    landed = first_height(answer)
    if landed is not None:
        painter.setPen(QPen(theme.color("ink3"), theme.pxf(1), Qt.PenStyle.DashLine))
        painter.drawLine(ends[1], QPointF(ends[1].x(), _y(frame, landed)))


def draw_start(painter: QPainter, theme: Theme, frame: Frame, answer: DescentAnswer, held: bool) -> None:
    """Draw the place that can be dragged."""
    painter.setPen(QPen(theme.color("panel"), theme.pxf(_RIM)))
    painter.setBrush(theme.color("ink"))
    radius = theme.pxf(_GRIP + held)
    painter.drawEllipse(QPointF(_x(frame, answer.start), _y(frame, answer.value)), radius, radius)


def draw_rate_grip(painter: QPainter, theme: Theme, at: QPointF, held: bool) -> None:
    """Draw the ring by which the first step is made longer or shorter."""
    painter.setPen(QPen(theme.color("panel"), theme.pxf(2 * _RIM)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = theme.pxf(_GRIP + held)
    painter.drawEllipse(at, radius, radius)
    painter.setPen(QPen(theme.color("ink"), theme.pxf(_RIM)))
    painter.drawEllipse(at, radius, radius)


def draw_name(painter: QPainter, theme: Theme, frame: Frame, at: QPointF, name: str) -> None:
    """Write a name above a place, within the frame."""
    font = theme.font("slider", QFont.Weight.DemiBold)
    painter.setFont(font)
    wide, tall = text_width(font, name) + 2, QFontMetricsF(font).height()
    left = min(max(at.x() - wide / 2, frame.rect.left()), frame.rect.right() - wide)
    top = max(at.y() - tall - theme.pxf(_GRIP + 3), frame.rect.top())
    box = QRectF(left, top, wide, tall)
    painter.fillRect(box.adjusted(-2, 1, 2, -1), theme.color("panel", 0.8))
    painter.setPen(theme.color("ink"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)


def draw_axis_mark(painter: QPainter, theme: Theme, frame: Frame, x: float, name: str, row: int) -> None:
    """Mark a place on the axis below, and name it in the row so many lines above."""
    low, high = frame.x_range
    if not low <= x <= high:
        return
    font = theme.font("tick")
    across, bottom = frame.px(x), frame.rect.bottom()
    side, tall, wide = theme.pxf(_MARK), QFontMetricsF(font).height(), text_width(font, name) + 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("ink2"))
    corners = [
        QPointF(across, bottom - 1),
        QPointF(across - side, bottom - 2 * side),
        QPointF(across + side, bottom - 2 * side),
    ]
    painter.drawPolygon(QPolygonF(corners))
    left = min(max(across - wide / 2, frame.rect.left()), frame.rect.right() - wide)
    box = QRectF(left, bottom - 2 * side - tall * (row + 1), wide, tall)
    painter.fillRect(box, theme.color("panel", 0.8))
    painter.setFont(font)
    painter.setPen(theme.color("ink2"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)


def first_height(answer: DescentAnswer) -> float | None:
    """Return f where the first step by η ends, None where no path that is drawn goes there."""
    for path in answer.paths:
        if path.method is not DescentMethod.NEWTON and len(path.values) > 1:
            return float(path.values[1])
    return None


def rate_grip(frame: Frame, answer: DescentAnswer) -> QPointF | None:
    """Return where the first step by η ends, at the frame's edge where that is outside; None without one."""
    if answer.slope == 0.0 or all(path.method is DescentMethod.NEWTON for path in answer.paths):
        return None
    height = first_height(answer)
    if height is None:
        height = answer.value
    x = min(max(frame.px(answer.first), frame.rect.left()), frame.rect.right())
    return QPointF(x, min(max(frame.py(height), frame.rect.top()), frame.rect.bottom()))


def _pixels(frame: Frame, path: DescentPath) -> list[QPointF]:
    """Return the places in pixels; what is very far away is drawn as lying less far, out of sight."""
    places = zip(path.places.tolist(), path.values.tolist(), strict=True)
    return [QPointF(_x(frame, x), _y(frame, y)) for x, y in places]


def _apart(points: list[QPointF], least: float) -> list[QPointF]:
    """Return the points without those that lie on the one before, which is not seen to move."""
    kept = points[:1]
    for point in points[1:]:
        if (point - kept[-1]).manhattanLength() >= least:
            kept.append(point)
    return kept


def _x(frame: Frame, x: float) -> float:
    return min(max(frame.px(x), -_FAR), _FAR)


def _y(frame: Frame, y: float) -> float:
    return min(max(frame.py(y), -_FAR), _FAR)
