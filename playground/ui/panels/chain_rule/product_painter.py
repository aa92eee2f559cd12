"""Paints the products so far as bars from a middle line, up where they are positive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QPen

from playground.ui.panels.chain_rule.symbols import slope_token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from playground.ui.panels.chain_rule.lane import Step
    from playground.ui.panels.chain_rule.lane_layout import LaneLayout
    from playground.ui.theme.theme import Theme

BAR, ROUND, LEAST = 46.0, 3.0, 1.5
TEXT = 18.0


class ProductPainter:
    """One scale for all bars of a path, also for those that are not known yet."""

    def __init__(self, theme: Theme, layout: LaneLayout, steps: Sequence[Step]) -> None:
        self._theme, self._layout, self._steps = theme, layout, steps
        above = max([step.so_far for step in steps], default=0.0)
        below = -min([step.so_far for step in steps], default=0.0)
        self._above, self._below = max(above, 0.0), max(below, 0.0)
        self._text = theme.pxf(TEXT)
        rect = layout.product(0)
        room = rect.height() - self._text * ((self._above > 0) + (self._below > 0))
        whole = self._above + self._below
        self._scale = room / whole if whole else 0.0
        top = rect.top() + (self._text if self._above > 0 else 0.0)
        self.zero = top + (self._scale * self._above if whole else room / 2)

    def draw(self, painter: QPainter) -> None:
        """Draw what is known."""
        if not self._layout.folds:
            self._draw_zero(painter)
        for place, step in enumerate(self._steps):
            if not step.product:
                continue
            if self._layout.folds:
                self._draw_number(painter, step, self._layout.product(place))
            else:
                self._draw_bar(painter, step, self._layout.product(place))

    def _draw_zero(self, painter: QPainter) -> None:
        first, last = self._layout.station(0), self._layout.station(self._layout.between)
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.drawLine(QLineF(first.left(), self.zero, last.right(), self.zero))

    def _draw_bar(self, painter: QPainter, step: Step, column: QRectF) -> None:
        theme = self._theme
        height = max(abs(step.so_far) * self._scale, theme.pxf(LEAST) if step.so_far else 0.0)
        width = min(theme.pxf(BAR), column.width() * 0.6)
        up = step.so_far >= 0
        bar = QRectF(column.center().x() - width / 2, self.zero - (height if up else 0), width, height)
        color = theme.color(slope_token(step.so_far))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        if not up and theme.signs == "dashes":
            painter.setPen(QPen(color, 1))
            painter.setBrush(QBrush(color, Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(bar, theme.pxf(ROUND), theme.pxf(ROUND))
        top = bar.top() - self._text if up else bar.bottom()
        self._draw_number(painter, step, QRectF(column.left(), top, column.width(), self._text))

    def _draw_number(self, painter: QPainter, step: Step, rect: QRectF) -> None:
        painter.setFont(self._theme.font("slider", self._theme.font("live").weight()))
        painter.setPen(self._theme.color(slope_token(step.so_far)))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, step.product)
