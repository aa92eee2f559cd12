"""Where the bars of eigenvalues stand, and which numbers lie at which height."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from playground.ui.plots.ticks import Tick, linear_ticks

if TYPE_CHECKING:
    from playground.ui.plots.frame import Frame

Floats = NDArray[np.float64]
WIDEST, GAP_SHARE, OMITTED = 16.0, 0.25, 2.0
EDGE_IN_SIGHT = 1.7  # times the largest bar: a higher edge would make all bars small
TOP = 1.12


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """Falling `values` (n,) with their `bounds` (n,): `above` of them from the largest down, then a gap.

    There is no gap where they are all `total`. `edge` is the value that must not be passed, `edge_name` what
    it is called.
    """

    values: Floats
    bounds: Floats
    above: int
    total: int
    edge: float | None = None
    edge_name: str = ""

    @property
    def omits(self) -> bool:
        """Whether some eigenvalues are not told."""
        return len(self.values) < self.total

    def name_of(self, number: int) -> str:
        """Return which eigenvalue it is, counted from the largest, or from the smallest behind the gap."""
        if self.omits and number >= self.above:
            from_end = len(self.values) - number
            return "smallest" if from_end == 1 else f"{from_end}th smallest"
        return f"λ{str(number + 1).translate(SUBSCRIPTS)}"


SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def value_range(bars: Bars) -> tuple[float, float]:
    """Return the heights to show: all bars and 0, and the edge where it is near."""
    high = max(float(bars.values.max(initial=0.0)), 0.0)
    low = min(float(bars.values.min(initial=0.0)), 0.0)
    if edge_in_sight(bars):
        high = max(high, bars.edge or 0.0)
    if not high > low:
        return -1.0, 1.0
    room = (high - low) * (TOP - 1.0)
    return (low - room if low < 0 else 0.0), high + room


def edge_in_sight(bars: Bars) -> bool:
    """Return whether the edge is drawn as a line."""
    top = float(bars.values.max(initial=0.0))
    return bars.edge is not None and bars.edge <= EDGE_IN_SIGHT * top


def ticks_of(low: float, high: float, height: float, apart: float) -> list[Tick]:
    """Return the ticks at the left."""
    return linear_ticks(low, high, max(2, int(height / apart)))


def bar_rects(bars: Bars, frame: Frame, widest: float) -> list[QRectF]:
    """Return each bar in pixels, at least a pixel high."""
    count = len(bars.values)
    places = count + (OMITTED if bars.omits else 0.0)
    step = min(widest, frame.rect.width() / max(places, 1.0))
    width = step * (1 - GAP_SHARE) if step >= 3 else step
    places_across = np.arange(count) + np.where(np.arange(count) >= bars.above, OMITTED * bars.omits, 0.0)
    _, tips = frame.pixels(np.zeros(count), bars.values)
    lefts = frame.rect.left() + places_across * step
    zero = frame.py(0.0)
    tips = np.where(bars.values >= 0, np.minimum(tips, zero - 1.0), np.maximum(tips, zero + 1.0))
    tops, heights = np.minimum(tips, zero), np.abs(tips - zero)
    return [
        QRectF(left, top, width, height)
        for left, top, height in zip(lefts.tolist(), tops.tolist(), heights.tolist(), strict=True)
    ]


def nearest_bar(rects: list[QRectF], x: float, reach: float) -> int | None:
    """Return the bar nearest to a place across, if near enough."""
    distances = [max(rect.left() - x, x - rect.right(), 0.0) for rect in rects]
    if not distances:
        return None
    nearest = min(range(len(distances)), key=distances.__getitem__)
    return nearest if math.isfinite(distances[nearest]) and distances[nearest] <= reach else None
