"""A function with its derivatives: a point on it, and a second one beyond, can be dragged."""

from __future__ import annotations

import math
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent

from playground.ui.plots.painted_plot import PaintedPlot
from playground.ui.plots.slope.axes import Axes, axes_of
from playground.ui.plots.slope.curves_painter import looks_of, paint_curves
from playground.ui.plots.slope.heights import heights
from playground.ui.plots.slope.point_painter import PointPainter
from playground.ui.theme.numbers import format_compact
from playground.ui.widgets import painting
from playground.ui.widgets.wheel import WheelNotches

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme
    from playground.worker.questions import CurveAnswer, PointAnswer

LEAST_STEP, MOST_STEP = 1e-16, 1.0
_GRAB, _SNAP = 14, 5
_NEAR = 30  # pixels from the point within which a drag of h goes by decades
_RADIUS = 6
_ZOOM = 0.8
_LEAST_WIDTH, _MOST_WIDTH = 2e-3, 1e6
_STEPS = 200  # of an arrow key across the plot
_FAST = 10
_ACROSS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_UP = {Qt.Key.Key_Down: -1, Qt.Key.Key_Up: 1}
_ZOOMS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
OWN_KEYS = (*_ACROSS, *_UP, *_ZOOMS)


class _Held(Enum):
    NOTHING = auto()
    POINT = auto()
    SECOND = auto()


class SlopePlot(PaintedPlot):
    """`point_moved` and `step_moved` carry where a person drags to, `released` ends a drag or a key.

    `window_wanted` carries the part of the axis that is to be shown, None for the usual one.
    """

    SIZE, LEAST = (640, 420), (280, 160)

    point_moved = Signal(float)
    step_moved = Signal(float)
    released = Signal()
    window_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Function with tangent and secant", parent)
        self._curves: CurveAnswer | None = None
        self._point: PointAnswer | None = None
        self._letters = ("f", "x")
        self._slopes = self._bends = True
        self._axes: Axes | None = None
        self._still: QPixmap | None = None
        self._held = _Held.NOTHING
        self._wheel = WheelNotches()
        self._reason = ""
        self.setMouseTracking(True)
        theme.changed.connect(self._forget)

    @property
    def axes(self) -> Axes | None:
        """Where things lie, None before there are curves."""
        if self._axes is None and self._curves is not None:
            others = [self._curves.slope_pieces] * self._slopes + [self._curves.bend_pieces] * self._bends
            up = heights(self._curves.value_pieces, others)
            size = QSizeF(self.size())
            self._axes = axes_of(self._theme, size, self._curves.window, up, self._letters[1])
        return self._axes

    def show_curves(self, answer: CurveAnswer, letters: tuple[str, str]) -> None:
        """Draw these; `letters` are those of the function and of what moves."""
        self._curves, self._letters, self._reason = answer, letters, ""
        self._forget()

    def show_derivatives(self, *, slopes: bool, bends: bool) -> None:
        """Draw f' and f'' beside f, or not."""
        if (slopes, bends) != (self._slopes, self._bends):
            self._slopes, self._bends = slopes, bends
            self._forget()

    def show_point(self, answer: PointAnswer) -> None:
        """Draw the point, its tangent and its secant."""
        self._point = answer
        at, value = format_compact(answer.x, 6), answer.value
        said = "no value" if value is None else format_compact(value, 6)
        self.setAccessibleDescription(f"{self._letters[1]} = {at}, {self._letters[0]} = {said}")
        self.update()

    def show_reason(self, reason: str) -> None:
        """Say why there is nothing to draw."""
        self._curves = self._point = None
        self._reason = reason
        self._forget()

    def place_of(self, *, second: bool = False) -> QPointF | None:
        """Give where the point, or the second one, lies in pixels."""
        axes, point = self.axes, self._point
        if axes is None or point is None:
            return None
        y = point.ahead if second else point.value
        x = point.x + point.h if second else point.x
        return QPointF(axes.frame.px(x), axes.frame.rect.bottom() if y is None else axes.frame.py(y))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what stays from a picture, and what moves over it."""
        with QPainter(self) as painter:
            axes = self.axes
            if axes is None:
                self._paint_reason(painter)
                return
            painter.drawPixmap(0, 0, self._picture_of(axes))
            if self._point is not None:
                moving = PointPainter(painter, self._theme, axes.frame, self._point)
                moving.paint(*self._letters, self._slopes, self._bends)
            if self._focus.shown and not self._plain:
                painting.focus_ring(painter, self._theme, QRectF(self.rect()), self._theme.pxf(_RADIUS))

    def _picture_of(self, axes: Axes) -> QPixmap:
        ratio = self.devicePixelRatioF()
        if self._still is None or self._still.devicePixelRatio() != ratio:
            self._still = QPixmap(self.size() * ratio)
            self._still.setDevicePixelRatio(ratio)
            self._still.fill(Qt.GlobalColor.transparent)
            assert self._curves is not None
            looks = looks_of(self._curves, self._letters[0], self._slopes, self._bends)
            with QPainter(self._still) as painter:
                paint_curves(painter, self._theme, axes, looks, self._letters[1], self._curves)
        return self._still

    def _paint_reason(self, painter: QPainter) -> None:
        painter.setFont(self._theme.font("body"))
        painter.setPen(self._theme.color("ink3"))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(QRectF(self.rect()).adjusted(20, 20, -20, -20), flags, self._reason)

    def _forget(self) -> None:
        self._axes = self._still = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        self._forget()

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a point; elsewhere the point comes to the mouse."""
        if event.button() != Qt.MouseButton.LeftButton or self.axes is None:
            return
        self._held = self._under(event.position())
        if self._held is _Held.NOTHING:
            self._held = _Held.POINT
            self._drag(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is held."""
        if self._held is not _Held.NOTHING:
            self._drag(event.position())
            return
        over = self._under(event.position()) is not _Held.NOTHING
        self.setCursor(Qt.CursorShape.SizeHorCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if self._held is not _Held.NOTHING and event.button() == Qt.MouseButton.LeftButton:
            self._held = _Held.NOTHING
            self.released.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the usual part of the axis again."""
        self.window_wanted.emit(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom towards what is under the mouse."""
        axes = self.axes
        notches = self._wheel.take(event)
        if axes is not None and notches:
            self._zoom(axes.frame.x_at(event.position().x()), notches)
        event.accept()

    def _under(self, place: QPointF) -> _Held:
        first, second = self.place_of(), self.place_of(second=True)
        grab = self._theme.pxf(_GRAB)
        to_first = math.inf if first is None else math.hypot(*(place - first).toTuple())
        to_second = math.inf if second is None else math.hypot(*(place - second).toTuple())
        if min(to_first, to_second) > grab:
            return _Held.NOTHING
        if first is not None and abs(to_first - to_second) < 2.0:
            return _Held.SECOND if place.x() > first.x() else _Held.POINT
        return _Held.POINT if to_first <= to_second else _Held.SECOND

    def _drag(self, place: QPointF) -> None:
        axes = self.axes
        if axes is None:
            return
        if self._held is _Held.POINT:
            self.point_moved.emit(self._snapped(axes, place.x()))
        elif self._point is not None:
            self.step_moved.emit(self._step_at(axes, place.x(), self._point.x))

    def _snapped(self, axes: Axes, pixel: float) -> float:
        """Return the place under the mouse, a round one, or the kink or pole beside it."""
        frame, curves = axes.frame, self._curves
        left, right = frame.x_range
        x = min(max(frame.x_at(pixel), left), right)
        if curves is not None:
            special = [*curves.kinks, *curves.poles, *([] if curves.value is None else [curves.value])]
            near = [each for each in special if abs(frame.px(each) - pixel) < self._theme.pxf(_SNAP)]
            if near:
                return near[0]
        grain = 10.0 ** math.floor(math.log10((right - left) / frame.rect.width()))
        return float(round(x / grain) * grain)

    def _step_at(self, axes: Axes, pixel: float, x: float) -> float:
        """Return h for a mouse that drags the second point: near the first one a few pixels are a decade."""
        frame, near = axes.frame, self._theme.pxf(_NEAR)
        distance = pixel - frame.px(x)
        per_pixel = (frame.x_range[1] - frame.x_range[0]) / frame.rect.width()
        if distance >= near:
            return min(distance * per_pixel, MOST_STEP)
        most = math.log10(min(near * per_pixel, MOST_STEP))
        least = math.log10(LEAST_STEP)
        exponent = least + (most - least) * max(distance, 0.0) / near
        return float(min(max(10.0**exponent, LEAST_STEP), MOST_STEP))

    # Keys

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the plot from window-wide shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            commanding = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if Qt.Key(event.key()) in OWN_KEYS and not commanding:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the point by left and right, h by up and down, zoom by plus and minus; Shift is ten times."""
        key, axes, point = Qt.Key(event.key()), self.axes, self._point
        if axes is None or point is None or key not in OWN_KEYS:
            super().keyPressEvent(event)
            return
        times = _FAST if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        left, right = axes.frame.x_range
        if key in _ACROSS:
            grain = 10.0 ** math.floor(math.log10((right - left) / _STEPS))
            moved = (round(point.x / grain) + _ACROSS[key] * times) * grain
            self.point_moved.emit(float(min(max(moved, left), right)))
        elif key in _UP:
            self.step_moved.emit(
                float(min(max(point.h * 10.0 ** (0.1 * _UP[key] * times), LEAST_STEP), MOST_STEP))
            )
        else:
            self._zoom(point.x, _ZOOMS[key])

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """End the move of a key that is let go."""
        if Qt.Key(event.key()) in (*_ACROSS, *_UP) and not event.isAutoRepeat():
            self.released.emit()
        else:
            super().keyReleaseEvent(event)

    def _zoom(self, towards: float, notches: float) -> None:
        assert self._curves is not None
        left, right = self._curves.window
        share = _ZOOM**notches
        if not _LEAST_WIDTH * max(1.0, abs(towards)) <= (right - left) * share <= _MOST_WIDTH:
            return
        self.window_wanted.emit((towards - (towards - left) * share, towards + (right - towards) * share))
