"""The terms of a sum at one x as signed bars, each beginning where the one before ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from playground.ui.plots.painted_plot import PaintedPlot
from playground.ui.theme.numbers import format_signed
from playground.ui.widgets.painting import fill_round, focus_ring

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

ROW, BAR = 26, 12
NAME, NUMBER, PADDING = 64, 88, 8
LEAST_BAR = 120
RADIUS = 6


@dataclass(frozen=True, slots=True)
class Term:
    """A line of the stack: its name and number; the last one is the whole, from 0.

    `unit` is the neuron, None for the bias and the whole. One that is `off` adds nothing.
    """

    name: str
    value: float
    unit: int | None = None
    off: bool = False
    whole: bool = False


class TermsStack(PaintedPlot):
    """`switched` carries the neuron that is clicked, `pointed` the one under the pointer, or None."""

    SIZE, LEAST = (320, 200), (240, 60)
    switched = Signal(int)
    pointed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "The terms at x, adding up to the output", parent)
        self._terms: tuple[Term, ...] = ()
        self._lit: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        theme.changed.connect(self.updateGeometry)

    def show_terms(self, terms: tuple[Term, ...]) -> None:
        """Draw these terms, the neurons first."""
        grown = len(terms) != len(self._terms)
        self._terms = terms
        if grown:
            self.updateGeometry()
        self._describe()
        self.update()

    def light(self, neuron: int | None) -> None:
        """Let one neuron's line stand out."""
        if neuron != self._lit:
            self._lit = neuron
            self._describe()
            self.update()

    def sizeHint(self) -> QSize:
        """Give the size of all its lines."""
        return QSize(self._theme.px(self.SIZE[0]), self._theme.px(ROW) * max(len(self._terms), 1))

    def minimumSizeHint(self) -> QSize:
        """Give the least width in which it can be read; it is as tall as its lines."""
        return QSize(self._theme.px(self.LEAST[0]), self.sizeHint().height())

    def _describe(self) -> None:
        lit = [each for each in self._terms if each.unit is not None and each.unit == self._lit]
        told = lit or [each for each in self._terms if each.whole]
        state = " (left out)" if lit and lit[0].off else ""
        words = [f"{each.name} {format_signed(each.value)}{state}" for each in told]
        self.setAccessibleDescription(", ".join(words))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a line for each term."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            running, low, high = 0.0, *self._ends()
            for number, term in enumerate(self._terms):
                row = QRectF(0, number * self._theme.px(ROW), self.width(), self._theme.px(ROW))
                start = 0.0 if term.whole else running
                end = start if term.off else start + term.value
                self._draw_term(painter, row, term, (start, end), (low, high))
                running = end
            if self._focus.shown and not self._plain:
                focus_ring(painter, self._theme, QRectF(self.rect()), self._theme.pxf(RADIUS))

    def _ends(self) -> tuple[float, float]:
        """Return from where to where the bars reach."""
        running, places = 0.0, [0.0]
        for term in self._terms:
            if not term.off and not term.whole:
                running += term.value
                places.append(running)
        low, high = min(places), max(places)
        return (low, high) if high > low else (low - 1.0, high + 1.0)

    def _draw_term(
        self,
        painter: QPainter,
        row: QRectF,
        term: Term,
        bar: tuple[float, float],
        ends: tuple[float, float],
    ) -> None:
        theme = self._theme
        pad = theme.pxf(PADDING)
        lit = term.unit is not None and term.unit == self._lit
        if lit:
            fill_round(painter, row, theme.pxf(RADIUS), theme.color("ctl"))
        if term.whole:
            painter.setPen(QPen(theme.color("line2"), 1))
            painter.drawLine(row.topLeft(), row.topRight())
        left, right = row.left() + theme.pxf(NAME), row.right() - theme.pxf(NUMBER)
        scale = (right - left) / (ends[1] - ends[0])
        first, last = (left + (each - ends[0]) * scale for each in bar)
        zero = left - ends[0] * scale
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.drawLine(QPointF(zero, row.top()), QPointF(zero, row.bottom()))
        token = "ink" if term.whole else "neg" if term.value < 0 else "pos"
        tall = theme.pxf(BAR)
        box = QRectF(min(first, last), row.center().y() - tall / 2, max(abs(last - first), 1.5), tall)
        fill = theme.color(token, 0.25 if term.off else 1.0)
        fill_round(painter, box, min(theme.pxf(2), box.width() / 2), fill)
        self._write(painter, row.adjusted(pad, 0, 0, 0), term.name, "faint" if term.off else "ink2", bold=lit)
        number = "off" if term.off else format_signed(term.value)
        side = row.adjusted(0, 0, -pad, 0)
        self._write(painter, side, number, "ink3" if term.off else token, bold=term.whole, right=True)

    def _write(
        self, painter: QPainter, row: QRectF, text: str, token: str, *, bold: bool, right: bool = False
    ) -> None:
        font = self._theme.font("slider")
        font.setWeight(font.Weight.DemiBold if bold else font.Weight.Normal)
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        width = self._theme.pxf(NUMBER if right else NAME) - self._theme.pxf(PADDING)
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(row, side | Qt.AlignmentFlag.AlignVCenter, shown)

    # Mouse and keys

    def _unit_at(self, y: float) -> int | None:
        row = int(y // self._theme.px(ROW))
        return self._terms[row].unit if 0 <= row < len(self._terms) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Switch a neuron off, or on again."""
        unit = self._unit_at(event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and unit is not None:
            self.switched.emit(unit)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at a neuron."""
        self.pointed.emit(self._unit_at(event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        super().leaveEvent(event)
        self.pointed.emit(None)

    def event(self, event: QEvent) -> bool:
        """Keep the own keys from window-wide shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space) and not event.modifiers():
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up and down the neurons; Space switches the one that stands out."""
        units = [each.unit for each in self._terms if each.unit is not None]
        if event.key() == Qt.Key.Key_Space and self._lit in units:
            self.switched.emit(self._lit)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and units:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            at = units.index(self._lit) + step if self._lit in units else 0
            self.pointed.emit(units[min(max(at, 0), len(units) - 1)])
        else:
            super().keyPressEvent(event)
