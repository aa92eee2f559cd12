"""A line from the first moment of a run to now, with a knob on the moment that is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from playground.ui.widgets import painting
from playground.ui.widgets.field import silently
from playground.ui.widgets.painted import MIN_HIT, Painted

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme

_LINE, _KNOB, _RING, _NOW, _TICK = 4, 6, 2, 3.5, 7
_INSET = _KNOB + 2 + painting.FOCUS_WIDTH
_PROGRESS = 2
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: 1,
}
_PAGES = {Qt.Key.Key_PageDown: -10, Qt.Key.Key_PageUp: 10}


@dataclass(frozen=True)
class Course:
    """A run from its first known moment to now, as (step, epoch), and the moment that is shown.

    `marks` are epochs of changes; `share` is how much of the way to a moment is made, None if it is there.
    """

    first: tuple[int, float]
    last: tuple[int, float]
    shown: tuple[int, float]
    marks: tuple[float, ...] = ()
    share: float | None = None

    @property
    def in_past(self) -> bool:
        """Whether an earlier moment is shown."""
        return self.shown[0] < self.last[0]


class TimelineTrack(Painted, QAbstractSlider):
    """Dragged to an earlier moment: `epoch_wanted`, `steps_wanted` and `epochs_wanted` say to which.

    `step_wanted` is a screen reader's choice, the slider's integer value being the step.
    """

    epoch_wanted = Signal(float)
    steps_wanted = Signal(int)
    epochs_wanted = Signal(int)
    step_wanted = Signal(int)
    hovered = Signal(object)

    own_keys = (*_STEPS, *_PAGES)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.follow(theme)
        self.course = Course((0, 0.0), (0, 0.0), (0, 0.0))
        self._dragging = False
        self._ends: tuple[float, float] | None = None
        self.setAccessibleName("Timeline")
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.valueChanged.connect(self.step_wanted)

    def show_course(self, course: Course) -> None:
        """Show how far the run goes and where in it one stands."""
        if course == self.course:
            return
        self.course = course
        with silently(self):
            self.setRange(course.first[0], course.last[0])
            self.setValue(course.shown[0])
        self.update()

    def set_ends(self, ends: tuple[float, float] | None) -> None:
        """Let the run begin and end at these places, in pixels, as it does in a plot above; None fills it."""
        if ends != self._ends:
            self._ends = ends
            self.update()

    @property
    def _reach(self) -> tuple[float, float]:
        """Where the run begins and ends, in pixels; the knob is never cut off."""
        inset = self.theme.pxf(_INSET)
        low, high = inset, self.width() - inset
        left, right = self._ends or (low, high)
        return min(max(left, low), high), max(min(right, high), low)

    def x_of(self, epoch: float) -> float:
        """Where an epoch lies, in pixels."""
        (_, first), (_, last) = self.course.first, self.course.last
        place = (epoch - first) / (last - first) if last > first else 1.0
        left, right = self._reach
        return left + min(1.0, max(0.0, place)) * (right - left)

    def epoch_at(self, x: float) -> float:
        """Which epoch lies at a place, in pixels."""
        left, right = self._reach
        place = min(1.0, max(0.0, (x - left) / max(1.0, right - left)))
        (_, first), (_, last) = self.course.first, self.course.last
        return first + place * (last - first)

    def sizeHint(self) -> QSize:
        """Give the size the content needs."""
        return QSize(self.theme.px(160), self.theme.px(MIN_HIT))

    def minimumSizeHint(self) -> QSize:
        """Give the least size it can do with."""
        return QSize(self.theme.px(80), self.theme.px(MIN_HIT))

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the moment that is pressed."""
        if event.button() == Qt.MouseButton.LeftButton and self._has_past:
            self._dragging = True
            self.epoch_wanted.emit(self.epoch_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go along, or tell what lies under the pointer."""
        epoch = self.epoch_at(event.position().x())
        self.hovered.emit(epoch if self._has_past else None)
        if self._dragging:
            self.epoch_wanted.emit(epoch)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._dragging = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go a step, with Shift an epoch, by pages ten epochs."""
        key = Qt.Key(event.key())
        if key in _PAGES:
            self.epochs_wanted.emit(_PAGES[key])
        elif key in _STEPS and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.epochs_wanted.emit(_STEPS[key])
        elif key in _STEPS:
            self.steps_wanted.emit(_STEPS[key])
        else:
            event.ignore()

    @property
    def _has_past(self) -> bool:
        return self.course.last[0] > self.course.first[0]

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line, the changes on it, and the knob."""
        with QPainter(self) as painter:
            painting.smooth(painter)
            line = QRectF(0, (self.height() - self.theme.pxf(_LINE)) / 2, self.width(), self.theme.pxf(_LINE))
            self._paint_line(painter, line)
            self._paint_marks(painter, line)
            self._paint_knob(painter, line.center().y())

    def _paint_line(self, painter: QPainter, line: QRectF) -> None:
        round_by = line.height() / 2
        left, right = self._reach
        line = QRectF(left, line.top(), right - left, line.height())
        painting.fill_round(painter, line, round_by, self.theme.color("ctlh"))
        if self._has_past:
            filled = QRectF(left, line.top(), self.x_of(self.course.shown[1]) - left, line.height())
            painting.fill_round(painter, filled, round_by, self.theme.color("ink2"))
        if self.course.share is not None:
            made = QRectF(line.left(), self.height() - self.theme.pxf(_PROGRESS), line.width(), 0)
            made.setWidth(line.width() * self.course.share)
            made.setHeight(self.theme.pxf(_PROGRESS))
            painting.fill_round(painter, made, 1, self.theme.color("ink"))

    def _paint_marks(self, painter: QPainter, line: QRectF) -> None:
        painter.setPen(QPen(self.theme.color("ink3"), self.theme.pxf(1.5)))
        reach = self.theme.pxf(_TICK)
        for epoch in self.course.marks:
            x = self.x_of(epoch)
            painter.drawLine(QPointF(x, line.center().y() - reach), QPointF(x, line.center().y() + reach))

    def _paint_knob(self, painter: QPainter, y: float) -> None:
        theme, knob = self.theme, QPointF(self.x_of(self.course.shown[1]), y)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.course.in_past:
            painter.setBrush(theme.color("ink3"))
            now = QPointF(self.x_of(self.course.last[1]), y)
            painter.drawEllipse(now, theme.pxf(_NOW), theme.pxf(_NOW))
        painter.setBrush(theme.color("panel"))
        painter.drawEllipse(knob, theme.pxf(_KNOB + _RING), theme.pxf(_KNOB + _RING))
        painter.setBrush(theme.color("ink" if self._has_past else "faint"))
        painter.drawEllipse(knob, theme.pxf(_KNOB), theme.pxf(_KNOB))
        if self.hasFocus():
            reach = theme.pxf(_INSET)
            around = QRectF(knob.x() - reach, y - reach, 2 * reach, 2 * reach)
            painting.focus_ring(painter, theme, around, reach)
