"""Dots on a line, stacked where they are many: a number of each sample, with their mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent

from playground.ui.plots.pickable_plot import PickablePlot
from playground.ui.plots.ticks import linear_ticks
from playground.ui.theme.numbers import format_integer, format_signed
from playground.ui.widgets import painting

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

    Floats = NDArray[np.float64]

DOT = 5.0
SIDE, ABOVE, BELOW = 8.0, 17.0, 18.0
HIT = 9.0
TICKS = 7
DIGITS = 5


class SampleSwarm(PickablePlot[int]):
    """A part is the place of a sample among those shown."""

    SIZE, LEAST = (500, 84), (160, 72)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "The derivative of each sample", parent)
        self._values: Floats = np.zeros(0)
        self._numbers: tuple[int, ...] = ()
        self._mean, self._sample = 0.0, 0
        self._dots: Floats | None = None
        theme.changed.connect(self._lay_anew)

    def show_samples(self, values: Floats, numbers: tuple[int, ...], mean: float, sample: int) -> None:
        """Show (samples,) numbers with their mean; `sample` is ringed where it is among them."""
        self._values, self._numbers, self._mean, self._sample = values, numbers, mean, sample
        if self.pointed is not None and self.pointed >= len(numbers):
            self.point_at(None)
        count, said = format_integer(len(numbers)), format_signed(mean, DIGITS)
        self.setAccessibleName(f"The derivative of each of {count} samples, mean {said}")
        self._lay_anew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the dots anew."""
        super().resizeEvent(event)
        self._lay_anew()

    def part_at(self, point: QPointF) -> int | None:
        """Return the nearest dot that is near enough."""
        dots = self.dots
        if not len(dots):
            return None
        away = np.hypot(dots[:, 0] - point.x(), dots[:, 1] - point.y())
        nearest = int(away.argmin())
        return nearest if away[nearest] <= self._theme.pxf(HIT) else None

    def beside(self, part: int | None, down: int, right: int) -> int | None:
        """Return the next larger or smaller number's place; up and down do as right and left."""
        if not self._numbers:
            return None
        order = np.argsort(self._values, kind="stable")
        if part is None:
            shown = self._numbers.index(self._sample) if self._sample in self._numbers else int(order[0])
            return shown
        place = int(np.flatnonzero(order == part)[0]) + right - down
        return int(order[min(max(place, 0), len(order) - 1)])

    def reading(self) -> list[tuple[str, str]]:
        """Return the pointed sample and its number."""
        if self.pointed is None:
            return []
        number = format_signed(float(self._values[self.pointed]), DIGITS)
        return [(f"Sample {format_integer(self._numbers[self.pointed] + 1)}", number)]

    def number_of(self, part: int) -> int:
        """Return the number of the sample at a place."""
        return self._numbers[part]

    @property
    def dots(self) -> Floats:
        """Where each sample's dot is, (samples, 2) in pixels."""
        if self._dots is None:
            self._dots = self._place_dots()
        return self._dots

    def _lay_anew(self) -> None:
        self._dots = None
        self.update()

    @property
    def _area(self) -> QRectF:
        side, above, below = (self._theme.pxf(each) for each in (SIDE, ABOVE, BELOW))
        return QRectF(self.rect()).adjusted(side, above, -side, -below)

    @property
    def _span(self) -> tuple[float, float]:
        low, high = min(0.0, float(self._values.min())), max(0.0, float(self._values.max()))
        spare = 0.04 * (high - low) or 1.0
        return low - spare, high + spare

    def _across(self, value: Floats | float) -> Floats:
        low, high = self._span
        return np.asarray(self._area.left() + (value - low) / (high - low) * self._area.width())

    def _place_dots(self) -> Floats:
        if not len(self._values):
            return np.zeros((0, 2))
        xs, wide = self._across(self._values), self._theme.pxf(DOT)
        bins = np.floor(xs / wide).astype(np.intp)
        order = np.lexsort((self._values, bins))
        first = np.searchsorted(bins[order], bins[order])
        level = np.empty(len(xs))
        level[order] = np.arange(len(xs)) - first
        pitch = min(wide, (self._area.height() - wide) / max(float(level.max()), 1.0))
        return np.stack([xs, self._area.bottom() - wide / 2 - 1 - level * pitch], axis=1)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the axis, the dots and the mean."""
        if not len(self._values):
            return
        with QPainter(self) as painter:
            painting.smooth(painter)
            self._paint_axis(painter)
            self._paint_dots(painter)
            self._paint_mean(painter)
            if self.pointed is not None and not self._plain:
                self._paint_reading(painter)
            if self.hasFocus() and not self._plain:
                line, ring = self._theme.color("line2"), QRectF(self.rect())
                painting.outline_round(painter, ring, self._theme.pxf(8), line)

    def _paint_axis(self, painter: QPainter) -> None:
        area = self._area
        painter.setPen(self._theme.color("line2"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setFont(self._theme.font("tick"))
        for tick in linear_ticks(*self._span, TICKS):
            x = float(self._across(tick.at))
            painter.setPen(self._theme.color("line"))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            painter.setPen(self._theme.color("ink3"))
            wide = self._theme.pxf(40)
            room = QRectF(x - wide, area.bottom() + 2, 2 * wide, self._theme.pxf(BELOW) - 2)
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, tick.text)

    def _paint_dots(self, painter: QPainter) -> None:
        wide = self._theme.pxf(DOT) - 0.6
        for token, chosen in (
            ("ink3", self._values == 0),
            ("dneg", self._values < 0),
            ("dpos", self._values > 0),
        ):
            pen = QPen(self._theme.color(token, 0.9), wide)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawPoints(QPolygonF([QPointF(x, y) for x, y in self.dots[chosen].tolist()]))
        places = [self.pointed]
        if self._sample in self._numbers:
            places.append(self._numbers.index(self._sample))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("ink"), self._theme.pxf(1.6)))
        for place in places:
            if place is not None:
                ring = self._theme.pxf(DOT)
                painter.drawEllipse(QPointF(*self.dots[place].tolist()), ring, ring)

    def _paint_mean(self, painter: QPainter) -> None:
        area, x = self._area, float(self._across(self._mean))
        painter.setPen(QPen(self._theme.color("ink"), self._theme.pxf(1.6)))
        painter.drawLine(QPointF(x, area.top() - self._theme.pxf(2)), QPointF(x, area.bottom()))
        self._write(painter, x, f"mean {format_signed(self._mean, DIGITS)}", "ink")

    def _paint_reading(self, painter: QPainter) -> None:
        """Say of the pointed sample what it is, at the end that the mean leaves free."""
        name, number = self.reading()[0]
        right = float(self._across(self._mean)) < self._area.center().x()
        self._write(painter, self._area.right() if right else self._area.left(), f"{name}: {number}", "ink2")

    def _write(self, painter: QPainter, x: float, text: str, token: str) -> None:
        font = self._theme.font("tick", QFont.Weight.DemiBold)
        wide = QFontMetricsF(font).horizontalAdvance(text)
        left = min(max(x - wide / 2, 0.0), self.width() - wide)
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        room = QRectF(left, 0, wide + 1, self._theme.pxf(ABOVE) - 2)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
