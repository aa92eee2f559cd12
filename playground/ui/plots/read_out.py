"""The small card that tells the numbers under the pointer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme

_PADDING = 8
_GAP = 12
_RADIUS = 6
_SWATCH = 10


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a card: a name and a number, behind a stroke in the colour of what it tells of."""

    name: str
    value: str = ""
    color: QColor | None = None


def draw_card(painter: QPainter, theme: Theme, rows: list[Row], at: QPointF, within: QRectF) -> QRectF:
    """Draw a card beside a point, on whichever side there is room, and return its rectangle."""
    metrics = QFontMetricsF(theme.font("caption"))
    height = metrics.height() * len(rows) + theme.pxf(_PADDING)
    rect = _placed(card_width(theme, rows), height, at, within, theme.pxf(_GAP))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("line2"), 1.0))
    painter.setBrush(theme.color("card"))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), theme.pxf(_RADIUS), theme.pxf(_RADIUS))
    inner = rect.adjusted(theme.pxf(_PADDING), theme.pxf(_PADDING) / 2, -theme.pxf(_PADDING), 0)
    for number, row in enumerate(rows):
        line = QRectF(inner.left(), inner.top() + number * metrics.height(), inner.width(), metrics.height())
        _draw_row(painter, theme, row, line)
    return rect


def that_fit(theme: Theme, rows: list[Row], within: QRectF) -> list[Row]:
    """Return the rows there is room for, the last of which says how many there are besides."""
    line = QFontMetricsF(theme.font("caption")).height()
    room = max(int((within.height() - theme.pxf(_PADDING)) / line), 2)
    if len(rows) <= room:
        return rows
    return [*rows[: room - 1], Row(f"and {len(rows) - room + 1} more")]


def card_width(theme: Theme, rows: list[Row]) -> float:
    """Return how wide a card of these rows is."""
    metrics = QFontMetricsF(theme.font("caption"))
    names = max(metrics.horizontalAdvance(row.name) + _indent(theme, row) for row in rows)
    strong = QFontMetricsF(_value_font(theme))
    values = max(strong.horizontalAdvance(row.value) for row in rows)
    return names + values + (theme.pxf(_GAP) if values else 0.0) + 2 * theme.pxf(_PADDING)


def _indent(theme: Theme, row: Row) -> float:
    return theme.pxf(_SWATCH + 5) if row.color else 0.0


def _value_font(theme: Theme) -> QFont:
    return theme.font("caption", QFont.Weight.DemiBold)


def _placed(width: float, height: float, at: QPointF, within: QRectF, gap: float) -> QRectF:
    x = at.x() + gap if at.x() + gap + width <= within.right() else at.x() - gap - width
    y = at.y() - gap - height if at.y() - gap - height >= within.top() else at.y() + gap
    x = max(min(x, within.right() - width), within.left())
    y = max(min(y, within.bottom() - height), within.top())
    return QRectF(round(x), round(y), width, height)


def _draw_row(painter: QPainter, theme: Theme, row: Row, line: QRectF) -> None:
    if row.color:
        painter.setPen(QPen(row.color, theme.pxf(2.2)))
        middle = line.center().y()
        painter.drawLine(QPointF(line.left(), middle), QPointF(line.left() + theme.pxf(_SWATCH), middle))
    painter.setFont(theme.font("caption"))
    painter.setPen(theme.color("ink2" if row.value else "ink"))
    painter.drawText(line.adjusted(_indent(theme, row), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, row.name)
    painter.setFont(_value_font(theme))
    painter.setPen(theme.color("ink"))
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.value)
