"""Loss and gradient over any number of samples, part by part, in buffers that are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.engine.arrays import Array, aligned_zeros, check_rows
from playground.engine.backpropagation import Backpropagation
from playground.engine.forward import ForwardPass
from playground.engine.losses import LOSSES
from playground.engine.registry import entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playground.engine.network import Network

_PART = 8192  # samples: buffers stay small however large the set
_KEPT = 4  # sizes for which buffers are kept


class Evaluation:
    """
    The mean loss of a network over a set, and its gradient.

    Parameters
    ----------
    network : Network
        Its parameters are read at each call.
    loss : str
        A key of `LOSSES`.

    Raises
    ------
    ValueError
        For an unknown loss, or one that does not suit the last layer.
    """

    def __init__(self, network: Network, loss: str) -> None:
        self._network, self._name = network, loss
        self._loss = entry(LOSSES, loss, "loss")
        self._loss.check_network(network)
        self._passes: dict[int, ForwardPass] = {}
        self._plans: dict[int, Backpropagation] = {}
        self._total = aligned_zeros(network.size, network.dtype)

    @np.errstate(all="ignore")
    def loss(self, X: Array, T: Array) -> float:
        """
        Give the mean loss, without penalty.

        Parameters
        ----------
        X : array_like
            Shape (samples, inputs).
        T : array_like
            Shape (samples, outputs).

        Returns
        -------
        float
            Not finite if the network's numbers are too large.

        Raises
        ------
        ValueError
            If a shape is another one.
        """
        return sum(share * self._part_loss(x, t) for share, x, t in self._parts(X, T))

    @np.errstate(all="ignore")
    def gradient(self, X: Array, T: Array) -> Array:
        """
        Give the gradient of the mean loss, without penalty.

        Parameters
        ----------
        X : array_like
            Shape (samples, inputs).
        T : array_like
            Shape (samples, outputs).

        Returns
        -------
        ndarray
            Shape (network.size,): the same buffer at each call.

        Raises
        ------
        ValueError
            If a shape is another one.
        """
        self._total.fill(0)
        for share, x, t in self._parts(X, T):
            self._total += self._plan(len(x)).gradient(x, t) * self._total.dtype.type(share)
        return self._total

    def _parts(self, X: Array, T: Array) -> Iterator[tuple[float, Array, Array]]:
        """Cut the set into parts, each with its share in the mean."""
        rows = check_rows(X, self._network.inputs, "X")
        targets = check_rows(T, self._network.layers[-1].units, "T")
        if len(rows) != len(targets):
            raise ValueError(f"X has {len(rows)} samples, T has {len(targets)}")
        for start in range(0, len(rows), _PART):
            x, t = rows[start : start + _PART], targets[start : start + _PART]
            yield len(x) / len(rows), x, t

    def _part_loss(self, x: Array, t: Array) -> float:
        kept = self._passes.get(len(x))
        if kept is None:
            _make_room(self._passes)
            kept = self._passes[len(x)] = ForwardPass(self._network, x)
        kept.load(x)
        return self._loss.value(kept.run()[-1].T, t)

    def _plan(self, samples: int) -> Backpropagation:
        kept = self._plans.get(samples)
        if kept is None:
            _make_room(self._plans)
            kept = self._plans[samples] = Backpropagation(self._network, self._name, samples)
        return kept


def _make_room(kept: dict[int, ForwardPass] | dict[int, Backpropagation]) -> None:
    """Let the oldest go when there are as many as are kept."""
    if len(kept) == _KEPT:
        kept.pop(next(iter(kept)))
