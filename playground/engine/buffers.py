"""The memory of a plan: rows for every layer, units by samples, in one block for each quantity."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from playground.engine.activations import ACTIVATIONS
from playground.engine.arrays import aligned_zeros
from playground.engine.layers import Dense, Weighted, skip_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from playground.engine.arrays import Array
    from playground.engine.layers import Layer
    from playground.engine.network import Network

QUANTITIES = "znya"


class Rows:
    """
    One block of memory with some rows for each layer, each followed by one spare row.

    What is done alike in neighbouring layers is then one call on their common rows. The spare row is the row
    of ones in a block of activations, and takes what falls on the bias in a block of deltas.

    Parameters
    ----------
    counts : sequence of int
        Rows of each layer; a layer with 0 gets no spare row either.
    samples : int
        Columns.
    dtype : dtype
        float32 or float64.

    Attributes
    ----------
    rows, with_spare : list of ndarray
        Per layer, (rows, samples) and (rows + 1, samples); the second's last row is the spare one.
    """

    def __init__(self, counts: Sequence[int], samples: int, dtype: npt.DTypeLike) -> None:
        self._starts = np.cumsum([0, *(count + 1 if count else 0 for count in counts)]).tolist()
        flat = aligned_zeros(self._starts[-1] * samples, dtype)
        self._block = flat.reshape(self._starts[-1], samples)
        self.with_spare = [self._block[start:stop] for start, stop in pairwise(self._starts)]
        self.rows = [rows[:count] for rows, count in zip(self.with_spare, counts, strict=True)]

    def span(self, first: int, last: int) -> Array:
        """View the rows of neighbouring layers, both included, and their spare rows, as one array."""
        return self._block[self._starts[first] : self._starts[last + 1]]


def quantities(layer: Layer, *, training: bool) -> str:
    """
    Say which quantities of a layer differ from the one before.

    Parameters
    ----------
    layer : Layer
        The layer.
    training : bool
        Whether dropout is at work.

    Returns
    -------
    str
        Some of "z", "n" (normalized), "y" (activation) and "a" (after dropout and skip), in that order.
    """
    if not isinstance(layer, Weighted):
        return "z"
    present = {
        "z": True,
        "n": layer.normalization != "none",
        "y": not ACTIVATIONS[layer.activation].identity,
        "a": bool((training and layer.dropout) or layer.skip),
    }
    return "".join(name for name in QUANTITIES if present[name])


@dataclass(frozen=True)
class LayerValues:
    """
    The buffers of one layer on its way forwards, (units, samples); where two quantities are one, so are they.

    Attributes
    ----------
    z, n, y, a : ndarray
        The weighted sum; normalized; the activation f(n); after dropout and skip, what the next layer reads.
    below : ndarray
        What the layer reads.
    below_and_ones : ndarray
        Likewise, with a row of ones below it.
    """

    z: Array
    n: Array
    y: Array
    a: Array
    below: Array
    below_and_ones: Array


class ForwardBuffers:
    """
    All values of a forward pass.

    Parameters
    ----------
    network : Network
        Gives the layers and their widths.
    samples : int
        Columns.
    training : bool
        Whether dropout is at work.

    Attributes
    ----------
    present : list of str
        What `quantities` says of each layer.
    """

    def __init__(self, network: Network, samples: int, *, training: bool) -> None:
        widths, dtype = network.widths[1:], network.dtype
        self.present = [quantities(layer, training=training) for layer in network.layers]
        # The last of a layer's quantities is its output; those before it have rows of their own.
        self._outputs = Rows(widths, samples, dtype)
        self._inner = {name: Rows(self._counts(name, widths), samples, dtype) for name in QUANTITIES[:-1]}
        self._inputs = Rows([0 if reads_batch(network.layers) else network.inputs], samples, dtype)
        for block in (self._inputs, self._outputs):
            for ended_by_ones in block.with_spare:
                ended_by_ones[-1:] = 1
        self._scratch = aligned_zeros(scratch_rows(network.layers, widths) * samples, dtype)

    def _counts(self, name: str, widths: Sequence[int]) -> list[int]:
        pairs = zip(self.present, widths, strict=True)
        return [width if name in present[:-1] else 0 for present, width in pairs]

    @property
    def inputs(self) -> Array:
        """The batch with its row of ones, (features + 1, samples); empty where it is read where it lies."""
        return self._inputs.with_spare[0]

    def layer(self, index: int) -> LayerValues:
        """Give the buffers of one layer."""
        found: dict[str, Array] = {}
        for place, name in enumerate(QUANTITIES):
            if name in self.present[index]:
                found[name] = self._block(index, name).rows[index]
            else:
                found[name] = found[QUANTITIES[place - 1]]
        below, at = (self._outputs, index - 1) if index else (self._inputs, 0)
        return LayerValues(**found, below=below.rows[at], below_and_ones=below.with_spare[at])

    def _block(self, index: int, name: str) -> Rows:
        return self._outputs if name == self.present[index][-1] else self._inner[name]

    def output(self, index: int) -> Array:
        """Give what a layer gives, (units, samples); of layer -1, the batch."""
        return self._outputs.rows[index] if index >= 0 else self._inputs.rows[0]

    def spans(self, first: int, last: int) -> tuple[Array, Array]:
        """View what goes into f, and f, of neighbouring layers of one kind, as two arrays."""
        into = "n" if "n" in self.present[first] else "z"
        blocks = self._block(first, into), self._block(first, "y")
        return blocks[0].span(first, last), blocks[1].span(first, last)

    def scratch_like(self, array: Array) -> Array:
        """View scratch memory in the shape of an array of this pass; empty where no activation needs any."""
        if self._scratch.size < array.size:
            return self._scratch
        return self._scratch[: array.size].reshape(array.shape)


def reads_batch(layers: Sequence[Layer]) -> bool:
    """Say whether the first layer can read a batch where it lies: a dense one, and nothing else reads it."""
    leapt = any(skip_of(layer) == index + 1 for index, layer in enumerate(layers))
    return isinstance(layers[0], Dense) and not leapt


def scratch_rows(layers: Sequence[Layer], widths: Sequence[int]) -> int:
    """Count the rows of scratch for layers of these widths: as many as there are values, or none."""
    names = [layer.activation for layer in layers if isinstance(layer, Weighted)]
    if not any(ACTIVATIONS[name].needs_scratch for name in names):
        return 0
    return sum(width + 1 for width in widths)
