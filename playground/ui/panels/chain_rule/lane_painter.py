"""Paints the lane: the values, the local slopes, the derivatives and the products of a path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPen, QPolygonF

from playground.ui.panels.chain_rule.product_painter import ProductPainter
from playground.ui.panels.chain_rule.slope_painter import RADIUS, draw_inset, draw_slope
from playground.ui.panels.chain_rule.symbols import slope_token, value_token
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

SYMBOL, SMALL_SYMBOL = 18.0, 15.0
FRACTION, SMALL_FRACTION = 17.0, 14.0
ROOMY_BOX, ROOMY_BACK = 56.0, 76.0
SYMBOL_LINE, NUMBER_TOP = 0.42, 0.58  # shares of a box's height
RULE_LINE, AXIS = 0.46, 0.258  # where a fraction's rule lies: in its room, and above its baseline in ems
BORDER, STRONG = 1.6, 2.4
NUMBER = 22.0  # of the number under a fraction
HEAD, ARROW_GAP = 4.5, 5.0
TWO_LINES = 31.0  # of what stands on an arrow
TINT = 0.07
LABELS = (
    ("Forward", "values →"),
    ("Local slope", "tangent = ∂"),
    ("Backward", "derivatives ←"),
    ("Product", "so far ←"),
)
SHARE, START = "this path’s share of ∂{}/∂{}", "start at the loss, multiply leftwards"
NUMBER_ROLES = ("live", "slider", "caption", "tick")
MOST_KEPT = 400
CENTRE = Qt.AlignmentFlag.AlignCenter


class LanePainter:
    """Keeps the typeset names from one painting to the next, as they stay the same while numbers move."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._boxes: dict[tuple[Node, float, str], Box] = {}
        self._fonts: list[tuple[QFont, QFontMetricsF]] = []
        theme.changed.connect(self._forget)

    def draw_still(self, painter: QPainter, lane: Lane, layout: LaneLayout) -> None:
        """Draw the names and the cards: what stays while numbers move."""
        self._draw_labels(painter, layout)
        self._clip(painter, layout)
        for place, step in enumerate(lane.steps):
            self._draw_arrow(painter, step, layout.arrow(place))
            self._draw_fraction(painter, step, layout.back(place))
            draw_inset(painter, self._theme, layout.plot(place))
        for place, station in enumerate(lane.stations):
            self._draw_symbol(painter, station, layout.station(place))
        self._draw_crosses(painter, lane, layout)
        self._draw_foot(painter, lane, layout)

    def draw_live(self, painter: QPainter, lane: Lane, layout: LaneLayout) -> None:
        """Draw the numbers, the local functions and the products, and what has just been found."""
        self._clip(painter, layout)
        for place, step in enumerate(lane.steps):
            draw_slope(painter, self._theme, step, layout.plot(place))
            below = self._below_fraction(layout.back(place))
            self._draw_number(painter, step.slope, below, slope_token(step.derivative))
        for place, station in enumerate(lane.stations):
            self._draw_value(painter, station, layout.station(place))
        ProductPainter(self._theme, layout, lane.steps).draw(painter)
        if lane.active is not None:
            self.outline(painter, layout, lane.active, "ink", STRONG)

    def outline(self, painter: QPainter, layout: LaneLayout, key: Key, token: str, width: float) -> None:
        """Draw a border around a part, and a tint on a derivative."""
        kind, place = key
        rect = layout.station(place) if kind == "value" else layout.plot(place)
        color, radius = self._theme.color(token), self._theme.pxf(RADIUS)
        painting.outline_round(painter, rect, radius, color, self._theme.pxf(width))
        if kind == "link":
            side = self._theme.pxf(10)
            column = layout.back(place).adjusted(side, 0, -side, 0)
            painting.fill_round(painter, column, radius, self._theme.color("ink", TINT))

    # Forward

    def _draw_symbol(self, painter: QPainter, station: Station, rect: QRectF) -> None:
        painting.fill_round(painter, rect, self._theme.pxf(RADIUS), self._theme.color("card"))
        size = SYMBOL if rect.height() >= self._theme.pxf(ROOMY_BOX) else SMALL_SYMBOL
        box = self._box(station.symbol, size, "ink" if station.number else "ink3")
        baseline = rect.top() + SYMBOL_LINE * rect.height()
        box.paint(painter, rect.center().x() - box.width / 2, baseline)

    def _draw_value(self, painter: QPainter, station: Station, rect: QRectF) -> None:
        theme, top = self._theme, NUMBER_TOP * rect.height()
        width = theme.pxf(BORDER if station.number else 1.0)
        painting.outline_round(painter, rect, theme.pxf(RADIUS), theme.color(_border(station)), width)
        token = "ink" if station.kind is ValueKind.LOSS else value_token(station.value)
        self._draw_number(painter, station.number, rect.adjusted(0, top, 0, -theme.pxf(3)), token)

    def _draw_arrow(self, painter: QPainter, step: Step, rect: QRectF) -> None:
        theme = self._theme
        gap, head = theme.pxf(ARROW_GAP), theme.pxf(HEAD)
        y = rect.top() + max(rect.height() / 2, theme.pxf(TWO_LINES))
        start, end = rect.left() + gap, rect.right() - gap
        painter.setPen(QPen(theme.color("ink3"), theme.pxf(1.2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawLine(QLineF(start, y, end, y))
        tip = [QPointF(end - head, y - head), QPointF(end, y), QPointF(end - head, y + head)]
        painter.drawPolyline(QPolygonF(tip))
        painter.setFont(theme.font("tick"))
        painter.setPen(theme.color("ink3"))
        room = QRectF(rect.left() - gap, rect.top(), rect.width() + 2 * gap, y - rect.top() - theme.pxf(3))
        painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, step.done)

    # Backward

    def _draw_fraction(self, painter: QPainter, step: Step, rect: QRectF) -> None:
        roomy = rect.height() >= self._theme.pxf(ROOMY_BACK)
        size = FRACTION if roomy else SMALL_FRACTION
        box = self._box(step.fraction, size, "ink" if step.slope else "ink3")
        rule = rect.top() + RULE_LINE * (rect.height() - self._theme.pxf(NUMBER))
        box.paint(painter, rect.center().x() - box.width / 2, rule + AXIS * self._theme.pxf(size))

    def _below_fraction(self, rect: QRectF) -> QRectF:
        height, side = self._theme.pxf(NUMBER), self._theme.pxf(8)
        return QRectF(rect.left() + side, rect.bottom() - height, rect.width() - 2 * side, height)

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
        if not layout.rows.foot:
            return
        theme, first = self._theme, layout.station(0).left()
        last = layout.station(layout.between).right()
        rect = QRectF(first, layout.foot_top, last - first, layout.bottom - layout.foot_top)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("ink3"))
        low = Qt.AlignmentFlag.AlignBottom
        share = SHARE.format(lane.stations[-1].name, lane.stations[0].name)
        metrics = QFontMetricsF(painter.font())
        wide = metrics.horizontalAdvance(share) + metrics.horizontalAdvance(START) + theme.pxf(16)
        painter.drawText(rect, low | Qt.AlignmentFlag.AlignRight, START)
        if lane.steps[0].product and wide <= rect.width():
            painter.drawText(rect, low | Qt.AlignmentFlag.AlignLeft, share)

    def _draw_labels(self, painter: QPainter, layout: LaneLayout) -> None:
        rows, px = layout.rows, self._theme.pxf
        tops = (layout.box_top, layout.plot_top, layout.back_top, layout.product_top)
        heights = (rows.box, rows.plot, rows.back, rows.product)
        for (name, what), top, height in zip(LABELS, tops, heights, strict=True):
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
        painter.setFont(self._font_for(text, rect.width() - self._theme.pxf(8)))
        painter.setPen(self._theme.color(token))
        painter.drawText(rect, CENTRE | Qt.TextFlag.TextDontClip, text)

    def _font_for(self, text: str, room: float) -> QFont:
        """Return the largest font in which a number fits, as a tiny one has a power of ten beside it."""
        if not self._fonts:
            fonts = [self._theme.font(role, QFont.Weight.DemiBold) for role in NUMBER_ROLES]
            self._fonts = [(font, QFontMetricsF(font)) for font in fonts]
        fitting = (font for font, metrics in self._fonts if metrics.horizontalAdvance(text) <= room)
        return next(fitting, self._fonts[-1][0])

    def _forget(self) -> None:
        self._boxes.clear()
        self._fonts.clear()

    def _clip(self, painter: QPainter, layout: LaneLayout) -> None:
        painter.setClipRect(QRectF(layout.labels, 0, layout.room, layout.bottom + 1))

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
