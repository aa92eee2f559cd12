"""The upright axis of a curve plot: even or logarithmic, its range and its ticks."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from playground.ui.plots.ticks import Tick, linear_ticks, log_ticks, nice_step

Floats = NDArray[np.float64]

_MOST_DECADES = 31.0
_LOG_GRID = 20.0
_ROOM = 0.05


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """How values become heights."""

    logarithmic: bool = False

    def coordinates(self, values: Floats) -> Floats:
        """Return heights; NaN for what a log axis has no place for."""
        if not self.logarithmic:
            return values
        positive = values > 0.0
        return np.log10(values, out=np.full(values.shape, np.nan), where=positive)

    def coordinate(self, value: float) -> float | None:
        """Return one height, or None where there is none."""
        height = float(self.coordinates(np.array([value]))[0])
        return height if math.isfinite(height) else None

    def range_of(self, values: list[Floats]) -> tuple[float, float]:
        """Return a range that shows all finite values with some room, moving in small jumps."""
        ends = [ends for each in values if (ends := _ends(each, self.logarithmic)) is not None]
        if not ends:
            return (-3.0, 0.0) if self.logarithmic else (0.0, 1.0)
        low, high = min(end[0] for end in ends), max(end[1] for end in ends)
        return _log_range(low, high) if self.logarithmic else _linear_range(low, high)

    def ticks(self, low: float, high: float, most: int) -> list[Tick]:
        """Return the ticks within a range of heights."""
        return log_ticks(low, high, most) if self.logarithmic else linear_ticks(low, high, most)


def _ends(values: Floats, positive: bool) -> tuple[float, float] | None:
    shown = np.isfinite(values) & (values > 0.0) if positive else np.isfinite(values)
    kept = values if shown.all() else values[shown]
    return (float(kept.min()), float(kept.max())) if len(kept) else None


def _log_range(low: float, high: float) -> tuple[float, float]:
    top, bottom = math.log10(high), math.log10(low)
    bottom = max(bottom, top - _MOST_DECADES)
    room = max(_ROOM * (top - bottom), 0.02)
    return math.floor((bottom - room) * _LOG_GRID) / _LOG_GRID, math.ceil(
        (top + room) * _LOG_GRID
    ) / _LOG_GRID


def _linear_range(low: float, high: float) -> tuple[float, float]:
    low = min(low, 0.0)
    span = (high - low) or 1.0
    grain = nice_step(span / 40.0)
    top = math.ceil((high + _ROOM * span) / grain) * grain
    return (math.floor((low - _ROOM * span) / grain) * grain if low < 0.0 else 0.0), top
