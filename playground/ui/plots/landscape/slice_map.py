"""The loss over a plane from above: it can be pointed at, brought nearer, and started from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter

from playground.ui.plots.frame import Frame
from playground.ui.plots.kept_picture import KeptPicture
from playground.ui.plots.landscape.ground_painter import GroundPainter, room_for
from playground.ui.plots.landscape.slice_readings import path_rows, place_rows
from playground.ui.plots.landscape.walk_painter import WalkPainter, draw_cross
from playground.ui.plots.painted_plot import PaintedPlot
from playground.ui.plots.read_out import draw_card
from playground.ui.theme.numbers import format_significant
from playground.ui.widgets.painting import focus_ring
from playground.ui.widgets.wheel import WheelNotches

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from playground.ui.plots.landscape.relief import Relief
    from playground.ui.theme.theme import Theme
    from playground.worker.questions import LandscapeAnswer

Place = tuple[float, float]
ZOOM_STEP = 1.25
_FAST = 5
_RING = 8
_NEAR = 7.0  # pixels within which a point of the path is told
_STEPS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
_ZOOMS: dict[int, float] = {
    Qt.Key.Key_Plus: ZOOM_STEP,
    Qt.Key.Key_Equal: ZOOM_STEP,
    Qt.Key.Key_Minus: 1 / ZOOM_STEP,
}
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OWN = (*_STEPS, *_ZOOMS, *_ENTERS, Qt.Key.Key_Home)


class SliceMap(PaintedPlot):
    """`placed` carries the place of the cross-hair, None without one; `accepted` says to start there.

    `drawn` carries the answer that is drawn from now on. `zoomed` carries a factor, 0 for back to the whole;
    `reshaped` says that the map has another shape.
    """

    SIZE, LEAST = (620, 500), (260, 200)
    placed = Signal(object)
    accepted = Signal()
    drawn = Signal(object)
    zoomed = Signal(float)
    reshaped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Map of the loss", parent)
        self._answer: LandscapeAnswer | None = None
        self._painter: GroundPainter | None = None
        self._next: tuple[LandscapeAnswer, GroundPainter, tuple[str, str]] | None = None
        self._titles, self._reason = ("", ""), ""
        self.cross: Place | None = None
        self._pointer: QPointF | None = None
        self._ground, self._walk = KeptPicture(self), WalkPainter(theme)
        self._wheel = WheelNotches()
        self._finding = QTimer(self)
        self._finding.timeout.connect(self._find)
        self.setMouseTracking(True)
        theme.changed.connect(self._restyle)

    @property
    def area(self) -> QRectF:
        """Where the map itself lies."""
        return room_for(self._theme, self.width(), self.height())

    @property
    def aspect(self) -> float:
        """How many times wider than high the map is."""
        return self.area.width() / self.area.height()

    def show_slice(self, answer: LandscapeAnswer, relief: Relief, titles: tuple[str, str]) -> None:
        """Draw this, a sketch at once, a fine picture as soon as its lines are found."""
        self._next = answer, GroundPainter(self._theme, relief), titles
        if answer.fine and self._answer is not None:
            self._finding.start()
            return
        while not self._next[1].ready:
            self._next[1].prepare()
        self._take_next()

    def _find(self) -> None:
        if self._next is None:
            self._finding.stop()
            return
        self._next[1].prepare()
        if self._next[1].ready:
            self._take_next()

    def _take_next(self) -> None:
        self._finding.stop()
        if self._next is None:
            return
        self._answer, self._painter, self._titles = self._next
        self._next, self._reason = None, ""
        self._ground.forget()
        self._describe()
        self.update()
        self.drawn.emit(self._answer)

    def show_reason(self, reason: str) -> None:
        """Say in place of a picture why there is none."""
        self._answer = self._painter = self._next = None
        self._reason = reason
        self.setAccessibleDescription(reason)
        self.update()

    def set_cross(self, place: Place | None) -> None:
        """Move the cross-hair, or take it away, and tell so."""
        if place != self.cross:
            self.cross = place
            self._describe()
            self.update()
            self.placed.emit(place)

    def pixel_of(self, place: Place) -> QPointF:
        """Return where a place is drawn."""
        frame = self._frame()
        return QPointF(frame.px(place[0]), frame.py(place[1]))

    def _frame(self) -> Frame:
        extent = (-1.0, 1.0, -1.0, 1.0) if self._answer is None else self._answer.extent
        return Frame(self.area, extent[:2], extent[2:])

    def _describe(self) -> None:
        answer = self._answer
        if answer is None:
            return
        said = f"Loss {format_significant(answer.loss)} now; across {self._titles[0]}, up {self._titles[1]}"
        if self.cross is not None:
            said += "; cross-hair: " + ", ".join(
                f"{row.name} {row.value}" for row in place_rows(answer, self.cross)
            )
        self.setAccessibleDescription(said)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, which is drawn once, the path over it, and what is told."""
        with QPainter(self) as painter:
            if self._answer is None:
                self._paint_reason(painter)
            else:
                painter.drawPixmap(0, 0, self._ground.get(self._draw_ground))
                self._paint_pointed(painter)
            if self._focus.shown and not self._plain:
                focus_ring(painter, self._theme, QRectF(self.rect()), self._theme.pxf(_RING))

    def _draw_ground(self, painter: QPainter) -> None:
        frame = self._frame()
        if self._painter is not None:
            self._painter.paint(painter, frame.rect, frame, self._titles)
        if self._answer is not None:
            self._walk.paint(painter, frame, self._answer)

    def _paint_pointed(self, painter: QPainter) -> None:
        """Paint what follows the pointer and the keys."""
        if self._plain:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.cross is not None:
            draw_cross(painter, self._theme, self.pixel_of(self.cross))
        self._paint_read_out(painter)

    def _paint_reason(self, painter: QPainter) -> None:
        painter.setFont(self._theme.font("body"))
        painter.setPen(self._theme.color("ink2"))
        margin = self._theme.px(40)
        box = self.rect().adjusted(margin, margin, -margin, -margin)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._reason)

    def _paint_read_out(self, painter: QPainter) -> None:
        if self._pointer is None or not self.area.contains(self._pointer):
            return
        answer = self._answer
        assert answer is not None
        near = path_rows(answer, self._frame(), self._pointer, self._theme.pxf(_NEAR))
        rows = near or place_rows(answer, self._place_at(self._pointer))
        draw_card(painter, self._theme, rows, self._pointer, QRectF(self.rect()))

    def _place_at(self, pixel: QPointF) -> Place:
        frame = self._frame()
        return frame.x_at(pixel.x()), frame.y_at(pixel.y())

    def _restyle(self) -> None:
        if self._painter is not None:
            self._painter.forget_colors()
        self._ground.forget()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for a picture of the new shape."""
        self._ground.forget()
        self.reshaped.emit()

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the cross-hair there."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the cross-hair, or tell what is under the pointer."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._pointer = None
            self._drag(event.position())
        else:
            self._pointer = event.position()
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Tell nothing."""
        self._pointer = None
        self.update()

    def _drag(self, pixel: QPointF) -> None:
        area = self.area
        if self._answer is not None and area.adjusted(-1, -1, 1, 1).contains(pixel):
            self.set_cross(self._place_at(pixel))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Come nearer to where the weights stand, or go away."""
        notches = self._wheel.take(event)
        if notches:
            self.zoomed.emit(ZOOM_STEP**notches)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Keep the own keys from window-wide shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            others = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
            escapes = event.key() == Qt.Key.Key_Escape and self.cross is not None
            if (event.key() in _OWN or escapes) and not event.modifiers() & others:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk by a cell with the arrows, start there with Enter, zoom with + and −, see all with Home."""
        key = event.key()
        if key in _STEPS and self._answer is not None:
            fast = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._walk_by(*_STEPS[key], _FAST if fast else 1)
        elif key in _ENTERS and self.cross is not None:
            self.accepted.emit()
        elif key == Qt.Key.Key_Escape and self.cross is not None:
            self.set_cross(None)
        elif key in _ZOOMS:
            self.zoomed.emit(_ZOOMS[key])
        elif key == Qt.Key.Key_Home:
            self.zoomed.emit(0.0)
        else:
            super().keyPressEvent(event)

    def _walk_by(self, across: int, up: int, cells: int) -> None:
        answer = self._answer
        assert answer is not None
        left, right, bottom, top = answer.extent
        rows, columns = answer.heights.shape
        x, y = self.cross or answer.here
        x += across * cells * (right - left) / columns
        y += up * cells * (top - bottom) / rows
        self.set_cross((min(max(x, left), right), min(max(y, bottom), top)))
