"""Rows of the Hessian by differences, to hold beside the exact ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.engine.activations import ACTIVATIONS
from playground.engine.evaluation import Evaluation

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.engine.arrays import Array
    from playground.engine.network import Network

STEP = 1e-6  # shorter than for a loss: fourth derivatives grow as the fourth power of what a weight reads
KINKED_LOSSES = ("absolute", "huber", "hinge")


def difference_rows(
    network: Network, loss: str, X: Array, T: Array, l2: float = 0.0, smoothing: float = 0.0
) -> Callable[[int], Array]:
    """
    Bind rows of the Hessian by central differences of exact gradients g, at the present parameters p.

    Row i is (g(p + h e_i) - g(p - h e_i)) / 2h with h = 1e-6 max(1, |p_i|): off by h^2/6 of the fourth
    derivatives of the loss, and by about 1e-16 |g| / h through rounding (Press et al., "Numerical Recipes",
    3rd ed., section 5.7, applied to each component of g). Where a slope jumps between p - h e_i and
    p + h e_i it is the chord across the jump, not the second derivative of either side.

    Parameters
    ----------
    network : Network
        Not changed; its parameters are read here once.
    loss : str
        A key of `LOSSES`.
    X : array_like
        Shape (samples, inputs).
    T : array_like
        Shape (samples, outputs).
    l2 : float
        The rate of an L2 penalty.
    smoothing : float
        Label smoothing.

    Returns
    -------
    callable (i) -> ndarray
        Row i, shape (size,), float64, new.
    """
    twin = network.copy(np.float64)
    evaluation = Evaluation(twin, loss, smoothing)
    here, penalty = twin.parameters.copy(), l2 * twin.weight_mask

    def gradient_at(index: int, value: float) -> Array:
        twin.parameters[:] = here
        twin.parameters[index] = value
        gradient: Array = evaluation.gradient(X, T) + penalty * twin.parameters
        return gradient

    @np.errstate(all="ignore")
    def row(index: int) -> Array:
        value = float(here[index])
        h = STEP * max(1.0, abs(value))
        # The two places as they are after rounding, so that the step between them is exact.
        ahead, behind = value + h, value - h
        difference = gradient_at(index, ahead) - gradient_at(index, behind)
        return np.asarray(difference / (ahead - behind))

    return row


def has_kinks(network: Network, loss: str) -> bool:
    """
    Say whether a slope of the network or of its loss jumps somewhere.

    Parameters
    ----------
    network : Network
        Any.
    loss : str
        A key of `LOSSES`.

    Returns
    -------
    bool
        True with such an activation, or with a loss of which the first or the second derivative jumps.
    """
    names = (getattr(layer, "activation", None) for layer in network.layers)
    return loss in KINKED_LOSSES or any(ACTIVATIONS[name].kinks for name in names if name is not None)
