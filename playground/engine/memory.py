"""How much memory a training needs, worked out from shapes before anything is allocated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.engine.activations import ACTIVATIONS
from playground.engine.buffers import quantities
from playground.engine.layers import Convolution, Pooling, Weighted, skip_of
from playground.engine.layout import Place, places_of
from playground.engine.optimizers import OPTIMIZERS
from playground.engine.registry import entry
from playground.engine.shapes import volume

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from playground.engine.layers import Layer
    from playground.engine.network import Network
    from playground.engine.shapes import Shape


@dataclass(frozen=True)
class Memory:
    """
    What a training needs, in bytes.

    Attributes
    ----------
    parameters, gradient, slots : int
        The parameters; a gradient; what the optimiser remembers.
    activations : int
        All that one batch needs on its way forwards and back.
    """

    parameters: int
    gradient: int
    slots: int
    activations: int

    @property
    def total(self) -> int:
        """All together; data and small things are not counted."""
        return self.parameters + self.gradient + self.slots + self.activations


def memory_needed(
    input_shape: Shape, layers: Sequence[Layer], dtype: npt.DTypeLike, optimizer: str, batch_size: int
) -> Memory:
    """
    Predict what a `Trainer` will allocate for a network of these layers.

    Parameters
    ----------
    input_shape : tuple
        (features,) or (channels, height, width).
    layers : sequence of Layer
        As `Network` takes them.
    dtype : dtype
        float32 or float64.
    optimizer : str
        A key of `OPTIMIZERS`.
    batch_size : int
        Samples of a batch.

    Returns
    -------
    Memory
        In bytes.

    Raises
    ------
    ValueError
        If the layers do not fit each other, or for an unknown optimizer.
    """
    places = places_of(input_shape, layers)
    vector = places[-1].whole.stop * np.dtype(dtype).itemsize
    slots = len(entry(OPTIMIZERS, optimizer, "optimizer").slot_names)
    numbers = sum(map(_numbers_of_layer, layers, places)) + _numbers_of_scratch(layers, places)
    return Memory(
        parameters=vector,
        gradient=vector,
        slots=slots * vector,
        activations=numbers * batch_size * np.dtype(dtype).itemsize,
    )


def samples_within(most_bytes: int, network: Network) -> int:
    """Say how many samples may go forwards and back at once within some bytes; at least 1."""
    numbers = network.inputs + sum(map(_numbers_of_layer, network.layers, network.places))
    numbers += _numbers_of_scratch(network.layers, network.places)
    return max(1, most_bytes // (numbers * network.dtype.itemsize))


def _numbers_of_layer(layer: Layer, place: Place) -> int:
    """Count what a layer needs for one sample: values, a delta, and what its operations keep."""
    rows = place.width + 1
    if isinstance(layer, Pooling):
        return 3 * rows
    needed = rows * (len(quantities(layer, training=True)) + 1)
    needed += 0 if ACTIVATIONS[layer.activation].identity else rows
    needed += place.width * (2 * (layer.normalization != "none") + bool(layer.dropout) + bool(skip_of(layer)))
    return needed + (_numbers_of_patches(layer, place) if isinstance(layer, Convolution) else 0)


def _numbers_of_patches(layer: Convolution, place: Place) -> int:
    """Count the patches, and images with their border on the way forwards and back."""
    channels, height, width = place.below
    bordered = channels * (height + 2 * layer.padding) * (width + 2 * layer.padding)
    patches = (place.weights + 1) * volume(place.shape[1:])
    return patches + (2 * bordered if layer.padding else 0)


def _numbers_of_scratch(layers: Sequence[Layer], places: Sequence[Place]) -> int:
    weighted = [layer for layer in layers if isinstance(layer, Weighted)]
    if not any(ACTIVATIONS[layer.activation].needs_scratch for layer in weighted):
        return 0
    return sum(place.width + 1 for place in places)
