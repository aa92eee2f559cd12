"""What is drawn of each curve: thinned out to what can be seen, and then painted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF

from playground.ui.plots import decimation, strokes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from playground.ui.plots.axis import ValueAxis
    from playground.ui.plots.frame import Frame
    from playground.ui.plots.series import Series
    from playground.ui.theme.theme import Theme

Floats = NDArray[np.float64]

# A thick line is a mean already, and shows no more than one every few pixels; a thin one shows the extremes.
_THICK = 1.25
_PIXELS_OF_THICK = 3
_PIXELS_OF_THIN = 2
_REMEMBERED = 32  # curves: those of eight earlier runs, at a few zooms


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """The few points of a curve that are drawn: places, values, and the values' heights on the axis."""

    series: Series
    x: Floats
    values: Floats
    heights: Floats


def thin_out(series: Sequence[Series], axis: ValueAxis, low: float, high: float, width: int) -> list[Drawn]:
    """Return what is to be drawn of each curve between two places on so many pixels."""
    return [_thinned(each, axis, low, high, width) for each in series]


def _thinned(series: Series, axis: ValueAxis, low: float, high: float, width: int) -> Drawn:
    part = decimation.window(series.x, low, high, margin=1)
    # What grows no more is drawn from the same few points again and again.
    points = _points if series.live else _remembered
    x, values = points(series, part.start, part.stop, width)
    heights = axis.coordinates(values)
    known = np.isfinite(heights)
    return Drawn(series, x[known], values[known], heights[known])


def _points(series: Series, start: int, stop: int, width: int) -> tuple[Floats, Floats]:
    x, y = series.x[start:stop], series.y[start:stop]
    if series.width > _THICK:
        return decimation.averaged(x, y, width // _PIXELS_OF_THICK)
    return decimation.decimate(x, y, width // _PIXELS_OF_THIN)


_remembered = lru_cache(maxsize=_REMEMBERED)(_points)


def draw(painter: QPainter, theme: Theme, frame: Frame, drawn: Sequence[Drawn], right: float) -> None:
    """Paint the curves, the first on top, cut off at `right` pixels."""
    painter.save()
    above = theme.pxf(2)
    area = QRectF(frame.rect.topLeft(), QPointF(right, frame.rect.bottom()))
    painter.setClipRect(area.adjusted(-above, -above, above, above))
    for each in reversed(drawn):
        x, y = frame.pixels(each.x, each.heights)
        look = each.series
        width = look.width if look.width <= 1.0 else theme.pxf(look.width)
        strokes.draw_curve(painter, x, y, look.ink(theme), width, look.dashed)
    painter.restore()


def visible_end(drawn: Drawn, frame: Frame, high: float) -> QPointF | None:
    """Return, in pixels, where a curve ends; None if that is not between the plot's beginning and `high`."""
    if not len(drawn.x) or not frame.x_range[0] <= drawn.x[-1] <= high:
        return None
    y = frame.py(float(drawn.heights[-1]))
    return QPointF(frame.px(float(drawn.x[-1])), max(min(y, frame.rect.bottom()), frame.rect.top()))
