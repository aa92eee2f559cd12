"""The quiet part of a plot of predicted against true numbers: its ranges, axes, diagonal and dots."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from playground.ui.plots import axes_painter
from playground.ui.plots.ticks import Tick, linear_ticks, nice_step
from playground.ui.widgets.painting import smooth

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.ui.plots.frame import Frame
    from playground.ui.theme.theme import Theme

Range = tuple[float, float]
_DOT, _SMALL_DOT, _MANY = 4.4, 3.0, 400
_OPACITY = 0.62
_TICK_EVERY = 34
_GRAINS = 20
_ROOM = 0.02  # so that the last tick's text has room


def ranges(targets: NDArray[np.float64], predictions: NDArray[np.float64]) -> tuple[Range, Range]:
    """Return what the axes run over: across the targets, upwards these and the predictions."""
    across = _round_range(float(targets.min()), float(targets.max()))
    low, high = float(predictions.min()), float(predictions.max())
    up = _round_range(min(across[0], low), max(across[1], high))
    room = _ROOM * (across[1] - across[0])
    return (across[0] - room, across[1] + room), up


def _round_range(low: float, high: float) -> Range:
    """Return a range that holds both and ends at round numbers, so that it does not tremble."""
    if low == high:
        return low - 1.0, high + 1.0
    grain = nice_step((high - low) / _GRAINS)
    return math.floor(low / grain - 0.5) * grain, math.ceil(high / grain + 0.5) * grain


def ticks_up(theme: Theme, up: Range, height: float) -> list[Tick]:
    """Return the ticks of the upright axis."""
    return linear_ticks(*up, max(2, int(height / theme.pxf(_TICK_EVERY))))


def draw_axes(painter: QPainter, theme: Theme, frame: Frame, title: str) -> None:
    """Draw grid, axis and the diagonal."""
    axes_painter.draw_grid(painter, theme, frame, ticks_up(theme, frame.y_range, frame.rect.height()))
    axes_painter.draw_baseline(painter, theme, frame, title)
    low, high = frame.x_range
    pen = QPen(theme.color("ink3"), theme.pxf(1.2))
    pen.setDashPattern([4, 3])
    painter.save()
    painter.setClipRect(frame.rect)
    painter.setPen(pen)
    painter.drawLine(QLineF(frame.px(low), frame.py(low), frame.px(high), frame.py(high)))
    painter.restore()


def draw_dots(painter: QPainter, theme: Theme, places: NDArray[np.float64], ratio: float) -> None:
    """Draw a dot at each place (n, 2), by a stamp on whole pixels; many are smaller."""
    radius = theme.pxf(_DOT if len(places) <= _MANY else _SMALL_DOT) / 2
    stamp, middle = _stamp(theme, radius, ratio)
    for x, y in (np.rint((places - middle) * ratio) / ratio).tolist():
        painter.drawPixmap(QPointF(x, y), stamp)


def _stamp(theme: Theme, radius: float, ratio: float) -> tuple[QPixmap, float]:
    """Return the picture of one dot, and how far its middle lies from its corner."""
    middle = math.ceil(radius) + 0.5
    stamp = QPixmap(round(2 * middle * ratio), round(2 * middle * ratio))
    stamp.setDevicePixelRatio(ratio)
    stamp.fill(Qt.GlobalColor.transparent)
    with QPainter(stamp) as painter:
        smooth(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("ink", _OPACITY))
        painter.drawEllipse(QPointF(middle, middle), radius, radius)
    return stamp, middle
