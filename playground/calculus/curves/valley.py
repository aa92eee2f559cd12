"""The bottom of the valley that a place lies in, found from the signs of the slope."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Generator

    from playground.calculus.curves.descent import Function

LOOKED = 64
MOST_HALVINGS = 60
ROUNDING = 4e-16
ASIDE = 5e-3  # of the bracket
LEVEL, HALF, STEEPER = 1e-6, 0.5, 1e3


@dataclass(frozen=True, slots=True)
class Minimum:
    """A lowest place of a valley, its f'' None where it is a kink."""

    at: float
    curvature: float | None


def valley_of(
    function: Function, start: float, window: tuple[float, float]
) -> Generator[None, None, Minimum | None]:
    """
    Find the bottom of the valley that a place lies in.

    Parameters
    ----------
    function : callable
        f, f' and f'' at places (n,).
    start : float
        A place within the window.
    window : tuple of float
        No farther than its ends is looked.

    Yields
    ------
    None
        Between looks at the function, which may take long.

    Returns
    -------
    Minimum or None
        Where the slope, followed downhill, changes its sign; to rounding. None where it does not.
    """
    slope = float(function(np.array([start]))[1][0])
    if slope == 0.0 or not math.isfinite(slope):
        return None
    before = start
    for places in np.linspace(start, window[0] if slope > 0.0 else window[1], LOOKED + 1)[1:].reshape(-1, 8):
        yield
        slopes = function(places)[1]
        for place, there in zip(places.tolist(), slopes.tolist(), strict=True):
            if not math.isfinite(there):
                return None  # a pole or the domain's end, not a bottom
            if there * slope < 0.0:
                return (yield from _bottom(function, min(before, place), max(before, place)))
            if there != 0.0:  # a slope of 0 alone is no bottom yet: beyond it may go on downhill
                before = place
    return None


def _bottom(function: Function, low: float, high: float) -> Generator[None, None, Minimum | None]:
    """Close in on the place between where the slope turns from minus to plus."""
    size, aside = max(map(abs, function(np.array([low, high]))[1].tolist())), ASIDE * (high - low)
    at = 0.5 * (low + high)
    slope = curvature = 0.0
    for _ in range(MOST_HALVINGS):
        yield
        _, slope, curvature = (float(each[0]) for each in function(np.array([at])))
        low, high = (at, high) if slope < 0.0 else (low, at)
        if slope == 0.0 or high - low <= ROUNDING * max(abs(low), abs(high)):
            break
        guess = at - slope / curvature if curvature > 0.0 else math.nan
        nearer = low < guess < high
        if nearer and abs(guess - at) <= ROUNDING * abs(at):
            break
        at = guess if nearer else 0.5 * (low + high)
    if not abs(slope) <= STEEPER * size:
        return None  # a pole: the slope grows without end towards it
    smooth = abs(slope) <= LEVEL * size and math.isfinite(curvature)
    if slope == 0.0 == curvature:  # right on a kink, whose slope counts as 0, or on a very flat bottom
        yield
        beside = function(np.array([at - aside, at + aside]))[1]
        smooth = float(np.abs(beside).max()) < HALF * size
    return Minimum(at, curvature if smooth else None)
