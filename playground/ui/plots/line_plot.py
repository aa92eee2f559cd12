"""A curve plot to look into: wheel and drag zoom and pan along x, and a read-out tells the numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QPainter, QPen

from playground.ui.plots.arrangement import extent, followed, live_end
from playground.ui.plots.keyboard_focus import KeyboardFocus
from playground.ui.plots.moment import draw_moment
from playground.ui.plots.pictures import copy_picture
from playground.ui.plots.read_out import Row, draw_card, that_fit
from playground.ui.plots.readings import Reading, nearest_index, reading_at, shared_x
from playground.ui.plots.styled_plot import StyledPlot
from playground.ui.theme.numbers import format_significant
from playground.ui.widgets.painting import focus_ring

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from playground.ui.plots.series import Series
    from playground.ui.theme.theme import Theme

_DOT = 4
_RADIUS = 6
_STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_FAST = 10


class LinePlot(StyledPlot):
    """The house style with zoom, pan and read-out; a double click returns to the live end.

    `pointed` is emitted with the `Reading` under the pointer, and with None when it leaves; `zoomed` says
    whether a part is shown, `arranged` that things may stand elsewhere.
    """

    pointed = Signal(object)
    zoomed = Signal(bool)
    arranged = Signal()

    def __init__(self, theme: Theme, *arguments: Any, **options: Any) -> None:
        self._zoom: tuple[float, float] | None = None
        self._pointer: float | None = None
        self._plain = False
        self._moment: float | None = None
        super().__init__(theme, *arguments, **options)
        self._focus = KeyboardFocus(self, self.viewport())
        self.plotItem.vb.sigRangeChangedManually.connect(self._take_zoom)

    @property
    def following(self) -> bool:
        """Whether everything up to the newest point is shown."""
        return self._zoom is None

    def span(self) -> tuple[float, float]:
        """Return the part of x that is shown."""
        return self._zoom or super().span()

    def show_series(self, series: Sequence[Series]) -> None:
        """Draw these curves; a zoom into what is no longer there ends, for that is another run.

        One that shows the live end goes on with it.
        """
        zoom = self._zoom
        if zoom is not None:
            self._zoom = followed(zoom, live_end(self.series), live_end(series))
        super().show_series(series)
        if zoom is not None and self._zoom is None:
            self.zoomed.emit(False)

    def rearrange(self) -> None:
        """Set ranges, ticks and margins, and say that things may stand elsewhere now."""
        super().rearrange()
        self.arranged.emit()

    def follow(self) -> None:
        """Show everything up to the newest point again."""
        self._zoom = None
        self.rearrange()
        self.zoomed.emit(False)

    def zoom_to(self, low: float, high: float) -> None:
        """Show only a part; one that holds everything is the same as following."""
        first, last = extent(self.series)
        low, high = max(low, first), min(high, last)
        self._zoom = None if (low <= first and high >= last) or high <= low else (low, high)
        self.rearrange()
        self.zoomed.emit(self._zoom is not None)

    def _take_zoom(self) -> None:
        # The view's range goes on to the right of the curves, for their names.
        low, high = self.plotItem.vb.viewRange()[0]
        before = self.arrangement
        share = (before.right - before.frame.rect.left()) / before.frame.rect.width()
        self.zoom_to(low, low + (high - low) * share)

    def show_moment(self, x: float | None) -> None:
        """Draw a line at the earlier moment that is looked at, and what came later faintly; None for now."""
        if x != self._moment:
            self._moment = x
            self.viewport().update()

    def point_at(self, x: float | None) -> None:
        """Tell the numbers at the point nearest to `x`; None hides them."""
        reading = None if x is None else reading_at(self.series, x)
        self._pointer = None if reading is None else reading.x
        rows = [] if reading is None else self.read_out_rows(reading)
        self.setAccessibleDescription(", ".join(f"{row.name} {row.value}".strip() for row in rows))
        self.pointed.emit(reading)
        self.viewport().update()

    def reading(self) -> Reading | None:
        """Return what the read-out tells now."""
        return None if self._pointer is None else reading_at(self.series, self._pointer)

    def heading(self, reading: Reading) -> str:
        """Return the words over the numbers: where they were read."""
        return reading.heading(self._x_title)

    def read_out_rows(self, reading: Reading) -> list[Row]:
        """Return the lines of the read-out."""
        values = [
            Row(series.name, self.in_words(value), series.ink(self.theme)) for series, value in reading.values
        ]
        return [Row(self.heading(reading)), *values]

    def in_words(self, value: float) -> str:
        """Return a number of the curves as the read-out tells it."""
        return format_significant(value)

    def picture(self) -> QImage:
        """Return the plot as a picture on the panel's colour, without read-out and focus."""
        self._plain = True
        image = super().picture()
        self._plain = False
        return image

    # Painting

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Paint the curves, and over them the read-out and the ring of the focus."""
        super().drawForeground(painter, rect)
        if self._moment is not None:
            draw_moment(painter, self.theme, self.arrangement.frame, self._moment)
        if self._plain:
            return
        reading = self.reading()
        if reading is not None:
            self._paint_read_out(painter, reading)
        if self._focus.shown:
            focus_ring(painter, self.theme, QRectF(self.viewport().rect()), self.theme.pxf(_RADIUS))

    def _paint_read_out(self, painter: QPainter, reading: Reading) -> None:
        frame = self.arrangement.frame
        x = frame.px(reading.x)
        painter.setPen(QPen(self.theme.color("line2"), 1))
        painter.drawLine(
            QPointF(round(x) + 0.5, frame.rect.top()), QPointF(round(x) + 0.5, frame.rect.bottom())
        )
        painter.setPen(QPen(self.theme.color("panel"), self.theme.pxf(1.5)))
        for series, value in reading.values:
            height = self.axis.coordinate(value)
            if height is not None and frame.y_range[0] <= height <= frame.y_range[1]:
                painter.setBrush(series.ink(self.theme))
                painter.drawEllipse(QPointF(x, frame.py(height)), self.theme.pxf(_DOT), self.theme.pxf(_DOT))
        within = QRectF(self.viewport().rect())
        rows = that_fit(self.theme, self.read_out_rows(reading), within)
        draw_card(painter, self.theme, rows, QPointF(x, frame.rect.top()), within)

    # Events

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the numbers under the pointer."""
        super().mouseMoveEvent(event)
        frame, place = self.arrangement.frame, event.position()
        inside = frame.rect.contains(place) and event.buttons() == Qt.MouseButton.NoButton
        self.point_at(frame.x_at(place.x()) if inside else None)

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the read-out."""
        super().leaveEvent(event)
        self.point_at(None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Return to the live end."""
        super().mouseDoubleClickEvent(event)
        self.follow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the read-out with the arrows, return to the live end with End, copy the picture."""
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_picture(self.picture())
        elif key in _STEPS and len(shared_x(self.series)):
            fast = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._walk(_STEPS[key] * (_FAST if fast else 1))
        elif key == Qt.Key.Key_End and not self.following:
            self.follow()
        elif key == Qt.Key.Key_Escape and self._pointer is not None:
            self.point_at(None)
        else:
            event.ignore()

    def _walk(self, steps: int) -> None:
        places = shared_x(self.series)
        start = len(places) - 1 if self._pointer is None else nearest_index(places, self._pointer) + steps
        self.point_at(float(places[min(max(start, 0), len(places) - 1)]))
