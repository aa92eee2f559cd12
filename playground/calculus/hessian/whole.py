"""The Hessian itself, row by row, where it is small enough to be written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playground.engine.arrays import Array


def dense_rows(product: Callable[[Array], Array], size: int) -> Iterator[Array]:
    """
    Give the rows of H one after the other: row i is H e_i, as H is symmetric.

    Parameters
    ----------
    product : callable (v) -> H v
        Multiplies with it.
    size : int
        The number of parameters.

    Yields
    ------
    ndarray
        Shape (size,).
    """
    unit = np.zeros(size)
    for index in range(size):
        unit[index] = 1.0
        yield product(unit)
        unit[index] = 0.0


def eigen_decomposition(rows: Array) -> tuple[Array, Array]:
    """
    Decompose H, of which rounding may have left the two halves a little different.

    Parameters
    ----------
    rows : ndarray
        Shape (size, size).

    Returns
    -------
    tuple of ndarray
        Eigenvalues in rising order, (size,), and eigenvectors as columns, (size, size).
    """
    values, vectors = np.linalg.eigh((rows + rows.T) / 2)
    return values, vectors
