"""The loss along the steepest way down: in truth, as a straight line, and as a parabola."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF

from playground.ui.plots import axes_painter
from playground.ui.plots.frame import Frame
from playground.ui.plots.kept_picture import KeptPicture
from playground.ui.plots.painted_plot import PaintedPlot
from playground.ui.plots.ticks import linear_ticks
from playground.ui.theme.numbers import format_significant
from playground.ui.widgets import painting
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme
    from playground.worker.questions import BowlAnswer

TITLE = "t: how far to walk along −t ∇L"
MOST_STEPS, APART = 12, 9.0
DOT, START_DOT = 3.6, 4.6
ROOM_ABOVE, ROOM_BELOW = 0.35, 0.25  # of the fall, around it
TICK_EVERY, TICK_ROOM = 30, 16
NAMES = 20  # above the plot


class DescentPlot(PaintedPlot):
    """Marks where one step of the learning rate lands, and further ones as far as they can be told apart."""

    SIZE, LEAST = (320, 170), (200, 100)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "The loss straight down from here", parent)
        self._answer: BowlAnswer | None = None
        self._kept = KeptPicture(self)
        theme.changed.connect(self._restyle)

    def show_answer(self, answer: BowlAnswer) -> None:
        """Draw these curves."""
        self._answer = answer
        self._kept.forget()
        said = (
            "Straight down from here: the true loss as a line, the slope as dots, and dashed the parabola "
            f"L − t |∇L|² + t² g′Hg / 2 with g′Hg / |g|² = {format_significant(answer.along)}"
        )
        set_tip(self, said)
        self.setAccessibleDescription(said)
        self.update()

    def marks(self) -> NDArray[np.float64]:
        """Return the multiples of the learning rate that are marked on the curve."""
        answer = self._answer
        if answer is None or answer.learning_rate <= 0 or not len(answer.rates):
            return np.zeros(0)
        pixels = answer.learning_rate / (answer.rates[-1] - answer.rates[0]) * max(self.width(), 1)
        most = MOST_STEPS if pixels >= self._theme.pxf(APART) else 1
        marks = answer.learning_rate * np.arange(1, most + 1)
        return marks[marks <= answer.rates[-1]]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the kept picture, and the ring of the focus."""
        with QPainter(self) as painter:
            painting.smooth(painter)
            painter.drawPixmap(0, 0, self._kept.get(self._draw))
            if self._focus.shown and not self._plain:
                painting.focus_ring(painter, self._theme, QRectF(self.rect()), self._theme.pxf(6))

    def _restyle(self) -> None:
        self._kept.forget()
        self.update()

    def _draw(self, painter: QPainter) -> None:
        """Draw axes, curves and marks."""
        if self._answer is not None and len(self._answer.rates) > 1:
            self._draw_curves(painter, self._answer)

    def _draw_curves(self, painter: QPainter, answer: BowlAnswer) -> None:
        theme, rates = self._theme, answer.rates
        line, bend = answer.straight, answer.parabola
        low, high = _range(answer)
        top = theme.pxf(NAMES)
        height = max(self.height() - axes_painter.bottom_margin(theme, TITLE) - top, 20.0)
        ticks = linear_ticks(low, high, max(2, int(height / theme.pxf(TICK_EVERY))))
        left = axes_painter.left_margin(theme, ticks)
        rect = QRectF(left, top, max(self.width() - left - theme.pxf(8), 20.0), height)
        frame = Frame(rect, (float(rates[0]), float(rates[-1])), (low, high))
        axes_painter.draw_grid(painter, theme, frame, ticks)
        below = linear_ticks(*frame.x_range, max(2, int(rect.width() / theme.pxf(64))))
        below = [tick for tick in below if frame.px(tick.at) + theme.pxf(TICK_ROOM) <= self.width()]
        axes_painter.draw_baseline(painter, theme, frame, TITLE, below)
        painter.save()
        painter.setClipRect(rect)
        _curve(painter, frame, rates, line, QPen(theme.color("dneg"), theme.pxf(1.6), Qt.PenStyle.DotLine))
        _curve(painter, frame, rates, answer.losses, QPen(theme.color("ink"), theme.pxf(2.2)))
        dashes = QPen(theme.color("dpos"), theme.pxf(1.8))
        dashes.setDashPattern([4, 3])
        _curve(painter, frame, rates, bend, dashes)
        painter.restore()
        self._draw_marks(painter, frame, answer)
        self._draw_names(painter, frame, (("true loss", "ink"), ("parabola", "dpos"), ("slope", "dneg")))

    def _draw_marks(self, painter: QPainter, frame: Frame, answer: BowlAnswer) -> None:
        theme, marks = self._theme, self.marks()
        painter.setPen(QPen(theme.color("panel"), theme.pxf(1.6)))
        painter.setBrush(theme.color("ink"))
        heights = np.interp(marks, answer.rates, answer.losses)
        for rate, loss in zip(marks.tolist(), heights.tolist(), strict=True):
            if frame.y_range[0] <= loss <= frame.y_range[1]:
                painter.drawEllipse(QPointF(frame.px(rate), frame.py(loss)), *[theme.pxf(DOT)] * 2)
        start = QPointF(frame.px(0.0), frame.py(answer.loss))
        painter.drawEllipse(start, *[theme.pxf(START_DOT)] * 2)
        self._name(painter, frame, start, "now")
        if len(marks) and frame.y_range[0] <= heights[0] <= frame.y_range[1]:
            first = QPointF(frame.px(float(marks[0])), frame.py(float(heights[0])))
            if first.x() - start.x() > theme.pxf(40):
                self._name(painter, frame, first, "one step η")

    def _name(self, painter: QPainter, frame: Frame, at: QPointF, text: str) -> None:
        theme = self._theme
        painter.setFont(theme.font("caption"))
        metrics = QFontMetricsF(painter.font())
        box = QRectF(0, 0, metrics.horizontalAdvance(text) + theme.pxf(4), metrics.height())
        box.moveBottomLeft(at + QPointF(theme.pxf(6), -theme.pxf(3)))
        box.moveLeft(min(box.left(), frame.rect.right() - box.width()))
        box.moveTop(max(box.top(), frame.rect.top()))
        painter.save()
        painter.setPen(theme.color("ink2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    def _draw_names(self, painter: QPainter, frame: Frame, names: tuple[tuple[str, str], ...]) -> None:
        """Name the curves above the plot, each in its colour."""
        theme = self._theme
        painter.setFont(theme.font("tick"))
        metrics, gap = QFontMetricsF(painter.font()), theme.pxf(6)
        right = frame.rect.right()
        for text, token in reversed(names):
            width = metrics.horizontalAdvance(text)
            painter.setPen(theme.color(token))
            box = QRectF(right - width, 0, width + 1, metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
            right -= width + 2 * gap


def _range(answer: BowlAnswer) -> tuple[float, float]:
    """Return what to show of the loss: the fall with room around it, not the heights behind."""
    lowest = min(float(answer.losses.min()), float(answer.parabola.min()))
    ahead = answer.losses[answer.rates >= 0]
    fall = max(answer.loss - lowest, 1e-12 * max(abs(answer.loss), 1.0))
    highest = min(float(max(answer.losses[0], ahead.max(), answer.loss)), answer.loss + fall)
    return lowest - ROOM_BELOW * fall, max(highest, answer.loss + ROOM_ABOVE * fall)


def _curve(
    painter: QPainter, frame: Frame, xs: NDArray[np.float64], ys: NDArray[np.float64], pen: QPen
) -> None:
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if pen.style() == Qt.PenStyle.SolidLine else pen.capStyle())
    painter.setPen(pen)
    across, down = frame.pixels(xs, ys)
    painter.drawPolyline(QPolygonF([QPointF(*at) for at in zip(across.tolist(), down.tolist(), strict=True)]))
