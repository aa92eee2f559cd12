"""Which plan takes which batch, for as long as somebody asks."""

from __future__ import annotations

from itertools import count, repeat
from typing import TYPE_CHECKING

from playground.engine.backpropagation import Backpropagation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playground.engine.arrays import Array
    from playground.engine.batches import Batches
    from playground.engine.network import Network


def planned_batches(
    network: Network, loss: str, gradient: Array, batches: Batches, epoch: int, position: int
) -> Iterator[tuple[Backpropagation, Array, Array]]:
    """
    Go through batch after batch, epoch after epoch, without end.

    Parameters
    ----------
    network : Network
        The network to train.
    loss : str
        A key of `LOSSES`.
    gradient : ndarray
        Shape (network.size,): what every plan writes into.
    batches : Batches
        The training set.
    epoch, position : int
        Where to begin: the epoch, and how many of its samples were used.

    Yields
    ------
    tuple
        The plan for this size of batch, made once, and the batch's inputs and targets as the plan reads them.
    """
    plans: dict[int, Backpropagation] = {}
    for number in count(epoch):
        for inputs, targets in batches.epoch(number, position):
            size = inputs.shape[2]
            if size not in plans:
                plans[size] = Backpropagation(network, loss, size, gradient)
            yield from zip(repeat(plans[size]), inputs, targets, strict=False)
        position = 0
