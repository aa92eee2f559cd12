"""Solving (H + mu) d = -g, with mu raised where the matrix is not positive definite."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from playground.engine.arrays import Array
    from playground.engine.second_order.objective import Product

DENSE_PARAMETERS = 300  # each column is a product: beyond, conjugate gradients get there sooner
MOST_PRODUCTS, FEWEST_PRODUCTS = 200, 8
AFFORDABLE = 6e8  # a sample's cost times samples times products: about a second
RAISE = 4.0
MOST_DAMPING = 1e12
_LOOSEST = 0.1  # of |g|: how far from solved a system may be left
_LEAST_PART = 1e-12  # of the Hessian's largest entry: less damping than that is rounding


@dataclass(frozen=True, eq=False)
class Damped:
    """
    The direction that was found.

    Attributes
    ----------
    direction : ndarray
        d, shape (n,): downhill, as H + mu is positive along all that it was made of.
    damping : float
        The mu that was needed: the one asked for, or more.
    bend : float
        d . H d, of the Hessian without mu.
    """

    direction: Array
    damping: float
    bend: float


def affordable_products(cost: int, samples: int) -> int:
    """Say how many products a step may take: 200, on large sets fewer, but 8."""
    return int(min(MOST_PRODUCTS, max(FEWEST_PRODUCTS, AFFORDABLE // (cost * samples))))


def damped_direction(
    product: Product, slopes: Array, damping: float, most: int = MOST_PRODUCTS
) -> Damped | None:
    """
    Solve (H + mu) d = -g.

    Up to 300 parameters, in proportion fewer where less than 200 products may be, H is written down, column
    by column, and mu is multiplied by 4 until Cholesky's decomposition of H + mu exists, which is so if and
    only if it is positive definite. Beyond, conjugate gradients (Hestenes & Stiefel, 1952) solve it until
    what is left of g is at most min(0.1, sqrt(|g|)) |g| (Nocedal & Wright, "Numerical optimization", 2006,
    algorithm 7.1), or until there were as many products as may be: what they have come to by then goes down
    as well. Where they meet a direction of negative curvature, mu is raised to make it positive, and they
    begin again.

    Parameters
    ----------
    product : callable
        v -> H v, shape (n,) both.
    slopes : ndarray
        g, shape (n,), float64, not all 0.
    damping : float
        mu, above 0.
    most : int
        How many products conjugate gradients may take, at least 1; a column takes one as well.

    Returns
    -------
    Damped or None
        None where the Hessian's numbers are not finite, or no mu up to 1e12 does.
    """
    if len(slopes) <= DENSE_PARAMETERS * min(1.0, most / MOST_PRODUCTS):
        return _by_cholesky(_written_down(product, len(slopes)), slopes, damping)
    return _by_conjugate_gradients(product, slopes, damping, most)


def _written_down(product: Product, size: int) -> Array:
    hessian, unit = np.empty((size, size)), np.zeros(size)
    for index in range(size):
        unit[index] = 1.0
        hessian[index] = product(unit)
        unit[index] = 0.0
    hessian += hessian.T.copy()
    hessian /= 2
    return hessian


def _by_cholesky(hessian: Array, slopes: Array, damping: float) -> Damped | None:
    largest = float(np.abs(hessian).max())
    if not math.isfinite(largest):
        return None
    mu, unit = damping, np.eye(len(slopes))
    while mu <= MOST_DAMPING:
        matrix = hessian + mu * unit
        if _is_positive_definite(matrix):
            direction = np.linalg.solve(matrix, -slopes)
            return Damped(direction, mu, float(direction @ hessian @ direction))
        mu = max(RAISE * mu, _LEAST_PART * largest)
    return None


def _is_positive_definite(matrix: Array) -> bool:
    try:
        np.linalg.cholesky(matrix)
    except np.linalg.LinAlgError:
        return False
    return True


def _by_conjugate_gradients(product: Product, slopes: Array, damping: float, most: int) -> Damped | None:
    mu, left = damping, most
    while mu <= MOST_DAMPING:
        found, curvature, used = _conjugate(product, slopes, mu, left)
        left -= used
        if found is not None:
            return found if np.isfinite(found.direction).all() else None
        if not math.isfinite(curvature):
            return None
        mu = max(RAISE * mu, mu - 2 * curvature)
    return None


def _conjugate(product: Product, slopes: Array, mu: float, most: int) -> tuple[Damped | None, float, int]:
    """Give the direction, or None and the negative curvature along a direction; and the products it took."""
    direction, left_over = np.zeros_like(slopes), -slopes
    along, squared = left_over.copy(), float(slopes @ slopes)
    enough = squared * min(_LOOSEST, squared**0.25) ** 2
    used = 0
    while squared > enough and (used < most or not used):
        bent = product(along) + mu * along
        used += 1
        curvature = float(along @ bent)
        if not curvature > 0:
            return None, curvature / float(along @ along), used
        length = squared / curvature
        direction += length * along
        left_over -= length * bent
        before, squared = squared, float(left_over @ left_over)
        along = left_over + (squared / before) * along
    # (H + mu) d = -g - r, with r what is left over, times -1.
    bend = -float(direction @ slopes) - float(direction @ left_over) - mu * float(direction @ direction)
    return Damped(direction, mu, bend), 0.0, used
