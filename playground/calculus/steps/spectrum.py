"""
The Hessian in a basis in which it is diagonal: all of it, or the part that a gradient can reach.

In the Krylov space of g, spanned by g, Hg, H^2 g ..., Lanczos' recurrence gives the Ritz pairs. A step that
is best in that space is the one that conjugate gradients reach with as many products where H is positive
definite, and it is defined where H is not (Gould, Lucidi, Roma & Toint, "Solving the trust-region subproblem
using the Lanczos method", 1999, section 3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.hessian import Lanczos, dense_rows, eigen_decomposition

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from playground.engine.arrays import Array

    Product = Callable[[Array], Array]
    Work = Generator[float, None, "Spectrum"]


@dataclass(frozen=True, eq=False)
class Spectrum:
    """
    Eigenvalues, or Ritz values, in rising order with their vectors.

    Attributes
    ----------
    values : ndarray
        Shape (k,).
    vectors : ndarray
        Orthonormal columns, shape (size, k).
    bounds : ndarray
        An eigenvalue lies within so much of each, shape (k,); 0 where all of the Hessian was taken apart.
    whole : bool
        Whether k is the size.
    """

    values: Array
    vectors: Array
    bounds: Array
    whole: bool


def whole_spectrum(product: Product, size: int) -> Work:
    """
    Take a small Hessian apart.

    Parameters
    ----------
    product : callable (v) -> H v
        Multiplies with it.
    size : int
        The number of parameters.

    Yields
    ------
    float
        The share of the products that are made.

    Returns
    -------
    Spectrum
        All of it.
    """
    rows = np.empty((size, size))
    for index, row in enumerate(dense_rows(product, size)):
        rows[index] = row
        yield (index + 1) / size
    values, vectors = eigen_decomposition(rows)
    return Spectrum(values, vectors, np.zeros(size), whole=True)


def krylov_spectrum(product: Product, start: Array, most: int) -> Work:
    """
    Take the Hessian apart in the Krylov space of a direction.

    Parameters
    ----------
    product : callable (v) -> H v
        Multiplies with it.
    start : ndarray
        The direction, shape (size,), not 0.
    most : int
        How many products may be made.

    Yields
    ------
    float
        The share of the products that are made.

    Returns
    -------
    Spectrum
        The Ritz pairs.
    """
    lanczos = Lanczos(product, start, most)
    while not lanczos.finished:
        lanczos.step()
        yield lanczos.made / most
    pairs = lanczos.outermost(lanczos.made, 0)[::-1]
    return Spectrum(
        np.array([pair.value for pair in pairs]),
        np.stack([pair.vector for pair in pairs], axis=1),
        np.array([pair.bound for pair in pairs]),
        whole=len(pairs) == start.size,
    )
