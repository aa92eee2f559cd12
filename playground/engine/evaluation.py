"""Loss and gradient over any number of samples, part by part, in buffers that are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.engine.arrays import Array, aligned_zeros, check_rows, constant
from playground.engine.backpropagation import Backpropagation
from playground.engine.forward import ForwardPass
from playground.engine.losses import LOSSES
from playground.engine.memory import EVALUATED_BYTES, MOST_EVALUATED, samples_within
from playground.engine.registry import entry
from playground.engine.threads import ALONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playground.engine.network import Network
    from playground.engine.threads import Team

_MOST_AT_ONCE = MOST_EVALUATED
_KEPT = 4  # sizes for which buffers are kept


class Evaluation:
    """
    The mean loss of a network over a set, and its gradient: without dropout, and with running numbers.

    Parameters
    ----------
    network : Network
        Its parameters are read at each call.
    loss : str
        A key of `LOSSES`.
    smoothing : float
        Label smoothing, for cross-entropies.
    team : Team
        Who shares the work of large layers.

    Raises
    ------
    ValueError
        For an unknown loss, or one that does not suit the last layer.
    """

    def __init__(self, network: Network, loss: str, smoothing: float = 0.0, team: Team = ALONE) -> None:
        self._network, self._name, self._smoothing, self._team = network, loss, smoothing, team
        self._loss = entry(LOSSES, loss, "loss")
        self._loss.check_network(network)
        self._part = min(_MOST_AT_ONCE, samples_within(EVALUATED_BYTES, network))
        self._passes: dict[int, ForwardPass] = {}
        self._plans: dict[int, Backpropagation] = {}
        self._one_part = self._total = aligned_zeros(0, network.dtype)

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
    def gradient(self, X: Array, T: Array, outputs: Array | None = None) -> Array:
        """
        Give the gradient of the mean loss, without penalty.

        Parameters
        ----------
        X : array_like
            Shape (samples, inputs).
        T : array_like
            Shape (samples, outputs).
        outputs : ndarray, optional
            Shape (outputs, samples): where to write what the network says on the way.

        Returns
        -------
        ndarray
            Shape (network.size,): the same buffer at each call.

        Raises
        ------
        ValueError
            If a shape is another one.
        """
        size, dtype = self._network.size, self._network.dtype
        if not self._one_part.size:
            self._one_part = aligned_zeros(size, dtype)
        total, done = self._one_part, 0
        if len(X) > self._part:
            total = self._total = self._total if self._total.size else aligned_zeros(size, dtype)
            total.fill(0)
        for share, x, t in self._parts(X, T):
            plan = self._plan(len(x))
            gradient = plan.gradient(x, t)
            if total is not gradient:
                np.multiply(gradient, constant(share, dtype), gradient)
                np.add(total, gradient, total)
            if outputs is not None:
                outputs[:, done : done + len(x)] = plan.forward.a[-1]
            done += len(x)
        return total

    def _parts(self, X: Array, T: Array) -> Iterator[tuple[float, Array, Array]]:
        """Cut the set into parts, each with its share in the mean."""
        rows = check_rows(X, self._network.inputs, "X")
        targets = check_rows(T, self._network.outputs, "T")
        if len(rows) != len(targets):
            raise ValueError(f"X has {len(rows)} samples, T has {len(targets)}")
        for start in range(0, len(rows), self._part):
            x, t = rows[start : start + self._part], targets[start : start + self._part]
            yield len(x) / len(rows), x, t

    def _part_loss(self, x: Array, t: Array) -> float:
        kept = self._passes.get(len(x))
        if kept is None:
            _make_room(self._passes)
            kept = self._passes[len(x)] = ForwardPass(self._network, x, self._team)
        kept.load(x)
        return self._loss.value(kept.run()[-1].T, t, self._smoothing)

    def _plan(self, samples: int) -> Backpropagation:
        kept = self._plans.get(samples)
        if kept is None:
            _make_room(self._plans)
            kept = self._plans[samples] = Backpropagation(
                self._network,
                self._name,
                samples,
                self._one_part,
                smoothing=self._smoothing,
                team=self._team,
            )
        return kept


def _make_room(kept: dict[int, ForwardPass] | dict[int, Backpropagation]) -> None:
    """Let the oldest go when there are as many as are kept."""
    if len(kept) == _KEPT:
        kept.pop(next(iter(kept)))
