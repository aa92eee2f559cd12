"""
Forward mode: derivatives carried along with the values, from the inputs on, one direction per column.

Let x move along t, and write t^l = da^l/dt for what layer l makes of it. Each layer is a chain of maps, and
by the chain rule its tangent goes through the derivative of each of them:

    z = W^T a + b            ->  W^T t           (a convolution likewise: it is linear but for b)
    n = g (z - m) / s + h    ->  g t / s         batch normalization: m and s are constants in evaluation
                             ->  g (t - mean t - u mean(u t)) / s, with u = (z - m) / s
                                                 layer normalization, whose m and s move with z
    a = f(n)                 ->  f'(n) t
    pooling                  ->  the mean of the patch's t, or t of the place that holds the maximum
    a = f(n) + a_earlier     ->  f'(n) t + t_earlier

Started with t = e_i for each of k inputs it gives the columns of the Jacobian da^l/dx of every layer at once,
at the price of k passes (Griewank & Walther, "Evaluating Derivatives", 2008, chapter 3). At a kink f' is the
derivative from the left, as everywhere in the engine.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from playground.engine.activations import ACTIVATIONS
from playground.engine.forward import ForwardPass
from playground.engine.layers import Convolution, Dense, Pooling, Weighted, skip_of
from playground.engine.network import Network
from playground.engine.operations.normalization import EPSILON

if TYPE_CHECKING:
    from playground.engine.arrays import Array
    from playground.engine.layers import Layer


class ForwardMode:
    """
    Some samples in a network as it stands, and the way of tangents through each layer, in float64.

    Parameters
    ----------
    network : Network
        Not changed and not kept; it is evaluated, without dropout.
    X : array_like
        Shape (samples, inputs).

    Attributes
    ----------
    activations : list of ndarray
        The inputs, then each layer's a: (units, samples).

    Raises
    ------
    ValueError
        If X has another shape.
    """

    @np.errstate(all="ignore")
    def __init__(self, network: Network, X: Array) -> None:
        self._network = network.copy(np.float64)
        inputs = np.asarray(X, np.float64)
        forward = ForwardPass(self._network, inputs)
        forward.run()
        layers = forward.plan.layers
        self.activations = [inputs.T.copy(), *(np.array(layer.values.a) for layer in layers)]
        self._sums = [np.array(layer.values.z) for layer in layers]
        self._slopes = [ACTIVATIONS[each.activation].at(np.array(each.values.n))[1] for each in layers]

    @property
    def samples(self) -> int:
        """How many samples there are."""
        return int(self.activations[0].shape[1])

    def unit_tangents(self, layer: int) -> Array:
        """
        Give one direction for each number that a layer reads.

        Parameters
        ----------
        layer : int
            Counted from 0.

        Returns
        -------
        ndarray
            Shape (numbers, samples, numbers): the identity at each sample.
        """
        width = len(self.activations[layer])
        return np.repeat(np.eye(width)[:, None, :], self.samples, axis=1)

    @np.errstate(all="ignore")
    def push(self, layer: int, tangents: Array) -> Array:
        """
        Carry tangents through one layer, without what a skip adds.

        Parameters
        ----------
        layer : int
            Counted from 0.
        tangents : ndarray
            Shape (numbers it reads, samples, directions).

        Returns
        -------
        ndarray
            Shape (its units, samples, directions), new.
        """
        of = self._network.layers[layer]
        if isinstance(of, Pooling):
            return self._through_pooling(layer, of, tangents)
        moved = self._through_weights(layer, tangents)
        if of.normalization != "none":
            moved = self._through_normalization(layer, of, moved)
        slopes: Array = self._slopes[layer][:, :, None]
        return np.asarray(slopes * moved)

    def through(self, tangents: Array) -> list[Array]:
        """
        Carry tangents of the inputs through all layers.

        Parameters
        ----------
        tangents : ndarray
            Shape (inputs, samples, directions).

        Returns
        -------
        list of ndarray
            The tangents given, then those of each layer's activation, (units, samples, directions).
        """
        moved: list[Array] = [np.asarray(tangents, np.float64)]
        for index, layer in enumerate(self._network.layers):
            pushed = self.push(index, moved[-1])
            if skip_of(layer):
                pushed = pushed + moved[index + 1 - skip_of(layer)]
            moved.append(pushed)
        return moved

    def _through_weights(self, layer: int, tangents: Array) -> Array:
        below, samples, directions = tangents.shape
        columns = tangents.reshape(below, samples * directions)
        place = self._network.places[layer]
        of = self._network.layers[layer]
        moved: Array
        if isinstance(of, Dense):
            moved = self._network.block(layer)[:, : place.weights] @ columns
        else:
            moved = self._convolved(layer, of, columns)
        return np.asarray(moved.reshape(-1, samples, directions))

    def _convolved(self, layer: int, of: Layer, columns: Array) -> Array:
        """Convolve without bias, which is what a convolution does to a change of what it reads."""
        assert isinstance(of, Convolution)
        bare = replace(of, activation="linear", bias=False, normalization="none", dropout=0.0, skip=0)
        place = self._network.places[layer]
        alone = Network(place.below, (bare,))
        alone.block(0)[:] = self._network.block(layer)[:, : place.weights]
        return ForwardPass(alone, columns.T).run()[0]

    def _through_normalization(self, layer: int, of: Weighted, moved: Array) -> Array:
        gains = self._network.gains(layer)
        places = len(moved) // len(gains)
        gain = np.repeat(gains, places)[:, None, None]
        if of.normalization == "batch":
            deviations = np.sqrt(self._network.running(layer)[1] + EPSILON)
            return np.asarray(gain * moved / np.repeat(deviations, places)[:, None, None])
        z = self._sums[layer]
        deviation = np.sqrt(z.var(axis=0) + EPSILON)
        u = ((z - z.mean(axis=0)) / deviation)[:, :, None]
        centred = moved - moved.mean(axis=0) - u * (u * moved).mean(axis=0)
        return np.asarray(gain * centred / deviation[None, :, None])

    def _through_pooling(self, layer: int, of: Pooling, tangents: Array) -> Array:
        place = self._network.places[layer]
        values = _in_patches(of, self.activations[layer].reshape(*place.below, -1, 1), place.shape)
        moved = _in_patches(of, tangents.reshape(*place.below, *tangents.shape[1:]), place.shape)
        if of.kind == "average":
            pooled = moved.mean(axis=0)
        else:
            pooled = np.take_along_axis(moved, values.argmax(axis=0)[None], axis=0)[0]
        return np.asarray(pooled.reshape(place.width, *tangents.shape[1:]))


def _in_patches(of: Pooling, images: Array, shape: tuple[int, ...]) -> Array:
    """Give what stands at each place of a patch, (k k, channels, down, across, samples, directions)."""
    k, s, (down, across) = of.size, of.step, shape[1:]
    return np.stack([images[:, u : u + s * down : s, v : v + s * across : s] for u, v in np.ndindex(k, k)])
