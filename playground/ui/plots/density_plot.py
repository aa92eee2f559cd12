"""About how many eigenvalues lie where: the spectral density, as columns on a logarithmic axis."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from playground.ui.plots import axes_painter
from playground.ui.plots.frame import Frame
from playground.ui.plots.painted_plot import PaintedPlot
from playground.ui.plots.ticks import Tick, linear_ticks, log_ticks
from playground.ui.widgets.painting import focus_ring, smooth

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

Floats = NDArray[np.float64]
_APART, _TICK_WIDTH, _FOCUS_RING = 34.0, 70.0, 6.0
_FEWEST = 0.1  # eigenvalues in a column: below, the density knows nothing of them
_TITLE = "λ"


class DensityPlot(PaintedPlot):
    """Columns of `counts` (m,) between `edges` (m + 1,), green where λ is negative."""

    SIZE, LEAST = (260, 150), (140, 80)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "How many eigenvalues lie where", parent)
        self._edges: Floats = np.zeros(0)
        self._counts: Floats = np.zeros(0)
        theme.changed.connect(self.update)

    def show_density(self, edges: Floats, counts: Floats) -> None:
        """Show this density."""
        self._edges, self._counts = edges, counts
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint hairlines, columns and the axis below."""
        theme = self._theme
        with QPainter(self) as painter:
            smooth(painter)
            if not len(self._counts):
                return
            frame = self._frame()
            axes_painter.draw_grid(painter, theme, frame, self._ticks_up(frame))
            self._paint_columns(painter, frame)
            axes_painter.draw_baseline(painter, theme, frame, _TITLE, self._ticks_across(frame))
            if self._focus.shown and not self._plain:
                focus_ring(painter, theme, QRectF(self.rect()), theme.pxf(_FOCUS_RING))

    def _paint_columns(self, painter: QPainter, frame: Frame) -> None:
        colors = self._theme.color("dpos"), self._theme.color("dneg")
        for left, right, count in zip(self._edges[:-1], self._edges[1:], self._counts, strict=True):
            if count > _FEWEST:
                corner = QPointF(frame.px(left), frame.py(math.log10(count)))
                box = QRectF(corner, QPointF(frame.px(right) - 0.5, frame.rect.bottom()))
                painter.fillRect(box, colors[int(left + right < 0)])

    def _frame(self) -> Frame:
        theme = self._theme
        high = math.log10(max(float(self._counts.max()), 1.0)) + 0.2
        across = float(self._edges[0]), float(self._edges[-1])
        below = math.ceil(axes_painter.bottom_margin(theme, _TITLE))
        ticks = log_ticks(math.log10(_FEWEST), high, 3)
        left = math.ceil(axes_painter.left_margin(theme, ticks))
        area = QRectF(self.rect()).adjusted(left, theme.px(6), -theme.px(8), -below)
        area.setWidth(max(area.width(), 20))
        area.setHeight(max(area.height(), 20))
        return Frame(area, across, (math.log10(_FEWEST), high))

    def _ticks_up(self, frame: Frame) -> list[Tick]:
        low, high = frame.y_range
        return log_ticks(low, high, max(2, int(frame.rect.height() / self._theme.pxf(_APART))))

    def _ticks_across(self, frame: Frame) -> list[Tick]:
        most = max(2, int(frame.rect.width() / self._theme.pxf(_TICK_WIDTH)))
        return linear_ticks(*frame.x_range, most)
