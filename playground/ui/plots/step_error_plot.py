"""How far differences are off for each step h, on log axes; the step can be dragged."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen

from playground.ui.plots.axes_painter import bottom_margin, draw_baseline, draw_grid, left_margin
from playground.ui.plots.frame import Floats, Frame
from playground.ui.plots.kept_picture import KeptPicture
from playground.ui.plots.painted_plot import PaintedPlot
from playground.ui.plots.strokes import draw_curve
from playground.ui.plots.ticks import Tick, log_ticks
from playground.ui.theme.numbers import format_significant
from playground.ui.widgets.painting import focus_ring

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

_NAME = "Error against step h"
_TITLE = "step h"
_LEAST_EXPONENT = -15.0
_FLOOR = 1e-17  # where an error of nothing is drawn
_LINE, _THIN, _DOT, _RING, _BEST = 1.8, 1.5, 5.0, 1.5, 3.0
_ACROSS_TICKS, _TICK_ROOM = 3, 20
_RIGHT, _TOP = 12, 6
_LEAST_NAMED, _LEAST_WRITTEN = (
    104,
    38,
)  # plot and frame; lower than this, the curves need the room of the axis's title
_NAMED_AT = -2.4  # the exponent of h where the curves' names stand
_KEY_STEP, _FAST = 0.25, 4
_STEPS: dict[int, float] = {
    Qt.Key.Key_Left: -_KEY_STEP,
    Qt.Key.Key_Down: -_KEY_STEP,
    Qt.Key.Key_Right: _KEY_STEP,
    Qt.Key.Key_Up: _KEY_STEP,
}


class StepErrorPlot(PaintedPlot):
    """Two curves of the error, and a dot at the step that is used.

    `moved` carries a step as it is dragged or stepped to, `settled` that it stays: the mouse is released, or
    the key is up.
    """

    moved = Signal(float)
    settled = Signal()

    SIZE, LEAST = (200, 150), (110, 54)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, _NAME, parent)
        self._steps: Floats = np.zeros(0)
        self._central: Floats = np.zeros(0)
        self._forward: Floats = np.zeros(0)
        self._best = (0.0, 0.0)
        self._h, self._error = 1.0, 0.0
        self._dragged = False
        self._drawn = KeptPicture(self)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        theme.changed.connect(self._redraw)

    def show_curves(
        self, steps: Floats, central: Floats, forward: Floats, best_central: float, best_forward: float
    ) -> None:
        """Draw the errors of the central and the forward difference, and mark the best step of each."""
        self._steps = np.log10(steps)
        self._central, self._forward = _exponents(central), _exponents(forward)
        self._best = best_central, best_forward
        self._redraw()

    def show_step(self, h: float, error: float) -> None:
        """Put the dot at a step and its error."""
        self._error = error
        if not self._dragged:
            self._h = h
        self.setAccessibleDescription(f"h {format_significant(h)}, error {format_significant(error, 2)}")
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._steps = np.zeros(0)
        self.setAccessibleDescription("")
        self.update()

    @property
    def frame(self) -> Frame:
        """Where the curves are drawn, over decimal exponents."""
        return self._arranged()[0]

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axes, curves and the dot."""
        if not len(self._steps):
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawPixmap(0, 0, self._drawn.get(self._draw))
            self._paint_dot(painter, self.frame)
            if self._focus.shown and not self._plain:
                focus_ring(painter, self._theme, QRectF(self.rect()), self._theme.pxf(6))

    def _draw(self, painter: QPainter) -> None:
        """Draw axes and curves, which stay as they are while the dot is dragged."""
        frame, ticks = self._arranged()
        draw_grid(painter, self._theme, frame, ticks)
        draw_baseline(painter, self._theme, frame, self._named, log_ticks(*frame.x_range, _ACROSS_TICKS))
        self._paint_curves(painter, frame)

    def _redraw(self) -> None:
        self._drawn.forget()
        self.update()

    @property
    def _named(self) -> str:
        return _TITLE if self.height() >= self._theme.px(_LEAST_NAMED) else ""

    def _arranged(self) -> tuple[Frame, list[Tick]]:
        theme = self._theme
        both = np.concatenate([self._central, self._forward]) if len(self._steps) else np.array([-12.0, 0.0])
        y_range = math.floor(float(both.min())) - 0.3, float(both.max()) + 0.3
        below = bottom_margin(theme, self._named)
        ticks = log_ticks(*y_range, max(1, int((self.height() - below) / theme.px(_TICK_ROOM))))
        rect = QRectF(self.rect()).adjusted(
            left_margin(theme, ticks), theme.pxf(_TOP), -theme.pxf(_RIGHT), -below
        )
        return Frame(rect, (_LEAST_EXPONENT, 0.0), y_range), ticks

    def _paint_curves(self, painter: QPainter, frame: Frame) -> None:
        theme = self._theme
        forward, central = theme.color("ink3"), theme.color("ink2")
        draw_curve(painter, *frame.pixels(self._steps, self._forward), forward, theme.pxf(_THIN), dashed=True)
        draw_curve(painter, *frame.pixels(self._steps, self._central), central, theme.pxf(_LINE))
        for curve, best, color in zip(
            (self._central, self._forward), self._best, (central, forward), strict=True
        ):
            at = QPointF(frame.px(math.log10(best)), frame.py(float(curve.min())))
            painter.setPen(QPen(color, theme.pxf(_RING)))
            painter.setBrush(theme.color("panel"))
            painter.drawEllipse(at, theme.pxf(_BEST), theme.pxf(_BEST))
        if frame.rect.height() < theme.px(_LEAST_WRITTEN):
            return
        self._name(painter, frame, self._forward, "forward", above=True)
        self._name(painter, frame, self._central, "central", above=False)

    def _name(self, painter: QPainter, frame: Frame, curve: Floats, name: str, *, above: bool) -> None:
        """Write a curve's name left above it, or right below it."""
        theme = self._theme
        painter.setFont(theme.font("tick"))
        painter.setPen(theme.color("ink3" if above else "ink2"))
        metrics = painter.fontMetrics()
        x = frame.px(_NAMED_AT)
        y = frame.py(float(np.interp(_NAMED_AT, self._steps, curve)))
        width, tall = metrics.horizontalAdvance(name), metrics.height()
        if above:
            box = QRectF(x - width - theme.pxf(6), y - tall, width, tall)
        else:
            box = QRectF(x + theme.pxf(4), y + theme.pxf(1), width, tall)
            box.moveRight(min(box.right(), self.width() - theme.pxf(1)))
            box.moveBottom(min(box.bottom(), frame.rect.bottom()))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)

    def _paint_dot(self, painter: QPainter, frame: Frame) -> None:
        theme = self._theme
        error = float(_exponents(np.array([self._error]))[0])
        low, high = frame.y_range
        at = QPointF(frame.px(math.log10(self._h)), frame.py(min(max(error, low), high)))
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.drawLine(at, QPointF(at.x(), frame.rect.bottom()))
        painter.setPen(QPen(theme.color("panel"), theme.pxf(_RING)))
        painter.setBrush(theme.color("ink"))
        painter.drawEllipse(at, theme.pxf(_DOT), theme.pxf(_DOT))

    # Moving the step

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the step that is pressed."""
        if event.button() == Qt.MouseButton.LeftButton and len(self._steps):
            self._dragged = True
            self._move_to(self.frame.x_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if self._dragged:
            self._move_to(self.frame.x_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the step be where it is."""
        if self._dragged:
            self._dragged = False
            self.settled.emit()

    def event(self, event: QEvent) -> bool:
        """Keep the arrows from the window's shortcuts."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() in _STEPS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Make the step a quarter of a decade longer or shorter, with Shift a whole one."""
        step = _STEPS.get(event.key())
        if step is None or not len(self._steps):
            super().keyPressEvent(event)
            return
        fast = _FAST if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        self._move_to(math.log10(self._h) + step * fast)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let the step be where it is."""
        if event.key() in _STEPS and not event.isAutoRepeat():
            self.settled.emit()
        else:
            super().keyReleaseEvent(event)

    def _move_to(self, exponent: float) -> None:
        self._h = 10.0 ** min(max(exponent, _LEAST_EXPONENT), 0.0)
        self.update()
        self.moved.emit(self._h)


def _exponents(errors: Floats) -> Floats:
    """Return decimal exponents; an error of nothing stands at the floor."""
    return np.log10(np.maximum(errors, _FLOOR))
