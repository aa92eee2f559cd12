"""
The outermost eigenvalues of a symmetric matrix that is known by its products only.

Lanczos' recurrence (Golub & Van Loan, "Matrix Computations", 4th ed., section 10.1) builds an orthonormal
basis Q_k = (q_1 ... q_k) in which H is a tridiagonal matrix T_k of alphas and betas:

    H q_j = beta_(j-1) q_(j-1) + alpha_j q_j + beta_j q_(j+1)

With the eigenvectors s_i of T_k, the Ritz values theta_i approximate eigenvalues of H from within its
spectrum, the outermost first, and for y_i = Q_k s_i

    |H y_i - theta_i y_i|  =  beta_k |s_ki|                                                (theorem 10.1.2)

so that an eigenvalue of H lies within beta_k |s_ki| of theta_i: how sure it is comes with the number. Each
new vector is made orthogonal to all before it twice (Parlett, "The Symmetric Eigenvalue Problem", section
6.9), as rounding would otherwise bring found eigenvalues back as ghosts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.engine.arrays import Array

TINY = 1e-12  # of the largest coefficient: the basis then spans all that can be reached


@dataclass(frozen=True, eq=False)
class RitzPair:
    """
    An eigenvalue as far as it is known.

    Attributes
    ----------
    value : float
        The Ritz value theta.
    bound : float
        An eigenvalue lies within so much of it; 0 up to rounding where the basis spans all.
    vector : ndarray
        The Ritz vector of unit length, shape (size,).
    """

    value: float
    bound: float
    vector: Array


class Lanczos:
    """
    Lanczos' recurrence, a product at a time.

    Parameters
    ----------
    product : callable (v) -> H v
        Multiplies with a symmetric matrix.
    start : ndarray
        The first direction, shape (size,), not 0.
    most : int
        How many products may be made at most, at least 1: memory for so many vectors is taken.

    Attributes
    ----------
    made : int
        How many products were made.
    finished : bool
        Whether the basis spans all that can be reached from the start, or is as large as it may be, or a
        number is not finite.
    finite : bool
        Whether all numbers are; without it there are no Ritz values.

    Raises
    ------
    ValueError
        If the start is 0 or not finite, or no product is allowed.
    """

    def __init__(self, product: Callable[[Array], Array], start: Array, most: int) -> None:
        length = float(np.linalg.norm(start))
        if not (np.isfinite(length) and length > 0) or most < 1:
            raise ValueError("Lanczos needs a first direction that is not 0, and at least one product")
        self._product, self._most = product, min(most, start.size)
        self._basis = np.empty((self._most, start.size))
        self._basis[0] = start / length
        self._alphas: list[float] = []
        self._betas: list[float] = []
        self.finished, self.finite = False, True

    @property
    def made(self) -> int:
        """How many products were made."""
        return len(self._alphas)

    def step(self) -> None:
        """Make one product, unless finished."""
        if self.finished:
            return
        k = self.made
        basis = self._basis[: k + 1]
        bent = self._product(basis[k])
        self._alphas.append(float(basis[k] @ bent))
        for _ in range(2):
            bent = bent - basis.T @ (basis @ bent)
        beta = float(np.linalg.norm(bent))
        self._betas.append(beta)
        self.finite = bool(np.isfinite(self._alphas[-1]) and np.isfinite(beta))
        scale = max(map(abs, (*self._alphas, *self._betas[:-1])))
        if not self.finite or not beta > TINY * max(scale, np.finfo(np.float64).tiny) or k + 1 == self._most:
            self.finished = True
        else:
            self._basis[k + 1] = bent / beta

    def run(self, steps: int) -> Lanczos:
        """
        Make so many products, or until finished.

        Parameters
        ----------
        steps : int
            How many.

        Returns
        -------
        Lanczos
            This one.
        """
        for _ in range(steps):
            self.step()
        return self

    def tridiagonal(self) -> tuple[Array, Array]:
        """
        Decompose T_k.

        Returns
        -------
        tuple of ndarray
            The Ritz values in rising order, (k,), and the eigenvectors of T_k as columns, (k, k).
        """
        off = self._betas[:-1]
        matrix = np.diag(self._alphas) + np.diag(off, 1) + np.diag(off, -1)
        values, vectors = np.linalg.eigh(matrix)
        return values, vectors

    def outermost(self, largest: int, smallest: int) -> list[RitzPair]:
        """
        Give the largest and the smallest Ritz values with their vectors.

        Parameters
        ----------
        largest, smallest : int
            How many of each; fewer where there are not so many.

        Returns
        -------
        list of RitzPair
            The largest first; none twice.
        """
        values, vectors = self.tridiagonal()
        k = len(values)
        top = range(k - 1, max(k - 1 - largest, -1), -1)
        chosen = [*top, *(i for i in range(min(smallest, k) - 1, -1, -1) if i not in top)]
        return [self._pair(values, vectors, index) for index in chosen]

    def _pair(self, values: Array, vectors: Array, index: int) -> RitzPair:
        vector = self._basis[: len(values)].T @ vectors[:, index]
        length = float(np.linalg.norm(vector))
        bound = self._betas[-1] * abs(float(vectors[-1, index]))
        return RitzPair(float(values[index]), bound, vector / length)
