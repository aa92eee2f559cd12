"""
How far difference quotients are from the derivative, for every h.

The forward quotient (f(x + h) - f(x)) / h is off by h f''(x) / 2 + ... (Taylor), and by rounding of about
eps |f| / h, with eps = 2.2e-16: the sum is smallest near h = 2 sqrt(eps |f / f''|), some 1e-8. The central
one (f(x + h) - f(x - h)) / (2 h) is off by h^2 f'''(x) / 6, and is best near the cube root of eps, some 1e-5
(Press et al., "Numerical Recipes", 3rd ed., section 5.7).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from playground.calculus.curves.curve import Curve, Floats

LEAST_EXPONENT, PER_DECADE = -16, 4
_NEIGHBOURS = 2  # to either side: one quotient may agree by luck
_TINIEST = 1e-30  # what an error of 0 counts as, in logarithms


@dataclass(frozen=True, eq=False)
class DifferenceErrors:
    """
    Errors of both quotients, where they are finite.

    Attributes
    ----------
    forward_steps, forward : ndarray
        Rising h, (n,), and |quotient - f'| for each.
    central_steps, central : ndarray
        The same of the central quotient, (m,).
    best_forward, best_central : float or None
        The h around which the errors are smallest: of the geometric means over five neighbouring h.
    """

    forward_steps: Floats
    forward: Floats
    central_steps: Floats
    central: Floats
    best_forward: float | None
    best_central: float | None


@np.errstate(all="ignore")
def difference_errors(curve: Curve, place: float, slope: float) -> DifferenceErrors:
    """
    Compare quotients with the derivative, for h from 1e-16 to 1.

    Parameters
    ----------
    curve : Curve
        The function.
    place : float
        Where its slope is taken.
    slope : float
        The derivative there, finite.

    Returns
    -------
    DifferenceErrors
        Without those h for which a value is not finite.
    """
    count = -LEAST_EXPONENT * PER_DECADE + 1
    steps = np.logspace(LEAST_EXPONENT, 0, count)
    values = curve.values(np.concatenate([[place], place + steps, place - steps]))
    here, ahead, behind = values[0], values[1 : count + 1], values[count + 1 :]
    forward = np.abs((ahead - here) / steps - slope)
    central = np.abs((ahead - behind) / (2 * steps) - slope)
    known, known_too = np.isfinite(forward), np.isfinite(central)
    return DifferenceErrors(
        steps[known],
        forward[known],
        steps[known_too],
        central[known_too],
        _best(steps[known], forward[known]),
        _best(steps[known_too], central[known_too]),
    )


def _best(steps: Floats, errors: Floats) -> float | None:
    """Return the h around which errors are smallest, None where there are too few to tell."""
    width = 2 * _NEIGHBOURS + 1
    if len(steps) < width:
        return None
    means = np.convolve(np.log(np.maximum(errors, _TINIEST)), np.full(width, 1 / width), "valid")
    return float(steps[int(means.argmin()) + _NEIGHBOURS])
