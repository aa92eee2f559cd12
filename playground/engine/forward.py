"""The forward pass: from inputs to outputs, layer by layer, in buffers made once."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from playground.engine.activations import ACTIVATIONS, Activation
from playground.engine.arrays import Array, aligned_zeros, check_rows, empty_columns

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.engine.network import Network


class LayerRows:
    """
    One block of memory with the rows of every layer, units by samples, each followed by one spare row.

    What is done alike in neighbouring layers is then one call on their common rows. The spare row is the row
    of ones in a block of activations, and takes what falls on the bias in a block of deltas.

    Parameters
    ----------
    network : Network
        Gives the numbers of units.
    samples : int
        Columns.
    """

    def __init__(self, network: Network, samples: int) -> None:
        self._starts = np.cumsum([0, *(layer.units + 1 for layer in network.layers)]).tolist()
        flat = aligned_zeros(self._starts[-1] * samples, network.dtype)
        self._block = flat.reshape(self._starts[-1], samples)
        self.with_spare = [self._block[start:stop] for start, stop in pairwise(self._starts)]
        self.rows = [rows[:-1] for rows in self.with_spare]

    def span(self, first: int, last: int) -> Array:
        """
        Give the rows of neighbouring layers as one array.

        Parameters
        ----------
        first, last : int
            Layers, both included.

        Returns
        -------
        ndarray
            Their rows, spare rows included, by samples; a view.
        """
        return self._block[self._starts[first] : self._starts[last + 1]]


class ForwardPlan:
    """
    The sums z^l = W^T a^(l-1) + b and activations a^l = f(z^l) of a fixed number of samples, in buffers.

    Everything is units by samples. `Network.block(l)` holds [W^T b], and each activation ends with a row of
    ones, so that W^T a + b is one product. A linear layer shares one buffer for z and a.

    Parameters
    ----------
    network : Network
        Its parameters are read at each run; the plan keeps views of them, not the network.
    samples : int
        Columns of each input.

    Attributes
    ----------
    z, a : list of ndarray
        Pre-activations and activations of each layer, (units, samples).
    layers : list of callable (previous) -> a
        Each takes the activations below, ended by ones, and gives its own, likewise.
    """

    def __init__(self, network: Network, samples: int) -> None:
        activations, sums = LayerRows(network, samples), LayerRows(network, samples)
        functions = [ACTIVATIONS[layer.activation] for layer in network.layers]
        for ended_by_ones in activations.with_spare:
            ended_by_ones[-1] = 1
        self.samples = samples
        self.activations, self.sums = activations, sums
        self.a = activations.rows
        self.z = [
            a if f.identity else z for f, z, a in zip(functions, sums.rows, activations.rows, strict=True)
        ]
        self.layers = [
            _layer(network.block(index), f, self.z[index], self.a[index], activations.with_spare[index])
            for index, f in enumerate(functions)
        ]

    def run(self, inputs: Array) -> Array:
        """
        Go through all layers.

        Parameters
        ----------
        inputs : ndarray
            Shape (features + 1, samples), the last row ones.

        Returns
        -------
        ndarray
            The output activation with its row of ones: a buffer, (outputs + 1, samples).
        """
        a = inputs
        for layer in self.layers:
            a = layer(a)
        return a


def _layer(block: Array, f: Activation, z: Array, a: Array, a_and_ones: Array) -> Callable[[Array], Array]:
    """Bind z = [W^T b] [a_previous; 1], a = f(z)."""
    weighted_sum = block.dot
    function = f.f

    def layer(previous: Array) -> Array:
        function(weighted_sum(previous, z), a)
        return a_and_ones

    def linear_layer(previous: Array) -> Array:
        weighted_sum(previous, z)
        return a_and_ones

    return linear_layer if f.identity else layer


class ForwardPass:
    """
    The same samples sent through a network again and again while its parameters change: a map over a grid.

    Parameters
    ----------
    network : Network
        The network; its parameters are read at each run.
    X : array_like
        Shape (samples, inputs).

    Raises
    ------
    ValueError
        If X has another shape.
    """

    def __init__(self, network: Network, X: Array) -> None:
        rows = check_rows(X, network.inputs, "X")
        self.plan = ForwardPlan(network, len(rows))
        self.inputs = empty_columns(network.inputs, len(rows), network.dtype)
        self.load(rows)

    def load(self, X: Array) -> None:
        """
        Take other samples, as many as before.

        Parameters
        ----------
        X : ndarray
            Shape (samples, inputs); copied.
        """
        self.inputs[:-1] = X.T

    @np.errstate(all="ignore")
    def run(self) -> list[Array]:
        """
        Compute all activations with the parameters as they are now.

        Returns
        -------
        list of ndarray
            One of shape (units, samples) per layer: the same buffers at each call, nothing is allocated.
        """
        self.plan.run(self.inputs)
        return self.plan.a
