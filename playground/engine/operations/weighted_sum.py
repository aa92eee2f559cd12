"""
The weighted sum of a dense layer, z = W^T a + b, over all samples at once.

The layer's parameters are one block B = [W^T b], (n_out, n_in + 1), and its inputs end with a row of ones, so
that z = B [a; 1] is one product. z moves with B by [a; 1] and with a by W, hence, with delta = dL/dz,

    dL/dB = delta [a; 1]^T          (weights and biases together; a product sums over the samples)
    dL/da = W delta                 (B^T delta is that, and below it what falls on the row of ones)

Without a bias the block is W^T alone, and there are no ones. Rows of z can be computed apart from each other,
and so can rows of dL/dB and of dL/da: that is how two threads share a layer.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from playground.engine.arrays import Array
    from playground.engine.operations.call import Call

WHOLE = slice(None)


def weighted_sum(block: Array, below: Array, z: Array, part: slice = WHOLE) -> Call:
    """
    Bind z = B [a; 1], or some rows of it.

    Parameters
    ----------
    block : ndarray
        B, shape (n_out, n_in + 1).
    below : ndarray
        [a; 1], shape (n_in + 1, samples).
    z : ndarray
        Shape (n_out, samples).
    part : slice
        The rows of z.

    Returns
    -------
    callable
        Without arguments.
    """
    return partial(block[part].dot, below, z[part])


def gradient_product(delta: Array, below: Array, gradient: Array, part: slice = WHOLE) -> Call:
    """
    Bind dL/dB = delta [a; 1]^T, or some rows of it.

    Parameters
    ----------
    delta : ndarray
        dL/dz, shape (n_out, samples).
    below : ndarray
        [a; 1], shape (n_in + 1, samples).
    gradient : ndarray
        Shape (n_out, n_in + 1).
    part : slice
        The rows of the gradient.

    Returns
    -------
    callable
        Without arguments.
    """
    return partial(delta[part].dot, below.T, gradient[part])


def send_back(block: Array, delta: Array, delta_below: Array) -> Call:
    """
    Bind dL/da = W delta.

    Parameters
    ----------
    block : ndarray
        B, shape (n_out, n_in + 1).
    delta : ndarray
        dL/dz, shape (n_out, samples).
    delta_below : ndarray
        Shape (n_in + 1, samples); the last row takes what falls on the ones.

    Returns
    -------
    callable
        Without arguments.
    """
    return partial(block.T.dot, delta, delta_below)


def send_part_back(block: Array, delta: Array, delta_below: Array, part: slice) -> Call:
    """
    Bind some rows of dL/da = W delta.

    Parameters
    ----------
    block : ndarray
        B, shape (n_out, n_in + 1).
    delta : ndarray
        dL/dz, shape (n_out, samples).
    delta_below : ndarray
        Shape (n_in, samples).
    part : slice
        The rows of dL/da.

    Returns
    -------
    callable
        Without arguments.
    """
    # matmul reads some columns of the block where they are; dot would copy them in silence.
    return partial(np.matmul, block[:, part].T, delta, delta_below[part])
