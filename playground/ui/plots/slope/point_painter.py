"""What moves in a function's plot: the point, its tangent, and the secant to a second point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from playground.ui.plots.slope.curves_painter import sign_token
from playground.ui.theme.numbers import format_signed
from playground.ui.widgets import painting

if TYPE_CHECKING:
    from playground.ui.plots.frame import Frame
    from playground.ui.theme.theme import Theme
    from playground.worker.questions import PointAnswer

_RADIUS, _SECOND, _SMALL = 6.5, 5.5, 3.6
_RING = 2.0
_TRIANGLE = 34  # pixels from which on run and rise are named
_FAR = 20_000.0


class PointPainter:
    """Draws one point of a curve; pixels far outside are kept in bounds."""

    def __init__(self, painter: QPainter, theme: Theme, frame: Frame, point: PointAnswer) -> None:
        self._painter, self._theme, self._frame, self._point = painter, theme, frame, point

    def paint(self, letter: str, variable: str, slopes: bool, bends: bool) -> None:
        """Draw all of it."""
        painter, point = self._painter, self._point
        painting.smooth(painter)
        painter.save()
        painter.setClipRect(self._frame.rect.adjusted(0, -4, 4, 4))
        self._draw_place()
        self._draw_secant(letter)
        self._draw_tangents()
        if slopes and point.slope is not None:
            self._dot(point.x, point.slope, sign_token(point.slope), _SMALL)
        if bends and point.bend is not None:
            self._dot(point.x, point.bend, sign_token(point.bend), _SMALL)
        if point.value is not None:
            if point.ahead is not None:
                self._dot(point.x + point.h, point.ahead, "panel", _SECOND, ring="ink")
            self._dot(point.x, point.value, "ink", _RADIUS, ring="panel")
        painter.restore()
        self._name_place(variable)
        self._name_slope()

    def at(self, x: float, y: float) -> QPointF:
        """Return where a point lies, in pixels."""
        frame = self._frame
        return QPointF(_bounded(frame.px(x)), _bounded(frame.py(y)))

    def _draw_place(self) -> None:
        pen = QPen(self._theme.color("ink3"), 1)
        pen.setDashPattern([2.0, 3.0])
        self._painter.setPen(pen)
        x = round(self._frame.px(self._point.x)) + 0.5
        self._painter.drawLine(QPointF(x, self._frame.rect.top()), QPointF(x, self._frame.rect.bottom()))

    def _name_place(self, variable: str) -> None:
        rect, x = self._frame.rect, self._frame.px(self._point.x)
        if not rect.left() <= x <= rect.right():
            return
        font = self._theme.font("caption")
        width = painting.text_width(font, variable) + self._theme.pxf(8)
        height = self._theme.pxf(17)
        # At the top: at the bottom a weight's present place is named.
        box = QRectF(x - width / 2, rect.top() + 2, width, height)
        painting.fill_round(self._painter, box, self._theme.pxf(5), self._theme.color("panel"))
        self._painter.setFont(font)
        self._painter.setPen(self._theme.color("ink2"))
        self._painter.drawText(box, Qt.AlignmentFlag.AlignCenter, variable)

    def _name_slope(self) -> None:
        """Say how steep the tangent is, beside the point."""
        point, theme = self._point, self._theme
        if point.value is None or point.slope is None:
            return
        place, rect = self.at(point.x, point.value), self._frame.rect
        if not rect.contains(place):
            return
        text, font = f"slope {format_signed(point.slope)}", theme.font("caption", QFont.Weight.DemiBold)
        width, height = painting.text_width(font, text) + theme.pxf(10), theme.pxf(19)
        # On the side that neither the tangent nor the triangle of h is on.
        left = place.x() - width - theme.pxf(9)
        top = place.y() - height - theme.pxf(6) if point.slope >= 0 else place.y() + theme.pxf(6)
        box = QRectF(
            max(left, rect.left() + 2), min(max(top, rect.top()), rect.bottom() - height), width, height
        )
        painting.fill_round(self._painter, box, theme.pxf(6), theme.color("panel", 0.85))
        self._painter.setFont(font)
        self._painter.setPen(theme.color(sign_token(point.slope)))
        self._painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_secant(self, letter: str) -> None:
        point = self._point
        if point.value is None or point.ahead is None or point.quotient is None:
            return
        pen = QPen(self._theme.color("ink2"), self._theme.pxf(1.4))
        pen.setDashPattern([6.0, 4.0])
        self._line(pen, point.x, point.value, point.quotient)
        here, corner = self.at(point.x, point.value), self.at(point.x + point.h, point.value)
        there = self.at(point.x + point.h, point.ahead)
        self._painter.setPen(QPen(self._theme.color("ink3"), self._theme.pxf(1)))
        self._painter.drawLine(here, corner)
        self._painter.drawLine(corner, there)
        if corner.x() - here.x() >= self._theme.pxf(_TRIANGLE):
            self._name_sides(here, corner, there, letter)

    def _name_sides(self, here: QPointF, corner: QPointF, there: QPointF, letter: str) -> None:
        self._painter.setFont(self._theme.font("caption"))
        self._painter.setPen(self._theme.color("ink2"))
        tall, below = self._theme.pxf(18), there.y() <= here.y()
        top = here.y() + 2 if below else here.y() - tall - 2
        wide = painting.text_width(self._painter.font(), "h") + self._theme.pxf(8)
        box = QRectF((here.x() + corner.x() - wide) / 2, top, wide, tall)
        ground = box.adjusted(0, 1, 0, -1)
        painting.fill_round(self._painter, ground, self._theme.pxf(5), self._theme.color("panel", 0.85))
        self._painter.setPen(self._theme.color("ink2"))
        self._painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "h")
        if abs(there.y() - corner.y()) >= self._theme.pxf(_TRIANGLE):
            middle = (there.y() + corner.y()) / 2
            box = QRectF(corner.x() + self._theme.pxf(6), middle - tall / 2, 300, tall)
            self._painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, f"rise of {letter}")

    def _draw_tangents(self) -> None:
        point = self._point
        if point.value is None:
            return
        if point.slope is not None:
            self._line(self._tangent_pen(point.slope), point.x, point.value, point.slope)
            return
        for slope, end in ((point.left, self._frame.rect.left()), (point.right, self._frame.rect.right())):
            if slope is not None:
                far = self._frame.x_at(end)
                self._painter.setPen(self._tangent_pen(slope))
                self._painter.drawLine(
                    self.at(point.x, point.value), self.at(far, point.value + slope * (far - point.x))
                )

    def _tangent_pen(self, slope: float) -> QPen:
        return QPen(self._theme.color(sign_token(slope)), self._theme.pxf(2.4))

    def _line(self, pen: QPen, x: float, y: float, slope: float) -> None:
        """Draw a line through a point, from the left of the plot to its right."""
        frame = self._frame
        left, right = frame.x_range
        steep = abs(slope) * frame.rect.height() / (frame.y_range[1] - frame.y_range[0])
        # A line that is far steeper than the plot is high is drawn between its upper and lower edge.
        if steep * (right - left) > _FAR and slope:
            low, high = frame.y_range
            left, right = sorted((x + (low - y) / slope, x + (high - y) / slope))
        self._painter.setPen(pen)
        self._painter.drawLine(self.at(left, y + slope * (left - x)), self.at(right, y + slope * (right - x)))

    def _dot(self, x: float, y: float, token: str, radius: float, ring: str = "panel") -> None:
        self._painter.setPen(QPen(self._theme.color(ring), self._theme.pxf(_RING)))
        self._painter.setBrush(self._theme.color(token))
        size = self._theme.pxf(radius)
        self._painter.drawEllipse(self.at(x, y), size, size)


def _bounded(pixel: float) -> float:
    return min(max(pixel, -_FAR), _FAR)
