"""A circle, and the ellipse it has become after each layer, side by side."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QTransform

from playground.ui.panels.jacobian.strip_layout import Cell, cells
from playground.ui.panels.jacobian.words import half_axes
from playground.ui.plots.kept_picture import KeptPicture
from playground.ui.plots.painted_plot import PaintedPlot
from playground.ui.theme.numbers import format_percent, format_significant
from playground.ui.widgets.painting import fill_round, focus_ring, outline_round, text_width

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme
    from playground.worker.questions import JacobianAnswer, JacobianLayer

_LINE, _GAP, _RADIUS = 17, 18, 8
_FILL = 0.84  # of half a square that the largest of it takes
_DOT, _AXIS, _CURVE, _ELLIPSE = 4.0, 1.4, 1.8, 2.4
_LEAST_TEXT = 58
_STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_KEPT = 0.995
CENTRE = Qt.AlignmentFlag.AlignCenter


class EllipseStrip(PaintedPlot):
    """The circle in the first square, then a square per layer; `pointed` carries the layer that is looked at.

    A disc marks the point of the circle at 0°, a ring that at 90°, and the arc between both is stronger, so
    that turning and mirroring are seen.
    """

    SIZE, LEAST = (620, 120), (240, 110)
    pointed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "A small circle, layer by layer", parent)
        self._answer: JacobianAnswer | None = None
        self._one_size = False
        self._looked_at = -1
        self._ground = KeptPicture(self)
        self.setMouseTracking(True)
        theme.changed.connect(self._repaint)

    def show_answer(self, answer: JacobianAnswer) -> None:
        """Draw what became of the circle."""
        names = self._names()
        self._answer = answer
        if self._names() != names:
            self._repaint()
        if self._looked_at >= len(answer.layers):
            self.look_at(-1)
        self.update()

    def _names(self) -> tuple[str, ...]:
        return () if self._answer is None else tuple(layer.name for layer in self._answer.layers)

    def _repaint(self) -> None:
        self._ground.forget()
        self.update()

    def set_one_size(self, one_size: bool) -> None:
        """Draw all at one size, or each as large as its square."""
        self._one_size = one_size
        self.update()

    @property
    def looked_at(self) -> int:
        """Which layer is looked at, from 0; −1 for none."""
        return self._looked_at

    def look_at(self, layer: int) -> None:
        """Look at one layer."""
        if layer != self._looked_at:
            self._looked_at = layer
            self.pointed.emit(layer)
            self.update()

    def cells(self) -> list[Cell]:
        """Return where the squares stand: of the circle first, then of each layer."""
        if self._answer is None:
            return []
        count = len(self._answer.layers) + 1
        return cells(QRectF(self.rect()), count, self._theme.pxf(_LINE), self._theme.pxf(_GAP))

    def reach(self, index: int) -> float:
        """Return which length from the middle fills a square, in radii of the circle."""
        assert self._answer is not None
        if not self._one_size:
            return self._longest(index)
        return max(self._longest(each) for each in range(len(self._answer.layers) + 1))

    def _longest(self, index: int) -> float:
        assert self._answer is not None
        if index == 0:
            return 1.0
        layer = self._answer.layers[index - 1]
        return float(max(np.abs(layer.ellipse).max(), np.abs(layer.curve).max()))

    # Events

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Look at what is under the mouse."""
        at = event.position()
        found = (
            index
            for index, cell in enumerate(self.cells())
            if cell.above.united(cell.below).united(cell.square).contains(at)
        )
        self.look_at(next(found, 0) - 1)

    def leaveEvent(self, event: QEvent) -> None:
        """Look at nothing."""
        self.look_at(-1)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Look at the next layer, or the one before."""
        step = _STEPS.get(event.key())
        if step is None or self._answer is None:
            super().keyPressEvent(event)
        else:
            self.look_at(min(max(self._looked_at + step, -1), len(self._answer.layers) - 1))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint all squares."""
        places = self.cells()
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._ground.get(lambda under: self._paint_ground(under, places)))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for index, cell in enumerate(places):
                painter.setClipRect(cell.square)
                self._paint_picture(painter, index, cell.square)
            painter.setClipping(False)
            self._paint_numbers(painter, places)
            if 0 <= self._looked_at and not self._plain:
                square, ink = places[self._looked_at + 1].square, self._theme.color("ink")
                outline_round(painter, square, self._theme.pxf(_RADIUS), ink)
            if self._focus.shown and not self._plain:
                focus_ring(painter, self._theme, QRectF(self.rect()), self._theme.pxf(_RADIUS))

    def _paint_ground(self, painter: QPainter, places: list[Cell]) -> None:
        """Paint what stays while the numbers change: cards, axes and names."""
        theme, radius = self._theme, self._theme.pxf(_RADIUS)
        for index, cell in enumerate(places):
            square, middle = cell.square, cell.square.center()
            fill_round(painter, square, radius, theme.color("card"))
            outline_round(painter, square, radius, theme.color("line"))
            painter.setPen(QPen(theme.color("line2"), 1))
            painter.drawLine(QPointF(square.left(), middle.y()), QPointF(square.right(), middle.y()))
            painter.drawLine(QPointF(middle.x(), square.top()), QPointF(middle.x(), square.bottom()))
            painter.setFont(theme.font("tick" if self._is_small(cell) else "caption"))
            painter.setPen(theme.color("ink2"))
            painter.drawText(cell.above, CENTRE, self._name(index))

    def _paint_picture(self, painter: QPainter, index: int, square: QRectF) -> None:
        answer, reach = self._answer, self.reach(index)
        assert answer is not None
        scale = _FILL * square.width() / 2 / reach if reach > 0 else 0.0
        middle = square.center()
        if index == 0:
            self._paint_outline(painter, answer.circle, middle, scale, "ink")
            return
        if 0 < scale < square.width():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.color("ink3"), self._theme.pxf(1)))
            self._paint_circle(painter, answer, middle, scale)
        self._paint_image(painter, answer.layers[index - 1], middle, scale)

    def _paint_circle(self, painter: QPainter, answer: JacobianAnswer, middle: QPointF, scale: float) -> None:
        """Paint the circle as it was, to compare."""
        if answer.dimensions > 1:
            painter.drawEllipse(middle, scale, scale)
        else:
            painter.drawLine(middle - QPointF(scale, 0), middle + QPointF(scale, 0))

    def _paint_image(self, painter: QPainter, layer: JacobianLayer, middle: QPointF, scale: float) -> None:
        theme = self._theme
        painter.setPen(QPen(theme.color("dpos"), theme.pxf(_AXIS)))
        painter.drawLines([QLineF(middle, end) for end in _points(layer.axes, middle, scale)])
        self._paint_outline(painter, layer.ellipse, middle, scale, "dpos")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("ink"), theme.pxf(_CURVE)))
        painter.drawPolyline(_points(layer.curve, middle, scale))

    def _paint_outline(
        self, painter: QPainter, curve: np.ndarray, middle: QPointF, scale: float, token: str
    ) -> None:
        """Paint an ellipse with its quarter from 0° to 90° stronger, and the marks at both ends of it."""
        theme, quarter = self._theme, (len(curve) - 1) // 4
        (a, b), (c, d) = curve[0].tolist(), curve[quarter].tolist()
        # The image of the unit circle whose points at 0° and 90° lie there, y upwards.
        bent = QTransform(scale * a, -scale * b, scale * c, -scale * d, middle.x(), middle.y())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for points, width in ((WHOLE, _ELLIPSE), (FIRST_QUARTER, 2 * _ELLIPSE)):
            painter.setPen(QPen(theme.color(token), theme.pxf(width)))
            painter.drawPolyline(bent.map(points))
        start, end = bent.map(QPointF(1, 0)), bent.map(QPointF(0, 1))
        dot = theme.pxf(_DOT)
        painter.setPen(QPen(theme.color("card"), theme.pxf(1.2)))
        painter.setBrush(theme.color(token))
        painter.drawEllipse(start, dot, dot)
        painter.setPen(QPen(theme.color(token), theme.pxf(2)))
        painter.setBrush(theme.color("card"))
        painter.drawEllipse(end, dot, dot)

    def _is_small(self, cell: Cell) -> bool:
        return cell.square.width() < self._theme.pxf(_LEAST_TEXT)

    def _name(self, index: int) -> str:
        assert self._answer is not None
        return self._answer.layers[index - 1].name if index else "x"

    def _paint_numbers(self, painter: QPainter, places: list[Cell]) -> None:
        painter.setFont(self._theme.font("tick"))
        for index, cell in enumerate(places):
            lengths, note = self._texts(index, cell)
            line = cell.below.height() / 2
            upper = QRectF(cell.below.left(), cell.below.top(), cell.below.width(), line)
            painter.setPen(self._theme.color("dpos" if index else "ink3"))
            painter.drawText(upper, CENTRE, lengths)
            if note:
                painter.setPen(self._theme.color("ink3"))
                painter.drawText(upper.translated(0, line), CENTRE, note)

    def _texts(self, index: int, cell: Cell) -> tuple[str, str]:
        answer = self._answer
        assert answer is not None
        if index == 0:
            return f"r = {format_significant(answer.radius, 2)}", ""
        layer = answer.layers[index - 1]
        first, second = (format_significant(length, 2) for length in half_axes(layer))
        both = f"{first} · {second}"
        flat = layer.units == 1 or answer.dimensions == 1
        fits = text_width(self._theme.font("tick"), both) <= cell.below.width() - self._theme.pxf(4)
        return both if fits and not flat else first, _note(layer, self._is_small(cell))


def _note(layer: JacobianLayer, small: bool) -> str:
    if layer.turned < 0:
        return "mirrored"
    if layer.kept < _KEPT:
        return format_percent(layer.kept) if small else f"keeps {format_percent(layer.kept)}"
    return ""


def _points(curve: np.ndarray, middle: QPointF, scale: float) -> list[QPointF]:
    placed = curve * (scale, -scale) + (middle.x(), middle.y())
    return [QPointF(*point) for point in placed.tolist()]


def _arc(turn: float) -> QPolygonF:
    angles = np.linspace(0.0, turn, 1 + round(_FINE * turn / math.tau))
    return QPolygonF([QPointF(math.cos(angle), math.sin(angle)) for angle in angles.tolist()])


_FINE = 48
WHOLE, FIRST_QUARTER = _arc(math.tau), _arc(math.tau / 4)
