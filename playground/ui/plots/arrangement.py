"""How a curve plot fills its widget: ranges set by hand, ticks, margins and what is drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from playground.ui.plots import axes_painter, curves, end_labels
from playground.ui.plots.frame import Frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.ui.plots.axis import ValueAxis
    from playground.ui.plots.curves import Drawn
    from playground.ui.plots.series import Series
    from playground.ui.plots.ticks import Tick
    from playground.ui.theme.theme import Theme

_TOP = 8
_RIGHT = 4
_TICK_EVERY = 26
_LEAST = 20.0
_NEAR = 0.02  # of what is shown: so far from the live end a zoom still follows it


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The frame, whose range goes on to the right of `last` for the names, and what stands in it.

    `named` are the curves for whose names there is room.
    """

    frame: Frame
    ticks: list[Tick]
    drawn: list[Drawn]
    last: float
    named: frozenset[Series]

    @property
    def right(self) -> float:
        """Where the curves end at the right, in pixels."""
        return self.frame.px(self.last)

    def ends(self, theme: Theme) -> list[end_labels.EndLabel]:
        """Return the named curves' ends."""
        ends = [(each.series, curves.visible_end(each, self.frame, self.last)) for each in self.drawn]
        return [
            end_labels.EndLabel(self._name(series), at, series.ink(theme), series.dot)
            for series, at in ends
            if series.name and at is not None
        ]

    def _name(self, series: Series) -> str:
        return series.name if series in self.named else ""


def arrange(
    theme: Theme,
    area: QRectF,
    axis: ValueAxis,
    series: Sequence[Series],
    span: tuple[float, float],
    x_title: str,
) -> Arrangement:
    """Lay a plot out in an area for a span of x."""
    drawn = curves.thin_out(series, axis, *span, max(int(area.width()), 1))
    y_range = axis.range_of([each.values for each in drawn if each.series.ranged])
    top = area.top() + theme.pxf(_TOP)
    height = max(area.bottom() - axes_painter.bottom_margin(theme, x_title) - top, _LEAST)
    ticks = axis.ticks(*y_range, max(2, int(height / theme.pxf(_TICK_EVERY))))
    left = axes_painter.left_margin(theme, ticks)
    rect = QRectF(left, top, max(area.width() - left - theme.pxf(_RIGHT), _LEAST), height)
    ending = [each for each in series if each.name and _ends_in(each, span)]
    named = _with_room(theme, ending, rect)
    room = end_labels.room_for(theme, [each.name for each in named]) if ending else 0.0
    x_range = (span[0], span[0] + (span[1] - span[0]) * rect.width() / (rect.width() - room))
    return Arrangement(Frame(rect, x_range, y_range), ticks, drawn, span[1], frozenset(named))


def extent(series: Sequence[Series]) -> tuple[float, float]:
    """Return the first and the last place of all curves, never the same."""
    places = [each.x for each in series if len(each.x)]
    first = min((float(x[0]) for x in places), default=0.0)
    last = max((float(x[-1]) for x in places), default=1.0)
    return first, last if last > first else first + 1.0


def live_end(series: Sequence[Series]) -> float:
    """Return how far the run that goes on has come, minus infinity before its first point."""
    return max((float(each.x[-1]) for each in series if each.live and len(each.x)), default=-math.inf)


def followed(zoom: tuple[float, float], before: float, now: float) -> tuple[float, float] | None:
    """Return what a zoomed plot shows when the live end has gone from `before` to `now`; None for all.

    One in which it was in sight goes on with it, and one into what is gone ends.
    """
    low, high = zoom
    if now < before:
        return None if now < high else zoom
    near = before <= high + _NEAR * (high - low)
    return (low + now - high, now) if near and now > high else zoom


def _with_room(theme: Theme, ending: Sequence[Series], plot: QRectF) -> list[Series]:
    """Return the curves that can be named: those of the live run all or none, then others as they fit."""
    named = [each for each in ending if each.live]
    if not end_labels.fit(theme, [each.name for each in named], plot):
        return []
    for other in (each for each in ending if not each.live):
        if end_labels.fit(theme, [each.name for each in (*named, other)], plot):
            named.append(other)
    return named


def _ends_in(series: Series, span: tuple[float, float]) -> bool:
    return bool(len(series.x)) and span[0] <= series.x[-1] <= span[1]
