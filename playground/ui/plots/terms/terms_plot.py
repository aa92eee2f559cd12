"""A network's terms over its one input, their sum, the samples, and a cursor that can be dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent, QLinearGradient, QPainter, QPen

from playground.ui.plots import axes_painter
from playground.ui.plots.end_labels import EndLabel, draw_end_labels, room_for
from playground.ui.plots.frame import Frame
from playground.ui.plots.kept_picture import KeptPicture
from playground.ui.plots.painted_plot import PaintedPlot
from playground.ui.plots.slopes.arrow import draw_dot
from playground.ui.plots.strokes import draw_curve, polygon, simplified
from playground.ui.plots.ticks import linear_ticks
from playground.ui.widgets.painting import focus_ring

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme
    from playground.worker.questions import SumAnswer

    Floats = NDArray[np.float64]

TOP, RIGHT, RADIUS = 10, 8, 8
SUM, TERM, LIT = 2.6, 1.4, 2.8
SAMPLE = 2.4
ROOM = 0.06
TICKS = 6
NEAR = 14.0
BEND = 5.0
STEP, FAST = 0.01, 0.1
DASH = (4.0, 3.0)
FEW = 14  # names beside curves: more of them would be a tangle
_MOVES: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class TermsPlot(PaintedPlot):
    """`moved` brings the cursor's x, then `let_go`; `pointed` the neuron whose curve is under it, or None."""

    SIZE, LEAST = (620, 380), (260, 160)
    moved = Signal(float)
    let_go = Signal()
    pointed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "The network’s output as a sum of curves", parent)
        self._answer: SumAnswer | None = None
        self._names: tuple[str, ...] = ()
        self._lit: int | None = None
        self._x = 0.0
        self._held = self._changed_by_key = False
        self._curves = KeptPicture(self)
        self.setMouseTracking(True)
        theme.changed.connect(self._redraw)

    def show_sum(self, answer: SumAnswer | None, names: tuple[str, ...]) -> None:
        """Draw these curves, named so: each neuron's, then the sum's; None draws nothing."""
        same = _same_curves(self._answer, answer) and names == self._names
        self._answer, self._names = answer, names
        if answer is not None and not self._held:
            self._x = answer.x
        if same:
            self.update()
        else:
            self._redraw()

    def light(self, neuron: int | None) -> None:
        """Let one neuron's curve stand out."""
        if neuron != self._lit:
            self._lit = neuron
            self._redraw()

    def frame(self) -> Frame:
        """Return the rectangle in which the curves are drawn."""
        theme, answer = self._theme, self._answer
        low, high = (-1.0, 1.0) if answer is None else _range(answer)
        left = axes_painter.left_margin(theme, linear_ticks(low, high, TICKS))
        right = room_for(theme, self._names if len(self._names) <= FEW else self._names[-1:])
        below = axes_painter.bottom_margin(theme, "x")
        width = max(self.width() - left - right - theme.pxf(RIGHT), 40.0)
        height = max(self.height() - theme.pxf(TOP) - below, 40.0)
        span = (-6.0, 6.0) if answer is None else (answer.low, answer.high)
        return Frame(QRectF(left, theme.pxf(TOP), width, height), span, (low, high))

    def _redraw(self) -> None:
        self._curves.forget()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the curves into the new size."""
        self._redraw()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the curves, which are drawn once, and the cursor over them."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._answer is not None:
                painter.drawPixmap(0, 0, self._curves.get(self._draw))
                self._draw_cursor(painter, self.frame(), self._answer)
            if self._focus.shown and not self._plain:
                focus_ring(painter, self._theme, QRectF(self.rect()), self._theme.pxf(RADIUS))

    def _draw(self, painter: QPainter) -> None:
        answer, theme, frame = self._answer, self._theme, self.frame()
        if answer is None:
            return
        axes_painter.draw_grid(painter, theme, frame, linear_ticks(*frame.y_range, TICKS))
        axes_painter.draw_baseline(painter, theme, frame, answer.label, linear_ticks(*frame.x_range, TICKS))
        zero = round(frame.py(0.0)) + 0.5
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.drawLine(QPointF(frame.rect.left(), zero), QPointF(frame.rect.right(), zero))
        painter.save()
        painter.setClipRect(frame.rect.adjusted(0, -2, 2, 2))
        self._draw_samples(painter, frame, answer)
        self._draw_bends(painter, frame, answer)
        ends = [*self._draw_terms(painter, frame, answer), *self._draw_sums(painter, frame, answer)]
        painter.restore()
        draw_end_labels(painter, theme, ends, frame.rect)

    def _draw_samples(self, painter: QPainter, frame: Frame, answer: SumAnswer) -> None:
        # Points of a round pen take a fifth of the time that so many discs would.
        pen = QPen(self._theme.color("ink3"), 2 * self._theme.pxf(SAMPLE))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPoints(polygon(*frame.pixels(answer.train_x, answer.train_y)))

    def _draw_bends(self, painter: QPainter, frame: Frame, answer: SumAnswer) -> None:
        """Mark on the axis where each neuron of the first layer bends; the lit one with a line."""
        bottom, size = frame.rect.bottom(), self._theme.pxf(BEND)
        own = answer.hidden_layers == 1
        for unit, place in enumerate(answer.bends.tolist()):
            if not answer.bends_known[unit] or not answer.low <= place <= answer.high:
                continue
            lit, x = own and unit == self._lit, frame.px(place)
            color = self._theme.color("ink2")
            painter.setPen(QPen(color, self._theme.pxf(2 if lit else 1.4)))
            painter.drawLine(QPointF(x, bottom), QPointF(x, bottom - (3 if lit else 2) * size))
            if lit:
                painter.setPen(QPen(color, 1, Qt.PenStyle.DotLine))
                painter.drawLine(QPointF(x, frame.rect.top()), QPointF(x, bottom))

    def _draw_terms(self, painter: QPainter, frame: Frame, answer: SumAnswer) -> list[EndLabel]:
        ends = []
        order = sorted(range(len(answer.weights)), key=lambda unit: unit == self._lit)
        for unit in order:
            lit, off = unit == self._lit, unit in answer.off
            alpha = 1.0 if lit else 0.3 if off or self._lit is not None else 0.8
            x, y = frame.pixels(answer.xs, answer.terms[unit])
            self._draw_term(painter, frame, (x, y), alpha, lit=lit, off=off)
            if len(self._names) <= FEW or lit:
                color = self._theme.color("ink" if lit else "ink3")
                ends.append(EndLabel(self._names[unit], QPointF(x[-1], y[-1]), color, 4.0))
        return ends

    def _draw_term(
        self,
        painter: QPainter,
        frame: Frame,
        curve: tuple[Floats, Floats],
        alpha: float,
        *,
        lit: bool,
        off: bool,
    ) -> None:
        """Draw a term in the colours of its sign: one stroke whose colour changes at 0."""
        theme, zero = self._theme, frame.py(0.0)
        shades = QLinearGradient(0.0, zero - 0.5, 0.0, zero + 0.5)
        shades.setColorAt(0.0, theme.color("pos", alpha))
        shades.setColorAt(1.0, theme.color("neg", alpha))
        pen = QPen(QBrush(shades), theme.pxf(LIT if lit else TERM))
        if off:
            pen.setDashPattern(DASH)
        painter.setPen(pen)
        painter.drawPolyline(polygon(*simplified(*curve)))

    def _draw_sums(self, painter: QPainter, frame: Frame, answer: SumAnswer) -> list[EndLabel]:
        ink, width = self._theme.color("ink"), self._theme.pxf(SUM)
        faint = self._theme.color("ink", 0.45)
        ends = []
        if not answer.linear:
            x, y = frame.pixels(answer.xs, answer.total)
            draw_curve(painter, x, y, faint, self._theme.pxf(TERM))
            ends.append(EndLabel("sum", QPointF(x[-1], y[-1]), faint, 4.0))
        shown = answer.said if not answer.linear else answer.total
        if answer.off:
            x, y = frame.pixels(answer.xs, answer.partial)
            draw_curve(painter, x, y, ink, width, True)
        x, y = frame.pixels(answer.xs, shown)
        draw_curve(painter, x, y, faint if answer.off else ink, width)
        return [*ends, EndLabel(self._names[-1], QPointF(x[-1], y[-1]), ink, 6.0)]

    def _draw_cursor(self, painter: QPainter, frame: Frame, answer: SumAnswer) -> None:
        theme, x = self._theme, frame.px(self._x)
        painter.setPen(QPen(theme.color("ink2"), theme.pxf(1.2), Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, frame.rect.top()), QPointF(x, frame.rect.bottom()))
        if self._x != answer.x:
            return
        said = answer.total_at if answer.linear else answer.said_at
        height = answer.partial_at if answer.off else said
        for unit, term in enumerate(answer.terms_at.tolist()):
            if unit == self._lit:
                color = theme.color("neg" if term < 0 else "pos")
                draw_dot(painter, theme, QPointF(x, frame.py(term)), 4, color)
        draw_dot(painter, theme, QPointF(x, frame.py(height)), 5, theme.color("ink"))

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Bring the cursor here."""
        if event.button() == Qt.MouseButton.LeftButton and self._answer is not None:
            self._held = True
            self._move_to(self.frame().x_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the cursor, or point at a curve."""
        if self._held:
            self._move_to(self.frame().x_at(event.position().x()))
        elif self._answer is not None:
            self.pointed.emit(self._nearest(self._answer, event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the cursor."""
        if self._held:
            self._held = False
            self.let_go.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        super().leaveEvent(event)
        self.pointed.emit(None)

    def _nearest(self, answer: SumAnswer, at: QPointF) -> int | None:
        frame = self.frame()
        column = int(np.abs(answer.xs - frame.x_at(at.x())).argmin())
        heights = frame.pixels(answer.xs[:1], answer.terms[:, column])[1]
        away = np.abs(heights - at.y())
        unit = int(away.argmin())
        return unit if away[unit] <= self._theme.pxf(NEAR) else None

    def _move_to(self, x: float) -> None:
        low, high = self.frame().x_range
        self._x = min(max(x, low), high)
        self.moved.emit(self._x)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Keep the own keys from window-wide shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            others = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
            if event.key() in _MOVES and not event.modifiers() & others:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cursor by a hundredth with Left and Right, with Shift by a tenth."""
        if event.key() not in _MOVES or self._answer is None:
            super().keyPressEvent(event)
            return
        low, high = self.frame().x_range
        share = FAST if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP
        self._changed_by_key = True
        self._move_to(self._x + _MOVES[event.key()] * share * (high - low))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let go when the key is up."""
        super().keyReleaseEvent(event)
        if self._changed_by_key and not event.isAutoRepeat():
            self._changed_by_key = False
            self.let_go.emit()


def _range(answer: SumAnswer) -> tuple[float, float]:
    """Return heights that hold every curve and sample, and 0."""
    curves = (answer.terms, answer.total, answer.partial, answer.said, answer.train_y)
    low = min(0.0, *(float(each.min(initial=0.0)) for each in curves))
    high = max(0.0, *(float(each.max(initial=0.0)) for each in curves))
    room = ROOM * (high - low) or 1.0
    return low - room, high + room


def _same_curves(before: SumAnswer | None, after: SumAnswer | None) -> bool:
    """Return whether only the cursor has moved."""
    if before is None or after is None:
        return False
    pairs = ((before.terms, after.terms), (before.partial, after.partial), (before.train_y, after.train_y))
    return before.off == after.off and all(np.array_equal(*pair) for pair in pairs)
