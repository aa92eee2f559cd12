"""
How the eigenvalues of a large Hessian are spread, from a few runs of Lanczos.

For a random direction v of independent normal entries, E[v^T f(H) v] = tr f(H). Of one run of Lanczos from v
/ |v| with Ritz values theta_i, Gauss' quadrature gives v^T f(H) v / |v|^2 about sum_i tau_i^2 f(theta_i),
where tau_i is the first entry of the i-th eigenvector of T_k (Golub & Meurant, "Matrices, Moments and
Quadrature", 2010; Ubaru, Chen & Saad, "Fast estimation of tr(f(A)) via stochastic Lanczos quadrature", 2017,
section 2). The mean of several runs is the share of eigenvalues near each place; the trace is its mean times
the size (Ghorbani, Krishnan & Xiao, "An investigation into neural net optimization via Hessian eigenvalue
density", 2019).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.calculus.hessian.lanczos import Lanczos
    from playground.engine.arrays import Array


@dataclass(frozen=True, eq=False)
class Density:
    """
    Places and shares of eigenvalues.

    Attributes
    ----------
    places : ndarray
        Ritz values of all runs, in rising order, shape (n,).
    shares : ndarray
        What share of the eigenvalues lies near each, shape (n,), with the sum 1.
    runs : int
        How many runs it is the mean of.
    products : int
        How many products with H they took.
    """

    places: Array
    shares: Array
    runs: int
    products: int

    @property
    def mean(self) -> float:
        """The mean eigenvalue; times the size, the trace."""
        return float(self.places @ self.shares)


def density_of(lanczos: Lanczos) -> Density:
    """
    Read the density off one run of Lanczos from a random direction.

    Parameters
    ----------
    lanczos : Lanczos
        With a product made, from a direction of independent normal entries.

    Returns
    -------
    Density
        Of one run.
    """
    values, vectors = lanczos.tridiagonal()
    return Density(values, vectors[0] ** 2, 1, lanczos.made)


def mean_density(found: Sequence[Density]) -> Density:
    """
    Put several runs together.

    Parameters
    ----------
    found : sequence of Density
        At least one.

    Returns
    -------
    Density
        Their mean, each weighing as many runs as it is of.
    """
    runs = sum(each.runs for each in found)
    places = np.concatenate([each.places for each in found])
    shares = np.concatenate([each.shares * (each.runs / runs) for each in found])
    order = np.argsort(places)
    return Density(places[order], shares[order], runs, sum(each.products for each in found))
