"""
How far a linear map stretches: its singular values, and what they say of directions at large.

The unit sphere becomes an ellipsoid under J whose half axes are the singular values s_1 >= s_2 >= ... A unit
direction drawn at random from d dimensions becomes, in the mean of squares, as long as

    E |J t|^2 = sum_ij J_ij^2 / d = (s_1^2 + s_2^2 + ...) / d

Singular values of a product are not products of singular values, but s_1(A B) <= s_1(A) s_1(B) (Golub & Van
Loan, "Matrix Computations", 2013, section 2.4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from playground.engine.arrays import Array

MOST_WORK = 3e7  # rows times columns times the fewer of both


def singular_values(matrix: Array) -> Array:
    """
    Give the singular values of a Jacobian.

    Of a large matrix they are the roots of the eigenvalues of J J^T or J^T J, the smaller of both: quicker,
    and of those below 1e-7 of the largest no more than that they are small.

    Parameters
    ----------
    matrix : ndarray
        Shape (rows, columns).

    Returns
    -------
    ndarray
        Shape (min(rows, columns),), the largest first.
    """
    rows, columns = matrix.shape
    if rows * columns * min(rows, columns) <= MOST_WORK:
        return np.asarray(np.linalg.svd(matrix, compute_uv=False))
    squares = np.linalg.eigvalsh(matrix @ matrix.T if rows <= columns else matrix.T @ matrix)
    return np.asarray(np.sqrt(np.maximum(squares[::-1], 0.0)))


def largest_stretch(jacobians: Array) -> Array:
    """
    Give the largest singular value of each of many Jacobians, from the smaller of J J^T and J^T J.

    Parameters
    ----------
    jacobians : ndarray
        Shape (rows, samples, columns).

    Returns
    -------
    ndarray
        Shape (samples,).
    """
    each = jacobians.transpose(1, 0, 2)
    turned = each.transpose(0, 2, 1)
    squares = each @ turned if each.shape[1] <= each.shape[2] else turned @ each
    return np.asarray(np.sqrt(np.maximum(np.linalg.eigvalsh(squares)[:, -1], 0.0)))
