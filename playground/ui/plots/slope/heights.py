"""How much of the upright axis is shown of curves that may go on beyond all bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.worker.questions import Piece

Floats = NDArray[np.float64]

_MOST = 4.0  # times the height of nine tenths of the curve; what goes beyond is cut
_NINE_TENTHS, _EIGHT_TENTHS = 5.0, 10.0
_NEAR_ZERO = 0.25
_BESIDE = 0.8  # of the height of f that its derivatives may take above and below it
_PAD = 0.07
_LEAST = 1e-12


def heights(value: Sequence[Piece], others: Sequence[Sequence[Piece]]) -> tuple[float, float]:
    """Return the lowest and the highest number that is shown: all of f where that is possible."""
    low, high = _range_of(_joined(value))
    reach = max(high - low, _LEAST * max(abs(low), abs(high), 1.0))
    if high - low < reach:
        low, high, reach = low - 1.0, high + 1.0, 2.0
    least, most = low - _BESIDE * reach, high + _BESIDE * reach
    for pieces in others:
        below, above = _range_of(_joined(pieces))
        low, high = min(low, max(below, least)), max(high, min(above, most))
    low, high = _with_zero(low, high, reach)
    pad = _PAD * (high - low)
    return low - pad, high + pad


def _joined(pieces: Sequence[Piece]) -> Floats:
    return np.concatenate([piece.ys for piece in pieces]) if pieces else np.zeros(1)


def _range_of(ys: Floats) -> tuple[float, float]:
    """Return from where to where numbers reach; where a few reach very far, only the place of most."""
    low, high = float(ys.min()), float(ys.max())
    below, above = _without(ys, _NINE_TENTHS)
    if high - low <= _MOST * (above - below) or above == below:
        return low, high
    below, above = _without(ys, _EIGHT_TENTHS)
    most = above - below
    return max(low, below - most), min(high, above + most)


def _without(ys: Floats, percent: float) -> tuple[float, float]:
    """Return the range without so many of the lowest and of the highest."""
    below, above = np.percentile(ys, [percent, 100.0 - percent])
    return float(below), float(above)


def _with_zero(low: float, high: float, reach: float) -> tuple[float, float]:
    """Return the range with 0 in it where that is near."""
    if 0.0 < low < _NEAR_ZERO * reach:
        return 0.0, high
    if -_NEAR_ZERO * reach < high < 0.0:
        return low, 0.0
    return low, high
