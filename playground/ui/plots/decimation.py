"""Fewer points that draw the same line: the lowest and highest of every stretch are kept."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def decimate(x: Floats, y: Floats, stretches: int) -> tuple[Floats, Floats]:
    """Return at most about two points per stretch, in order, with every value finite.

    Stretches are a power of two long and counted from the first point, so that a line that grows keeps its
    shape while it does. The first and the last finite point are always kept.

    Parameters
    ----------
    x, y : (n,)
        The line; points that are not finite are left out.
    stretches : int
        How many stretches the result may have, at least 1; about one a pixel shows all there is to see.

    Returns
    -------
    x, y : (m,)
        The points that are kept, m <= n and m <= 2 * stretches + 2.
    """
    x, y = finite(x, y)
    length = stretch_length(len(y), stretches)
    if length <= 2:
        return x, y
    kept = _extremes(y, length)
    return x[kept], y[kept]


def averaged(x: Floats, y: Floats, stretches: int) -> tuple[Floats, Floats]:
    """Return at most about one point per stretch, its mean, between the first and the last finite point.

    For a line that is smooth already: it stays so. Parameters and result are those of `decimate`.
    """
    x, y = finite(x, y)
    length = stretch_length(len(y), stretches)
    if length == 1:
        return x, y
    whole = len(y) // length * length
    means = [each[:whole].reshape(-1, length).mean(axis=1) for each in (x, y)]
    kept_x, kept_y = (
        np.concatenate([each[:1], mean, each[-1:]]) for each, mean in zip((x, y), means, strict=True)
    )
    return kept_x, kept_y


def finite(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return only the points of which both coordinates are finite."""
    known = np.isfinite(x) & np.isfinite(y)
    return (x, y) if known.all() else (x[known], y[known])


def window(x: Floats, low: float, high: float, margin: int) -> slice:
    """Return the part of rising `x` that can be seen between two bounds, with some points beyond each."""
    start = int(np.searchsorted(x, low, side="left")) - margin
    stop = int(np.searchsorted(x, high, side="right")) + margin
    # A start that moves in large strides keeps the stretches, and so the picture, still while panning.
    stride = 1 << max((max(stop - start, 1)).bit_length() - 3, 0)
    return slice(max(start, 0) // stride * stride, stop)


def stretch_length(count: int, stretches: int) -> int:
    """Return the smallest power of two that divides so many points into at most that many stretches."""
    needed = -(-count // max(stretches, 1))
    return 1 << (needed - 1).bit_length() if needed > 1 else 1


def _extremes(y: Floats, length: int) -> NDArray[np.int64]:
    whole = len(y) // length
    blocks = y[: whole * length].reshape(whole, length)
    ends = np.stack([blocks.argmin(axis=1), blocks.argmax(axis=1)], axis=1)
    ends.sort(axis=1)
    picks = [[0], (ends + (np.arange(whole) * length)[:, None]).ravel()]
    rest = y[whole * length :]
    if len(rest):
        picks.append(whole * length + np.sort([rest.argmin(), rest.argmax()]))
    rising = np.concatenate([*picks, [len(y) - 1]]).astype(np.int64)
    return rising[np.diff(rising, prepend=-1) > 0]
