"""A training set in mini-batches: every epoch in a new order, laid out as the plans read it."""

from __future__ import annotations

from itertools import chain, count, repeat
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from playground.engine.arrays import Array, aligned_stride, aligned_zeros, check_rows, rows_of
from playground.engine.losses import LOSSES
from playground.engine.order import Order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playground.engine.backpropagation import Backpropagation
    from playground.engine.network import Network

_LAID_OUT = 65_536  # numbers: about how much is put into shuffled order at a time


class Batch(NamedTuple):
    """
    A mini-batch of m samples: views of a buffer that is overwritten when the next batches are laid out.

    Attributes
    ----------
    columns, rows : ndarray
        The inputs twice, (features, m) and (m, features), with ones last where the first layer reads them.
    targets : ndarray
        (outputs, m).
    """

    columns: Array
    rows: Array
    targets: Array


class Batches:
    """
    A training set cut into mini-batches, in an order that the seed and the epoch decide (`Order`).

    The last batch of an epoch is smaller when the batch size doesn't divide what is left.

    Parameters
    ----------
    rows : ndarray
        Shape (n, features), or one column of ones more.
    targets : ndarray
        Shape (n, outputs), of the same type.
    seed : int
        Not negative.
    batch_size : int
        At least 1; more than n means n.

    Raises
    ------
    ValueError
        If the batch size is below 1.
    """

    def __init__(self, rows: Array, targets: Array, seed: int, batch_size: int) -> None:
        self.samples = len(rows)
        self._rows, self._targets = rows, targets
        self._order = Order(self.samples, seed)
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
        """
        Make room for some batches, each beginning on a boundary, so that its place changes no bit.

        A batch is followed by so many samples that nobody reads that its rows fill whole cache lines.
        """
        size, width, dtype = self._batch_size, self._rows.shape[1], self._rows.dtype
        stride = aligned_stride(size, dtype)
        fitting = max(1, _LAID_OUT // (stride * (width + self._targets.shape[1])))
        self._count = min(-(-self.samples // size), fitting)
        self._taken = np.zeros((self._count, stride), np.intp)
        self._gathered = aligned_zeros(self._count * stride * width, dtype).reshape(-1, width)
        self._answers = np.zeros((self._count * stride, self._targets.shape[1]), dtype)
        self._batches = [self._batch(slot, size) for slot in range(self._count)]

    def _batch(self, slot: int, size: int) -> Batch:
        start = slot * self._taken.shape[1]
        rows = self._gathered[start : start + size]
        return Batch(rows.T, rows, self._answers[start : start + size].T)

    def epoch(self, epoch: int, position: int) -> Iterator[list[Batch]]:
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
        list of Batch
            To be used before the next ones are asked for.
        """
        order = self._order.of_epoch(epoch)
        at_once = self._count * self._batch_size
        for start in range(position, self.samples, at_once):
            yield from self._lay_out(order[start : start + at_once])

    def _lay_out(self, order: np.ndarray[tuple[int], np.dtype[np.intp]]) -> Iterator[list[Batch]]:
        """Gather these samples: whole batches, then maybe a smaller one."""
        size = self._batch_size
        whole, rest = divmod(len(order), size)
        self._taken[:whole, :size] = order[: whole * size].reshape(whole, size)
        if rest:
            self._taken[whole, :rest] = order[whole * size :]
        used = self._taken[: whole + bool(rest)].ravel()
        self._rows.take(used, 0, self._gathered[: len(used)], "clip")
        self._targets.take(used, 0, self._answers[: len(used)], "clip")
        if whole:
            yield self._batches[:whole]
        if rest:
            yield [self._batch(whole, rest)]


def planned_batches(
    batches: Batches, plan_for: Callable[[int], Backpropagation], epoch: int, position: int
) -> Iterator[tuple[Backpropagation, Batch]]:
    """
    Go through batch after batch, epoch after epoch, without end.

    Parameters
    ----------
    batches : Batches
        The training set.
    plan_for : callable (samples) -> Backpropagation
        Makes the plan for a size of batch; asked once for each.
    epoch, position : int
        Where to begin: the epoch, and how many of its samples were used.

    Returns
    -------
    iterator of tuple
        Each batch with the plan for its size.
    """

    def of_one_size() -> Iterator[Iterator[tuple[Backpropagation, Batch]]]:
        plans: dict[int, Backpropagation] = {}
        begin = position
        for number in count(epoch):
            for alike in batches.epoch(number, begin):
                size = len(alike[0].rows)
                if size not in plans:
                    plans[size] = plan_for(size)
                yield zip(repeat(plans[size]), alike, strict=False)
            begin = 0

    # Chained, a batch costs no more than the step of a C loop.
    return chain.from_iterable(of_one_size())


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
        The inputs as `Batches` reads them, and the targets; new arrays.

    Raises
    ------
    ValueError
        If a shape differs, an input is not finite, or the loss has no meaning for the targets.
    """
    X = check_rows(inputs, network.inputs, "inputs")
    T = check_rows(targets, network.outputs, "targets").astype(network.dtype)
    if len(X) != len(T):
        raise ValueError(f"there are {len(X)} samples of inputs and {len(T)} of targets")
    rows = rows_of(X, network.dtype, ones=network.reads_ones)
    if not np.isfinite(rows).all():
        raise ValueError("inputs must be finite")
    LOSSES[loss].check_targets(T)
    return rows, T
