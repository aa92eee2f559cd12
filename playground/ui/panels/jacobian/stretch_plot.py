"""Each layer's own singular values as bars, and below them what their product comes to, layer by layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF

from playground.ui.plots.axes_painter import draw_grid, left_margin
from playground.ui.plots.axis import ValueAxis
from playground.ui.plots.end_labels import EndLabel, draw_end_labels, room_for
from playground.ui.plots.frame import Frame
from playground.ui.plots.kept_picture import KeptPicture
from playground.ui.plots.painted_plot import PaintedPlot
from playground.ui.plots.read_out import Row, draw_card
from playground.ui.theme.numbers import format_significant
from playground.ui.widgets.painting import focus_ring

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme
    from playground.worker.questions import JacobianAnswer, JacobianSpread

_NAMES = ("bound", "largest", "mean (rms)")
_LOOKS = (
    ("ink3", 1.4, Qt.PenStyle.DashLine),
    ("dpos", 2.2, Qt.PenStyle.SolidLine),
    ("ink2", 1.8, Qt.PenStyle.SolidLine),
)
_UPPER = 0.40  # of the height that the bars take
_CAPTION, _BETWEEN, _BELOW = 16, 8, 20
_MOST_BARS, _BAR_SHARE = 12, 0.74
_STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_LEAST_NAME = 46
CENTRE = Qt.AlignmentFlag.AlignCenter


class StretchPlot(PaintedPlot):
    """Columns are the layers; the first, x, is where the product begins, with 1."""

    SIZE, LEAST = (460, 140), (240, 130)
    pointed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Singular values of each layer and of their product", parent)
        self._answer: JacobianAnswer | None = None
        self._spread: JacobianSpread | None = None
        self._looked_at = -1
        self._picture = KeptPicture(self)
        self.setMouseTracking(True)
        theme.changed.connect(self._repaint)

    def show_answer(self, answer: JacobianAnswer) -> None:
        """Draw the numbers of one sample."""
        self._answer = answer
        self._looked_at = min(self._looked_at, len(answer.layers) - 1)
        self._repaint()

    def show_spread(self, spread: JacobianSpread) -> None:
        """Draw behind them how far it stretches at other samples."""
        self._spread = spread
        self._repaint()

    def _repaint(self) -> None:
        self._picture.forget()
        self.update()

    def look_at(self, layer: int) -> None:
        """Tell the numbers of one layer; −1 for none."""
        if layer != self._looked_at:
            self._looked_at = layer
            self.setAccessibleDescription("" if layer < 0 else self._said(layer))
            self.pointed.emit(layer)
            self.update()

    # Layout

    def frames(self) -> tuple[Frame, Frame]:
        """Return where bars and lines are drawn."""
        theme, answer = self._theme, self._answer
        assert answer is not None
        own = ValueAxis().range_of([np.array([0.0, 1.0]), *(layer.own for layer in answer.layers)])
        running = ValueAxis(logarithmic=True).range_of([*self._lines(), *self._ends()])
        x = (0.0, len(answer.layers) + 1.0)
        ticks = ValueAxis().ticks(*own, 3), self._log_ticks(running)
        left = max(left_margin(theme, each) for each in ticks)
        right = room_for(theme, _NAMES)
        inner = QRectF(self.rect()).adjusted(left, theme.pxf(_CAPTION), -right, -theme.pxf(_BELOW))
        upper = QRectF(inner.left(), inner.top(), inner.width(), _UPPER * inner.height())
        top = upper.bottom() + theme.pxf(_CAPTION + _BETWEEN)
        lower = QRectF(inner.left(), top, inner.width(), max(inner.bottom() - top, 1.0))
        return Frame(upper, x, own), Frame(lower, x, running)

    def _log_ticks(self, heights: tuple[float, float]) -> list:
        return ValueAxis(logarithmic=True).ticks(*heights, max(2, int(self.height() / self._theme.pxf(60))))

    def _lines(self) -> list[np.ndarray]:
        """Return the product's bound, its largest singular value and its mean, each beginning with 1."""
        answer = self._answer
        assert answer is not None
        layers = answer.layers
        columns = (
            [layer.bound for layer in layers],
            [float(layer.running[0]) for layer in layers],
            [layer.stretch for layer in layers],
        )
        return [np.array([1.0, *column]) for column in columns]

    def _ends(self) -> tuple[np.ndarray, ...]:
        """Return the 10th and 90th percentile over the samples, () where they are of other layers."""
        spread, answer = self._spread, self._answer
        if spread is None or answer is None or len(spread.low) != len(answer.layers):
            return ()
        return spread.low, spread.high

    # Events

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the numbers of the layer under the mouse."""
        if self._answer is not None:
            column = int(self.frames()[0].x_at(event.position().x()))
            self.look_at(column - 1 if 1 <= column <= len(self._answer.layers) else -1)

    def leaveEvent(self, event: QEvent) -> None:
        """Tell nothing."""
        self.look_at(-1)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell the numbers of the next layer, or of the one before."""
        step = _STEPS.get(event.key())
        if step is None or self._answer is None:
            super().keyPressEvent(event)
        else:
            self.look_at(min(max(self._looked_at + step, -1), len(self._answer.layers) - 1))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint bars, lines, and the numbers that are looked at."""
        if self._answer is None:
            return
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._picture.get(self._paint))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._looked_at >= 0 and not self._plain:
                self._paint_read_out(painter, *self.frames())
            if self._focus.shown and not self._plain:
                focus_ring(painter, self._theme, QRectF(self.rect()), self._theme.pxf(6))

    def _paint(self, painter: QPainter) -> None:
        upper, lower = self.frames()
        draw_grid(painter, self._theme, upper, ValueAxis().ticks(*upper.y_range, 3))
        self._caption(painter, upper, "each layer alone: singular values of ∂aˡ/∂aˡ⁻¹")
        self._paint_bars(painter, upper)
        draw_grid(painter, self._theme, lower, self._log_ticks(lower.y_range))
        self._caption(painter, lower, "all layers so far: of ∂aˡ/∂x, the product")
        self._paint_spread(painter, lower)
        self._paint_lines(painter, lower)
        self._paint_names(painter, lower)

    def _caption(self, painter: QPainter, frame: Frame, text: str) -> None:
        tall = self._theme.pxf(_CAPTION)
        painter.setFont(self._theme.font("tick"))
        painter.setPen(self._theme.color("ink3"))
        box = QRectF(frame.rect.left(), frame.rect.top() - tall, self.width() - frame.rect.left(), tall)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_bars(self, painter: QPainter, frame: Frame) -> None:
        assert self._answer is not None
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("dpos"))
        column = frame.rect.width() / (len(self._answer.layers) + 1)
        bottom = frame.py(0.0)
        for at, layer in enumerate(self._answer.layers, start=1):
            shown = layer.own[:_MOST_BARS].tolist()
            wide = _BAR_SHARE * column / max(len(shown), 3)
            left = frame.px(at + 0.5) - wide * len(shown) / 2
            for index, value in enumerate(shown):
                top = frame.py(value)
                painter.drawRect(QRectF(left + index * wide, top, 0.8 * wide, max(bottom - top, 1.0)))
        self._one(painter, frame, 1.0)

    def _one(self, painter: QPainter, frame: Frame, height: float) -> None:
        """Paint the line where nothing shrinks or grows."""
        painter.setPen(QPen(self._theme.color("ink3"), 1, Qt.PenStyle.DashLine))
        y = round(frame.py(height)) + 0.5
        painter.drawLine(QPointF(frame.rect.left(), y), QPointF(frame.rect.right(), y))

    def _paint_spread(self, painter: QPainter, frame: Frame) -> None:
        """Paint from which to which value the largest goes at 80 % of the samples."""
        ends = [self._points(frame, np.array([1.0, *each])) for each in self._ends()]
        if not ends:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("dpos", 0.18))
        painter.drawPolygon(QPolygonF([*ends[0], *reversed(ends[1])]))

    def _paint_lines(self, painter: QPainter, frame: Frame) -> None:
        self._one(painter, frame, 0.0)
        theme, labels = self._theme, []
        for name, values, look in zip(_NAMES, self._lines(), _LOOKS, strict=True):
            token, width, style = look
            points = self._points(frame, values)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color(token), theme.pxf(width), style))
            painter.drawPolyline(QPolygonF(points))
            labels.append(EndLabel(name, points[-1], theme.color(token), 6.0))
            if token == "dpos":
                painter.setBrush(theme.color(token))
                for point in points:
                    painter.drawEllipse(point, theme.pxf(2.5), theme.pxf(2.5))
        draw_end_labels(painter, theme, labels, frame.rect)

    def _points(self, frame: Frame, values: np.ndarray) -> list[QPointF]:
        """Return the points of a line; what is 0 lies at the lower edge."""
        low, high = frame.y_range
        heights = ValueAxis(logarithmic=True).coordinates(values)
        heights = np.where(heights > low, np.minimum(heights, high), low)
        return [QPointF(frame.px(at + 0.5), frame.py(height)) for at, height in enumerate(heights.tolist())]

    def _paint_names(self, painter: QPainter, frame: Frame) -> None:
        assert self._answer is not None
        column = frame.rect.width() / (len(self._answer.layers) + 1)
        short = column < self._theme.pxf(_LEAST_NAME)
        painter.setFont(self._theme.font("tick"))
        painter.setPen(self._theme.color("ink3"))
        tall = QFontMetricsF(painter.font()).height()
        for at, layer in enumerate(("x", *(layer.name for layer in self._answer.layers))):
            name = _short(layer) if short else layer
            box = QRectF(frame.px(at), self.height() - tall - 1, column, tall)
            painter.drawText(box, CENTRE, name)

    def _paint_read_out(self, painter: QPainter, upper: Frame, lower: Frame) -> None:
        x = lower.px(self._looked_at + 1.5)
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.drawLine(QPointF(x, upper.rect.top()), QPointF(x, lower.rect.bottom()))
        place = QPointF(x, lower.rect.top())
        draw_card(painter, self._theme, self.read_out(self._looked_at), place, QRectF(self.rect()))

    def read_out(self, at: int) -> list[Row]:
        """Return the numbers of a layer by name."""
        assert self._answer is not None
        layer, theme = self._answer.layers[at], self._theme
        own = f"{format_significant(float(layer.own[0]))} … {format_significant(float(layer.own[-1]))}"
        alone = own if layer.own_count > 1 else format_significant(float(layer.own[0]))
        rows = [
            Row(layer.name),
            Row("layer alone", alone, theme.color("dpos")),
            Row("product, largest", format_significant(float(layer.running[0])), theme.color("dpos")),
            Row("bound of it", format_significant(layer.bound), theme.color("ink3")),
            Row("mean (rms) over directions", format_significant(layer.stretch), theme.color("ink2")),
        ]
        ends = [format_significant(float(each[at]), 2) for each in self._ends()]
        if ends:
            rows.append(Row("largest at 80 % of samples", " … ".join(ends), theme.color("dpos", 0.5)))
        return rows

    def _said(self, at: int) -> str:
        return ", ".join(f"{row.name} {row.value}".strip() for row in self.read_out(at)) + "."


def _short(name: str) -> str:
    return {"Features": "φ", "Output": "ŷ"}.get(name, name.removeprefix("Layer "))
