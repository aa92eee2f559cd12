"""Eigenvalues of the Hessian as bars from the largest to the smallest, with how sure each is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPixmap

from playground.ui.plots import axes_painter
from playground.ui.plots.eigenvalue_layout import (
    WIDEST,
    Bars,
    bar_rects,
    edge_in_sight,
    nearest_bar,
    ticks_of,
    value_range,
)
from playground.ui.plots.frame import Frame
from playground.ui.plots.pickable_plot import PickablePlot
from playground.ui.plots.read_out import Row, draw_card
from playground.ui.theme.numbers import format_integer, format_signed, format_significant
from playground.ui.widgets.painting import focus_ring, smooth

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

_APART, _NEAR, _FOCUS_RING = 34.0, 8.0, 6.0
_SEEN = 2.0  # pixels: a smaller bound is not drawn
_LEAST_AREA = 20


class EigenvalueBars(PickablePlot[int]):
    """Violet bends up, green below the line bends down; `chosen` carries the number of a bar."""

    SIZE, LEAST = (260, 170), (140, 80)

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, invitation: str = "") -> None:
        super().__init__(theme, "Eigenvalues of the Hessian", parent)
        self._bars: Bars | None = None
        self._invitation = invitation
        self._ground: QPixmap | None = None
        self._laid: tuple[Frame, list[QRectF]] | None = None
        theme.changed.connect(self._lay_out_again)

    @property
    def bars(self) -> Bars | None:
        """What is shown."""
        return self._bars

    def show_bars(self, bars: Bars | None) -> None:
        """Show these eigenvalues; None shows none."""
        self._bars = bars
        for part in (self._pointed, self._marked):
            if part is not None and (bars is None or part >= len(bars.values)):
                self._pointed = self._marked = None
        self.describe()
        self._lay_out_again()

    def frame(self) -> Frame:
        """Return where which numbers lie."""
        return self._layout()[0]

    def rects(self) -> list[QRectF]:
        """Return where the bars are."""
        return self._layout()[1]

    def _layout(self) -> tuple[Frame, list[QRectF]]:
        if self._laid is None:
            theme, bars = self._theme, self._bars
            low, high = (-1.0, 1.0) if bars is None else value_range(bars)
            below = QFontMetricsF(theme.font("tick")).height() + theme.pxf(4)
            area = QRectF(self.rect()).adjusted(0, theme.pxf(6), -theme.pxf(6), -below)
            ticks = [] if bars is None else ticks_of(low, high, area.height(), theme.pxf(_APART))
            area.setLeft(math.ceil(axes_painter.left_margin(theme, ticks)))
            area.setWidth(max(area.width(), _LEAST_AREA))
            area.setHeight(max(area.height(), _LEAST_AREA))
            frame = Frame(area, (0.0, 1.0), (low, high))
            self._laid = frame, [] if bars is None else bar_rects(bars, frame, theme.pxf(WIDEST))
        return self._laid

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the bars into their new size."""
        self._lay_out_again()

    def changeEvent(self, event: QEvent) -> None:
        """Draw sharply again on another screen."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._lay_out_again()
        super().changeEvent(event)

    def _lay_out_again(self) -> None:
        self._laid = self._ground = None
        self.update()

    # Parts

    def part_at(self, point: QPointF) -> int | None:
        """Return the bar under or over a place."""
        return nearest_bar(self.rects(), point.x(), self._theme.pxf(_NEAR))

    def beside(self, part: int | None, down: int, right: int) -> int | None:
        """Return the bar so many places on."""
        count = 0 if self._bars is None else len(self._bars.values)
        if not count:
            return None
        return 0 if part is None else min(max(part + right + down, 0), count - 1)

    def reading(self) -> list[tuple[str, str]]:
        """Tell which eigenvalue it is, and how sure."""
        bars = self._bars
        if bars is None or self._pointed is None:
            return []
        value, bound = float(bars.values[self._pointed]), float(bars.bounds[self._pointed])
        bends = "bends up" if value > bound else "a saddle direction" if value < -bound else "flat"
        return [
            (bars.name_of(self._pointed), format_signed(value)),
            ("sure to ±", format_significant(bound, 2)),
            (bends, ""),
        ]

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint hairlines, bars, and the edge."""
        theme, bars, frame = self._theme, self._bars, self.frame()
        with QPainter(self) as painter:
            smooth(painter)
            if bars is None or not len(bars.values):
                axes_painter.draw_empty(painter, theme, frame, "", self._invitation)
                return
            painter.drawPixmap(0, 0, self._picture_of(bars, frame))
            if not self._plain:
                self._paint_above(painter)

    def _picture_of(self, bars: Bars, frame: Frame) -> QPixmap:
        """Return all but what follows the pointer, painted once."""
        ratio = self.devicePixelRatioF()
        if self._ground is None:
            self._ground = QPixmap(self.size() * ratio)
            self._ground.setDevicePixelRatio(ratio)
            self._ground.fill(Qt.GlobalColor.transparent)
            with QPainter(self._ground) as painter:
                smooth(painter)
                ticks = ticks_of(*frame.y_range, frame.rect.height(), self._theme.pxf(_APART))
                axes_painter.draw_grid(painter, self._theme, frame, ticks)
                self._paint_bars(painter, bars, frame)
                self._paint_ends(painter, bars, frame)
                self._paint_edge(painter, bars, frame)
        return self._ground

    def _paint_bars(self, painter: QPainter, bars: Bars, frame: Frame) -> None:
        theme, rects = self._theme, self.rects()
        painter.setPen(Qt.PenStyle.NoPen)
        first_below = int((bars.values >= 0).sum())
        for token, part in (("dpos", rects[:first_below]), ("dneg", rects[first_below:])):
            painter.setBrush(theme.color(token))
            painter.drawRects(part)
        painter.setPen(QPen(theme.color("line2"), 1))
        zero = round(frame.py(0.0)) + 0.5
        painter.drawLine(QLineF(frame.rect.left(), zero, frame.rect.right(), zero))
        painter.setPen(QPen(theme.color("ink"), theme.pxf(1.2)))
        heights = [frame.pixels(bars.values, bars.values + sign * bars.bounds)[1] for sign in (1, -1)]
        for number in np.flatnonzero(heights[1] - heights[0] >= _SEEN).tolist():
            across = rects[number].center().x()
            painter.drawLine(QLineF(across, heights[0][number], across, heights[1][number]))

    def _paint_ends(self, painter: QPainter, bars: Bars, frame: Frame) -> None:
        theme, rects = self._theme, self.rects()
        painter.setFont(theme.font("tick"))
        painter.setPen(theme.color("ink3"))
        metrics = QFontMetricsF(painter.font())
        top = frame.rect.bottom() + theme.pxf(4)
        first, last = "largest", f"smallest of {format_integer(bars.total)}"
        painter.drawText(QPointF(frame.rect.left(), top + metrics.ascent()), first)
        end = max(rects[-1].right(), frame.rect.left() + metrics.horizontalAdvance(first + "  " + last))
        left = min(end, frame.rect.right()) - metrics.horizontalAdvance(last)
        painter.drawText(QPointF(left, top + metrics.ascent()), last)
        if bars.omits and bars.above < len(rects):
            middle = (rects[bars.above - 1].right() + rects[bars.above].left()) / 2
            at = QPointF(middle - metrics.horizontalAdvance("…") / 2, frame.py(0.0) - theme.pxf(3))
            painter.drawText(at, "…")

    def _paint_edge(self, painter: QPainter, bars: Bars, frame: Frame) -> None:
        if bars.edge is None:
            return
        theme, seen = self._theme, edge_in_sight(bars)
        text = f"{bars.edge_name} = {format_significant(bars.edge)}"
        text = text if seen else f"↑ {text}"
        painter.setFont(theme.font("tick", QFont.Weight.DemiBold))
        painter.setPen(theme.color("danger"))
        metrics = QFontMetricsF(painter.font())
        height = frame.py(bars.edge) if seen else frame.rect.top()
        under = not seen or height - metrics.height() < 0
        down = height + metrics.ascent() if under else height - metrics.descent() - theme.pxf(1)
        left = frame.rect.right() - metrics.horizontalAdvance(text)
        painter.drawText(QPointF(left, down), text)
        if seen:
            painter.setPen(QPen(theme.color("danger"), theme.pxf(1.4), Qt.PenStyle.DashLine))
            sharp = round(height) + 0.5
            painter.drawLine(QLineF(frame.rect.left(), sharp, frame.rect.right(), sharp))

    def _paint_above(self, painter: QPainter) -> None:
        theme, rects = self._theme, self.rects()
        if self._focus.shown:
            focus_ring(painter, theme, QRectF(self.rect()), theme.pxf(_FOCUS_RING))
        for number in {self._pointed, self._marked} - {None}:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("ink"), theme.pxf(1.4)))
            painter.drawRect(rects[number].adjusted(-1.5, -1.5, 1.5, 1.5))  # type: ignore[index]
        if self._pointed is not None:
            rows = [Row(*each) for each in self.reading()]
            place = QPointF(rects[self._pointed].center().x(), self.frame().rect.top())
            draw_card(painter, theme, rows, place, QRectF(self.rect()))
