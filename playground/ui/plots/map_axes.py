"""What stands around a decision map: ticks in the data's own unit, titles, and a note."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from playground.ui.plots.frame import Frame
from playground.ui.plots.ticks import Tick, linear_ticks

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme

Extent = tuple[float, float, float, float]

_GAP = 6
_BELOW = 5
_TICK_EVERY = 48
_CORNER_FREE = 10
_LEAST_SIDE = 40


@dataclass(frozen=True, slots=True)
class MapAxes:
    """Where a map lies in its widget, and the ticks beside it."""

    frame: Frame
    x_ticks: list[Tick]
    y_ticks: list[Tick]
    x_title: str
    y_title: str
    note: str


def lay_out(
    theme: Theme, area: QRectF, extent: Extent, titles: tuple[str, str], note: str, strip: bool = False
) -> MapAxes:
    """Return the largest square map that fits, at the top of the area and in the middle across.

    Of a `strip` only the axis across means anything: it has no ticks at the side.
    """
    left, below = _left_margin(theme, extent, titles[1], strip), _bottom_margin(theme, titles[0], note)
    side = max(math.floor(min(area.width() - left, area.height() - below)), _LEAST_SIDE)
    x = math.floor(area.left() + left + max(area.width() - left - side, 0) / 2)
    frame = Frame(QRectF(x, math.floor(area.top()), side, side), extent[:2], extent[2:])
    most = max(2, int(side / theme.pxf(_TICK_EVERY)))
    free = theme.pxf(_CORNER_FREE)
    across = [tick for tick in linear_ticks(*extent[:2], most) if _inside(frame.px(tick.at) - x, side, free)]
    up = [
        tick
        for tick in linear_ticks(*extent[2:], most)
        if not strip and _inside(frame.py(tick.at) - area.top(), side, free)
    ]
    return MapAxes(frame, across, up, *titles, note)


def height_for(
    theme: Theme, width: float, extent: Extent, titles: tuple[str, str], note: str, strip: bool = False
) -> int:
    """Return how high the widget must be for the map to fill its width."""
    left, below = _left_margin(theme, extent, titles[1], strip), _bottom_margin(theme, titles[0], note)
    return math.ceil(width - left + below)


def draw_axes(painter: QPainter, theme: Theme, axes: MapAxes) -> None:
    """Draw ticks, titles and the note."""
    painter.setFont(theme.font("tick"))
    painter.setPen(theme.color("ink3"))
    rect, tall = axes.frame.rect, QFontMetricsF(painter.font()).height()
    gap, top = theme.pxf(_GAP), rect.bottom() + theme.pxf(_BELOW)
    for tick in axes.y_ticks:
        box = QRectF(rect.left() - gap - 200, axes.frame.py(tick.at) - tall / 2, 200, tall)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, tick.text)
    for tick in axes.x_ticks:
        painter.drawText(
            QRectF(axes.frame.px(tick.at) - 100, top, 200, tall), Qt.AlignmentFlag.AlignCenter, tick.text
        )
    _draw_titles(painter, theme, axes, top + tall)


def _draw_titles(painter: QPainter, theme: Theme, axes: MapAxes, top: float) -> None:
    painter.setFont(theme.font("caption"))
    metrics, rect = QFontMetricsF(painter.font()), axes.frame.rect
    if axes.x_title:
        box = QRectF(rect.left(), top, rect.width(), metrics.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _elided(metrics, axes.x_title, rect.width()))
        top += metrics.height()
    if axes.note:
        box = QRectF(0, top + theme.pxf(2), rect.right(), metrics.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, _elided(metrics, axes.note, box.width()))
    if axes.y_title:
        painter.save()
        painter.translate(
            rect.left() - _left_margin(theme, axes_extent(axes), axes.y_title), rect.center().y()
        )
        painter.rotate(-90)
        box = QRectF(-rect.height() / 2, 0, rect.height(), metrics.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _elided(metrics, axes.y_title, rect.height()))
        painter.restore()


def axes_extent(axes: MapAxes) -> Extent:
    """Return the part of the plane that the map shows."""
    return (*axes.frame.x_range, *axes.frame.y_range)


def _elided(metrics: QFontMetricsF, text: str, width: float) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


def _inside(place: float, side: float, free: float) -> bool:
    return free <= place <= side - free


def _left_margin(theme: Theme, extent: Extent, title: str, strip: bool = False) -> float:
    if strip:
        return theme.pxf(_GAP)
    metrics = QFontMetricsF(theme.font("tick"))
    ticks = linear_ticks(extent[2], extent[3], 5)
    widest = max((metrics.horizontalAdvance(tick.text) for tick in ticks), default=0.0)
    beside = QFontMetricsF(theme.font("caption")).height() if title else 0.0
    return math.ceil(widest + theme.pxf(_GAP) + beside)


def _bottom_margin(theme: Theme, title: str, note: str) -> float:
    caption = QFontMetricsF(theme.font("caption")).height()
    lines = caption * (bool(title) + bool(note)) + (theme.pxf(2) if note else 0.0)
    return math.ceil(QFontMetricsF(theme.font("tick")).height() + theme.pxf(_BELOW) + lines)
