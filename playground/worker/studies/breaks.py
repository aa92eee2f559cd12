"""Where a curve breaks off: at its poles, where it jumps, and where it has no value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from playground.calculus.curves import Curve
    from playground.worker.snapshots import Floats

JUMPS, FLAT = 8.0, 1e-9
BETWEEN = 65  # places from a point to the second one
HALVINGS = 20
CLOSEST = 1e-6  # nearer points are taken to lie on one piece


def cuts_of(curve: Curve, places: Floats, value: Floats, slope: Floats) -> frozenset[int]:
    """Return behind which places a curve is cut: at its poles, and where it jumps.

    It jumps where it goes on far steeper than the slopes at both ends, or against them.
    """
    with np.errstate(all="ignore"):
        rise, width = np.diff(value), np.diff(places)
        steepest = np.maximum(np.abs(slope[:-1]), np.abs(slope[1:])) * width
        against = (rise * slope[:-1] < 0) & (rise * slope[1:] < 0)
        scale = float(np.nanmax(np.abs(value), initial=0.0, where=np.isfinite(value)))
        jumps = (against | (np.abs(rise) > JUMPS * steepest)) & (np.abs(rise) > FLAT * scale)
    return frozenset(np.flatnonzero(jumps).tolist()) | cuts_at(curve.poles, places)


def cuts_at(there: tuple[float, ...], places: Floats) -> frozenset[int]:
    """Return behind which of the places these lie."""
    inside = [each for each in there if places[0] <= each < places[-1]]
    return frozenset(int(np.searchsorted(places, each, "right")) - 1 for each in inside)


def is_broken(curve: Curve, left: float, right: float) -> bool:
    """Say whether between two places the curve has a pole, a jump or no value."""
    if any(left < pole < right for pole in curve.poles):
        return True
    if right - left < CLOSEST * max(1.0, abs(left)):
        return False
    places = np.linspace(left, right, BETWEEN)
    value, slope, _ = curve.at(places)
    if not np.isfinite(value).all():
        return True
    cuts = cuts_of(curve, places, value, slope)
    return any(_stays(curve, float(places[cut]), float(places[cut + 1])) for cut in cuts)


def _stays(curve: Curve, left: float, right: float) -> bool:
    """Say whether a rise does not grow less as the places come nearer: a jump, not a steep piece."""
    at_first = abs(float(np.diff(curve.values(np.array([left, right])))[0]))
    for _ in range(HALVINGS):
        middle = (left + right) / 2
        low, mid, high = curve.values(np.array([left, middle, right])).tolist()
        if not np.isfinite(mid):
            return True
        left, right = (left, middle) if abs(mid - low) >= abs(high - mid) else (middle, right)
    return abs(float(np.diff(curve.values(np.array([left, right])))[0])) > at_first / 2
