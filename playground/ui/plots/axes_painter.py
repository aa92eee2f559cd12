"""The quiet part of a curve plot: hairlines, ticks, the axis below and its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from playground.ui.plots.ticks import Tick, linear_ticks, nice_step, number_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.ui.plots.frame import Frame
    from playground.ui.theme.theme import Theme

_TEXT_GAP = 8
_BELOW = 6
_TITLE_GAP = 4
_GRAIN = 8
_MARK = 3


def left_margin(theme: Theme, ticks: Sequence[Tick]) -> float:
    """Return the room that the texts at the left need, in coarse steps so that the plot does not tremble."""
    metrics = QFontMetricsF(theme.font("tick"))
    widest = max((metrics.horizontalAdvance(tick.text) for tick in ticks), default=0.0)
    grain = theme.pxf(_GRAIN)
    return -(-(widest + theme.pxf(_TEXT_GAP)) // grain) * grain


def bottom_margin(theme: Theme, title: str) -> float:
    """Return the room that ticks and title below need."""
    room = QFontMetricsF(theme.font("tick")).height() + theme.pxf(_BELOW)
    return room + (QFontMetricsF(theme.font("caption")).height() + theme.pxf(_TITLE_GAP) if title else 0.0)


def draw_grid(painter: QPainter, theme: Theme, frame: Frame, ticks: Sequence[Tick]) -> None:
    """Draw a hairline at each tick of the upright axis, and its text at the left."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(theme.color("line"), 1))
    heights = [round(frame.py(tick.at)) for tick in ticks]
    left, right = round(frame.rect.left()), round(frame.rect.right())
    painter.drawLines([QLineF(left, height, right, height) for height in heights])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(theme.font("tick"))
    painter.setPen(theme.color("ink3"))
    tall = QFontMetricsF(painter.font()).height()
    alignment = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    for tick, height in zip(ticks, heights, strict=True):
        box = QRectF(0, height - tall / 2, left - theme.pxf(_TEXT_GAP), tall)
        painter.drawText(box, alignment, tick.text)


def draw_baseline(
    painter: QPainter, theme: Theme, frame: Frame, title: str, ticks: Sequence[Tick] | None = None
) -> None:
    """Draw the axis below with its ticks' texts, those of a count where none are given, and its title."""
    ticks = x_ticks(theme, frame) if ticks is None else ticks
    bottom = _draw_line(painter, theme, frame, [round(frame.px(tick.at)) for tick in ticks])
    painter.setFont(theme.font("tick"))
    painter.setPen(theme.color("ink3"))
    tall = QFontMetricsF(painter.font()).height()
    for tick in ticks:
        box = QRectF(frame.px(tick.at) - 100, bottom + theme.pxf(_BELOW), 200, tall)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tick.text)
    _draw_title(painter, theme, frame, title)


def draw_empty(painter: QPainter, theme: Theme, frame: Frame, title: str, invitation: str) -> None:
    """Draw the axes of a plot that has no numbers yet, and say what will fill it."""
    _draw_line(painter, theme, frame, [])
    _draw_title(painter, theme, frame, title)
    painter.setFont(theme.font("body"))
    painter.setPen(theme.color("ink3"))
    painter.drawText(frame.rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, invitation)


def _draw_line(painter: QPainter, theme: Theme, frame: Frame, marks: Sequence[int]) -> int:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(theme.color("line2"), 1))
    left, right, bottom = round(frame.rect.left()), round(frame.rect.right()), round(frame.rect.bottom())
    painter.drawLine(left, bottom, right, bottom)
    painter.drawLines([QLineF(x, bottom, x, bottom + theme.px(_MARK)) for x in marks])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return bottom


def x_ticks(theme: Theme, frame: Frame) -> list[Tick]:
    """Return the ticks below, as many as their texts leave room for, none half outside."""
    low, high = frame.x_range
    metrics = QFontMetricsF(theme.font("tick"))
    # What a plot runs over is counted; parts of one are told only where no whole one would be seen.
    finest = 1.0 if high - low >= 1.0 else 0.0
    longest = max(("10 000", number_text(high, finest or nice_step((high - low) / 2))), key=len)
    widest = metrics.horizontalAdvance(longest) + theme.pxf(24)
    ticks = linear_ticks(low, high, max(2, int(frame.rect.width() / widest)), finest)
    return [
        each
        for each in ticks
        if frame.px(each.at) + metrics.horizontalAdvance(each.text) / 2 <= frame.rect.right()
    ]


def _draw_title(painter: QPainter, theme: Theme, frame: Frame, title: str) -> None:
    below = QFontMetricsF(theme.font("tick")).height() + theme.pxf(_BELOW)
    painter.setFont(theme.font("caption"))
    painter.setPen(theme.color("ink3"))
    tall = QFontMetricsF(painter.font()).height()
    box = QRectF(
        frame.rect.left(), frame.rect.bottom() + below + theme.pxf(_TITLE_GAP) / 2, frame.rect.width(), tall
    )
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, title)
