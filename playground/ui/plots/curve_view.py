"""What a network with one input says: a curve over that input, with the samples around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.plots import axes_painter
from playground.ui.plots.curve_layout import curve_frame, height_range
from playground.ui.plots.keyboard_focus import KeyboardFocus
from playground.ui.plots.marks_painter import draw_value_marks, outline
from playground.ui.plots.pictures import copy_picture, picture_of
from playground.ui.plots.points import PointCloud
from playground.ui.plots.read_out import Row, draw_card
from playground.ui.plots.strokes import draw_curve
from playground.ui.plots.ticks import linear_ticks, nice_step, number_text
from playground.ui.theme.numbers import format_signed, format_significant
from playground.ui.widgets.painting import focus_ring, smooth

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from playground.ui.plots.frame import Frame
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import DecisionMap

_EXTENT = (-6.0, 6.0)
_LEAST = (140, 110)
_USUAL = (300, 240)
_WIDTH = 2.2
_MARK = 3.1
_DOT = 4.0
_RING = 6.0
_TICK_EVERY = 34
_STEPS, _FAST = 60, 5
_FINENESS = 600
_ARROWS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_UPRIGHT: dict[int, int] = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class CurveView(QWidget):
    """The output, or a neuron's activation, over the only input; it tells its number under the pointer.

    `value_hovered` is emitted with (x, value, text of the value), and with None when the pointer leaves.
    """

    value_hovered = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._decision: DecisionMap | None = None
        self._points = PointCloud.empty()
        self._show_test = False
        self._name = "x₁"
        self._place: tuple[float, float] | None = None
        self._frame: Frame | None = None
        self._plain = False
        self.pictured: QWidget = self  # what is copied and saved: the plot, or all that it is a part of
        self.overlay: Callable[[QPainter, Frame], None] | None = None
        self._focus = KeyboardFocus(self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Curve of the output")
        theme.changed.connect(self._lay_out_again)

    # What is shown

    def show_map(self, decision: DecisionMap) -> None:
        """Draw the middle row of this map, which is alike from top to bottom."""
        self._decision = decision
        self._lay_out_again()
        if self._place is not None:
            self.point_at(self._place)

    def show_points(self, points: PointCloud) -> None:
        """Draw these samples: their first coordinate across, their numbers up."""
        self._points = points
        self._lay_out_again()

    def set_show_test(self, show: bool) -> None:
        """Show or hide the test samples."""
        self._show_test = show
        self.update()

    def set_axis_name(self, name: str) -> None:
        """Name the input."""
        self._name = name
        self._lay_out_again()

    def curve(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the curve that is drawn, places and values; empty before there is one."""
        if self._decision is None:
            return np.zeros(0), np.zeros(0)
        values = self._decision.values
        left, right = self._decision.extent[:2]
        columns = values.shape[1]
        places = left + (np.arange(columns) + 0.5) / columns * (right - left)
        return places, values[values.shape[0] // 2].astype(np.float64)

    def picture(self, finer: int = 1) -> QImage:
        """Return the plot as a picture on the panel's colour, without read-out and focus."""
        self._plain = True
        image = picture_of(self.pictured, self._theme, finer)
        self._plain = False
        return image

    # Reading

    def place(self) -> tuple[float, float] | None:
        """Return the place that is pointed at."""
        return self._place

    def point_at(self, place: tuple[float, float] | None) -> None:
        """Tell the number over a place; None hides it."""
        self._place = place
        value = self._value()
        text = "" if value is None else self._text(value)
        self.setAccessibleDescription(text)
        self.value_hovered.emit(
            None if value is None or place is None else (place[0], value, self._number(value))
        )
        self.update()

    def _value(self) -> float | None:
        places, values = self.curve()
        if self._place is None or not len(places) or not np.isfinite(values).all():
            return None
        return float(np.interp(self._place[0], places, values))

    def _text(self, value: float) -> str:
        return f"{self._name} {self._across()} → {self._number(value)}"

    def _across(self) -> str:
        low, high = self.frame().x_range
        return number_text(self._place[0], nice_step((high - low) / _FINENESS)) if self._place else ""

    def _number(self, value: float) -> str:
        return format_significant(value) if self._of_output else format_signed(value)

    @property
    def _of_output(self) -> bool:
        return self._decision is None or self._decision.focus is None

    # Layout

    def frame(self) -> Frame:
        """Return what of the plane is where."""
        if self._frame is None:
            extent = _EXTENT if self._decision is None else self._decision.extent[:2]
            heights = height_range(self._decision, self._points, self.curve()[1])
            self._frame = curve_frame(self._theme, QRectF(self.rect()), extent, heights, self._name)
        return self._frame

    def sizeHint(self) -> QSize:
        """Return the size it has in its panel."""
        return QSize(*(self._theme.px(side) for side in _USUAL))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size in which it can be read."""
        return QSize(*(self._theme.px(side) for side in _LEAST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the plot into its new size."""
        self._frame = None

    def _lay_out_again(self) -> None:
        self._frame = None
        self.update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axes, samples and curve, and over them the read-out."""
        frame, theme = self.frame(), self._theme
        ticks = linear_ticks(*frame.y_range, max(2, int(frame.rect.height() / theme.pxf(_TICK_EVERY))))
        with QPainter(self) as painter:
            smooth(painter)
            axes_painter.draw_grid(painter, theme, frame, ticks)
            axes_painter.draw_baseline(painter, theme, frame, self._name)
            painter.save()
            painter.setClipRect(frame.rect.adjusted(-1, -1, 1, 1))
            if self._of_output:
                self._paint_samples(painter, frame)
            self._paint_curve(painter, frame)
            painter.restore()
            if not self._plain:
                self._paint_above(painter, frame)

    def _paint_samples(self, painter: QPainter, frame: Frame) -> None:
        points, theme = self._points, self._theme
        parts = [(points.train_xy, points.train_labels, "ink3", 1.0)]
        if self._show_test:
            parts.append((points.test_xy, points.test_labels, "ink", 1.3))
        for xy, labels, token, width in parts:
            painter.setPen(outline(theme.color(token), theme.pxf(width)))
            places = np.column_stack(frame.pixels(xy[:, 0], labels.astype(np.float64)))
            known = np.isfinite(places).all(axis=1)
            scale = (points.low, points.high)
            draw_value_marks(painter, theme, places[known], labels[known], scale, theme.pxf(_MARK))

    def _paint_curve(self, painter: QPainter, frame: Frame) -> None:
        x, y = self.curve()
        if len(x) and np.isfinite(y).all():
            draw_curve(painter, *frame.pixels(x, y), self._theme.color("ink"), self._theme.pxf(_WIDTH))

    def _paint_above(self, painter: QPainter, frame: Frame) -> None:
        if self.overlay is not None:
            self.overlay(painter, frame)
        if self._focus.shown:
            focus_ring(painter, self._theme, QRectF(self.rect()), self._theme.pxf(_RING))
        value = self._value()
        if value is not None and self._place is not None:
            self._paint_reading(painter, frame, self._place[0], value)

    def _paint_reading(self, painter: QPainter, frame: Frame, x: float, value: float) -> None:
        theme, across = self._theme, frame.px(x)
        painter.setPen(QPen(theme.color("line2"), 1))
        line = round(across) + 0.5
        painter.drawLine(QPointF(line, frame.rect.top()), QPointF(line, frame.rect.bottom()))
        at = QPointF(across, min(max(frame.py(value), frame.rect.top()), frame.rect.bottom()))
        painter.setPen(QPen(theme.color("panel"), theme.pxf(1.5)))
        painter.setBrush(theme.color("ink"))
        painter.drawEllipse(at, theme.pxf(_DOT), theme.pxf(_DOT))
        draw_card(
            painter, theme, [Row(f"{self._name} {self._across()} →", self._number(value))], at, frame.rect
        )

    # Events

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the number under the pointer."""
        frame, at = self.frame(), event.position()
        self.point_at((frame.x_at(at.x()), frame.y_at(at.y())) if frame.rect.contains(at) else None)

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the number."""
        self.point_at(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk along the curve with the arrows, hide the number with Escape, copy the picture."""
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_picture(self.picture())
        elif key in _ARROWS or key in _UPRIGHT:
            fast = _FAST if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            self._walk(_ARROWS.get(key, 0) * fast, _UPRIGHT.get(key, 0) * fast)
        elif key == Qt.Key.Key_Escape and self._place is not None:
            self.point_at(None)
        else:
            super().keyPressEvent(event)

    def _walk(self, right: int, up: int) -> None:
        (left, end), (low, high) = self.frame().x_range, self.frame().y_range
        x, y = self._place or ((left + end) / 2, (low + high) / 2)
        x += right * (end - left) / _STEPS
        y += up * (high - low) / _STEPS
        self.point_at((min(max(x, left), end), min(max(y, low), high)))
