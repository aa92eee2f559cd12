"""The decision map: what the network says over the plane of its data, and the number at any place of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QPainter, QPen

from playground.ui.plots.keyboard_focus import KeyboardFocus
from playground.ui.plots.map_arrows import NearestArrow, nearest
from playground.ui.plots.map_layers import CORNER
from playground.ui.plots.map_readings import MapReading, read_map
from playground.ui.plots.map_view import MapView
from playground.ui.plots.pictures import copy_picture, picture_of
from playground.ui.plots.read_out import Row, card_width, draw_card
from playground.ui.widgets.painting import focus_ring

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QWidget

    from playground.ui.plots.frame import Frame
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import DecisionMap, InputGradients

_ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
_STEPS = 60
_FAST = 5
_RING = 4.5
_ARROW_RING = 9.0
_MARK = 7.0
_WIDEST = 0.9


class DecisionMapView(MapView):
    """A map that tells its number under the pointer, or where the arrow keys lead.

    `value_hovered` is emitted with (x, y, text of the value), and with None when the pointer leaves.
    """

    value_hovered = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._place: tuple[float, float] | None = None
        self._marked: tuple[float, float] | None = None
        self._plain = False
        self.pictured: QWidget = self  # what is copied and saved: the map, or all that it is a part of
        self.overlay: Callable[[QPainter, Frame], None] | None = None
        self._focus = KeyboardFocus(self)
        self.setMouseTracking(True)
        self.setAccessibleName("Decision map")

    def show_map(self, decision: DecisionMap) -> None:
        """Draw this map, and tell its number where it is pointed at."""
        super().show_map(decision)
        if self._place is not None:
            self.point_at(self._place)

    def show_gradients(self, field: InputGradients | None) -> None:
        """Draw these input gradients as arrows, and tell the numbers of the one nearest to the place."""
        super().show_gradients(field)
        if self._place is not None:
            self.point_at(self._place)

    def set_note(self, text: str) -> None:
        """Write a line below the map, as of which slice it is; nothing for an empty text."""
        super().set_note(text)
        self.setAccessibleDescription(text)

    def point_at(self, place: tuple[float, float] | None) -> None:
        """Tell the number at a place of the plane; None hides it."""
        self._place = place
        reading = self.reading()
        arrow = self.nearest_arrow()
        said = self._note if reading is None else reading.text
        self.setAccessibleDescription(f"{said}; {arrow.text}" if reading and arrow else said)
        self.value_hovered.emit(None if reading is None else (reading.x, reading.y, reading.value))
        self.update()

    def place(self) -> tuple[float, float] | None:
        """Return the place that is pointed at."""
        return self._place

    def frame(self) -> Frame:
        """Return what of the plane is where."""
        return self.axes().frame

    @property
    def marked(self) -> tuple[float, float] | None:
        """The place that is ringed."""
        return self._marked

    def mark_place(self, place: tuple[float, float] | None) -> None:
        """Ring a place of the plane, as that of a chosen sample; None rings none."""
        if place != self._marked:
            self._marked = place
            self.update()

    def reading(self) -> MapReading | None:
        """Return what the map says at the place that is pointed at."""
        if self._decision is None or self._place is None:
            return None
        return read_map(self._decision, self._points, self._names, self._place)

    def nearest_arrow(self) -> NearestArrow | None:
        """Return the arrow nearest to the place that is pointed at, where there are arrows."""
        field = self.arrows
        return None if field is None or self._place is None else nearest(field, self._names, self._place)

    def picture(self, finer: int = 1) -> QImage:
        """Return the map as a picture on the panel's colour, without read-out and focus."""
        self._plain, self._finer = True, finer
        self._forget_layers()
        image = picture_of(self.pictured, self._theme, finer)
        self._plain, self._finer = False, 1
        self._forget_layers()
        return image

    # Painting

    def paint_above(self, painter: QPainter) -> None:
        """Paint the ring of the focus and the read-out: a ring at the place and a card beside it."""
        if self._plain:
            return
        if self.overlay is not None:
            self.overlay(painter, self.axes().frame)
        if self._focus.shown:
            focus_ring(painter, self._theme, self.axes().frame.rect, self._theme.pxf(CORNER))
        if self._marked is not None:
            frame, (x, y) = self.axes().frame, self._marked
            self._paint_ring(painter, QPointF(frame.px(x), frame.py(y)), _MARK)
        reading = self.reading()
        if reading is not None:
            self._paint_reading(painter, self.axes().frame, reading)

    def _paint_reading(self, painter: QPainter, frame: Frame, reading: MapReading) -> None:
        at = QPointF(frame.px(reading.x), frame.py(reading.y))
        self._paint_ring(painter, at, _RING)
        inset = self._theme.pxf(6)
        within = frame.rect.adjusted(inset, inset, -inset, -inset)
        rows, arrow = self._rows(reading, within.width()), self.nearest_arrow()
        if arrow is not None:
            self._paint_ring(painter, QPointF(frame.px(arrow.x), frame.py(arrow.y)), _ARROW_RING)
            numbers = [Row(*each, self._theme.color("dpos")) for each in (arrow.across, arrow.up) if each[0]]
            rows = [*rows, *numbers]
        draw_card(painter, self._theme, rows, at, within)

    def _paint_ring(self, painter: QPainter, at: QPointF, radius: float) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for token, width in (("panel", 3.4), ("ink", 1.6)):
            painter.setPen(QPen(self._theme.color(token), self._theme.pxf(width)))
            painter.drawEllipse(at, self._theme.pxf(radius), self._theme.pxf(radius))

    def _rows(self, reading: MapReading, room: float) -> list[Row]:
        line = [Row(f"{reading.place} →", reading.value)]
        if card_width(self._theme, line) <= _WIDEST * room:
            return line
        coordinates = [Row(*each) for each in (reading.across, reading.up) if each[0]]
        return [*coordinates, Row("→", reading.value)]

    # Events

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the number under the pointer."""
        frame, at = self.axes().frame, event.position()
        self.point_at((frame.x_at(at.x()), frame.y_at(at.y())) if frame.rect.contains(at) else None)

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the number."""
        self.point_at(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk over the map with the arrows, hide the number with Escape, copy the picture."""
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_picture(self.picture())
        elif key in _ARROWS and self._decision is not None:
            fast = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._walk(*_ARROWS[key], _FAST if fast else 1)
        elif key == Qt.Key.Key_Escape and self._place is not None:
            self.point_at(None)
        else:
            super().keyPressEvent(event)

    def _walk(self, right: int, up: int, steps: int) -> None:
        (left, end), (bottom, top) = self.axes().frame.x_range, self.axes().frame.y_range
        x, y = self._place or ((left + end) / 2, (bottom + top) / 2)
        x += right * steps * (end - left) / _STEPS
        y += up * steps * (top - bottom) / _STEPS
        self.point_at((min(max(x, left), end), min(max(y, bottom), top)))
