"""A row per layer: how its activations spread, and how many of its neurons are dead or nearly flat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen

from playground.ui.plots.end_labels import label_font
from playground.ui.plots.layers import layer_names
from playground.ui.plots.painted_plot import PaintedPlot
from playground.ui.plots.strokes import line_pen, polygon, simplified
from playground.ui.plots.ticks import limit_text
from playground.ui.widgets.painting import focus_ring

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import Histogram

_FILL, _DEAD_FILL = 0.28, 0.25
_LINE, _RUG = 1.6, 2.2
_GAP = 10
_BAR = 7
_WORDS = "88 of 88 dead, 88 % flat"
_LEAST_TICKED = 24
_SPACE = 0.14
_INVITATION = "Press play to see what the neurons give"


@dataclass(frozen=True, slots=True)
class Fate:
    """What is told of a layer's neurons: words, and which shares are dead, and flat with the dead."""

    words: str
    dead: float
    flat: float


class ActivationRows(PaintedPlot):
    """Each ridge has its own axis; heights are square roots of counts, so that a peak hides no rest."""

    SIZE, LEAST = (340, 180), (260, 80)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Activations per layer, and dead and flat neurons", parent)
        self._histograms: tuple[Histogram, ...] = ()
        self.fates: tuple[Fate, ...] = ()
        theme.changed.connect(self._restyle)

    def show_histograms(self, histograms: Sequence[Histogram]) -> None:
        """Draw how each layer's activations spread; the last is the output's."""
        self._histograms = tuple(histograms)
        self.update()

    def show_fates(self, fates: Sequence[Fate]) -> None:
        """Tell how each layer's neurons fare."""
        if tuple(fates) != self.fates:
            self.fates = tuple(fates)
            names = layer_names(len(self.fates))
            said = [f"{name}: {fate.words}" for name, fate in zip(names, self.fates, strict=True)]
            self.setAccessibleDescription("; ".join(said))
            self.update()

    @property
    def rows(self) -> int:
        """How many layers there are."""
        return max(len(self._histograms), len(self.fates))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.rows:
                self._paint_rows(painter)
            else:
                painter.setFont(self._theme.font("body"))
                painter.setPen(self._theme.color("ink3"))
                flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(QRectF(self.rect()), flags, _INVITATION)
            if self._focus.shown and not self._plain:
                focus_ring(painter, self._theme, QRectF(self.rect()), self._theme.pxf(6))

    def _paint_rows(self, painter: QPainter) -> None:
        names = layer_names(self.rows)
        left, right = self._name_width(names), self._words_width()
        height = self.height() / self.rows
        # Where rows are lower than a line of text, only every so manieth is told in words, the output always.
        line = QFontMetricsF(label_font(self._theme)).height()
        stride = max(1, int(np.ceil(0.85 * line / height)))
        for index, name in enumerate(names):
            color = self._theme.layer_color(index, self.rows)
            row = QRectF(0, index * height, self.width(), height).adjusted(0, _SPACE * height, 0, 0)
            told = (self.rows - 1 - index) % stride == 0
            ridge = row.adjusted(left, 0, -right, 0)
            if index < len(self._histograms):
                self._paint_spread(painter, self._histograms[index], ridge, color)
            if told:
                self._paint_name(painter, name, QRectF(0, row.top(), left, row.height()), color)
            if told and index < len(self.fates):
                beside = QRectF(row.right() - right, row.top(), right, row.height())
                gap = self._theme.pxf(_GAP)
                self._paint_fate(painter, self.fates[index], beside.adjusted(gap, 0, 0, 0), color)

    def _name_width(self, names: list[str]) -> float:
        metrics = QFontMetricsF(label_font(self._theme))
        return max(map(metrics.horizontalAdvance, names)) + self._theme.pxf(_GAP)

    def _words_width(self) -> float:
        metrics = QFontMetricsF(self._theme.font("caption"))
        words = [_WORDS, *(fate.words for fate in self.fates)]
        return max(map(metrics.horizontalAdvance, words)) + self._theme.pxf(_GAP) + 1

    def _paint_spread(self, painter: QPainter, histogram: Histogram, row: QRectF, color: QColor) -> None:
        if row.height() >= self._theme.pxf(_LEAST_TICKED):
            row = self._paint_ends(painter, histogram, row)
        self._paint_axis(painter, histogram, row)
        if len(histogram.counts):
            self._paint_ridge(painter, histogram, row, color)
        else:
            self._paint_rug(painter, histogram, row, color)

    def _paint_ends(self, painter: QPainter, histogram: Histogram, row: QRectF) -> QRectF:
        """Write where the axis begins, ends and, if it does, crosses 0; return what is left above."""
        painter.setFont(self._theme.font("tick"))
        painter.setPen(self._theme.color("ink3"))
        tall = QFontMetricsF(painter.font()).height()
        below = QRectF(row.left(), row.bottom() - tall, row.width(), tall)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, limit_text(histogram.low))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, limit_text(histogram.high))
        zero = _across(0.0, histogram, row)
        room = QFontMetricsF(painter.font()).horizontalAdvance(limit_text(histogram.low)) * 1.6
        if row.left() + room < zero < row.right() - room:
            middle = QRectF(zero - room, below.top(), 2 * room, tall)
            painter.drawText(middle, Qt.AlignmentFlag.AlignHCenter, "0")
        return row.adjusted(0, 0, 0, -tall)

    def _paint_axis(self, painter: QPainter, histogram: Histogram, row: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(self._theme.color("line2"), 1))
        bottom = round(row.bottom())
        painter.drawLine(QLineF(row.left(), bottom, row.right(), bottom))
        zero = round(_across(0.0, histogram, row))
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawLine(QLineF(zero, row.top(), zero, bottom))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _paint_ridge(self, painter: QPainter, histogram: Histogram, row: QRectF, color: QColor) -> None:
        counts = np.sqrt(np.concatenate([[0.0], histogram.counts.astype(np.float64), [0.0]]))
        step = row.width() / len(histogram.counts)
        x = np.clip(row.left() + step * (np.arange(len(counts)) - 0.5), row.left(), row.right())
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
        painter.drawPolyline(polygon(*simplified(x, y)))

    def _paint_rug(self, painter: QPainter, histogram: Histogram, row: QRectF, color: QColor) -> None:
        pen = line_pen(color, self._theme.pxf(_RUG))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        top = row.bottom() - 0.72 * row.height()
        places = [_across(value, histogram, row) for value in histogram.values.tolist()]
        painter.drawLines([QLineF(x, top, x, row.bottom()) for x in places])

    def _paint_name(self, painter: QPainter, name: str, row: QRectF, color: QColor) -> None:
        painter.setFont(label_font(self._theme))
        painter.setPen(color)
        painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)

    def _paint_fate(self, painter: QPainter, fate: Fate, row: QRectF, color: QColor) -> None:
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.color("ink2"))
        line, bar = QFontMetricsF(painter.font()).height(), self._theme.pxf(_BAR)
        with_bar = row.height() >= line + 1.5 * bar
        top = row.center().y() - (line + (1.3 * bar if with_bar else 0.0)) / 2
        words = QRectF(row.left(), top, row.width(), line)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, fate.words)
        if with_bar:
            place = QRectF(row.left(), words.bottom() + 0.3 * bar, row.width(), bar)
            self._paint_bar(painter, fate, place, color)

    def _paint_bar(self, painter: QPainter, fate: Fate, bar: QRectF, color: QColor) -> None:
        """Fill the flat share of a bar; the part of it that is dead is hatched."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(bar, self._theme.color("ctl"))
        flat = QRectF(bar.topLeft(), QPointF(bar.left() + fate.flat * bar.width(), bar.bottom()))
        dead = QRectF(bar.topLeft(), QPointF(bar.left() + fate.dead * bar.width(), bar.bottom()))
        painter.fillRect(flat, color)
        if fate.dead > 0:
            painter.fillRect(dead, self._theme.color("panel"))
            faint = QColor(color)
            faint.setAlphaF(_DEAD_FILL)
            painter.fillRect(dead, faint)
            painter.fillRect(dead, QBrush(self._theme.color("ink"), Qt.BrushStyle.BDiagPattern))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


def _across(value: float, histogram: Histogram, row: QRectF) -> float:
    return row.left() + (value - histogram.low) / (histogram.high - histogram.low) * row.width()
