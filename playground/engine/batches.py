"""The order of the samples: every epoch a new one, known from the seed and the epoch alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from playground.engine.arrays import Array, aligned_stride, aligned_zeros, check_rows
from playground.engine.losses import LOSSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playground.engine.network import Network

_LAID_OUT = 131_072  # elements: about how much is put into shuffled order at a time


class Batches:
    """
    A training set cut into mini-batches, each laid out as the plan reads it: a column per sample.

    The order in epoch e is `default_rng([seed, e]).permutation(n)`: nothing has to be remembered to know it.
    The last batch of an epoch is smaller when the batch size doesn't divide what is left.

    Parameters
    ----------
    inputs : ndarray
        Shape (n, features).
    targets : ndarray
        Shape (n, outputs).
    dtype : dtype
        The network's.
    seed : int
        Not negative.
    batch_size : int
        At least 1; more than n means n.

    Raises
    ------
    ValueError
        If the batch size is below 1.
    """

    def __init__(
        self, inputs: Array, targets: Array, dtype: np.dtype[Any], seed: int, batch_size: int
    ) -> None:
        self.samples = len(inputs)
        self._seed = seed
        self._inputs = inputs.shape[1] + 1
        # A row holds a sample's inputs, the 1 that biases multiply, and its targets: one gather moves all.
        self._table: Array = np.hstack([inputs, np.ones((self.samples, 1)), targets]).astype(dtype)
        self.batch_size = batch_size

    @property
    def batch_size(self) -> int:
        """Samples of a batch; when set, it holds from the next call of `epoch`."""
        return self._batch_size

    @batch_size.setter
    def batch_size(self, value: int) -> None:
        if value < 1:
            raise ValueError(f"a batch needs at least 1 sample, not {value}")
        self._batch_size = min(value, self.samples)
        self._make_buffers()

    def _make_buffers(self) -> None:
        """Make room for some batches, each on a boundary, so that its place in the buffer changes no bit."""
        width, size = self._table.shape[1], self._batch_size
        stride = aligned_stride(width * size, self._table.dtype)
        self._slots = max(1, min(-(-self.samples // size), _LAID_OUT // stride))
        self._gathered = np.empty((self._slots * size, width), self._table.dtype)
        self._flat = aligned_zeros(self._slots * stride, self._table.dtype).reshape(self._slots, stride)
        self._full = self._flat[:, : width * size].reshape(self._slots, width, size)

    def epoch(self, epoch: int, position: int) -> Iterator[tuple[Array, Array]]:
        """
        Go through an epoch, or what is left of it, some batches of one size at a time.

        Parameters
        ----------
        epoch : int
            Its number, from 0.
        position : int
            How many of its samples were used already.

        Yields
        ------
        tuple
            Inputs (batches, features + 1, m), the last row of each batch ones, and targets (batches, outputs,
            m): views of a buffer that is overwritten by what comes next.
        """
        order = np.random.default_rng([self._seed, epoch]).permutation(self.samples)
        rows = len(self._gathered)
        for start in range(position, self.samples, rows):
            for block in self._lay_out(order[start : start + rows]):
                yield block[:, : self._inputs], block[:, self._inputs :]

    def _lay_out(self, order: np.ndarray[tuple[int], np.dtype[np.intp]]) -> list[Array]:
        """Gather these samples and turn each batch into columns: whole batches, then a smaller one."""
        size, width = self._batch_size, self._table.shape[1]
        whole, rest = divmod(len(order), size)
        gathered = self._table.take(order, 0, self._gathered[: len(order)], "clip")
        full = self._full[:whole]
        full[...] = gathered[: whole * size].reshape(whole, size, width).transpose(0, 2, 1)
        if rest == 0:
            return [full]
        last = self._flat[whole, : width * rest].reshape(1, width, rest)
        last[0] = gathered[whole * size :].T
        return [full, last]


def training_set(network: Network, loss: str, inputs: Array, targets: Array) -> tuple[Array, Array]:
    """
    Copy a training set in the network's precision, or say what is wrong with it.

    Parameters
    ----------
    network : Network
        The network to be trained.
    loss : str
        A key of `LOSSES`.
    inputs : array_like
        Shape (n, network.inputs).
    targets : array_like
        Shape (n, outputs).

    Returns
    -------
    tuple
        Both as new arrays.

    Raises
    ------
    ValueError
        If a shape differs, an input is not finite, or the loss has no meaning for the targets.
    """
    X = check_rows(inputs, network.inputs, "inputs").astype(network.dtype)
    T = check_rows(targets, network.layers[-1].units, "targets").astype(network.dtype)
    if len(X) != len(T):
        raise ValueError(f"there are {len(X)} samples of inputs and {len(T)} of targets")
    if not np.isfinite(X).all():
        raise ValueError("inputs must be finite")
    LOSSES[loss].check_targets(T)
    return X, T
