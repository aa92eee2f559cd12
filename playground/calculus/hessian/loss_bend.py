"""
The second derivative of each loss by the network's outputs, times a direction.

With the losses of `engine.losses`, of which (1/m) is the mean over m samples, e = a - t and r a direction in
the outputs' space, sample by sample:

    half the squared error    L'' r = r / m
    absolute error            L'' r = 0                         (the kink at e = 0 bends nothing beside it)
    Huber                     L'' r = r / m where |e| < 1, else 0
    binary cross-entropy      L'' r = p (1 - p) r / m           p = 1 / (1 + e^-z)
    softmax cross-entropy     L'' r = (p r - p (p . r)) / m     p = softmax(z)
    hinge                     L'' r = 0

(Bishop, "Pattern Recognition and Machine Learning", 2006, sections 4.3.3 and 4.3.4, for the cross-entropies.)
Label smoothing is linear in the logits and bends nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.engine.losses import LOSSES

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.engine.arrays import Array

    Bend = Callable[[Array], Array]


def bend_of(loss: str, outputs: Array, targets: Array) -> Bend:
    """
    Bind r -> L'' r at some outputs.

    Parameters
    ----------
    loss : str
        A key of `LOSSES`.
    outputs : ndarray
        The network's, shape (outputs, samples).
    targets : ndarray
        Shape (outputs, samples).

    Returns
    -------
    callable
        From a direction, (outputs, samples), to its product, new, of the same shape.

    Raises
    ------
    KeyError
        For an unknown loss.
    """
    return _BENDS[loss](outputs, targets)


def _straight(outputs: Array, targets: Array) -> Bend:
    return np.zeros_like


def _half_squared(outputs: Array, targets: Array) -> Bend:
    share = 1 / outputs.shape[1]
    return lambda r: r * share


def _huber(outputs: Array, targets: Array) -> Bend:
    near = (np.abs(outputs - targets) < 1) / outputs.shape[1]
    return lambda r: r * near


def _binary(outputs: Array, targets: Array) -> Bend:
    p = LOSSES["binary_cross_entropy"].output(outputs.T).T
    curvature = p * (1 - p) / outputs.shape[1]
    return lambda r: r * curvature


def _softmax(outputs: Array, targets: Array) -> Bend:
    p = LOSSES["softmax_cross_entropy"].output(outputs.T).T
    share = p / outputs.shape[1]
    return lambda r: share * (r - (p * r).sum(axis=0))


_BENDS: dict[str, Callable[[Array, Array], Bend]] = {
    "half_squared": _half_squared,
    "absolute": _straight,
    "huber": _huber,
    "binary_cross_entropy": _binary,
    "softmax_cross_entropy": _softmax,
    "hinge": _straight,
}
