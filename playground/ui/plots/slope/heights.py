"""How much of the upright axis is shown of curves that may go on beyond all bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.worker.questions import Piece

Floats = NDArray[np.float64]

_MOST = 3.0  # times the height of most of the curve; what goes beyond is cut
_MARGIN = 0.25
_BESIDE = 0.8  # of the height of f that its derivatives may take above and below it
_PAD = 0.07
_LEAST = 1e-12


def heights(value: Sequence[Piece], others: Sequence[Sequence[Piece]]) -> tuple[float, float]:
    """Return the lowest and the highest number that is shown: all of f where that is possible."""
    low, high = _range_of(_joined(value), 2.0)
    reach = max(high - low, _LEAST * max(abs(low), abs(high), 1.0))
    if high - low < reach:
        low, high, reach = low - 1.0, high + 1.0, 2.0
    least, most = low - _BESIDE * reach, high + _BESIDE * reach
    for pieces in others:
        below, above = _range_of(_joined(pieces), 5.0)
        low, high = min(low, max(below, least)), max(high, min(above, most))
    low, high = _with_zero(low, high, reach)
    pad = _PAD * (high - low)
    return low - pad, high + pad


def _joined(pieces: Sequence[Piece]) -> Floats:
    return np.concatenate([piece.ys for piece in pieces]) if pieces else np.zeros(1)


def _range_of(ys: Floats, percent: float) -> tuple[float, float]:
    low, high = float(ys.min()), float(ys.max())
    below, above = (float(each) for each in np.percentile(ys, [percent, 100 - percent]))
    most = above - below
    if high - low <= _MOST * most or most == 0.0:
        return low, high
    return max(low, below - _MARGIN * most), min(high, above + _MARGIN * most)


def _with_zero(low: float, high: float, reach: float) -> tuple[float, float]:
    """Return the range with 0 in it where that is near."""
    if 0.0 < low < _MARGIN * reach:
        return 0.0, high
    if -_MARGIN * reach < high < 0.0:
        return low, 0.0
    return low, high
