"""
Convolution: the weighted sum of a dense layer, taken at every patch of an image with the same weights.

An image of a sample is x[c, i, j]. With kernel k, stride s and padding p (zeros around), the output is

    z[o, i, j] = b[o] + sum over c, u, v of W[o, c, u, v] x[c, s i + u - p, s j + v - p]

(Dumoulin & Visin, "A guide to convolution arithmetic for deep learning", 2016.) Written out, each patch
becomes a column: `unfold` copies x into P[(c, u, v), (i, j, m)] = x[c, s i + u - p, s j + v - p] of sample m,
with a row of ones below, and the convolution is z = [W b] P: `weighted_sum` with patches in the place of
samples. Its derivatives are those given there, and as a number of x stands in several patches, its own
derivative is their sum:

    dL/dx[c, y, x] = sum of dL/dP over all places in P that hold x[c, y, x]     (`fold`)

(Chellapilla, Puri & Simard, "High performance convolutional neural networks for document processing", 2006.)
Samples are the last axis, as everywhere in the engine, so that each copy moves whole rows of them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from playground.engine.arrays import Array, columns_over_ones
from playground.engine.operations.weighted_sum import gradient_product, weighted_sum
from playground.engine.shapes import volume

if TYPE_CHECKING:
    from playground.engine.layers import Convolution
    from playground.engine.operations.call import Call
    from playground.engine.shapes import Shape


class Patches:
    """
    The patches of a batch of images as the columns of one array.

    Parameters
    ----------
    layer : Convolution
        Its kernel, stride and padding.
    below : tuple
        (channels, height, width) of the images.
    values : ndarray
        Shape (channels * height * width, samples): the images, read at each run.

    Attributes
    ----------
    columns : ndarray
        Shape (channels * k * k (+ 1 for ones), places * samples).
    """

    def __init__(self, layer: Convolution, below: Shape, values: Array) -> None:
        samples, k = values.shape[1], layer.kernel
        _, down, across = layer.shape(below)
        self._layer, self._below, self._samples = layer, below, samples
        self._image = values.reshape(*below, samples)
        self._padded = self._with_border()
        all_columns = columns_over_ones(below[0] * k * k, down * across * samples, values.dtype)
        self.columns = all_columns if layer.bias else all_columns[:-1]
        self._ones = all_columns[-1]
        self._places = all_columns[:-1].reshape(below[0], k, k, down, across, samples)

    def _with_border(self) -> Array:
        """Make room for images with zeros around; where there is no padding, the images themselves."""
        p = self._layer.padding
        if p == 0:
            return self._image
        channels, height, width = self._below
        shape = (channels, height + 2 * p, width + 2 * p, self._samples)
        return np.zeros(shape, self._image.dtype)

    def _inside(self, padded: Array) -> Array:
        """View an image with a border without it."""
        p = self._layer.padding
        return padded[:, p : padded.shape[1] - p, p : padded.shape[2] - p]

    def _in_patches(self, padded: Array, u: int, v: int) -> Array:
        """View the numbers that stand at place (u, v) of each patch, (channels, down, across, samples)."""
        s, (down, across) = self._layer.stride, self._places.shape[3:5]
        return padded[:, u : u + s * down : s, v : v + s * across : s]

    def unfold(self) -> None:
        """Copy the images, as they are now, into patches."""
        if self._padded is not self._image:
            self._inside(self._padded)[:] = self._image
        for u, v in np.ndindex(self._layer.kernel, self._layer.kernel):
            self._places[:, u, v] = self._in_patches(self._padded, u, v)
        self._ones.fill(1)  # `columns` is used for what is sent back as well

    def fold(self, delta_below: Array) -> Call:
        """
        Bind the sum over patches of dL/dP, which stands in `columns`.

        Parameters
        ----------
        delta_below : ndarray
            dL/dx, shape (channels * height * width, samples); written.

        Returns
        -------
        callable
            Without arguments.
        """
        image = delta_below.reshape(*self._below, self._samples)
        padded = image if self._layer.padding == 0 else np.zeros_like(self._padded)
        terms = [
            (self._in_patches(padded, u, v), self._places[:, u, v])
            for u, v in np.ndindex(self._layer.kernel, self._layer.kernel)
        ]

        def run() -> None:
            padded.fill(0)
            for total, term in terms:
                np.add(total, term, total)
            if padded is not image:
                image[:] = self._inside(padded)

        return run


class ConvolutionSum:
    """
    The weighted sums of a convolution and their derivatives.

    Parameters
    ----------
    layer : Convolution
        What is computed.
    below : tuple
        (channels, height, width) of what it reads.
    block : ndarray
        [W b], shape (layer.channels, channels * k * k + 1).
    values : ndarray
        Shape (channels * height * width, samples): what it reads.
    z : ndarray
        Shape (layer.channels * down * across, samples): written.
    """

    def __init__(self, layer: Convolution, below: Shape, block: Array, values: Array, z: Array) -> None:
        self._block = block
        self._patches = Patches(layer, below, values)
        self._rows = layer.channels
        self.forward: list[Call] = [
            self._patches.unfold,
            weighted_sum(block, self._patches.columns, self._per_patch(z)),
        ]

    def _per_patch(self, values: Array) -> Array:
        """View (channels * places, samples) as (channels, places * samples)."""
        return values.reshape(self._rows, volume(values.shape) // self._rows)

    def gradient(self, delta: Array, gradient: Array) -> list[Call]:
        """
        Bind the gradient by [W b].

        Parameters
        ----------
        delta : ndarray
            dL/dz, shaped like z.
        gradient : ndarray
            Shaped like the block; written.

        Returns
        -------
        list of callable
            Without arguments, in order.
        """
        return [gradient_product(self._per_patch(delta), self._patches.columns, gradient)]

    def send_back(self, delta: Array, delta_below: Array) -> list[Call]:
        """
        Bind the derivative by what is read; the patches are overwritten, so the gradient comes first.

        Parameters
        ----------
        delta : ndarray
            dL/dz, shaped like z.
        delta_below : ndarray
            Shape (channels * height * width, samples); written.

        Returns
        -------
        list of callable
            Without arguments, in order.
        """
        product = partial(self._block.T.dot, self._per_patch(delta), self._patches.columns)
        return [product, self._patches.fold(delta_below)]
