"""
The mean loss as one weight moves and all others stay, with both derivatives, exactly.

Each number on the way to the loss is a function of that weight w, and is carried with its first and second
derivative by w (forward mode; Griewank & Walther, "Evaluating Derivatives", 2008, section 13.2):

    z^l_j   = w a_i + rest        z' = a_i             z'' = 0                  in the weight's own unit
    a       = f(z)                a' = f'(z) z'        a'' = f''(z) z'^2 + f'(z) z''
    z^(l+1) = W a + b             z' = W a'            z'' = W a''
    L       = mean of l(a^L)      by `loss_bends`

All places of w are gone through at once; what lies before the weight is the same for all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.curves.loss_bends import LOSS_JETS
from playground.calculus.sample_gradients import are_products
from playground.engine.activations import ACTIVATIONS
from playground.engine.layers import Dense, skip_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from playground.calculus.curves.curve import Floats, Jet
    from playground.engine.arrays import Array
    from playground.engine.network import Network

_NOTHING = np.zeros((1, 1, 1))  # in the place of derivatives that nobody asks for
_AT_ONCE = 200_000  # numbers of one layer at all places and samples, so that they stay in the cache


def carries_forward(network: Network) -> bool:
    """Say whether derivatives can be carried forward: dense layers, no normalization, no skip."""
    return are_products(network) and not any(skip_of(layer) for layer in network.layers)


class LossAlong:
    """
    The mean loss of some samples along one parameter, of a network that `carries_forward`.

    Parameters
    ----------
    network : Network
        Not changed and not kept; computed with in float64.
    loss : str
        A key of `LOSSES`.
    X, T : ndarray
        Shape (samples, inputs) and (samples, outputs).
    smoothing : float
        Label smoothing.
    layer, source, target : int, int or None, int
        The parameter: of which layer, from which unit below (None for the bias), of which unit.

    Attributes
    ----------
    value : float
        Where the parameter stands now.

    Raises
    ------
    ValueError
        If a layer convolves, pools, normalizes or is skipped into.
    """

    def __init__(
        self,
        network: Network,
        loss: str,
        X: Array,
        T: Array,
        smoothing: float,
        layer: int,
        source: int | None,
        target: int,
    ) -> None:
        if not carries_forward(network):
            raise ValueError("only dense layers without normalization and skips carry derivatives forward")
        self._twin = network.copy(np.float64)
        self._loss, self._smoothing = LOSS_JETS[loss], smoothing
        self._layer, self._target = layer, target
        self._targets = np.ascontiguousarray(np.asarray(T, np.float64).T)[:, None, :]
        weights, biases = self._twin.split_layer(layer, self._twin.parameters)
        moved, index = (biases, target) if source is None else (weights, (source, target))
        self.value = float(moved[index])
        # With the parameter at 0, the unit's sum is all that is added to w times what it reads.
        moved[index] = 0.0
        below, here = self._forward(np.asarray(X, np.float64).T, layer)
        self._read = np.ones(below.shape[1]) if source is None else below[source]
        self._rest = here[target]
        self._still = self._activate(layer, here)[0]

    @property
    def samples(self) -> int:
        """How many samples the loss is the mean of."""
        return int(self._targets.shape[2])

    def _forward(self, columns: Floats, layer: int) -> tuple[Floats, Floats]:
        """Return what a layer reads, (n_in, samples), and its sums, (n_out, samples)."""
        for index in range(layer):
            columns = self._activate(index, self._sum(index, columns))[0]
        return columns, self._sum(layer, columns)

    def _sum(self, layer: int, a: Floats) -> Floats:
        total: Floats = self._twin.weights(layer).T @ a
        biases = self._twin.biases(layer)
        return total + biases[:, None] if biases.size else total

    def _activate(self, layer: int, z: Floats) -> Jet:
        dense = self._twin.layers[layer]
        assert isinstance(dense, Dense)
        value, slope, bend = ACTIVATIONS[dense.activation].at(z)
        return np.asarray(value, np.float64), np.asarray(slope, np.float64), np.asarray(bend, np.float64)

    def values(self, places: Floats) -> Floats:
        """Give the mean loss with the parameter at some places, (n,): as `jet`, without derivatives."""
        return np.asarray(self._in_parts(places, self._value_part, 1)[0])

    def jet(self, places: Floats) -> Jet:
        """
        Give the mean loss and its derivatives by the parameter.

        Parameters
        ----------
        places : ndarray
            Values of the parameter, (n,).

        Returns
        -------
        tuple of ndarray
            L, L' and L'', (n,) each, not finite where the numbers become too large.
        """
        found = self._in_parts(places, self._part, 3)
        return found[0], found[1], found[2]

    @np.errstate(all="ignore")
    def _in_parts(self, places: Floats, part: Callable[[Floats], Sequence[Floats]], rows: int) -> Floats:
        found = np.empty((rows, len(places)))
        widest = max(self._twin.widths[self._layer + 1 :])
        step = max(1, _AT_ONCE // (widest * self.samples))
        for start in range(0, len(places), step):
            these = slice(start, start + step)
            found[:, these] = part(places[these])
        return found

    def _value_part(self, places: Floats) -> Sequence[Floats]:
        moving = self._value_of(self._layer, places[:, None] * self._read + self._rest)
        last = len(self._twin.layers) - 1
        if self._layer == last:
            outputs = np.repeat(self._still[:, None, :], len(places), axis=1)
            outputs[self._target] = moving
        else:
            weight, rest = self._into_next()
            outputs = self._value_of(self._layer + 1, weight * moving + rest)
        for layer in range(self._layer + 2, last + 1):
            outputs = self._value_of(layer, self._sums(layer, outputs))
        jet = outputs, _NOTHING, _NOTHING
        return (self._loss(jet, self._targets, self._smoothing)[0].mean(1),)

    def _value_of(self, layer: int, z: Floats) -> Floats:
        dense = self._twin.layers[layer]
        assert isinstance(dense, Dense)
        a = np.empty_like(z)
        ACTIVATIONS[dense.activation].bind_f(z, a, np.empty_like(z))()
        return a

    def _sums(self, layer: int, a: Floats) -> Floats:
        """Return the sums of a layer at all places, (units, places, samples)."""
        total: Floats = np.tensordot(self._twin.weights(layer).T, a, 1)
        biases = self._twin.biases(layer)
        return total + biases[:, None, None] if biases.size else total

    def _into_next(self) -> tuple[Floats, Floats]:
        """Return by what the moving unit is multiplied in the next layer's sums, and all that is added."""
        layer = self._layer + 1
        still = self._still.copy()
        still[self._target] = 0.0
        weight = self._twin.weights(layer)[self._target][:, None, None]
        return weight, self._sum(layer, still)[:, None, :]

    def _part(self, places: Floats) -> Jet:
        z = places[:, None] * self._read + self._rest
        f, slope, bend = self._activate(self._layer, z)
        moving: Jet = f, slope * self._read, bend * self._read * self._read
        outputs = self._outputs(moving)
        value, first, second = self._loss(outputs, self._targets, self._smoothing)
        return value.mean(1), first.mean(1), second.mean(1)

    def _outputs(self, moving: Jet) -> Jet:
        """Return the network's outputs, (outputs, places, samples), from the one unit that moves."""
        last = len(self._twin.layers) - 1
        if self._layer == last:
            return self._among_still(moving)
        a = self._enter_next(moving)
        for layer in range(self._layer + 2, last + 1):
            a = self._through(layer, a)
        return a

    def _among_still(self, moving: Jet) -> Jet:
        """Return all units of the parameter's own layer, of which one moves."""
        shape = len(self._still), *moving[0].shape
        value = np.broadcast_to(self._still[:, None, :], shape).copy()
        first, second = np.zeros(shape), np.zeros(shape)
        for all_of_them, of_one in zip((value, first, second), moving, strict=True):
            all_of_them[self._target] = of_one
        return value, first, second

    def _enter_next(self, moving: Jet) -> Jet:
        """Return the layer behind the parameter's, where all but one of the terms of each sum stay."""
        weight, rest = self._into_next()
        value, first, second = moving
        return self._bent(self._layer + 1, (weight * value + rest, weight * first, weight * second))

    def _through(self, layer: int, a: Jet) -> Jet:
        weights = self._twin.weights(layer).T
        first, second = (np.tensordot(weights, each, 1) for each in a[1:])
        return self._bent(layer, (self._sums(layer, a[0]), first, second))

    def _bent(self, layer: int, z: Jet) -> Jet:
        f, slope, bend = self._activate(layer, z[0])
        return f, slope * z[1], bend * z[1] * z[1] + slope * z[2]
