"""A slice of a surface: the function of one variable with the other held, and its tangent at the point."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from playground.ui.plots import axes_painter
from playground.ui.plots.axis import ValueAxis
from playground.ui.plots.frame import Frame
from playground.ui.plots.painted_plot import PaintedPlot
from playground.ui.plots.slopes.arrow import draw_dot
from playground.ui.plots.slopes.pieces import draw_pieces
from playground.ui.plots.strokes import draw_curve
from playground.ui.plots.ticks import linear_ticks
from playground.ui.widgets.painting import focus_ring

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

    Floats = NDArray[np.float64]

TOP, RIGHT, RADIUS = 38, 10, 8
LINE, TANGENT = 2.2, 1.8
TANGENT_SHARE = 0.34  # of the axis: how far the tangent goes, each way
ROOM = 0.08
TICKS = 4


class SlicePlot(PaintedPlot):
    """The curve is ink, the tangent in the colour of its sign; the words above say what is held."""

    SIZE, LEAST = (260, 150), (150, 96)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._xs = self._ys = np.zeros(0)
        self._at, self._height, self._slope = 0.0, 0.0, 0.0
        self._axis, self._title, self._held = "", "", ""
        self._values = ValueAxis()
        theme.changed.connect(self.update)

    def show_slice(self, xs: Floats, ys: Floats, known: NDArray[np.bool_]) -> None:
        """Draw f over an axis, gaps where it is not known."""
        self._xs, self._ys = xs, np.where(known, ys, np.nan)
        self.update()

    def show_names(self, axis: str, slope: str, held: str) -> None:
        """Say what lies across, what the slope is and what is held."""
        self._axis, self._title, self._held = axis, slope, held
        self.setAccessibleDescription(f"{slope}, {held}")

    def clear(self) -> None:
        """Draw nothing."""
        self._xs = self._ys = np.zeros(0)
        self.update()

    def show_point(self, at: float, height: float, slope: float) -> None:
        """Draw the point, and the tangent of this slope through it."""
        self._at, self._height, self._slope = at, height, slope
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint curve, tangent and point."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if len(self._xs) > 1 and np.isfinite(self._ys).any():
                self._draw(painter)
            if self._focus.shown and not self._plain:
                focus_ring(painter, self._theme, QRectF(self.rect()), self._theme.pxf(RADIUS))

    def _draw(self, painter: QPainter) -> None:
        theme, frame = self._theme, self._frame()
        axes_painter.draw_grid(painter, theme, frame, linear_ticks(*frame.y_range, TICKS))
        ticks = linear_ticks(*frame.x_range, TICKS)
        axes_painter.draw_baseline(painter, theme, frame, self._axis, ticks)
        self._draw_title(painter)
        painter.save()
        painter.setClipRect(frame.rect.adjusted(0, -2, 0, 2))
        x, y = frame.pixels(self._xs, self._ys)
        draw_pieces(painter, x, y, theme.color("ink"), theme.pxf(LINE))
        reach = TANGENT_SHARE * (frame.x_range[1] - frame.x_range[0])
        ends = np.array([self._at - reach, self._at + reach])
        tx, ty = frame.pixels(ends, self._height + self._slope * (ends - self._at))
        token = "dneg" if self._slope < 0 else "dpos"
        draw_curve(painter, tx, ty, theme.color(token), theme.pxf(TANGENT))
        painter.restore()
        draw_dot(painter, theme, QPointF(frame.px(self._at), frame.py(self._height)), 4, theme.color("ink"))

    def _draw_title(self, painter: QPainter) -> None:
        theme = self._theme
        painter.setFont(theme.font("caption"))
        metrics = QFontMetricsF(painter.font())
        lines = (self._title, "dneg" if self._slope < 0 else "dpos"), (self._held, "ink3")
        for number, (text, token) in enumerate(lines):
            box = QRectF(0, number * metrics.height(), self.width(), metrics.height())
            painter.setPen(theme.color(token))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)

    def _frame(self) -> Frame:
        theme = self._theme
        low, high = float(np.nanmin(self._ys)), float(np.nanmax(self._ys))
        room = ROOM * (high - low) or 0.5
        y_range = low - room, high + room
        left = axes_painter.left_margin(theme, linear_ticks(*y_range, TICKS))
        below = axes_painter.bottom_margin(theme, self._axis)
        width = max(self.width() - left - theme.pxf(RIGHT), 20.0)
        height = max(self.height() - theme.pxf(TOP) - below, 20.0)
        rect = QRectF(left, theme.pxf(TOP), width, height)
        return Frame(rect, (float(self._xs[0]), float(self._xs[-1])), y_range)
