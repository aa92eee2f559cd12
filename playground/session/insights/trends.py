"""Straight lines through measures, and how measures lie about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from playground.worker.snapshots import Floats


@dataclass(frozen=True, slots=True)
class Line:
    """A least-squares line: its `slope`, how far it goes up over all (`rise`), and what it leaves.

    `share` is R², the part of the variance it explains; `spread` the standard deviation of what is left;
    `crossings` the share of neighbours on different sides of it, 0.5 for noise without a memory.
    """

    slope: float
    rise: float
    share: float
    spread: float
    crossings: float


def line_through(x: Floats, y: Floats) -> Line:
    """Return the line through at least two points, (points,) each, with an x that is not the same for all."""
    from_mean = x - x.mean()
    centred = y - y.mean()
    slope = float(from_mean @ centred / (from_mean @ from_mean))
    left = centred - slope * from_mean
    total, unexplained = float(centred @ centred), float(left @ left)
    share = 1.0 - unexplained / total if total > 0 else 0.0
    crossings = float(np.mean(np.signbit(left[1:]) != np.signbit(left[:-1])))
    spread = float(np.sqrt(unexplained / len(x)))
    return Line(slope, slope * float(x[-1] - x[0]), share, spread, crossings)


def moving_mean(values: Floats, width: int) -> Floats:
    """Return the mean of each `width` neighbours, (points - width + 1,)."""
    sums = np.cumsum(np.concatenate([[0.0], values]))
    means: Floats = (sums[width:] - sums[:-width]) / width
    return means


def noise_of(values: Floats) -> float:
    """Return the standard deviation of what differs from neighbour to neighbour, free of any slow trend."""
    return float(np.std(np.diff(values)) / np.sqrt(2.0)) if len(values) > 1 else 0.0
