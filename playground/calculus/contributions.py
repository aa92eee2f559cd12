"""An output of a network as a sum: what each unit of the last hidden layer adds to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.engine.activations import ACTIVATIONS

if TYPE_CHECKING:
    from playground.engine.arrays import Array
    from playground.engine.network import Network


@dataclass(frozen=True, eq=False)
class Contributions:
    """
    The terms of z = sum_j w_j a_j(x) + b for one output.

    Attributes
    ----------
    terms : ndarray
        w_j a_j of each unit j of the last hidden layer, (units, samples).
    weights : ndarray
        w_j, (units,).
    bias : float
        b; 0 for an output without one.
    """

    terms: Array
    weights: Array
    bias: float

    def total(self, kept: Array | None = None) -> Array:
        """
        Give the weighted sum z.

        Parameters
        ----------
        kept : ndarray of bool, optional
            Which units to add up, (units,); all by default.

        Returns
        -------
        ndarray
            Shape (samples,).
        """
        terms = self.terms if kept is None else self.terms[kept]
        return np.asarray(terms.sum(axis=0) + self.bias)


@np.errstate(all="ignore")
def contributions(network: Network, X: Array, output: int = 0) -> Contributions:
    """
    Split an output's weighted sum into its terms.

    Parameters
    ----------
    network : Network
        Its last layer is dense, and has a layer before it; in double precision the terms are exact to it.
    X : array_like
        Shape (samples, inputs).
    output : int
        Which output.

    Returns
    -------
    Contributions
        New arrays.
    """
    last = len(network.layers) - 1
    weights, biases = network.split_layer(last, network.parameters)
    below = network.activations(X)[last - 1].T
    bias = float(biases[output]) if biases.size else 0.0
    column = np.array(weights[:, output])
    return Contributions(column[:, None] * below, column, bias)


def answered(network: Network, total: Array) -> Array:
    """
    Give f(z) of the output layer.

    Parameters
    ----------
    network : Network
        Whose output activation f is.
    total : ndarray
        z, float64, any shape.

    Returns
    -------
    ndarray
        New, of the same shape.
    """
    return ACTIVATIONS[network.output_activation].at(np.array(total, np.float64))[0]


@np.errstate(all="ignore")
def zero_places(network: Network) -> Array:
    """
    Say where the sum of each unit of the first layer is 0, of a network with one input.

    z = w x + b is 0 at x = -b/w: there a function with a kink at 0 bends, and tanh or a sigmoid is steepest.

    Parameters
    ----------
    network : Network
        Its first layer is dense and does not normalize.

    Returns
    -------
    ndarray
        Shape (units,); infinite or NaN where w = 0, so that the unit is the same everywhere.
    """
    weights, biases = network.split_layer(0, network.parameters)
    return np.asarray(-(biases if biases.size else np.zeros(weights.shape[1])) / weights[0], np.float64)
