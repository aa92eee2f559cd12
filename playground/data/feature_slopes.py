"""The exact derivatives of the input features by the coordinates of a point."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.data.formula_slopes import formula_slopes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from playground.data.arrays import FloatArray

    # Of x1 and x2, each (n,), the two partial derivatives; numbers stand for columns of them.
    Slopes = Callable[[FloatArray, FloatArray], tuple[FloatArray | float, FloatArray | float]]


def _along(x1: FloatArray, x2: FloatArray, rise: FloatArray) -> FloatArray:
    """Divide by the radius; at the middle, where the radius has a tip, nothing rises."""
    radius = np.hypot(x1, x2)
    return np.asarray(rise / np.where(radius > 0.0, radius, 1.0))


def _around(x1: FloatArray, x2: FloatArray, rise: FloatArray) -> FloatArray:
    """Divide by the squared radius; at the middle, where there is no angle, nothing turns."""
    square = x1 * x1 + x2 * x2
    return np.asarray(rise / np.where(square > 0.0, square, 1.0))


SLOPES: dict[str, Slopes] = {
    "x1": lambda _a, _b: (1.0, 0.0),
    "x2": lambda _a, _b: (0.0, 1.0),
    "x1^2": lambda a, _b: (2.0 * a, 0.0),
    "x2^2": lambda _a, b: (0.0, 2.0 * b),
    "x1*x2": lambda a, b: (b, a),
    "sin x1": lambda a, _b: (np.cos(a), 0.0),
    "sin x2": lambda _a, b: (0.0, np.cos(b)),
    "x1^3": lambda a, _b: (3.0 * a * a, 0.0),
    "x2^3": lambda _a, b: (0.0, 3.0 * b * b),
    "cos x1": lambda a, _b: (-np.sin(a), 0.0),
    "cos x2": lambda _a, b: (0.0, -np.sin(b)),
    "|x1|": lambda a, _b: (np.sign(a), 0.0),
    "|x2|": lambda _a, b: (0.0, np.sign(b)),
    "radius": lambda a, b: (_along(a, b, a), _along(a, b, b)),
    "angle": lambda a, b: (_around(a, b, -b), _around(a, b, a)),
}


def feature_slopes(names: Sequence[str], x: FloatArray) -> FloatArray:
    """
    Differentiate features by the coordinates.

    Parameters
    ----------
    names : sequence of str
        Keys of `FEATURES`, or formulas.
    x : (n, 2) float64
        The points.

    Returns
    -------
    (2, n, len(names)) float64
        By x1, then by x2. At a kink, as of |x1| at 0, the mean of both sides; infinite or NaN where a
        formula's derivative is.

    Raises
    ------
    KeyError
        If there is no such feature.
    """
    slopes = np.empty((2, len(x), len(names)))
    for column, name in enumerate(names):
        if name in SLOPES:
            slopes[0, :, column], slopes[1, :, column] = SLOPES[name](x[:, 0], x[:, 1])
        else:
            slopes[:, :, column] = formula_slopes(name, x)
    return slopes
