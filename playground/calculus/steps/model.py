"""
What the second-order model says of a step.

For a step s from p, by Taylor's theorem,

    L(p + s) - L(p)  =  g.s + s.Hs / 2 + O(|s|^3),

a part that the slope gives and a part that the bend gives. Along the gradient itself, s = -eta g, they are
-eta |g|^2 and eta^2 g.Hg / 2, so that the model falls while eta g.Hg / |g|^2 < 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.engine.arrays import Array


@dataclass(frozen=True)
class Forecast:
    """
    How the model's loss changes by a step.

    Attributes
    ----------
    by_slope : float
        g.s.
    by_bend : float
        s.Hs / 2.
    """

    by_slope: float
    by_bend: float

    @property
    def change(self) -> float:
        """The whole change, below 0 where the loss falls."""
        return self.by_slope + self.by_bend


def forecast(gradient: Array, product: Callable[[Array], Array], step: Array) -> Forecast:
    """
    Say how the model's loss changes by a step, with one product with the Hessian.

    Parameters
    ----------
    gradient, step : ndarray
        Shape (size,).
    product : callable (v) -> H v
        Of the loss where the step begins.

    Returns
    -------
    Forecast
        Its two parts.
    """
    return Forecast(float(gradient @ step), float(step @ product(step)) / 2)
