"""The network of a sheet: its neurons with the numbers that are known, its weights as lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.panels.chain_rule.by_hand.formulas import value_of
from playground.ui.panels.chain_rule.by_hand.names import Names
from playground.ui.widgets import painting
from playground.ui.widgets.maths.layout import lay_out
from playground.worker.questions import BoxKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playground.ui.panels.chain_rule.by_hand.subject import Unit
    from playground.ui.theme.theme import Theme
    from playground.ui.widgets.maths.box import Box
    from playground.ui.widgets.maths.tree import Node
    from playground.worker.questions import WorksheetAnswer

_RADIUS, _LEAST_RADIUS = 21.0, 10.0
_LEAST_WITH_NUMBERS = 16.0  # smaller circles hold nothing that could be read
_FILLED = 1.62  # how much of a circle's width, in radii, a number may take
_NAME, _NUMBER = 13.0, 12.0
_PADDING = 8.0
_THIN, _THICK = 0.9, 3.4
_LABELS_FROM_TO = 0.34, 0.72
_MOST_LABELS = 8  # lines between two layers that are labelled with their weights


@dataclass(frozen=True, slots=True)
class _Line:
    source: Unit
    target: Unit
    weight: float


class NetDrawing:
    """Draws the units that are on a sheet, in columns from the inputs to the output."""

    def __init__(self, theme: Theme, answer: WorksheetAnswer) -> None:
        self._theme, self._answer = theme, answer
        self._names = Names(answer)
        self._lines = tuple(_lines(answer))
        self._boxes: dict[tuple[Node, float], Box] = {}
        layers = sorted({layer for line in self._lines for layer in (line.source[0], line.target[0])})
        alone = {(answer.parameter.layer, answer.parameter.target)}
        units = {unit for line in self._lines for unit in (line.source, line.target)} | alone
        self._columns = [
            sorted(unit for unit in units if unit[0] == layer) for layer in layers or [answer.parameter.layer]
        ]

    def paint(
        self,
        painter: QPainter,
        area: QRectF,
        known: Callable[[Unit], float | None],
        lit: Unit | None = None,
        *,
        weights: bool = False,
    ) -> None:
        """Paint it into an area; `known` gives a unit's a where it may be seen."""
        radius = self._radius(area)
        places = self._places(area, radius)
        largest = max((abs(line.weight) for line in self._lines), default=1.0) or 1.0
        for line in self._lines:
            self._paint_line(painter, line, places, abs(line.weight) / largest)
        for unit, place in places.items():
            self._paint_unit(painter, unit, place, radius, known(unit), is_lit=unit == lit)
        if weights:
            self._paint_weights(painter, places, radius)

    @property
    def is_alone(self) -> bool:
        """Whether there is nothing but one unit, and so no network to see."""
        return not self._lines

    def _laid_out(self, node: Node, px: float) -> Box:
        """Lay out a name or a number, each once: most of them are the same from picture to picture."""
        key = node, px
        if key not in self._boxes:
            self._boxes[key] = lay_out(self._theme, node, px)
        return self._boxes[key]

    def _radius(self, area: QRectF) -> float:
        most = max(len(column) for column in self._columns)
        room = (area.height() - 2 * self._theme.pxf(_PADDING)) / (2.5 * most)
        return max(self._theme.pxf(_LEAST_RADIUS), min(self._theme.pxf(_RADIUS), room))

    def _places(self, area: QRectF, radius: float) -> dict[Unit, QPointF]:
        pad = self._theme.pxf(_PADDING) + radius
        left, width = area.left() + pad, area.width() - 2 * pad
        gaps = max(1, len(self._columns) - 1)
        places: dict[Unit, QPointF] = {}
        for number, column in enumerate(self._columns):
            x = left + width * number / gaps if len(self._columns) > 1 else area.center().x()
            step = min((area.height() - 2 * pad) / max(1, len(column) - 1), 3.4 * radius)
            for at, unit in enumerate(column):
                places[unit] = QPointF(x, area.center().y() + (at - (len(column) - 1) / 2) * step)
        return places

    def _paint_line(self, painter: QPainter, line: _Line, places: dict[Unit, QPointF], share: float) -> None:
        token = "pos" if line.weight >= 0 else "neg"
        color = self._theme.color(token, 0.35 + 0.5 * share)
        pen = QPen(color, self._theme.pxf(_THIN + (_THICK - _THIN) * share))
        if line.weight < 0 and self._theme.signs == "dashes":
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(places[line.source], places[line.target])

    def _paint_unit(
        self,
        painter: QPainter,
        unit: Unit,
        place: QPointF,
        radius: float,
        value: float | None,
        *,
        is_lit: bool,
    ) -> None:
        painter.setBrush(self._theme.color("card"))
        token, width = ("ink", 2.4) if is_lit else ("ink3", 1.2)
        painter.setPen(QPen(self._theme.color(token), self._theme.pxf(width)))
        painter.drawEllipse(place, radius, radius)
        name = self._names.a(*unit)
        if radius < self._theme.pxf(_LEAST_WITH_NUMBERS):
            return
        if value is None:
            self._paint_node(painter, name, place, _NAME, radius)
        else:
            apart = QPointF(0.0, 0.36 * radius)
            self._paint_node(painter, name, place - apart, _NAME - 2, radius)
            self._paint_node(painter, value_of(value), place + apart, _NUMBER, radius)

    def _paint_node(self, painter: QPainter, node: Node, place: QPointF, size: float, radius: float) -> None:
        box = self._laid_out(node, self._theme.pxf(size))
        if box.width > _FILLED * radius:
            box = self._laid_out(node, self._theme.pxf(size) * _FILLED * radius / box.width)
        box.paint(painter, place.x() - box.width / 2, place.y() + (box.ascent - box.descent) / 2)

    def _paint_weights(self, painter: QPainter, places: dict[Unit, QPointF], radius: float) -> None:
        """Write each weight on its line, where there are not too many between two layers."""
        for line in self._lines:
            beside = [each for each in self._lines if each.target[0] == line.target[0]]
            if len(beside) > _MOST_LABELS:
                continue
            begin, end = places[line.source], places[line.target]
            at = begin + (end - begin) * _share_of(line, beside)
            box = self._laid_out(value_of(line.weight), self._theme.pxf(_NUMBER + 1))
            pad = self._theme.pxf(2)
            ground = QRectF(
                at.x() - box.width / 2 - pad,
                at.y() - box.height / 2 - pad,
                box.width + 2 * pad,
                box.height + 2 * pad,
            )
            painter.fillRect(ground, self._theme.color("panel"))
            box.paint(painter, at.x() - box.width / 2, at.y() + (box.ascent - box.descent) / 2)


class NetPicture(QWidget):
    """The drawing on the screen; it shows what the sheet knows and where the person is."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._drawing: NetDrawing | None = None
        self._known: Callable[[Unit], float | None] = lambda _unit: None
        self._lit: Unit | None = None
        self.setAccessibleName("The network with the numbers found so far")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def show_sheet(self, answer: WorksheetAnswer, known: Callable[[Unit], float | None]) -> None:
        """Show the network of a sheet."""
        self._drawing, self._known = NetDrawing(self._theme, answer), known
        self.update()

    def light(self, unit: Unit | None) -> None:
        """Show which unit the box in hand belongs to."""
        self._lit = unit
        self.update()

    def sizeHint(self) -> QSize:
        """Give the size at which a small network is easy to read."""
        return QSize(self._theme.px(300), self._theme.px(220))

    def minimumSizeHint(self) -> QSize:
        """Let it go where there is no room."""
        return QSize(self._theme.px(120), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the network."""
        if self._drawing is None or self._drawing.is_alone or self.height() < self._theme.px(60):
            return
        with QPainter(self) as painter:
            painting.smooth(painter)
            self._drawing.paint(painter, QRectF(self.rect()), self._known, self._lit)


def _share_of(line: _Line, beside: list[_Line]) -> float:
    """Return how far along its line a weight is written: each source's at another distance."""
    sources = sorted({each.source for each in beside})
    first, last = _LABELS_FROM_TO
    if len(sources) == 1:
        return (first + last) / 2
    return first + (last - first) * sources.index(line.source) / (len(sources) - 1)


def unit_of(answer: WorksheetAnswer, place: int) -> Unit | None:
    """Return the unit that a box belongs to, None for the loss."""
    box = answer.boxes[place]
    return None if box.kind is BoxKind.LOSS else (box.layer, box.index)


def _lines(answer: WorksheetAnswer) -> Iterator[_Line]:
    for box in answer.boxes:
        if box.kind is BoxKind.SUM:
            for each in box.products:
                yield _Line((box.layer - 1, each.source), (box.layer, each.target), each.weight)
