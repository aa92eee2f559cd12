"""
Newton's step, damped where the loss does not bend up or the step would be too long.

Newton's step s = -H^-1 g leads to where the model's slope is 0, which is its lowest point only where H is
positive definite. The damped step

    (H + mu I) s  =  -g,      s(mu)  =  - sum_i  v_i (v_i.g) / (lambda_i + mu),

with the eigenpairs of H, is the lowest point of the model among all steps of its own length where
lambda_min + mu > 0 (Nocedal & Wright, "Numerical Optimization", 2nd ed., theorem 4.1; Levenberg, 1944;
Marquardt, 1963). Its length falls as mu grows, and is at most |g| / (lambda_min + mu), so that the least mu
that keeps it within a trust length lies between two known numbers and is found by bisection.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from playground.calculus.steps.spectrum import Spectrum
    from playground.engine.arrays import Array

FLAT = 1e-10  # of the largest curvature: less than that counts as none
HALVINGS = 100


@dataclass(frozen=True, eq=False)
class Damped:
    """
    A damped Newton step.

    Attributes
    ----------
    step : ndarray
        Shape (size,).
    damping : float
        mu, 0 where none was needed.
    lowest : float
        The smallest curvature that is known.
    held : bool
        Whether the trust length made it shorter.
    """

    step: Array
    damping: float
    lowest: float
    held: bool


def damped_newton(spectrum: Spectrum, gradient: Array, longest: float) -> Damped:
    """
    Find the step with the least damping that bends up everywhere and is no longer than allowed.

    Parameters
    ----------
    spectrum : Spectrum
        Of the Hessian.
    gradient : ndarray
        Shape (size,), not 0.
    longest : float
        The trust length, above 0.

    Returns
    -------
    Damped
        The step and its damping.
    """
    values = spectrum.values
    parts = spectrum.vectors.T @ gradient
    lowest = float(values[0])
    floor = max(FLAT * float(np.abs(values).max()), float(np.finfo(np.float64).tiny))
    # All dampings are counted from where the Hessian just bends up nowhere.
    above, least = values - lowest, max(lowest, floor)
    shift = least
    held = _length(parts, above, least) > longest
    if held:
        shift = _shift_within(parts, above, least, longest)
    step = -(spectrum.vectors @ (parts / (above + shift)))
    return Damped(np.asarray(step), max(0.0, shift - lowest), lowest, held)


def _length(parts: Array, above: Array, shift: float) -> float:
    return float(np.linalg.norm(parts / (above + shift)))


def _shift_within(parts: Array, above: Array, least: float, longest: float) -> float:
    """Return the least shift, to rounding and never below it, at which the step is not too long."""
    low, high = least, max(least, float(np.linalg.norm(parts)) / longest)
    for _ in range(HALVINGS):
        middle = float(np.sqrt(low) * np.sqrt(high))
        if _length(parts, above, middle) > longest:
            low = middle
        else:
            high = middle
    return high
