"""The track of a slider: what mouse, wheel and keys do to its value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from playground.ui.widgets import painting, track_look
from playground.ui.widgets.field import silently
from playground.ui.widgets.gesture import next_gesture
from playground.ui.widgets.painted import MIN_HIT, Painted
from playground.ui.widgets.scale import PAGE, Scale
from playground.ui.widgets.wheel import WheelNotches

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_PageDown: -PAGE,
    Qt.Key.Key_PageUp: PAGE,
}
_NUMBER_STARTS = "0123456789-+.,"
_KNOB_REACH = track_look.KNOB + 2


class SliderTrack(Painted, QAbstractSlider):
    """Signals `moved` with each new value, between `started` and `finished`; `typed` when a digit is pressed.

    As a QAbstractSlider it has the slider's role and value for screen readers; its integer position is the
    value itself where the stops are whole numbers, else the number of the stop.
    """

    moved = Signal(float)
    started = Signal()
    finished = Signal()
    typed = Signal(str)

    own_keys = (*_STEPS, Qt.Key.Key_Home, Qt.Key.Key_End)

    def __init__(
        self, theme: Theme, name: str, scale: Scale, default: float, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.follow(theme)
        self.setAccessibleName(name)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._default, self._number, self._before_drag = default, default, default
        self._bound: float | None = None
        # How far the knob's centre lies right of the mouse while it is dragged.
        self._grip: float | None = None
        self._wheel = WheelNotches()
        self.gesture = 0
        self.set_scale(scale)
        self.valueChanged.connect(self._take_position)

    def number(self) -> float:
        """Give the value, exactly."""
        return self._number

    def show_number(self, value: float) -> None:
        """Show a value without signalling."""
        self._number = value
        with silently(self):
            self.setValue(self._position(value))
        self.update()

    def set_scale(self, scale: Scale) -> None:
        """Change which values there are."""
        self.scale = scale
        self._whole = all(stop == round(stop) for stop in scale.stops)
        with silently(self):
            self.setRange(self._position(scale.low), self._position(scale.high))
        self.show_number(self._number)

    def set_default(self, value: float) -> None:
        """Change what a double click goes back to."""
        self._default = value

    def set_bound(self, bound: float | None) -> None:
        """Draw the track red from this value on."""
        if bound != self._bound:
            self._bound = bound
            self.update()

    def bound_x(self) -> float:
        """Where the red begins, in pixels; the whole width if nothing is red."""
        unseen = self._bound is None or self._bound >= self.scale.high
        return self.width() if unseen or self._bound is None else self.x_of(self._bound)

    def x_of(self, value: float) -> float:
        """Where a value lies on the track, in pixels."""
        inset = self.theme.pxf(track_look.INSET)
        return inset + self.scale.place(value) * (self.width() - 2 * inset)

    def line_y(self) -> float:
        """How far down the line lies."""
        return self.theme.pxf(MIN_HIT / 2)

    def sizeHint(self) -> QSize:
        """Give the size the content needs."""
        return QSize(self.theme.px(120), self.theme.px(MIN_HIT))

    def minimumSizeHint(self) -> QSize:
        """Give the least size it can do with."""
        return QSize(self.theme.px(60), self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the knob, or bring it here."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        x, knob = event.position().x(), self.x_of(self._number)
        on_knob = abs(knob - x) <= self.theme.pxf(_KNOB_REACH)
        self._grip = knob - x if on_knob else 0.0
        self._before_drag = self._number
        self.gesture = next_gesture()
        self.started.emit()
        if not on_knob:
            self._drag_to(x)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the knob."""
        if self._grip is not None:
            self._drag_to(event.position().x() + self._grip)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the knob."""
        self._end_drag()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go back to the default."""
        # No new gesture: the first click of the two may have moved the knob, and undo takes back both.
        self._jump_to(self._default, same_gesture=True)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step by the wheel, only with the keyboard focus."""
        if not self.hasFocus():
            event.ignore()
            return
        event.accept()
        notches = self._wheel.take(event)
        if notches:
            self._jump_to(self.scale.stepped(self._number, notches), same_gesture=self._wheel.goes_on())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by the keys; a digit begins to type a value."""
        target = self._target_of(event)
        if target is not None:
            self._jump_to(target, same_gesture=event.isAutoRepeat())
        elif event.key() == Qt.Key.Key_Escape and self._grip is not None:
            self._move_to(self._before_drag)
            self._end_drag()
        elif event.text() and event.text() in _NUMBER_STARTS:
            self.typed.emit(event.text())
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line and the knob."""
        with QPainter(self) as painter:
            painting.smooth(painter)
            track_look.draw_line(painter, self)
            track_look.draw_knob(painter, self)

    def _target_of(self, event: QKeyEvent) -> float | None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return self.scale.low if key == Qt.Key.Key_Home else self.scale.high
        if key not in _STEPS:
            return None
        times = PAGE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        return self.scale.stepped(self._number, _STEPS[key] * times)

    def _drag_to(self, x: float) -> None:
        inset = self.theme.pxf(track_look.INSET)
        self._move_to(self.scale.nearest((x - inset) / max(1.0, self.width() - 2 * inset)))

    def _end_drag(self) -> None:
        if self._grip is not None:
            self._grip = None
            self.finished.emit()

    def _jump_to(self, value: float, *, same_gesture: bool) -> None:
        if value == self._number:
            return
        self.gesture = self.gesture if same_gesture else next_gesture()
        self.started.emit()
        self._move_to(value)
        self.finished.emit()

    def _move_to(self, value: float) -> None:
        if value != self._number:
            self.show_number(value)
            self.moved.emit(value)

    def _take_position(self, position: int) -> None:
        """Follow a screen reader that set the integer position."""
        self._jump_to(float(position) if self._whole else self.scale.stops[position], same_gesture=False)

    def _position(self, value: float) -> int:
        return round(value) if self._whole else self.scale.index(value)
