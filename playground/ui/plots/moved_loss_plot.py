"""The loss as only one parameter moves: the curve, its tangent and where the parameter is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from playground.ui.plots.axes_painter import bottom_margin, draw_baseline, draw_grid, left_margin
from playground.ui.plots.frame import Floats, Frame
from playground.ui.plots.kept_picture import KeptPicture
from playground.ui.plots.painted_plot import PaintedPlot
from playground.ui.plots.strokes import draw_curve, line_pen
from playground.ui.plots.ticks import Tick, linear_ticks
from playground.ui.theme.numbers import format_signed, format_significant
from playground.ui.widgets.painting import focus_ring

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

_NAME = "Loss as only one parameter moves"
_LINE, _TANGENT, _DOT, _RING = 1.8, 2.2, 4.5, 1.5
_SPARE = 0.08
_REACH = 0.42  # of the plot's width: how far the tangent is drawn to both sides
_ACROSS_TICKS, _TICK_ROOM = 4, 20
_RIGHT, _TOP = 10, 6
_LEAST_NAMED, _LEAST_WRITTEN = (
    104,
    38,
)  # plot and frame; lower than this, the curve needs the room of the axis's title


class MovedLossPlot(PaintedPlot):
    """A curve of the loss over the values of one parameter."""

    SIZE, LEAST = (200, 150), (110, 54)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, _NAME, parent)
        self._places: Floats = np.zeros(0)
        self._losses: Floats = np.zeros(0)
        self._value = self._loss = self._slope = 0.0
        self._title = ""
        self._drawn = KeptPicture(self)
        theme.changed.connect(self._redraw)

    def show_curve(self, places: Floats, losses: Floats, title: str) -> None:
        """Draw the loss over these values; `title` names the parameter."""
        self._places, self._losses, self._title = places, losses, title
        self._redraw()

    def show_point(self, value: float, loss: float, slope: float) -> None:
        """Mark where the parameter is, and the tangent there."""
        if (value, loss, slope) == (self._value, self._loss, self._slope):
            return
        self._value, self._loss, self._slope = value, loss, slope
        self.setAccessibleDescription(
            f"At {format_significant(value)} the loss is {format_significant(loss)},"
            f" its slope {format_signed(slope)}"
        )
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self.show_curve(np.zeros(0), np.zeros(0), "")
        self._value = math.nan
        self.setAccessibleDescription("")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axes, curve, tangent and dot."""
        if not len(self._places):
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawPixmap(0, 0, self._drawn.get(self._draw))
            frame = self._frame()[0]
            self._paint_point(painter, frame)
            self._paint_slope(painter, frame)
            if self._focus.shown and not self._plain:
                focus_ring(painter, self._theme, QRectF(self.rect()), self._theme.pxf(6))

    def _draw(self, painter: QPainter) -> None:
        """Draw axes and curve, which stay as they are while nothing is computed anew."""
        frame, ticks = self._frame()
        draw_grid(painter, self._theme, frame, ticks)
        across = linear_ticks(*frame.x_range, _ACROSS_TICKS)
        draw_baseline(painter, self._theme, frame, self._named, across)
        painter.setClipRect(self._clip(frame))
        x, y = frame.pixels(self._places, self._losses)
        draw_curve(painter, x, y, self._theme.color("ink3"), self._theme.pxf(_LINE))

    def _redraw(self) -> None:
        self._drawn.forget()
        self.update()

    @property
    def _named(self) -> str:
        return self._title if self.height() >= self._theme.px(_LEAST_NAMED) else ""

    def _frame(self) -> tuple[Frame, list[Tick]]:
        low, high = float(self._losses.min()), float(self._losses.max())
        spare = _SPARE * (high - low) or _SPARE * max(abs(high), 1e-3)
        y_range = low - spare, high + spare
        theme = self._theme
        whole = QRectF(self.rect())
        below = bottom_margin(theme, self._named)
        ticks = linear_ticks(*y_range, max(1, int((whole.height() - below) / theme.px(_TICK_ROOM))))
        rect = whole.adjusted(left_margin(theme, ticks), theme.pxf(_TOP), -theme.pxf(_RIGHT), -below)
        return Frame(rect, (float(self._places[0]), float(self._places[-1])), y_range), ticks

    def _clip(self, frame: Frame) -> QRectF:
        return frame.rect.adjusted(0, -self._theme.pxf(_TOP), self._theme.pxf(_RIGHT), 0)

    def _paint_point(self, painter: QPainter, frame: Frame) -> None:
        theme = self._theme
        painter.save()
        painter.setClipRect(self._clip(frame))
        at = QPointF(frame.px(self._value), frame.py(self._loss))
        painter.setPen(line_pen(theme.color(self._token()), theme.pxf(_TANGENT)))
        painter.drawLine(self._tangent(frame, at))
        painter.setPen(QPen(theme.color("panel"), theme.pxf(_RING)))
        painter.setBrush(theme.color("ink"))
        painter.drawEllipse(at, theme.pxf(_DOT), theme.pxf(_DOT))
        painter.restore()

    def _paint_slope(self, painter: QPainter, frame: Frame) -> None:
        """Write the slope into the upper corner that the curve leaves more room in, if there is any."""
        if frame.rect.height() < self._theme.px(_LEAST_WRITTEN):
            return
        quarter = len(self._losses) // 4
        left = self._losses[:quarter].max() <= self._losses[-quarter:].max()
        side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
        painter.setFont(self._theme.font("tick", QFont.Weight.DemiBold))
        painter.setPen(self._theme.color(self._token()))
        text = f"slope {format_signed(self._slope)}" if self._slope else "slope 0"
        painter.drawText(self._clip(frame), side | Qt.AlignmentFlag.AlignTop, text)

    def _tangent(self, frame: Frame, at: QPointF) -> QLineF:
        """Return the tangent, as long to both sides as fits."""
        (left, right), (low, high) = frame.x_range, frame.y_range
        rise = -self._slope * (frame.rect.height() / (high - low)) / (frame.rect.width() / (right - left))
        reach = min(_REACH * frame.rect.width(), frame.rect.height() / max(abs(rise), 1e-9))
        step = QPointF(reach, reach * rise)
        return QLineF(at - step, at + step)

    def _token(self) -> str:
        if self._slope == 0:
            return "ink2"
        return "dpos" if self._slope > 0 else "dneg"
