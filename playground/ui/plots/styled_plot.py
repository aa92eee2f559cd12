"""The house style of a curve plot: hairlines, few ticks and names at the ends of the lines, no frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from playground.ui.plots import axes_painter, curves, end_labels
from playground.ui.plots.arrangement import Arrangement, arrange, extent
from playground.ui.plots.axis import ValueAxis
from playground.ui.plots.pictures import picture_of
from playground.ui.plots.readings import series_as_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from playground.ui.plots.series import Series
    from playground.ui.theme.theme import Theme

_LEAST_NAMED = 110


class StyledPlot(pg.PlotWidget):
    """Curves over one rising quantity; all around them is painted here, in the window's type and spacing."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        x_title: str = "",
        logarithmic: bool = False,
        invitation: str = "",
    ) -> None:
        self._arrangement: Arrangement | None = None
        super().__init__(parent, background=None, enableMenu=False)
        self._theme = theme
        self._x_title, self._invitation = x_title, invitation
        self._axis = ValueAxis(logarithmic)
        self._series: tuple[Series, ...] = ()
        self._strip()
        self.rearrange()
        theme.changed.connect(self.rearrange)

    def _strip(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.plotItem.hideButtons()
        self.plotItem.hideAxis("left")
        self.plotItem.hideAxis("bottom")
        # Even hidden axes would follow each change of the range, at some cost.
        for name in ("left", "right", "top", "bottom"):
            self.plotItem.getAxis(name).unlinkFromView()
        self.plotItem.vb.setMouseEnabled(x=True, y=False)
        self.plotItem.vb.disableAutoRange()

    @property
    def theme(self) -> Theme:
        """How everything looks now."""
        return self._theme

    @property
    def arrangement(self) -> Arrangement:
        """Where everything is drawn now."""
        assert self._arrangement is not None
        return self._arrangement

    @property
    def series(self) -> tuple[Series, ...]:
        """The curves."""
        return self._series

    @property
    def axis(self) -> ValueAxis:
        """The upright axis."""
        return self._axis

    @property
    def _named(self) -> str:
        """The title of the axis below, left out where the curves need its room."""
        return self._x_title if self.viewport().height() >= self._theme.px(_LEAST_NAMED) else ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw yet."""
        return not any(len(each.x) for each in self.arrangement.drawn)

    def show_series(self, series: Sequence[Series]) -> None:
        """Draw these curves instead of the former ones."""
        self._series = tuple(series)
        self.rearrange()

    def set_logarithmic(self, logarithmic: bool) -> None:
        """Let the upright axis run in powers of ten, or evenly."""
        if logarithmic is not self._axis.logarithmic:
            self._axis = ValueAxis(logarithmic)
            self.rearrange()

    def span(self) -> tuple[float, float]:
        """Return the part of x that is shown."""
        return extent(self._series)

    def headroom(self) -> float:
        """Return how many pixels to leave free above the plot."""
        return 0.0

    def rearrange(self) -> None:
        """Set ranges, ticks and margins by hand for what is shown now."""
        whole = QRectF(self.viewport().rect())
        area = whole.adjusted(0, self.headroom(), 0, 0)
        self._arrangement = arrange(self._theme, area, self._axis, self._series, self.span(), self._named)
        frame = self._arrangement.frame
        rect, layout = frame.rect, self.plotItem.layout
        margins = (rect.left(), rect.top(), whole.right() - rect.right(), whole.bottom() - rect.bottom())
        if layout.getContentsMargins() != margins:
            layout.setContentsMargins(*margins)
        self.plotItem.vb.setRange(xRange=frame.x_range, yRange=frame.y_range, padding=0)
        self.viewport().update()

    def picture(self) -> QImage:
        """Return the plot as a picture on the panel's colour."""
        return picture_of(self, self._theme)

    def as_text(self) -> str:
        """Return the named curves as comma-separated values."""
        return series_as_text(self._series, self._x_title or "x")

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Fit the plot into its new size."""
        super().resizeEvent(event)
        # Closing takes the plot item away before the last resize.
        if self._arrangement is not None and self.plotItem is not None:
            self.rearrange()

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Paint hairlines, ticks and titles."""
        frame, ticks = self.arrangement.frame, self.arrangement.ticks
        if self.is_empty:
            axes_painter.draw_empty(painter, self._theme, frame, self._named, self._invitation)
            return
        self.paint_below(painter)
        axes_painter.draw_grid(painter, self._theme, frame, ticks)
        axes_painter.draw_baseline(painter, self._theme, frame, self._named)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Paint the curves and their names."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = self.arrangement
        curves.draw(painter, self._theme, now.frame, now.drawn, now.right)
        end_labels.draw_end_labels(painter, self._theme, now.ends(self._theme), now.frame.rect)
        self.paint_above(painter)

    def paint_below(self, painter: QPainter) -> None:
        """Paint what lies under everything; nothing here."""

    def paint_above(self, painter: QPainter) -> None:
        """Paint what lies over the curves; nothing here."""
