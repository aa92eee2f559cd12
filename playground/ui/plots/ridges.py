"""How the gradients of each layer spread: a ridge per layer over one axis around zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from playground.ui.plots.end_labels import label_font
from playground.ui.plots.layers import layer_names
from playground.ui.plots.painted_plot import PaintedPlot
from playground.ui.plots.strokes import line_pen, polygon, simplified
from playground.ui.plots.ticks import limit_text, nice_limit
from playground.ui.widgets.painting import focus_ring

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import Histogram

_FILL = 0.28
_LINE = 1.8
_RUG = 2.2
_GAP = 8
_BELOW = 6
_SIDE = 14
_ROW_SPACE = 0.16
_LINE_SHARE = 0.85
_INVITATION = "Press play to see how they spread"


class RidgePlot(PaintedPlot):
    """A ridge through the middles of each histogram's bins; few values stand as single strokes."""

    SIZE, LEAST = (260, 180), (160, 80)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Spread of the gradient per layer", parent)
        self._histograms: tuple[Histogram, ...] = ()
        theme.changed.connect(self._restyle)

    def show_histograms(self, histograms: Sequence[Histogram]) -> None:
        """Draw these, one per layer; the last is the output."""
        self._histograms = tuple(histograms)
        self.update()

    @property
    def limit(self) -> float:
        """How far the axis goes to both sides of zero: a round number that holds every layer."""
        ends = [max(abs(each.low), abs(each.high)) for each in self._histograms]
        return nice_limit(max((end for end in ends if np.isfinite(end)), default=0.0)) or 1.0

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the axis and a row for each layer."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            plot = self._plot_rect()
            self._paint_axis(painter, plot)
            if self._histograms:
                self._paint_rows(painter, plot)
            else:
                painter.setFont(self._theme.font("body"))
                painter.drawText(plot, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, _INVITATION)
            if self._focus.shown and not self._plain:
                focus_ring(painter, self._theme, QRectF(self.rect()), self._theme.pxf(6))

    def _plot_rect(self) -> QRectF:
        names = layer_names(len(self._histograms))
        metrics = QFontMetricsF(label_font(self._theme))
        left = max((metrics.horizontalAdvance(name) for name in names), default=0.0) + self._theme.pxf(
            _GAP + 2
        )
        below = QFontMetricsF(self._theme.font("tick")).height() + self._theme.pxf(_BELOW)
        side = self._theme.pxf(_SIDE)
        return QRectF(self.rect()).adjusted(max(left, side), self._theme.pxf(2), -side, -below)

    def _paint_axis(self, painter: QPainter, plot: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(self._theme.color("line"), 1))
        places = [round(plot.left() + share * plot.width()) for share in (0.0, 0.25, 0.5, 0.75, 1.0)]
        painter.drawLines([QLineF(x, plot.top(), x, plot.bottom()) for x in places])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font("tick"))
        painter.setPen(self._theme.color("ink3"))
        if not self._histograms:
            return
        limit = self.limit
        ticks = list(zip(places[::2], (limit_text(value) for value in (-limit, 0.0, limit)), strict=True))
        wide = sum(QFontMetricsF(painter.font()).horizontalAdvance(text) for _, text in ticks)
        if wide + self._theme.pxf(2 * _GAP) > plot.width():
            del ticks[1]
        for x, text in ticks:
            self._paint_tick(painter, x, plot.bottom(), text)

    def _paint_tick(self, painter: QPainter, x: float, top: float, text: str) -> None:
        metrics = QFontMetricsF(painter.font())
        wide = metrics.horizontalAdvance(text)
        left = min(max(x - wide / 2, 0.0), self.width() - wide)
        box = QRectF(left, top + self._theme.pxf(_BELOW), wide + 1, metrics.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, text)

    def _paint_rows(self, painter: QPainter, plot: QRectF) -> None:
        names = layer_names(len(self._histograms))
        height = plot.height() / len(names)
        # Where rows are lower than a line of text, only every so manieth is named, the output always.
        line = _LINE_SHARE * QFontMetricsF(label_font(self._theme)).height()
        stride = max(1, int(np.ceil(line / height)))
        for index, (name, histogram) in enumerate(zip(names, self._histograms, strict=True)):
            row = QRectF(plot.left(), plot.top() + index * height, plot.width(), height)
            color = self._theme.layer_color(index, len(names))
            row.setTop(row.top() + _ROW_SPACE * height)
            self._paint_row(painter, histogram, row, color)
            if (len(names) - 1 - index) % stride == 0:
                self._paint_name(painter, name, row, color)

    def _paint_row(self, painter: QPainter, histogram: Histogram, row: QRectF, color: QColor) -> None:
        if len(histogram.counts):
            self._paint_ridge(painter, histogram, row, color)
        else:
            self._paint_rug(painter, histogram, row, color)

    def _paint_ridge(self, painter: QPainter, histogram: Histogram, row: QRectF, color: QColor) -> None:
        counts = np.concatenate([[0.0], histogram.counts.astype(np.float64), [0.0]])
        step = (histogram.high - histogram.low) / len(histogram.counts)
        middles = histogram.low + step * (np.arange(len(counts)) - 0.5)
        x = np.clip(self._across(middles, row), row.left(), row.right())
        y = row.bottom() - counts / max(counts.max(), 1.0) * (row.height() - 1)
        fill = QColor(color)
        fill.setAlphaF(_FILL)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        # The stroke hides the fill's edge, and an edge that need not be smooth is drawn fifteen times faster.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawPolygon(polygon(x, y))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(line_pen(color, self._theme.pxf(_LINE)))
        x, y = (
            np.concatenate([[row.left()], x, [row.right()]]),
            np.concatenate([[row.bottom()], y, [row.bottom()]]),
        )
        painter.drawPolyline(polygon(*simplified(x, y)))

    def _paint_rug(self, painter: QPainter, histogram: Histogram, row: QRectF, color: QColor) -> None:
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.drawLine(row.bottomLeft(), row.bottomRight())
        pen = line_pen(color, self._theme.pxf(_RUG))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        places = self._across(histogram.values[np.isfinite(histogram.values)], row)
        top = row.bottom() - 0.72 * row.height()
        painter.drawLines([QLineF(x, top, x, row.bottom()) for x in places.tolist()])

    def _across(self, values: np.ndarray, row: QRectF) -> np.ndarray:
        return row.center().x() + values / self.limit * row.width() / 2

    def _paint_name(self, painter: QPainter, name: str, row: QRectF, color: QColor) -> None:
        painter.setFont(label_font(self._theme))
        painter.setPen(color)
        tall = QFontMetricsF(painter.font()).height()
        right = QPointF(row.left() - self._theme.pxf(_GAP), row.bottom() + self._theme.pxf(1))
        box = QRectF(QPointF(0, right.y() - tall), right)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, name)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
