"""
Each sample's own gradient, without writing it out.

The loss over a batch is the mean of what its samples lose, so that the gradient of the mean loss is the mean
of the samples' gradients g_s. Of a dense layer l let a~ = (a^(l-1), 1) be what it reads of a sample and
delta = dL_s/dz^l; by equation (3) of `engine.backward` that layer's part of g_s, laid out as the block
[W^T b], is the outer product delta a~^T. What is asked of gradients is then a sum over these two short
vectors (the same is used by Goodfellow, "Efficient per-example gradient computations", 2015):

    p . g_s         =  sum_l  sum_ij P_ij delta_i a~_j  =  sum_l  delta_s^T (P_l a~_s)
    g_s . g_t       =  sum_l  (delta_s . delta_t) (a~_s . a~_t)
    sum_s c_s g_s   =  in layer l, the block  sum_s c_s delta_s a~_s^T

where P_l is the direction p as the block of layer l. A convolution uses its weights at many places, and gains
and shifts are no products with what a layer reads: networks with those are gone through sample by sample.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from playground.engine.arrays import rows_of
from playground.engine.backpropagation import Backpropagation
from playground.engine.layers import Dense

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.engine.arrays import Array
    from playground.engine.network import Network

    Floats = NDArray[np.float64]


def are_products(network: Network) -> bool:
    """Say whether every layer's part of a sample's gradient is one outer product."""
    return all(isinstance(each, Dense) and each.normalization == "none" for each in network.layers)


class ProductGradients:
    """
    The gradients of some samples, of a network for which `are_products`.

    Parameters
    ----------
    network : Network
        Its parameters are read at each `load`.
    loss : str
        A key of `LOSSES`.
    samples : int
        How many samples are loaded at a time.
    smoothing : float
        Label smoothing.
    """

    def __init__(self, network: Network, loss: str, samples: int, smoothing: float = 0.0) -> None:
        self._network, self.samples = network, samples
        self._plan = Backpropagation(network, loss, samples, smoothing=smoothing)
        self._deltas: list[Floats] = []
        self._read: list[Floats] = []

    def load(self, X: Array, T: Array) -> None:
        """
        Go forwards and back with these samples and the parameters as they are now; there is no dropout.

        Parameters
        ----------
        X : ndarray
            Shape (samples, inputs).
        T : ndarray
            Shape (samples, outputs).

        Raises
        ------
        ValueError
            If a shape is another one.
        """
        self._plan.gradient(X, T)
        # The plan's deltas are of the mean: each holds the factor 1/samples.
        self._deltas = [self.samples * delta.astype(np.float64) for delta in self._plan.deltas]
        layers = self._plan.forward.layers
        self._read = [np.asarray(layer.read, np.float64) for layer in layers]
        if self._plan.forward.reads_batch:
            rows = np.asarray(rows_of(X, np.float64, ones=self._network.reads_ones), np.float64)
            self._read[0] = rows.T

    def along(self, direction: Array) -> Floats:
        """Give p . g_s for a direction p of shape (size,): shape (samples,)."""
        total = np.zeros(self.samples)
        for index, (delta, read) in enumerate(zip(self._deltas, self._read, strict=True)):
            block = self._network.block(index, direction)
            total += np.einsum("is,is->s", delta, block @ read)
        return total

    def products(self) -> Floats:
        """Give g_s . g_t, shape (samples, samples)."""
        pairs = zip(self._deltas, self._read, strict=True)
        return np.asarray(np.sum([(delta.T @ delta) * (read.T @ read) for delta, read in pairs], axis=0))

    def combined(self, shares: Floats) -> Floats:
        """Give the sum of c_s g_s for shares c of shape (samples,): shape (size,), new."""
        total = np.zeros(self._network.size)
        for index, (delta, read) in enumerate(zip(self._deltas, self._read, strict=True)):
            self._network.block(index, total)[:] = (delta * shares) @ read.T
        return total


class WrittenGradients:
    """
    The same of any network: a pass per sample, and a table of all gradients.

    Layers that normalize over batches take their running numbers here, as a sample alone is no batch.

    Parameters
    ----------
    network, loss, samples, smoothing
        As those of `ProductGradients`.
    """

    def __init__(self, network: Network, loss: str, samples: int, smoothing: float = 0.0) -> None:
        self.samples = samples
        self._plan = Backpropagation(network, loss, 1, smoothing=smoothing)
        self._table = np.zeros((samples, network.size))

    def load(self, X: Array, T: Array) -> None:
        """Compute the gradients of samples (samples, inputs) with targets (samples, outputs)."""
        for number, row in enumerate(self._table):
            row[:] = self._plan.gradient(X[number : number + 1], T[number : number + 1])

    def along(self, direction: Array) -> Floats:
        """Give p . g_s for a direction p of shape (size,): shape (samples,)."""
        return np.asarray(self._table @ direction)

    def products(self) -> Floats:
        """Give g_s . g_t, shape (samples, samples)."""
        return np.asarray(self._table @ self._table.T)

    def combined(self, shares: Floats) -> Floats:
        """Give the sum of c_s g_s for shares c of shape (samples,): shape (size,), new."""
        return np.asarray(shares @ self._table)


SampleGradients: TypeAlias = ProductGradients | WrittenGradients


def sample_gradients(network: Network, loss: str, samples: int, smoothing: float = 0.0) -> SampleGradients:
    """Return what computes the gradients of so many samples, the quick way where there is one."""
    kind = ProductGradients if are_products(network) else WrittenGradients
    return kind(network, loss, samples, smoothing)
