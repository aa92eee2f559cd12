"""How a curve plot fills its widget: ranges set by hand, ticks, margins and what is drawn."""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The frame, whose range goes on to the right of `last` for the names, and what stands in it.

    `named` says whether there is room for the names of the curves.
    """

    frame: Frame
    ticks: list[Tick]
    drawn: list[Drawn]
    last: float
    named: bool

    @property
    def right(self) -> float:
        """Where the curves end at the right, in pixels."""
        return self.frame.px(self.last)

    def ends(self, theme: Theme) -> list[end_labels.EndLabel]:
        """Return the named curves' ends."""
        ends = [(each.series, curves.visible_end(each, self.frame, self.last)) for each in self.drawn]
        return [
            end_labels.EndLabel(series.name if self.named else "", at, series.ink(theme), series.dot)
            for series, at in ends
            if series.name and at is not None
        ]


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
    ending = [each.name for each in series if each.name and _ends_in(each, span)]
    named = end_labels.fit(theme, ending, rect)
    room = end_labels.room_for(theme, ending if named else []) if ending else 0.0
    x_range = (span[0], span[0] + (span[1] - span[0]) * rect.width() / (rect.width() - room))
    return Arrangement(Frame(rect, x_range, y_range), ticks, drawn, span[1], named)


def extent(series: Sequence[Series]) -> tuple[float, float]:
    """Return the first and the last place of all curves, never the same."""
    places = [each.x for each in series if len(each.x)]
    first = min((float(x[0]) for x in places), default=0.0)
    last = max((float(x[-1]) for x in places), default=1.0)
    return first, last if last > first else first + 1.0


def _ends_in(series: Series, span: tuple[float, float]) -> bool:
    return bool(len(series.x)) and span[0] <= series.x[-1] <= span[1]
