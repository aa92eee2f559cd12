"""What of a layer's space is seen: all samples, as much of the grid as fits, and steady while it moves."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from playground.ui.plots.frame import Frame

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import HiddenSpace

_BEYOND = 0.3
_MARGIN = 0.07
_SLACK = 1.12
_TOO_EMPTY = 0.6
_SMALLEST = 1e-6
_GAP, _BELOW = 6, 5
_LEAST_SIDE = 40


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the plane: its middle, and how far it reaches to either side along each axis."""

    x: float
    y: float
    across: float
    up: float

    def holds(self, other: Box) -> bool:
        """Return whether all of the other lies in this one."""
        return abs(other.x - self.x) + other.across <= self.across * (1 + 1e-9) and abs(
            other.y - self.y
        ) + other.up <= self.up * (1 + 1e-9)


def wanted_box(space: HiddenSpace, with_test: bool) -> Box:
    """Return the box around all samples, and around the grid where it does not reach far beyond them."""
    parts = [space.train, space.test] if with_test and len(space.test) else [space.train]
    samples = np.concatenate(parts).astype(np.float64)
    sheet = space.sheet.reshape(-1, space.sheet.shape[-1]).astype(np.float64)
    lows, highs = _ends(samples), _ends(-samples)
    room = _BEYOND * np.maximum(-lows - highs, 0.0).max()
    low = np.maximum(np.minimum(lows, sheet.min(axis=0)), lows - room)
    high = np.minimum(np.maximum(-highs, sheet.max(axis=0)), -highs + room)
    middle, reach = (low + high) / 2, np.maximum((high - low) / 2, _SMALLEST) * (1 + 2 * _MARGIN)
    if len(middle) == 1:
        return Box(float(middle[0]), 0.0, float(reach[0]), 1.0)
    return Box(float(middle[0]), float(middle[1]), float(reach[0]), float(reach[1]))


def _ends(samples: NDArray[np.float64]) -> NDArray[np.float64]:
    return samples.min(axis=0)


def steady(shown: Box | None, wanted: Box) -> Box:
    """Return the box that is shown as long as it will do, else a new one with some room to move in."""
    if shown is not None and shown.holds(wanted):
        filled = max(wanted.across / shown.across, wanted.up / shown.up)
        if filled >= _TOO_EMPTY:
            return shown
    return Box(wanted.x, wanted.y, wanted.across * _SLACK, wanted.up * _SLACK)


def frame_of(rect: QRectF, box: Box, *, single: bool) -> Frame:
    """Return the frame in which the box fills a rectangle, both axes on one scale unless there is but one."""
    if single:
        return Frame(rect, (box.x - box.across, box.x + box.across), (-1.0, 1.0))
    scale = max(box.across / rect.width(), box.up / rect.height())
    across, up = scale * rect.width(), scale * rect.height()
    return Frame(rect, (box.x - across, box.x + across), (box.y - up, box.y + up))


def plot_rect(theme: Theme, area: QRectF, *, single: bool) -> QRectF:
    """Return where the space is drawn: beside the ticks and the names of the axes."""
    tick, caption = (QFontMetricsF(theme.font(role)).height() for role in ("tick", "caption"))
    ticks = QFontMetricsF(theme.font("tick")).horizontalAdvance("−0.5")
    left = 1.0 if single else math.ceil(ticks + theme.pxf(_GAP) + caption)
    below = math.ceil(tick + theme.pxf(_BELOW) + caption)
    side = theme.pxf(_LEAST_SIDE)
    width, height = max(area.width() - left - 1, side), max(area.height() - below, side)
    return QRectF(
        math.floor(area.left() + left), math.floor(area.top()), math.floor(width), math.floor(height)
    )
