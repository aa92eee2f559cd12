"""Names at the ends of curves: a dot, and a label moved aside with a thin leader where two would touch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.ui.theme.theme import Theme

_DOT = 8
_GAP = 10
_LEADER = 20
_MOVED = 1.0
_LINE = 0.92
_WIDEST = 0.5


@dataclass(frozen=True, slots=True)
class EndLabel:
    """A curve's name, empty where there is no room for it, and the point, in pixels, where it ends."""

    name: str
    at: QPointF
    color: QColor
    dot: float = 8.0


def spread(wanted: Sequence[float], distance: float, low: float, high: float) -> list[float]:
    """Return places at least `distance` apart and in bounds, moved as little as that allows (least squares).

    Where they do not all fit between the bounds they are packed evenly.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    if len(order) > 1:
        distance = min(distance, (high - low) / (len(order) - 1))
    levels = _never_falling([wanted[index] - rank * distance for rank, index in enumerate(order)])
    highest = high - (len(order) - 1) * distance
    places = [0.0] * len(order)
    for rank, index in enumerate(order):
        places[index] = max(min(levels[rank], highest), low) + rank * distance
    return places


def _never_falling(values: Sequence[float]) -> list[float]:
    # Pool adjacent violators: neighbours in the wrong order share their mean.
    pools: list[tuple[float, int]] = []
    for value in values:
        mean, count = value, 1
        while pools and pools[-1][0] > mean:
            other, others = pools.pop()
            mean, count = (mean * count + other * others) / (count + others), count + others
        pools.append((mean, count))
    return [mean for mean, count in pools for _ in range(count)]


def label_font(theme: Theme) -> QFont:
    """Return the font of the names."""
    return theme.font("caption", QFont.Weight.DemiBold)


def room_for(theme: Theme, names: Sequence[str]) -> float:
    """Return how much room in pixels the names need to the right of the curves' ends."""
    metrics = QFontMetricsF(label_font(theme))
    widest = max((metrics.horizontalAdvance(name) for name in names), default=0.0)
    return widest + theme.pxf(_LEADER + 6) if widest else theme.pxf(_DOT)


def fit(theme: Theme, names: Sequence[str], plot: QRectF) -> bool:
    """Return whether the names can stand beside the curves on lines of their own, and leave room."""
    height = QFontMetricsF(label_font(theme)).height() * _LINE
    return len(names) * height <= plot.height() and room_for(theme, names) <= _WIDEST * plot.width()


def draw_end_labels(painter: QPainter, theme: Theme, labels: Sequence[EndLabel], within: QRectF) -> None:
    """Draw a dot at each end and the names to the right of it, from above to below as the curves end."""
    _draw_names(painter, theme, [label for label in labels if label.name], within)
    painter.setPen(Qt.PenStyle.NoPen)
    for label in labels:
        painter.setBrush(label.color)
        painter.drawEllipse(label.at, theme.pxf(label.dot) / 2, theme.pxf(label.dot) / 2)


def _draw_names(painter: QPainter, theme: Theme, labels: Sequence[EndLabel], within: QRectF) -> None:
    font = label_font(theme)
    height = QFontMetricsF(font).height() * _LINE
    heights = spread(
        [label.at.y() for label in labels], height, within.top() + height / 2, within.bottom() - height / 2
    )
    moved = any(abs(label.at.y() - y) > _MOVED for label, y in zip(labels, heights, strict=True))
    painter.setFont(font)
    for label, y in zip(labels, heights, strict=True):
        _draw_name(painter, theme, label, y, moved)


def _draw_name(painter: QPainter, theme: Theme, label: EndLabel, y: float, moved: bool) -> None:
    left = label.at.x() + theme.pxf(_LEADER if moved else _GAP)
    painter.setPen(QPen(label.color, 1.0))
    if moved:
        painter.drawLine(label.at, QPointF(left - theme.pxf(3), y))
    height = painter.fontMetrics().height()
    painter.drawText(QRectF(left, y - height / 2, 1000, height), Qt.AlignmentFlag.AlignVCenter, label.name)
