"""How far difference quotients are from the slope, against h, on axes of powers of ten."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)

from playground.ui.plots import axes_painter, end_labels
from playground.ui.plots.frame import Frame
from playground.ui.plots.painted_plot import PaintedPlot
from playground.ui.plots.strokes import draw_curve
from playground.ui.plots.ticks import log_ticks
from playground.ui.theme.numbers import format_compact
from playground.ui.widgets import painting

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme
    from playground.worker.questions import ErrorsAnswer

Floats = NDArray[np.float64]

TITLE = "h"
LOW, HIGH = -16.0, 0.0
_LOWEST, _HIGHEST = -18.0, 12.0
_TOP, _RIGHT = 14, 74
_RADIUS = 6
_STEP = 0.1
_ACROSS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_FAST = 10


class ErrorPlot(PaintedPlot):
    """`step_moved` carries the h that a person drags to, `released` ends the drag."""

    SIZE, LEAST = (340, 190), (220, 88)

    step_moved = Signal(float)
    released = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Error of the quotient against h", parent)
        self._errors: ErrorsAnswer | None = None
        self._reason = ""
        self._step = 1.0
        self._error: float | None = None
        self._still: QPixmap | None = None
        self._held = False
        theme.changed.connect(self._forget)

    def show_errors(self, answer: ErrorsAnswer) -> None:
        """Draw the errors of both quotients."""
        self._errors, self._reason = answer, ""
        self.setAccessibleDescription(", ".join(self.said()))
        self._forget()

    def show_step(self, step: float, error: float | None) -> None:
        """Mark the h that is looked at, and the error of the forward quotient there."""
        self._step, self._error = step, None if error is None else abs(error)
        self.update()

    def show_reason(self, reason: str) -> None:
        """Say why there are no errors."""
        self._errors, self._reason = None, reason
        self._forget()

    def said(self) -> list[str]:
        """Give in words where each quotient is best."""
        if self._errors is None:
            return []
        best = (("forward", self._errors.best_forward), ("central", self._errors.best_central))
        return [f"{name} near h = {format_compact(h, 1)}" for name, h in best if h is not None]

    def frame(self) -> Frame:
        """Give the rectangle of the curves and the exponents it spans."""
        left = axes_painter.left_margin(self._theme, log_ticks(_LOWEST, 0.0, 4))
        bottom = axes_painter.bottom_margin(self._theme, TITLE)
        width = max(self.width() - left - self._theme.pxf(_RIGHT), 20.0)
        height = max(self.height() - bottom - self._theme.pxf(_TOP), 20.0)
        return Frame(QRectF(left, self._theme.pxf(_TOP), width, height), (LOW, HIGH), self._range())

    def _range(self) -> tuple[float, float]:
        if self._errors is None:
            return -12.0, 0.0
        both = np.concatenate([self._errors.forward, self._errors.central])
        above = both[both > 0.0]
        if not len(above):
            return -18.0, -12.0
        low = max(math.floor(math.log10(above.min())), _LOWEST)
        high = min(math.ceil(math.log10(above.max())), _HIGHEST)
        return (low - 0.5, max(high, low + 3.0))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the curves from a picture, and the present h over them."""
        with QPainter(self) as painter:
            if self._errors is None:
                self._paint_reason(painter)
                return
            ratio, frame = self.devicePixelRatioF(), self.frame()
            if self._still is None or self._still.devicePixelRatio() != ratio:
                self._still = QPixmap(QSizeF(self.size() * ratio).toSize())
                self._still.setDevicePixelRatio(ratio)
                self._still.fill(Qt.GlobalColor.transparent)
                with QPainter(self._still) as still:
                    self._paint_errors(still, frame, self._errors)
            painter.drawPixmap(0, 0, self._still)
            self._paint_step(painter, frame)
            if self._focus.shown and not self._plain:
                painting.focus_ring(painter, self._theme, QRectF(self.rect()), self._theme.pxf(_RADIUS))

    def _paint_reason(self, painter: QPainter) -> None:
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.color("ink3"))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(QRectF(self.rect()).adjusted(8, 8, -8, -8), flags, self._reason)

    def _paint_errors(self, painter: QPainter, frame: Frame, errors: ErrorsAnswer) -> None:
        painting.smooth(painter)
        up = log_ticks(*frame.y_range, max(2, int(frame.rect.height() / self._theme.pxf(34))))
        axes_painter.draw_grid(painter, self._theme, frame, up)
        across = log_ticks(LOW, HIGH, max(2, int(frame.rect.width() / self._theme.pxf(48))))
        axes_painter.draw_baseline(painter, self._theme, frame, TITLE, across)
        self._name_branches(painter, frame)
        labels = []
        for name, steps, values, best, token, dashed in (
            ("central", errors.central_steps, errors.central, errors.best_central, "ink3", True),
            ("forward", errors.forward_steps, errors.forward, errors.best_forward, "ink", False),
        ):
            x, y = self._pixels(frame, steps, values)
            if not len(x):
                continue
            color = self._theme.color(token)
            draw_curve(painter, x, y, color, self._theme.pxf(1.7), dashed)
            labels.append(end_labels.EndLabel(name, QPointF(float(x[-1]), float(y[-1])), color, dot=0.0))
            if best is not None:
                at = int(np.argmin(np.abs(steps - best)))
                self._mark_best(painter, QPointF(float(x[at]), float(y[at])), token)
        end_labels.draw_end_labels(painter, self._theme, labels, frame.rect)

    def _pixels(self, frame: Frame, steps: Floats, values: Floats) -> tuple[Floats, Floats]:
        exponents = np.log10(np.maximum(values, 10.0 ** (frame.y_range[0] - 1.0)))
        return frame.pixels(np.log10(steps), np.clip(exponents, *frame.y_range))

    def _mark_best(self, painter: QPainter, place: QPointF, token: str) -> None:
        size = self._theme.pxf(4.5)
        painter.setPen(QPen(self._theme.color(token), self._theme.pxf(1.6)))
        painter.setBrush(self._theme.color("panel"))
        painter.drawEllipse(place, size, size)

    def _name_branches(self, painter: QPainter, frame: Frame) -> None:
        """Say what makes the error at either end."""
        font = self._theme.font("tick")
        tall = QFontMetricsF(font).height()
        painter.setFont(font)
        painter.setPen(self._theme.color("ink3"))
        rect = frame.rect
        box = QRectF(rect.left() + 4, 0, self.width() - rect.left() - 4, tall)
        painter.drawText(box, 0, "← rounding grows as 1/h,   the bend as h or h² →")

    def _paint_step(self, painter: QPainter, frame: Frame) -> None:
        painting.smooth(painter)
        x = frame.px(math.log10(min(max(self._step, 1e-16), 1.0)))
        painter.setPen(QPen(self._theme.color("ink2"), 1))
        painter.drawLine(
            QPointF(round(x) + 0.5, frame.rect.top()), QPointF(round(x) + 0.5, frame.rect.bottom())
        )
        if self._error is None:
            return
        exponent = math.log10(self._error) if self._error > 0.0 else -math.inf
        y = frame.py(min(max(exponent, frame.y_range[0]), frame.y_range[1]))
        painter.setPen(QPen(self._theme.color("panel"), self._theme.pxf(2)))
        painter.setBrush(self._theme.color("ink"))
        size = self._theme.pxf(6)
        painter.drawEllipse(QPointF(x, y), size, size)

    def _forget(self) -> None:
        self._still = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        self._forget()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Bring h to the mouse."""
        if event.button() == Qt.MouseButton.LeftButton and self._errors is not None:
            self._held = True
            self._drag(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag h."""
        if self._held:
            self._drag(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if self._held:
            self._held = False
            self.released.emit()

    def _drag(self, pixel: float) -> None:
        exponent = min(max(self.frame().x_at(pixel), LOW), HIGH)
        self.step_moved.emit(float(10.0 ** round(exponent, 1)))

    def event(self, event: QEvent) -> bool:
        """Keep the arrows from window-wide shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if Qt.Key(event.key()) in _ACROSS:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move h by the arrows, a decade with Shift."""
        key = Qt.Key(event.key())
        if key not in _ACROSS:
            super().keyPressEvent(event)
            return
        times = _FAST if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        exponent = math.log10(self._step) + _STEP * _ACROSS[key] * times
        self.step_moved.emit(float(10.0 ** min(max(exponent, LOW), HIGH)))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """End the move of a key that is let go."""
        if Qt.Key(event.key()) in _ACROSS and not event.isAutoRepeat():
            self.released.emit()
        else:
            super().keyReleaseEvent(event)
