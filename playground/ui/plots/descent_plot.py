"""A curve with the ways downhill on it; the start and the first step's length are dragged in it."""

from __future__ import annotations

import math
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter

from playground.ui.plots import axes_painter, descent_painter
from playground.ui.plots.frame import Frame
from playground.ui.plots.kept_picture import KeptPicture
from playground.ui.plots.painted_plot import PaintedPlot
from playground.ui.plots.strokes import draw_curve
from playground.ui.plots.ticks import linear_ticks
from playground.ui.widgets.painting import focus_ring, smooth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from playground.ui.plots.frame import Floats
    from playground.ui.theme.theme import Theme
    from playground.worker.questions import DescentAnswer

_WIDTH, _RING, _REACH = 2.2, 6.0, 16.0
_TICKS, _RIGHT, _LEAST_SIDE = 8, 4, 40.0
_OUTER, _FEW = 0.04, 4.0
_ROOM = 0.1
_STEPS, _FAST = 200, 10
_ACROSS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_UPRIGHT: dict[int, int] = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class Grip(Enum):
    """What the mouse has hold of."""

    START = "start"
    RATE = "rate"


class DescentPlot(PaintedPlot):
    """Left and Right move the start, Up and Down change the learning rate, Home goes to the usual start.

    `start_moved` carries where the start is wanted, `first_moved` where the first step is to end,
    `rate_stepped` by how many stops the rate is to change; `released` says that it is left there.
    """

    start_moved = Signal(float)
    first_moved = Signal(float)
    rate_stepped = Signal(int)
    home_wanted = Signal()
    released = Signal()

    SIZE, LEAST = (640, 380), (260, 160)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Path downhill on the curve", parent)
        self._pieces: tuple[tuple[Floats, Floats], ...] = ()
        self._window = (-1.0, 1.0)
        self._title = "x"
        self._answer: DescentAnswer | None = None
        self._frame: Frame | None = None
        self._grip: Grip | None = None
        self._below = KeptPicture(self)
        self.setMouseTracking(True)
        theme.changed.connect(self._lay_out_again)

    # What is shown

    def show_curve(
        self, pieces: Sequence[tuple[Floats, Floats]], window: tuple[float, float], title: str
    ) -> None:
        """Draw these pieces of a curve; `title` names what it runs over."""
        self._pieces, self._window, self._title = tuple(pieces), window, title
        self._lay_out_again()

    def show_descent(self, answer: DescentAnswer | None) -> None:
        """Draw these paths over it; None takes them away."""
        self._answer = answer
        self.update()

    def frame(self) -> Frame:
        """Return what is where."""
        if self._frame is None:
            self._frame = self._lay_out(_heights([y for _, y in self._pieces]))
        return self._frame

    def start_at(self) -> QPointF | None:
        """Return where the start is drawn."""
        if self._answer is None:
            return None
        return QPointF(self.frame().px(self._answer.start), self.frame().py(self._answer.value))

    def rate_at(self) -> QPointF | None:
        """Return where the ring is drawn by which η is dragged; None where there is none."""
        return None if self._answer is None else descent_painter.rate_grip(self.frame(), self._answer)

    def _lay_out(self, heights: tuple[float, float]) -> Frame:
        left = math.ceil(axes_painter.left_margin(self._theme, linear_ticks(*heights, _TICKS)))
        above = math.ceil(QFontMetricsF(self._theme.font("tick")).height() / 2)
        below = math.ceil(axes_painter.bottom_margin(self._theme, self._title))
        rect = QRectF(self.rect()).adjusted(left, above, -self._theme.px(_RIGHT), -below)
        rect.setSize(rect.size().expandedTo(QSizeF(_LEAST_SIDE, _LEAST_SIDE)))
        return Frame(rect, self._window, heights)

    def _lay_out_again(self) -> None:
        self._frame = None
        self._below.forget()
        self.update()

    # Painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the plot into its new size."""
        self._lay_out_again()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the curve as it was kept, and over it the paths."""
        with QPainter(self) as painter:
            smooth(painter)
            painter.drawPixmap(0, 0, self._below.get(self._paint_below))
            if self._answer is not None:
                self._paint_paths(painter, self._answer)
            if self._focus.shown and not self._plain:
                focus_ring(painter, self._theme, QRectF(self.rect()), self._theme.pxf(_RING))

    def _paint_below(self, painter: QPainter) -> None:
        frame, theme = self.frame(), self._theme
        ticks = linear_ticks(*frame.y_range, _TICKS)
        axes_painter.draw_grid(painter, theme, frame, ticks)
        axes_painter.draw_baseline(painter, theme, frame, self._title)
        painter.setClipRect(frame.rect.adjusted(0, -1, 1, 1))
        for x, y in self._pieces:
            draw_curve(painter, *frame.pixels(x, y), theme.color("ink2"), theme.pxf(_WIDTH))

    def _paint_paths(self, painter: QPainter, answer: DescentAnswer) -> None:
        frame, theme, grip = self.frame(), self._theme, self.rate_at()
        painter.save()
        painter.setClipRect(frame.rect.adjusted(-2, -2, 2, 1))
        if grip is not None:
            descent_painter.draw_first_step(painter, theme, frame, answer)
        for path in reversed(answer.paths):
            descent_painter.draw_path(painter, theme, frame, path)
        self._paint_marks(painter, answer)
        painter.restore()
        if grip is not None:
            descent_painter.draw_rate_grip(painter, theme, grip, self._grip is Grip.RATE)
            if (grip - self._start(answer)).manhattanLength() > theme.pxf(3 * _REACH):
                descent_painter.draw_name(painter, theme, frame, grip, "η")
        descent_painter.draw_start(painter, theme, frame, answer, self._grip is Grip.START)
        descent_painter.draw_name(painter, theme, frame, self._start(answer), "start")

    def _paint_marks(self, painter: QPainter, answer: DescentAnswer) -> None:
        near = answer.paths[0].near if answer.paths else None
        if near is not None:
            descent_painter.draw_axis_mark(painter, self._theme, self.frame(), near.at, "minimum", 0)
        if answer.weight is not None:
            descent_painter.draw_axis_mark(painter, self._theme, self.frame(), answer.weight, "now", 1)

    def _start(self, answer: DescentAnswer) -> QPointF:
        return QPointF(self.frame().px(answer.start), self.frame().py(answer.value))

    # Events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the ring or of the start, or bring the start here."""
        if event.button() != Qt.MouseButton.LeftButton or not self._pieces:
            event.ignore()
            return
        self._grip = self._grip_at(event.position()) or Grip.START
        self._drag(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is held, or show what can be."""
        if self._grip is not None:
            self._drag(event.position())
        else:
            held = self._grip_at(event.position()) is not None
            self.setCursor(Qt.CursorShape.SizeHorCursor if held else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Leave it there."""
        if self._grip is not None:
            self._grip = None
            self.released.emit()
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the start, or change the rate."""
        key, answer = event.key(), self._answer
        fast = _FAST if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        if answer is not None and key in _ACROSS:
            low, high = self._window
            place = answer.start + _ACROSS[key] * fast * (high - low) / _STEPS
            self.start_moved.emit(min(max(place, low), high))
        elif answer is not None and key in _UPRIGHT:
            self.rate_stepped.emit(_UPRIGHT[key] * fast)
        elif key == Qt.Key.Key_Home:
            self.home_wanted.emit()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Leave it there."""
        if not event.isAutoRepeat() and (event.key() in _ACROSS or event.key() in _UPRIGHT):
            self.released.emit()
        else:
            super().keyReleaseEvent(event)

    def _drag(self, at: QPointF) -> None:
        low, high = self._window
        x = self.frame().x_at(at.x())
        if self._grip is Grip.RATE:
            self.first_moved.emit(x)
        else:
            self.start_moved.emit(min(max(x, low), high))

    def _grip_at(self, at: QPointF) -> Grip | None:
        """Return the nearer of the two within reach."""
        places = {Grip.RATE: self.rate_at(), Grip.START: self.start_at()}
        distances = {
            grip: (place - at).manhattanLength() for grip, place in places.items() if place is not None
        }
        near = min(distances, key=distances.__getitem__, default=None)
        return near if near is not None and distances[near] <= self._theme.pxf(_REACH) else None


def _heights(curves: Sequence[Floats]) -> tuple[float, float]:
    """Return the heights to show: all, or where few places are very far out, those of the many."""
    values = np.concatenate(curves) if curves else np.zeros(0)
    if not len(values):
        return -1.0, 1.0
    low, high = float(values.min()), float(values.max())
    inner_low, inner_high = np.quantile(values, (_OUTER, 1.0 - _OUTER)).tolist()
    if high - low > _FEW * (inner_high - inner_low) > 0.0:
        low, high = inner_low, inner_high
    room = _ROOM * (high - low) or 1.0
    return low - 1.6 * room, high + room
