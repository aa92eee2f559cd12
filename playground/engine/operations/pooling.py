"""
Pooling: one number for each k by k patch of each channel of an image.

    y = max of the patch, and dL/dx = dL/dy at the place of the maximum, the first of several, and 0 elsewhere
    y = mean of the patch, and dL/dx = dL/dy / k^2 at each of its places

(Scherer, Müller & Behnke, "Evaluation of pooling operations in convolutional architectures", 2010.) Where
patches overlap, what a number of x gets from each is added up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.engine.arrays import Array, constant

if TYPE_CHECKING:
    from playground.engine.layers import Pooling
    from playground.engine.operations.call import Call
    from playground.engine.shapes import Shape


class PoolingPatches:
    """
    What both kinds share: for each place of a patch, a view of all numbers that stand there.

    Parameters
    ----------
    layer : Pooling
        Its size and stride.
    below : tuple
        (channels, height, width) of what it reads.
    values : ndarray
        Shape (channels * height * width, samples): what it reads.
    pooled : ndarray
        Shape (channels * down * across, samples): written.
    """

    def __init__(self, layer: Pooling, below: Shape, values: Array, pooled: Array) -> None:
        self._layer, self._below = layer, below
        self._out = pooled.reshape(*layer.shape(below), pooled.shape[1])
        self._places = self.places_of(values)

    def places_of(self, values: Array) -> list[Array]:
        """View (channels * height * width, samples) once per place, as (channels, down, across, samples)."""
        image = values.reshape(*self._below, values.shape[1])
        k, s, (down, across) = self._layer.size, self._layer.step, self._out.shape[1:3]
        return [image[:, u : u + s * down : s, v : v + s * across : s] for u, v in np.ndindex(k, k)]


class MaxPooling(PoolingPatches):
    """The greatest number of each patch."""

    def forward(self) -> None:
        """Write the maxima."""
        np.copyto(self._out, self._places[0])
        for place in self._places[1:]:
            np.maximum(self._out, place, out=self._out)

    def send_back(self, delta: Array, delta_below: Array) -> Call:
        """
        Bind the derivative by what is read.

        Parameters
        ----------
        delta : ndarray
            dL/dy, (channels * down * across, samples).
        delta_below : ndarray
            dL/dx, (channels * height * width, samples); written.

        Returns
        -------
        callable
            Without arguments.
        """
        from_patches = delta.reshape(self._out.shape)
        wins, taken = np.empty(self._out.shape, bool), np.empty(self._out.shape, bool)
        share = np.empty_like(self._out)
        pairs = list(zip(self._places, self.places_of(delta_below), strict=True))

        def run() -> None:
            delta_below.fill(0)
            taken.fill(False)
            for place, total in pairs:
                np.equal(place, self._out, wins)
                np.greater(wins, taken, wins)  # wins and not taken
                np.logical_or(taken, wins, taken)
                np.multiply(from_patches, wins, share)
                np.add(total, share, total)

        return run


class AveragePooling(PoolingPatches):
    """The mean of each patch."""

    def forward(self) -> None:
        """Write the means."""
        np.copyto(self._out, self._places[0])
        for place in self._places[1:]:
            np.add(self._out, place, self._out)
        np.multiply(self._out, constant(1 / len(self._places), self._out.dtype), self._out)

    def send_back(self, delta: Array, delta_below: Array) -> Call:
        """
        Bind the derivative by what is read.

        Parameters
        ----------
        delta : ndarray
            dL/dy, (channels * down * across, samples).
        delta_below : ndarray
            dL/dx, (channels * height * width, samples); written.

        Returns
        -------
        callable
            Without arguments.
        """
        from_patches, share = delta.reshape(self._out.shape), np.empty_like(self._out)
        part = constant(1 / len(self._places), delta.dtype)
        totals = self.places_of(delta_below)

        def run() -> None:
            delta_below.fill(0)
            np.multiply(from_patches, part, share)
            for total in totals:
                np.add(total, share, total)

        return run
