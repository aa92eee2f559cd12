"""Where the numbers of a step left the range first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from playground.engine.errors import NonFinite

if TYPE_CHECKING:
    from playground.engine.arrays import Array
    from playground.engine.backpropagation import Backpropagation
    from playground.engine.network import Network

_HEADROOM = 1e6  # what the slots of an optimiser may sum up of squared gradients


def squared_norm_limit(dtype: np.dtype[Any]) -> float:
    """
    Say how large the gradient's squared norm may be for an update to be safe.

    Parameters
    ----------
    dtype : dtype
        float32 or float64.

    Returns
    -------
    float
        A millionth of the greatest number, so that the sums of squares in an optimiser stay finite as well.
    """
    return float(np.finfo(dtype).max) / _HEADROOM


def first_non_finite(
    network: Network, backpropagation: Backpropagation, gradient: Array, step: int
) -> NonFinite:
    """
    Find what went wrong in a step whose gradient has no norm that is finite and small enough.

    Parameters
    ----------
    network : Network
        The network, not updated.
    backpropagation : Backpropagation
        The plan as the failed step left it.
    gradient : ndarray
        Shape (size,), penalty included.
    step : int
        The number of the step, from 1.

    Returns
    -------
    NonFinite
        Names the first layer forwards with a bad pre-activation, or one too large to be normalized, else the
        loss, else the first layer backwards with a bad gradient.
    """
    for layer, each in enumerate(backpropagation.forward.layers):
        normalized = each.normalization
        in_range = normalized is None or np.isfinite(normalized.variance).all()
        if not in_range or not np.isfinite(each.values.z).all():
            return NonFinite(step, layer, "pre-activation")
    layers = range(len(network.layers))
    if not np.isfinite(backpropagation.loss):
        return NonFinite(step, layers[-1], "loss")
    norms = [float(np.square(gradient[network.layer_slice(layer)]).sum()) for layer in layers]
    limit = squared_norm_limit(network.dtype)
    bad = [layer for layer in reversed(layers) if not norms[layer] < limit]
    return NonFinite(step, bad[0] if bad else int(np.argmax(norms)), "gradient")
