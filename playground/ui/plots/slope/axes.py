"""Where the curves of a function lie in their plot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from playground.ui.plots import axes_painter
from playground.ui.plots.frame import Frame
from playground.ui.plots.ticks import Tick, linear_ticks

if TYPE_CHECKING:
    from PySide6.QtCore import QSizeF

    from playground.ui.theme.theme import Theme

_TOP = 10
_RIGHT = 44  # for the curves' names
_BETWEEN_X, _BETWEEN_Y = 70, 46
_GAP = 20


@dataclass(frozen=True, slots=True)
class Axes:
    """The frame with its ticks."""

    frame: Frame
    across: list[Tick]
    up: list[Tick]


def axes_of(
    theme: Theme, size: QSizeF, across: tuple[float, float], up: tuple[float, float], title: str
) -> Axes:
    """Return the frame that leaves room for ticks and names."""
    bottom = axes_painter.bottom_margin(theme, title)
    height = max(size.height() - bottom - theme.pxf(_TOP), 20.0)
    rows = linear_ticks(*up, max(2, int(height / theme.pxf(_BETWEEN_Y))))
    left = axes_painter.left_margin(theme, rows)
    width = max(size.width() - left - theme.pxf(_RIGHT), 20.0)
    columns = linear_ticks(*across, max(2, int(width / theme.pxf(_BETWEEN_X))))
    metrics = QFontMetricsF(theme.font("tick"))
    longest = max((metrics.horizontalAdvance(tick.text) for tick in columns), default=0.0)
    room = longest + theme.pxf(_GAP)
    if room > theme.pxf(_BETWEEN_X):
        columns = linear_ticks(*across, max(2, int(width / room)))
    frame = Frame(QRectF(left, theme.pxf(_TOP), width, height), across, up)
    inside = [
        tick
        for tick in columns
        if frame.px(tick.at) + metrics.horizontalAdvance(tick.text) / 2 <= size.width() - 2
    ]
    return Axes(frame, inside, rows)
