"""
How well two derivatives agree, and how well they can.

A loss is known to about eps |L| (eps = 2.2e-16), and each output it is made of to eps |a|; a difference of
two losses over 2h is so uncertain by about eps (|L| + |a|) / h. Where the derivative itself is not much
larger than that, no chord has many right digits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from playground.engine.arrays import Array

MOST_DIGITS = 16.0
ROUNDINGS = 4.0  # how many roundings of the largest size the sum of all comes to, at most


def digits_of(exact: Array, difference: Array) -> Array:
    """
    Give -log10 of |exact - difference| over the larger of the two.

    Parameters
    ----------
    exact, difference : array_like
        Of one shape.

    Returns
    -------
    ndarray
        From 0, where not even the first digit agrees or one is no number, to 16, where they are equal.
    """
    larger = np.maximum(np.abs(exact), np.abs(difference))
    with np.errstate(all="ignore"):
        share = np.where(larger != 0, np.abs(np.subtract(exact, difference)) / larger, 0.0)
        return np.asarray(np.nan_to_num(np.clip(-np.log10(share), 0.0, MOST_DIGITS), nan=0.0))


def rounding_of(loss: float, outputs: Array, h: float) -> float:
    """
    Estimate by how much a central difference may be off through rounding alone.

    Parameters
    ----------
    loss : float
        The mean loss.
    outputs : ndarray
        The network's outputs, any shape.
    h : float
        The step, above 0.

    Returns
    -------
    float
        An estimate from above.
    """
    size = abs(loss) + float(np.abs(outputs).max())
    return ROUNDINGS * float(np.finfo(np.float64).eps) * size / h
