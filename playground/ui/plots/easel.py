"""Lets a person paint on a map or a curve, by mouse and by keys, and shows what a click would do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QWheelEvent

from playground.ui.plots.easel_painter import Shown, draw_easel, draw_hint
from playground.ui.plots.painting import Gesture, Ground, Paint, Tool, gesture_at
from playground.ui.widgets.gesture import next_gesture
from playground.ui.widgets.wheel import WheelNotches

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from playground.session.painting import Painting
    from playground.ui.plots.frame import Frame
    from playground.ui.theme.theme import Theme

PACE_MS = 80
FARTHEST = 1e9
_ADD = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_REMOVE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_DIGITS = {Qt.Key(Qt.Key.Key_1 + index): index for index in range(6)}
_HINT = "Click to add points"
_HINT_OFF = "Press P to paint points"


class Surface(Protocol):
    """A widget that can be painted on; `overlay` paints over it."""

    overlay: Callable[[QPainter, Frame], None] | None

    def frame(self) -> Frame:
        """Return what of the plane is where."""

    def place(self) -> tuple[float, float] | None:
        """Return where the arrow keys lead."""

    def point_at(self, place: tuple[float, float] | None) -> None:
        """Tell the number at a place, None for nowhere."""


class Easel(QObject):
    """Watches a surface while it is `active`; everything else the surface does stays as it is.

    `digit` carries which of the keys 1 to 6 was pressed (counted from 0), `resized` turns of the wheel with
    Ctrl.
    """

    digit = Signal(int)
    resized = Signal(int)

    def __init__(self, theme: Theme, surface: QWidget, painting: Painting, paint: Paint) -> None:
        super().__init__(surface)
        self._theme, self._widget, self._painting, self._paint = theme, surface, painting, paint
        self._surface = cast("Surface", surface)
        self._surface.overlay = self._draw
        self._pointer: QPointF | None = None
        self._gesture: Gesture | None = None
        self._wheel = WheelNotches()
        self.active = False
        self._pace = QTimer(self)
        self._pace.setInterval(PACE_MS)
        self._pace.timeout.connect(self._go_on)
        surface.installEventFilter(self)

    def set_active(self, active: bool) -> None:
        """Paint from now on, or only look."""
        if not active:
            self.cancel()
            self._widget.unsetCursor()
        self.active, self._pointer = active, None
        self._widget.update()

    def cancel(self) -> None:
        """Take back the stroke under way."""
        gesture, self._gesture = self._gesture, None
        self._pace.stop()
        if gesture is not None:
            gesture.cancel()

    @property
    def ground(self) -> Ground:
        """Where the points lie now."""
        return Ground(self._painting, self._paint, self._surface.frame(), self._theme.pxf(1.0))

    # Events

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take what is meant for painting."""
        if not self.active:
            return False
        match event.type():
            case QEvent.Type.MouseButtonPress | QEvent.Type.MouseButtonDblClick:
                return self._press(cast("QMouseEvent", event))
            case QEvent.Type.MouseMove:
                return self._move(cast("QMouseEvent", event))
            case QEvent.Type.MouseButtonRelease:
                return self._release(cast("QMouseEvent", event))
            case QEvent.Type.Wheel:
                return self._turn(cast("QWheelEvent", event))
            case QEvent.Type.ShortcutOverride:
                return self._claim(cast("QKeyEvent", event))
            case QEvent.Type.KeyPress:
                return self._key(cast("QKeyEvent", event))
            case QEvent.Type.Leave:
                self._pointer = None
                self._widget.update()
            case QEvent.Type.Hide:
                self.cancel()
        return False

    def _press(self, event: QMouseEvent) -> bool:
        at, ground = event.position(), self.ground
        if not ground.holds(at) or self._gesture is not None:
            return False
        if event.button() == Qt.MouseButton.LeftButton:
            self._gesture = gesture_at(ground, at)
            self._gesture.start(ground, at)
            self._pace.start()
        elif event.button() == Qt.MouseButton.RightButton:
            self._remove(ground.nearest(at))
        return False

    def _move(self, event: QMouseEvent) -> bool:
        at, ground = event.position(), self.ground
        self._pointer = at if ground.holds(at) or self._gesture is not None else None
        if self._gesture is not None:
            self._gesture.move(ground, at)
        elif self._surface.place() is not None:
            self._surface.point_at(None)
        self._show_cursor(ground)
        self._widget.update()
        return True

    def _release(self, event: QMouseEvent) -> bool:
        if event.button() == Qt.MouseButton.LeftButton and self._gesture is not None:
            gesture, self._gesture = self._gesture, None
            self._pace.stop()
            gesture.move(self.ground, event.position())
            gesture.end(self.ground)
            self._widget.update()
        return False

    def _turn(self, event: QWheelEvent) -> bool:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        notches = self._wheel.take(event)
        if notches:
            self.resized.emit(notches)
        self._widget.update()
        return True

    def _go_on(self) -> None:
        if self._gesture is not None:
            self._gesture.go_on(self.ground)

    # Keys

    def _claim(self, event: QKeyEvent) -> bool:
        if self._does(event) is None:
            return False
        event.accept()
        return True

    def _key(self, event: QKeyEvent) -> bool:
        does = self._does(event)
        if does is not None:
            does()
            self._widget.update()
        return does is not None

    def _does(self, event: QKeyEvent) -> Callable[[], None] | None:
        """Return what a key does here, None if it is not one for painting."""
        key = event.key()
        if self._gesture is not None and (
            key == Qt.Key.Key_Escape or event.matches(QKeySequence.StandardKey.Undo)
        ):
            return self.cancel
        if event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            return None
        if key in _DIGITS:
            return lambda: self.digit.emit(_DIGITS[Qt.Key(key)])
        if key in _ADD:
            return self._add_here
        if key in _REMOVE:
            return lambda: self._remove(self.ground.nearest(self._here(), FARTHEST))
        return None

    def _here(self) -> QPointF:
        """Return where the keys act: at the cross-hair, or where the pointer is, or in the middle."""
        frame, place = self._surface.frame(), self._surface.place()
        if place is not None:
            return QPointF(frame.px(place[0]), frame.py(place[1]))
        return self._pointer or frame.rect.center()

    def _add_here(self) -> None:
        frame, at = self._surface.frame(), self._here()
        self._surface.point_at((frame.x_at(at.x()), frame.y_at(at.y())))
        self._painting.stroke("Add point", next_gesture()).add((self.ground.point(at),))

    def _remove(self, index: int | None) -> None:
        if index is not None:
            self._painting.stroke("Remove point", next_gesture()).remove((index,))

    # Showing

    def _show_cursor(self, ground: Ground) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if self._pointer is not None:
            over = self._paint.tool is Tool.POINT and ground.nearest(self._pointer) is not None
            shape = Qt.CursorShape.SizeAllCursor if over else Qt.CursorShape.CrossCursor
        self._widget.setCursor(shape)

    def _draw(self, painter: QPainter, frame: Frame) -> None:
        ground = self.ground
        if not len(self._painting.points) and not self._painting.refusal and self._pointer is None:
            draw_hint(painter, self._theme, frame, _HINT if self.active else _HINT_OFF)
        if self.active:
            cross = self._surface.place()
            at = None if cross is None else QPointF(frame.px(cross[0]), frame.py(cross[1]))
            classes = self._painting.classes
            busy = self._gesture is not None
            draw_easel(painter, self._theme, ground, Shown(self._pointer, at, classes, busy))
