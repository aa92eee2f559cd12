"""Numbers in the form they travel to the window: single precision, counted into bins, finite."""

from __future__ import annotations

import math
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.worker.snapshots import Histogram

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.engine.arrays import Array
    from playground.worker.snapshots import Picture

BINS = 41
RUG = 12
MOST_COUNTED = 50_000
FEW = 2_000  # are sorted sooner than parted
PERCENTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
LEAST_REACH = 1e-290
GREATEST = float(np.finfo(np.float32).max)


def pictures(values: Array, size: int) -> Picture:
    """Return (units, pixels) as (units, size, size), within what single precision can hold."""
    single: Picture = np.clip(values, -GREATEST, GREATEST).astype(np.float32)
    return single.reshape(-1, size, size)


def picture(values: Array, size: int) -> Picture:
    """Return (pixels,) as (size, size)."""
    single: Picture = pictures(values, size)[0]
    return single


def single_heights(heights: Array) -> tuple[Picture, NDArray[np.bool_]]:
    """Return heights, 0 where single precision cannot hold one, and where it can."""
    known = np.isfinite(heights) & (np.abs(heights) <= GREATEST)
    single: Picture = np.where(known, heights, 0.0).astype(np.float32)
    return single, known


def histogram(values: Array, reach: float) -> Histogram:
    """Return how finite values spread from -reach to reach; a few are given one by one, of many a share."""
    if not reach > LEAST_REACH:
        reach = 1.0
    if values.size < RUG:
        few = np.array(values, dtype=np.float64)
        return Histogram(-reach, reach, np.zeros(0, dtype=np.int64), few, percentiles(few))
    # Of very many values a share says as much: the counts are those of every so-manieth.
    values = values[:: max(1, values.size // MOST_COUNTED)]
    bins = ((values + reach) * (BINS / (2 * reach))).astype(np.int64)
    counts = np.bincount(np.clip(bins, 0, BINS - 1), minlength=BINS)
    return Histogram(-reach, reach, counts, np.zeros(0), percentiles(values))


def percentiles(values: Array) -> tuple[float, ...]:
    """Return the 5th, 25th, 50th, 75th and 95th percentile of some values, none of no values.

    The p-th is at place p (n - 1) of the sorted values, from 0, and between two of them in proportion
    (Hyndman & Fan, 1996, definition 7, as NumPy's own, which takes ten times as long over a few values).
    """
    if not values.size:
        return ()
    places = [share * (values.size - 1) for share in PERCENTILES]
    below = [math.floor(place) for place in places]
    above = [min(each + 1, values.size - 1) for each in below]
    ordered = np.partition(values, sorted({*below, *above})) if values.size > FEW else np.sort(values)
    low, high = ordered[below].tolist(), ordered[above].tolist()
    parts = zip(places, below, low, high, strict=True)
    return tuple(a + (place - at) * (b - a) for place, at, a, b in parts)


def is_finite(value: object) -> bool:
    """Return whether every number in a snapshot is finite."""
    if isinstance(value, np.ndarray):
        # A sum is finite only where all its parts are, and quicker; a sum that overflows proves nothing.
        return math.isfinite(np.add.reduce(value, axis=None)) or bool(np.isfinite(value).all())
    if isinstance(value, tuple):
        return all(map(is_finite, value))
    if is_dataclass(value):
        return all(is_finite(getattr(value, each.name)) for each in fields(value))
    return not isinstance(value, float) or math.isfinite(value)
