"""
The second-order model of the loss over a plane: the bowl that a small step believes in.

By Taylor's theorem, for a step s from p

    L(p + s)  =  L(p) + g.s + s.Hs / 2 + O(|s|^3)

and over the plane s = x u + y v this needs five numbers: g.u, g.v, u.Hu, u.Hv and v.Hv.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.calculus.landscape.planes import Plane
    from playground.engine.arrays import Array


@dataclass(frozen=True)
class Bowl:
    """
    The model over a plane, around its origin.

    Attributes
    ----------
    height : float
        The loss at the origin.
    slopes : tuple of float
        g.u and g.v.
    bends : tuple of float
        u.Hu, u.Hv and v.Hv.
    """

    height: float
    slopes: tuple[float, float]
    bends: tuple[float, float, float]

    def at(self, x: Array, y: Array) -> Array:
        """
        Give the model's loss at some places.

        Parameters
        ----------
        x, y : ndarray
            Of one shape.

        Returns
        -------
        ndarray
            Of that shape.
        """
        (along, across), (uu, uv, vv) = self.slopes, self.bends
        return np.asarray(
            self.height + along * x + across * y + (uu * x * x + 2 * uv * x * y + vv * y * y) / 2
        )

    @property
    def curvatures(self) -> tuple[float, float]:
        """The larger and the smaller eigenvalue of the bends: how the plane's own bowl curves."""
        uu, uv, vv = self.bends
        middle, spread = (uu + vv) / 2, float(np.hypot((uu - vv) / 2, uv))
        return middle + spread, middle - spread


def bowl_over(plane: Plane, height: float, gradient: Array, product: Callable[[Array], Array]) -> Bowl:
    """
    Make the model, with two products with the Hessian.

    Parameters
    ----------
    plane : Plane
        Its origin is where the others are of.
    height : float
        The loss there.
    gradient : ndarray
        Shape (size,).
    product : callable (v) -> H v
        Of the loss there.

    Returns
    -------
    Bowl
        The model.
    """
    u, v = plane.first, plane.second
    bent_u, bent_v = product(u), product(v)
    slopes = float(gradient @ u), float(gradient @ v)
    return Bowl(height, slopes, (float(u @ bent_u), float(v @ bent_u), float(v @ bent_v)))
