"""Paints the lane: the values, the local slopes, the derivatives and the products of a path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPen, QPolygonF

from playground.ui.panels.chain_rule.product_painter import ProductPainter
from playground.ui.panels.chain_rule.signs import slope_token, value_token
from playground.ui.panels.chain_rule.slope_painter import RADIUS, draw_slope
from playground.ui.widgets import painting
from playground.ui.widgets.maths.layout import lay_out
from playground.worker.questions import ValueKind

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from playground.ui.panels.chain_rule.lane import Key, Lane, Station, Step
    from playground.ui.panels.chain_rule.lane_layout import LaneLayout
    from playground.ui.theme.theme import Theme
    from playground.ui.widgets.maths.box import Box
    from playground.ui.widgets.maths.tree import Node

SYMBOL, SMALL_SYMBOL = 19.0, 17.0
FRACTION, SMALL_FRACTION = 19.0, 15.0
ROOMY_BOX, ROOMY_BACK = 56.0, 78.0
BORDER, STRONG = 1.6, 2.4
NUMBER = 22.0  # of the number under a fraction
HEAD, ARROW_GAP = 4.5, 5.0
LABELS = (("Forward", "values →"), ("Local slope", "tangent = ∂"), ("Backward", "derivatives ←"), ("Product", "so far ←"))
SHARE, START = "this path’s share of ∂L/∂{}", "start at the loss, multiply leftwards"
NUMBER_ROLES = ("live", "slider", "caption", "tick")
FOOT_LEAST, MOST_KEPT = 16.0, 400
CENTRE = Qt.AlignmentFlag.AlignCenter


class LanePainter:
    """Keeps the typeset names from one painting to the next, as they stay the same while numbers move."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._boxes: dict[tuple[Node, float, str], Box] = {}
        theme.changed.connect(self._boxes.clear)

    def draw(self, painter: QPainter, lane: Lane, layout: LaneLayout) -> None:
        """Draw everything but what is pointed at."""
        painter.save()
        painter.setClipRect(QRectF(layout.labels, 0, layout.room, layout.bottom))
        for place, step in enumerate(lane.steps):
            self._draw_arrow(painter, step, layout.arrow(place))
            draw_slope(painter, self._theme, step, layout.plot(place))
            self._draw_derivative(painter, step, layout.back(place))
        for place, station in enumerate(lane.stations):
            self._draw_station(painter, station, layout.station(place))
        self._draw_crosses(painter, lane, layout)
        ProductPainter(self._theme, layout, lane.steps).draw(painter)
        self._draw_foot(painter, lane, layout)
        if lane.active is not None:
            self.outline(painter, layout, lane.active, "ink", STRONG)
        painter.restore()
        self._draw_labels(painter, layout)

    def outline(self, painter: QPainter, layout: LaneLayout, key: Key, token: str, width: float) -> None:
        """Draw a border around a part."""
        kind, place = key
        rect = layout.station(place) if kind == "value" else layout.plot(place)
        color, radius = self._theme.color(token), self._theme.pxf(RADIUS)
        painting.outline_round(painter, rect, radius, color, self._theme.pxf(width))

    # Forward

    def _draw_station(self, painter: QPainter, station: Station, rect: QRectF) -> None:
        theme, radius = self._theme, self._theme.pxf(RADIUS)
        painting.fill_round(painter, rect, radius, theme.color("card"))
        token = _border(station)
        width = theme.pxf(BORDER if station.number else 1.0)
        painting.outline_round(painter, rect, radius, theme.color(token), width)
        roomy = rect.height() >= theme.pxf(ROOMY_BOX)
        symbol = self._box(station.symbol, SYMBOL if roomy else SMALL_SYMBOL, "ink" if station.number else "ink3")
        self._paint_centred(painter, symbol, QPointF(rect.center().x(), rect.top() + 0.33 * rect.height()))
        half = QRectF(rect.left(), rect.top() + 0.54 * rect.height(), rect.width(), 0.40 * rect.height())
        ink = station.kind is ValueKind.LOSS
        self._draw_number(painter, station.number, half, "ink" if ink else value_token(station.value))

    def _draw_arrow(self, painter: QPainter, step: Step, rect: QRectF) -> None:
        theme = self._theme
        gap, head, y = theme.pxf(ARROW_GAP), theme.pxf(HEAD), rect.center().y()
        start, end = rect.left() + gap, rect.right() - gap
        painter.setPen(QPen(theme.color("ink3"), theme.pxf(1.2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawLine(QLineF(start, y, end, y))
        tip = [QPointF(end - head, y - head), QPointF(end, y), QPointF(end - head, y + head)]
        painter.drawPolyline(QPolygonF(tip))
        painter.setFont(theme.font("tick"))
        painter.setPen(theme.color("ink3"))
        room = QRectF(rect.left() - gap, rect.top(), rect.width() + 2 * gap, rect.height() / 2 - theme.pxf(3))
        painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, step.done)

    # Backward

    def _draw_derivative(self, painter: QPainter, step: Step, rect: QRectF) -> None:
        theme, number = self._theme, self._theme.pxf(NUMBER)
        roomy = rect.height() >= theme.pxf(ROOMY_BACK)
        size, token = FRACTION if roomy else SMALL_FRACTION, "ink" if step.slope else "ink3"
        fraction = self._box(step.fraction, size, token)
        middle = rect.top() + (rect.height() - number) / 2
        self._paint_centred(painter, fraction, QPointF(rect.center().x(), middle))
        below = QRectF(rect.left(), rect.bottom() - number, rect.width(), number)
        side = theme.pxf(8)
        below = below.adjusted(side, 0, -side, 0)
        self._draw_number(painter, step.slope, below, slope_token(step.derivative))

    def _draw_crosses(self, painter: QPainter, lane: Lane, layout: LaneLayout) -> None:
        theme = self._theme
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("ink3"))
        for place in range(1, len(lane.steps)):
            if not (lane.steps[place - 1].slope and lane.steps[place].slope):
                continue
            column, number = layout.back(place), theme.pxf(NUMBER)
            rect = QRectF(column.left() - number / 2, column.bottom() - number, number, number)
            painter.drawText(rect, CENTRE, "×")

    # Product

    def _draw_foot(self, painter: QPainter, lane: Lane, layout: LaneLayout) -> None:
        if layout.rows.foot < FOOT_LEAST:
            return
        theme, first = self._theme, layout.station(0).left()
        last = layout.station(layout.between).right()
        rect = QRectF(first, layout.foot_top, last - first, layout.bottom - layout.foot_top)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("ink3"))
        low = Qt.AlignmentFlag.AlignBottom
        share = SHARE.format(lane.stations[0].name)
        metrics = QFontMetricsF(painter.font())
        wide = metrics.horizontalAdvance(share) + metrics.horizontalAdvance(START) + theme.pxf(16)
        painter.drawText(rect, low | Qt.AlignmentFlag.AlignRight, START)
        if lane.steps[0].product and wide <= rect.width():
            painter.drawText(rect, low | Qt.AlignmentFlag.AlignLeft, share)

    def _draw_labels(self, painter: QPainter, layout: LaneLayout) -> None:
        rows, px = layout.rows, self._theme.pxf
        tops = (layout.box_top, layout.plot_top, layout.back_top, layout.product_top)
        for (name, what), top, height in zip(LABELS, tops, (rows.box, rows.plot, rows.back, rows.product), strict=True):
            self._draw_label(painter, name, what, QRectF(0, top, layout.labels, px(height)))

    def _draw_label(self, painter: QPainter, name: str, what: str, rect: QRectF) -> None:
        theme, line = self._theme, self._theme.pxf(16)
        both = rect.height() >= 2 * line
        top = rect.center().y() - (line if both else line / 2)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font("slider", QFont.Weight.DemiBold, tabular=False))
        painter.setPen(theme.color("ink"))
        painter.drawText(QRectF(0, top, rect.width(), line), left, name)
        if both:
            painter.setFont(theme.font("caption", tabular=False))
            painter.setPen(theme.color("ink3"))
            painter.drawText(QRectF(0, top + line, rect.width(), line), left, what)

    # Both

    def _draw_number(self, painter: QPainter, text: str, rect: QRectF, token: str) -> None:
        if not text:
            return
        for role in NUMBER_ROLES:
            font = self._theme.font(role, QFont.Weight.DemiBold)
            if QFontMetricsF(font).horizontalAdvance(text) <= rect.width() - self._theme.pxf(4):
                break
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        painter.drawText(rect, CENTRE | Qt.TextFlag.TextDontClip, text)

    def _paint_centred(self, painter: QPainter, box: Box, at: QPointF) -> None:
        box.paint(painter, at.x() - box.width / 2, at.y() + (box.ascent - box.descent) / 2)

    def _box(self, node: Node, size: float, token: str) -> Box:
        key = node, size, token
        if key not in self._boxes:
            if len(self._boxes) > MOST_KEPT:
                self._boxes.clear()
            self._boxes[key] = lay_out(self._theme, node, self._theme.pxf(size), token)
        return self._boxes[key]


def _border(station: Station) -> str:
    if not station.number:
        return "line2"
    if station.kind is ValueKind.PARAMETER:
        return "ink"
    return "ink3" if station.kind is ValueKind.LOSS else value_token(station.value)
