"""An activation and its derivative, and behind them what the layer's neurons are given now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.theme.numbers import format_compact
from playground.ui.widgets.painting import smooth

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PySide6.QtGui import QPaintEvent

    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import LayerDistribution

LEFT, RIGHT, TOP, BOTTOM = 26, 26, 8, 20
LINE, SLOPE_LINE = 2.2, 1.8
LOWEST, HIGHEST = -2.0, 2.0
BAR_OPACITY = 0.16


class ActivationPlot(QWidget):
    """Draws f in ink and f' in the colour of derivatives, named where they end, over a histogram of z."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: LayerDistribution | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Activation, its derivative, and the pre-activations")
        theme.changed.connect(self.update)

    def show_distribution(self, shown: LayerDistribution | None) -> None:
        """Show a layer's numbers; None while there are none."""
        self._shown = shown
        self.update()

    def sizeHint(self) -> QSize:
        """Give a size in which both curves can be told apart."""
        return QSize(self._theme.px(260), self._theme.px(150))

    def minimumSizeHint(self) -> QSize:
        """Give the least size it can do with."""
        return QSize(self._theme.px(160), self._theme.px(90))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint bars, axes and curves."""
        if self._shown is None:
            return
        px = self._theme.pxf
        frame = QRectF(self.rect()).adjusted(px(LEFT), px(TOP), -px(RIGHT), -px(BOTTOM))
        with QPainter(self) as painter:
            smooth(painter)
            painter.setFont(self._theme.font("tick"))
            self._paint_bars(painter, frame, self._shown)
            self._paint_axes(painter, frame, self._shown)
            ends = [
                self._paint_curve(painter, frame, self._shown.slopes, self._theme.color("dpos"), SLOPE_LINE),
                self._paint_curve(painter, frame, self._shown.values, self._theme.color("ink"), LINE),
            ]
            self._name_ends(painter, frame, ends)

    def _paint_bars(self, painter: QPainter, frame: QRectF, shown: LayerDistribution) -> None:
        most = int(shown.counts.max(initial=0))
        if not most:
            return
        width = frame.width() / len(shown.counts)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("ink", BAR_OPACITY))
        for place, count in enumerate(shown.counts.tolist()):
            if count:
                height = max(frame.height() * count / most, 1.0)
                left = frame.left() + place * width
                painter.drawRect(QRectF(left, frame.bottom() - height, width, height))

    def _paint_axes(self, painter: QPainter, frame: QRectF, shown: LayerDistribution) -> None:
        bottom, top = self._range(shown)
        for value in (-1.0, 0.0, 1.0):
            if bottom <= value <= top:
                y = self._y(frame, value)
                painter.setPen(QPen(self._theme.color("line"), 1))
                painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
                self._text(painter, QPointF(frame.left() / 2, y), format_compact(value), "ink3")
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.drawLine(frame.bottomLeft(), frame.bottomRight())
        below = (frame.bottom() + self.height()) / 2
        for value in (shown.low, 0.0, shown.high):
            x = frame.left() + frame.width() * (value - shown.low) / (shown.high - shown.low)
            self._text(painter, QPointF(x, below), "z = 0" if value == 0 else format_compact(value), "ink3")

    def _paint_curve(
        self, painter: QPainter, frame: QRectF, values: NDArray[np.float64], color: QColor, width: float
    ) -> tuple[float, QColor]:
        """Draw a curve as far as it is inside, and return at which height it ends."""
        assert self._shown is not None
        xs = frame.left() + frame.width() * (self._shown.z - self._shown.low) / (
            self._shown.high - self._shown.low
        )
        points = [QPointF(x, self._y(frame, y)) for x, y in zip(xs.tolist(), values.tolist(), strict=True)]
        painter.save()
        painter.setClipRect(frame.adjusted(0, -1, 1, 1))
        painter.setPen(QPen(color, self._theme.pxf(width), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPolyline(QPolygonF(points))
        painter.restore()
        return min(max(points[-1].y(), frame.top()), frame.bottom()), color

    def _name_ends(self, painter: QPainter, frame: QRectF, ends: list[tuple[float, QColor]]) -> None:
        apart = QFontMetricsF(painter.font()).height() * 0.85
        (slope, slope_color), (value, value_color) = ends
        if abs(slope - value) < apart:
            value, slope = min(value, slope) - apart / 2, min(value, slope) + apart / 2
        x = (frame.right() + self.width()) / 2 + 1
        for text, y, color in (("f", value, value_color), ("f′", slope, slope_color)):
            painter.setPen(color)
            self._text(painter, QPointF(x, y), text)

    def _text(self, painter: QPainter, at: QPointF, text: str, token: str = "") -> None:
        if token:
            painter.setPen(self._theme.color(token))
        box = QRectF(0, 0, self._theme.pxf(70), self._theme.pxf(20))
        box.moveCenter(at)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _y(self, frame: QRectF, value: float) -> float:
        assert self._shown is not None
        bottom, top = self._range(self._shown)
        clipped = min(max(value, 10 * LOWEST), 10 * HIGHEST)
        return frame.bottom() - frame.height() * (clipped - bottom) / (top - bottom)

    def _range(self, shown: LayerDistribution) -> tuple[float, float]:
        """Say which heights are drawn: both curves, but nothing far beyond ±1."""
        low = min(float(shown.values.min()), float(shown.slopes.min()), 0.0)
        high = max(float(shown.values.max()), float(shown.slopes.max()), 1.0)
        return max(low, LOWEST) - 0.12, min(high, HIGHEST) + 0.12
