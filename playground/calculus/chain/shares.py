"""
Which share of a parameter's derivative passes through each neuron and each weight on the way to the loss.

The paths of w through the weight W^m_ij (m a layer above w's own) share the factors da^(m-1)_i/dw before it
and dL/dz^m_j after it, so that their products sum up to

    S^m_ij = da^(m-1)_i/dw * W^m_ij * dL/dz^m_j

and those through a neuron are the sum of those through the weights into it. In each layer the shares sum up
to dL/dw.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from playground.calculus.chain.sample_pass import SamplePass
    from playground.engine.arrays import Array


@dataclass(frozen=True)
class Shares:
    """
    Sums of the products of all paths through a place, means over the samples.

    Attributes
    ----------
    units : tuple of ndarray
        Of each neuron, (units,), from the parameter's own layer on.
    weights : tuple of ndarray
        Of each weight, (n_in, n_out), from the layer above the parameter's own on.
    """

    units: tuple[Array, ...]
    weights: tuple[Array, ...]


@np.errstate(all="ignore")
def shares_from(of: SamplePass, layer: int, source: int | None, target: int) -> Shares:
    """
    Find the shares of one parameter's derivative.

    Parameters
    ----------
    of : SamplePass
        Where the local derivatives are read.
    layer : int
        The layer of weights, counted from 0.
    source : int or None
        The unit below that the weight comes from; None for the bias.
    target : int
        The unit it belongs to.

    Returns
    -------
    Shares
        In each layer they sum up to the derivative.
    """
    read = np.ones(of.samples) if source is None else of.activations[layer][source]
    own = np.zeros(len(of.sums[layer]))
    own[target] = (read * of.deltas[layer][target]).mean()
    moved = np.zeros((len(own), of.samples))
    moved[target] = read * of.slopes[layer][target]
    units, weights = [own], []
    for above in range(layer + 1, len(of.sums)):
        between = of.network.weights(above)
        share = between * (moved @ of.deltas[above].T) / of.samples
        weights.append(share)
        units.append(share.sum(axis=0))
        moved = of.slopes[above] * (between.T @ moved)
    return Shares(tuple(units), tuple(weights))
