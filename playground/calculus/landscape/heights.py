"""
The loss at many places of a plane, as quickly as can be.

At p + x u + y v a layer's block is B_0 + x B_u + y B_v. Of k places at once the sums are one product of
stacked blocks, (k, n_out, n_in + 1) with (k, n_in + 1, m), and the activation is applied to all of them in
one call. Sums of the first layer need no product per place at all: what they read is the same everywhere, so
that

    z(x, y) = B_0 a~ + x B_u a~ + y B_v a~ .

Pictures need no more than single precision, whose tanh takes a fifth of the time; the loss then has about six
digits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.sample_gradients import are_products
from playground.engine.activations import ACTIVATIONS
from playground.engine.evaluation import Evaluation
from playground.engine.losses import LOSSES

if TYPE_CHECKING:
    from playground.calculus.landscape.planes import Plane
    from playground.engine.activations import Activation
    from playground.engine.arrays import Array
    from playground.engine.network import Network
    from playground.engine.penalty import Penalty

NUMBERS_AT_ONCE = 30_000  # of one layer's sums: so many stay in the cache


class Heights:
    """
    The loss of a network over a plane, penalty included.

    Parameters
    ----------
    network : Network
        Not changed.
    loss : str
        A key of `LOSSES`.
    X : ndarray
        Shape (samples, inputs).
    T : ndarray
        Shape (samples, outputs).
    plane : Plane
        Where.
    penalty : Penalty, optional
        Part of the loss.
    smoothing : float
        Label smoothing.

    Raises
    ------
    ValueError
        If the loss does not suit the network, or a shape is another one.
    """

    def __init__(
        self,
        network: Network,
        loss: str,
        X: Array,
        T: Array,
        plane: Plane,
        penalty: Penalty | None = None,
        smoothing: float = 0.0,
    ) -> None:
        LOSSES[loss].check_network(network)
        self._twin = network.copy(np.float64)
        self._loss, self._plane, self._penalty, self._smoothing = loss, plane, penalty, smoothing
        self._inputs, self._targets = np.asarray(X, np.float64), np.asarray(T, np.float64)
        self._mask = self._twin.weight_mask
        self._stacked = _Stacked(self._twin, plane, self._inputs) if are_products(network) else None
        widest = max(self._twin.widths) * len(self._inputs)
        self.at_once = max(1, NUMBERS_AT_ONCE // widest) if self._stacked else 1

    @np.errstate(all="ignore")
    def at(self, x: Array, y: Array) -> Array:
        """
        Give the loss at some places.

        Parameters
        ----------
        x, y : ndarray
            Shape (k,) each.

        Returns
        -------
        ndarray
            Shape (k,), float64; not finite where the network's numbers are too large.
        """
        parts = [
            self._losses(x[start : start + self.at_once], y[start : start + self.at_once])
            for start in range(0, len(x), self.at_once)
        ]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _losses(self, x: Array, y: Array) -> Array:
        if self._stacked is not None:
            outputs = self._stacked.outputs(x, y).transpose(0, 2, 1)
            value = LOSSES[self._loss].value
            heights = np.array([value(each, self._targets, self._smoothing) for each in outputs])
        else:
            heights = np.array([self._one(float(a), float(b)) for a, b in zip(x, y, strict=True)])
        return heights + self._penalties(x, y)

    def _one(self, x: float, y: float) -> float:
        self._twin.parameters[:] = self._plane.point_at(x, y)
        return Evaluation(self._twin, self._loss, self._smoothing).loss(self._inputs, self._targets)

    def _penalties(self, x: Array, y: Array) -> Array:
        """Return l1 sum |w| + l2/2 sum w^2 of the weights at each place."""
        penalty = self._penalty
        if penalty is None or not (penalty.l1 or penalty.l2):
            return np.zeros(len(x))
        plane, mask = self._plane, self._mask.astype(bool)
        weights = plane.origin[mask] + np.outer(x, plane.first[mask]) + np.outer(y, plane.second[mask])
        return np.asarray(
            penalty.l1 * np.abs(weights).sum(axis=1) + penalty.l2 / 2 * np.square(weights).sum(axis=1)
        )


class _Stacked:
    """The outputs of a network of plain dense layers at several places of a plane at a time."""

    def __init__(self, network: Network, plane: Plane, inputs: Array) -> None:
        three = (plane.origin, plane.first, plane.second)
        blocks = [
            [network.block(layer, part).astype(np.float32) for part in three]
            for layer in range(len(network.layers))
        ]
        self._biased = [network.places[layer].bias for layer in range(len(network.layers))]
        self._activations = [ACTIVATIONS[layer.activation] for layer in network.layers]  # type: ignore[union-attr]
        rows = np.ones((inputs.shape[1] + 1, len(inputs)), np.float32)
        rows[:-1] = inputs.T
        read = rows if self._biased[0] else rows[:-1]
        self._first = [block @ read for block in blocks[0]]
        self._blocks = blocks[1:]

    def outputs(self, x: Array, y: Array) -> Array:
        """Return the outputs, (k, outputs, samples)."""
        xs, ys = (np.asarray(each, np.float32)[:, None, None] for each in (x, y))
        still, along, across = self._first
        a = _activate(self._activations[0], still + xs * along + ys * across)
        for index, (still, along, across) in enumerate(self._blocks, start=1):
            blocks = still + xs * along + ys * across
            if self._biased[index]:
                z = blocks[:, :, :-1] @ a + blocks[:, :, -1:]
            else:
                z = blocks @ a
            a = _activate(self._activations[index], z)
        return a


def _activate(activation: Activation, z: Array) -> Array:
    a = np.empty_like(z)
    activation.bind_f(z, a, np.empty_like(z))()
    return a
