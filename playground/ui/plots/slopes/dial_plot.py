"""The slope in every direction over the angle: it draws itself as the arrow is turned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from playground.ui.plots import axes_painter
from playground.ui.plots.frame import Frame
from playground.ui.plots.painted_plot import PaintedPlot
from playground.ui.plots.slopes.arrow import draw_dot
from playground.ui.plots.slopes.pieces import draw_pieces
from playground.ui.plots.ticks import Tick, linear_ticks
from playground.ui.widgets.painting import focus_ring

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme
    from playground.worker.questions import ArrowAnswer

TOP, RIGHT, RADIUS, LINE = 8, 16, 8, 2.2
QUARTERS = (0.0, 90.0, 180.0, 270.0, 360.0)
BINS = 360
ROOM = 1.12
TITLE = "angle of the arrow v, in degrees"


class DialPlot(PaintedPlot):
    """Only what the arrow has swept is drawn, until `reveal` says that the rest may be seen."""

    SIZE, LEAST = (360, 150), (200, 96)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Slope along the arrow against its angle", parent)
        self._answer: ArrowAnswer | None = None
        self._swept = np.zeros(BINS + 1, bool)
        self._last: int | None = None
        self._whole = False
        theme.changed.connect(self.update)

    def forget(self) -> None:
        """Begin anew: the slopes are those of another point."""
        self._swept[:], self._last = False, None
        self.update()

    def reveal(self, whole: bool) -> None:
        """Show every direction, or only those that the arrow has had."""
        self._whole = whole
        self.update()

    def show_slopes(self, answer: ArrowAnswer | None) -> None:
        """Draw these slopes, and the arrow's own."""
        self._answer = answer
        if answer is not None:
            self._sweep(round(answer.angle) % BINS)
            self.setAccessibleDescription(f"{answer.slope:.3g} at {answer.angle:.0f}°")
        self.update()

    def swept(self) -> int:
        """Return over how many degrees the arrow has been."""
        return int(self._swept[:BINS].sum())

    def _sweep(self, to: int) -> None:
        """Mark all angles between the last one and this one, the shorter way round."""
        start = to if self._last is None else self._last
        way = (to - start + BINS // 2) % BINS - BINS // 2
        step = 1 if way >= 0 else -1
        for angle in range(start, start + way + step, step):
            self._swept[angle % BINS] = True
        self._swept[BINS] = self._swept[0]
        self._last = to

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axes, curve and the arrow's place on it."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._answer is not None:
                self._draw(painter, self._answer)
            if self._focus.shown and not self._plain:
                focus_ring(painter, self._theme, QRectF(self.rect()), self._theme.pxf(RADIUS))

    def _draw(self, painter: QPainter, answer: ArrowAnswer) -> None:
        theme, frame = self._theme, self._frame(answer)
        axes_painter.draw_grid(painter, theme, frame, linear_ticks(*frame.y_range, 5))
        ticks = [Tick(quarter, f"{quarter:.0f}°") for quarter in QUARTERS]
        axes_painter.draw_baseline(painter, theme, frame, TITLE, ticks)
        painter.setPen(QPen(theme.color("line2"), 1))
        zero = round(frame.py(0.0)) + 0.5
        painter.drawLine(QPointF(frame.rect.left(), zero), QPointF(frame.rect.right(), zero))
        self._draw_curve(painter, frame, answer)
        at = QPointF(frame.px(answer.angle), frame.py(answer.slope))
        painter.setPen(QPen(theme.color("ink3"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(at, QPointF(at.x(), zero))
        draw_dot(painter, theme, at, 5, theme.color("dneg" if answer.slope < 0 else "dpos"))

    def _draw_curve(self, painter: QPainter, frame: Frame, answer: ArrowAnswer) -> None:
        angles = np.arange(BINS + 1.0)
        slopes = np.interp(angles, answer.angles, answer.slopes)
        shown = np.where(self._swept | self._whole, slopes, np.nan)
        x, y = frame.pixels(angles, shown)
        zero = frame.py(0.0)
        over = QRectF(0, 0, self.width(), zero)
        under = QRectF(0, zero, self.width(), self.height() - zero)
        for token, half in (("dpos", over), ("dneg", under)):
            painter.save()
            painter.setClipRect(half)
            draw_pieces(painter, x, y, self._theme.color(token), self._theme.pxf(LINE))
            painter.restore()

    def _frame(self, answer: ArrowAnswer) -> Frame:
        theme = self._theme
        reach = ROOM * float(np.abs(answer.slopes).max()) or 1.0
        left = axes_painter.left_margin(theme, linear_ticks(-reach, reach, 5))
        below = axes_painter.bottom_margin(theme, TITLE)
        width = max(self.width() - left - theme.pxf(RIGHT), 20.0)
        height = max(self.height() - theme.pxf(TOP) - below, 20.0)
        return Frame(QRectF(left, theme.pxf(TOP), width, height), (0.0, 360.0), (-reach, reach))
