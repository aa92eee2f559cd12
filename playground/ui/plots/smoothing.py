"""The mean that a noisy series is drawn as."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from playground.ui.plots.decimation import finite, stretch_length

Floats = NDArray[np.float64]

MANY_POINTS = 60
MEAN_OVER = 9
MOST_MEANS = 2_000


def smoothed(x: Floats, y: Floats, *, logarithmic: bool = False, times: int = 1) -> tuple[Floats, Floats]:
    """Return the moving mean over 9 points, or over a hundredth of a long series; few points as they are.

    The mean may be over so many `times` as many points; over none, the points stay as they are. On a
    logarithmic axis it is the mean of the logarithms, which is the middle of what is seen there. Points that
    are not finite, or have no logarithm, are left out.
    """
    if len(y) < MANY_POINTS or not times:
        return x, y
    x, y = finite(x, y)
    positive = y > 0.0
    if logarithmic and not positive.all():
        x, y = x[positive], y[positive]
    x, y = block_means(x, y, MOST_MEANS)
    window = times * max(MEAN_OVER, len(y) // 100) | 1
    if logarithmic:
        return x, np.exp(moving_mean(np.log(y), window))
    return x, moving_mean(y, window)


def moving_mean(values: Floats, over: int) -> Floats:
    """Return the mean in a window of `over` points (an odd number) around each.

    Towards the ends the window shrinks evenly on both sides: the curve begins and ends at the true values.
    """
    half = min(over // 2, (len(values) - 1) // 2)
    # Summed anew for each point: running sums would lose small numbers that follow huge ones.
    means = np.convolve(values, np.full(2 * half + 1, 1.0 / (2 * half + 1)), "same")
    counts = np.arange(1, 2 * half, 2)
    means[:half] = np.cumsum(values[: 2 * half])[::2] / counts
    means[len(means) - half :] = (np.cumsum(values[: -2 * half - 1 : -1])[::2] / counts)[::-1]
    return np.asarray(means)


def block_means(x: Floats, y: Floats, most: int) -> tuple[Floats, Floats]:
    """Return at most about `most` means over blocks of equal length, and the last place of all."""
    length = stretch_length(len(y), most)
    if length == 1:
        return x, y
    whole = len(y) // length * length
    mean_x, mean_y = (each[:whole].reshape(-1, length).mean(axis=1) for each in (x, y))
    return np.append(mean_x, x[-1]), np.append(mean_y, y[-length:].mean())
