"""Where in one flat vector the parameters of each layer lie: worked out from shapes, nothing allocated."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from playground.engine.layers import Pooling, skip_of
from playground.engine.shapes import Shape, shape_of, volume

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.engine.layers import Layer


@dataclass(frozen=True)
class Place:
    """
    A layer's shapes, and the slices of a flat vector that hold its parameters.

    Attributes
    ----------
    below, shape : tuple
        Of a sample of what the layer reads, and of its activation.
    rows, weights : int
        Sets of weights (units, or channels of a convolution), and weights in each; 0 without weights.
    bias : bool
        Whether each set has a bias as well.
    block, gains, shifts : slice
        Its [W^T b], row by row; then a gain and a shift per row if it normalizes, else nothing.
    statistics : slice
        In `Network.statistics`: a running mean and a running variance per row, if it normalizes over batches.
    """

    below: Shape
    shape: Shape
    rows: int
    weights: int
    bias: bool
    block: slice
    gains: slice
    shifts: slice
    statistics: slice

    @property
    def width(self) -> int:
        """Numbers in a sample's activation."""
        return volume(self.shape)

    @property
    def columns(self) -> int:
        """Columns of the block: the weights of a row and its bias."""
        return self.weights + self.bias

    @property
    def whole(self) -> slice:
        """All parameters of the layer."""
        return slice(self.block.start, self.shifts.stop)


def places_of(input_shape: Shape, layers: Sequence[Layer]) -> tuple[Place, ...]:
    """
    Lay out layers one after the other.

    Parameters
    ----------
    input_shape : tuple
        Of a sample: (features,) or (channels, height, width), each at least 1.
    layers : sequence of Layer
        From the first to the output layer; at least one.

    Returns
    -------
    tuple of Place
        One per layer.

    Raises
    ------
    ValueError
        If there is no input or layer, a layer can't read what is below it, or a skip leads from nowhere or
        between two shapes.
    """
    if not layers:
        raise ValueError("a network needs at least one layer")
    input_shape = shape_of(input_shape)
    places: list[Place] = []
    for layer in layers:
        below = places[-1].shape if places else input_shape
        start = places[-1].shifts.stop if places else 0
        counted = places[-1].statistics.stop if places else 0
        places.append(_place(layer, below, start, counted))
    shapes = [input_shape, *(place.shape for place in places)]
    for index, layer in enumerate(layers):
        _check_skip(index, layer, shapes)
    return tuple(places)


def _place(layer: Layer, below: Shape, start: int, counted: int) -> Place:
    if isinstance(layer, Pooling):
        nothing = slice(start, start)
        shape = layer.shape(below)
        return Place(below, shape, 0, 0, False, nothing, nothing, nothing, slice(counted, counted))
    weights = layer.fan_in(below)
    gained = layer.rows if layer.normalization != "none" else 0
    running = 2 * layer.rows if layer.normalization == "batch" else 0
    ends = [start, start + layer.rows * (weights + layer.bias)]
    ends += [ends[1] + gained, ends[1] + 2 * gained]
    block, gains, shifts = (slice(*pair) for pair in pairwise(ends))
    return Place(
        below=below,
        shape=layer.shape(below),
        rows=layer.rows,
        weights=weights,
        bias=layer.bias,
        block=block,
        gains=gains,
        shifts=shifts,
        statistics=slice(counted, counted + running),
    )


def _check_skip(index: int, layer: Layer, shapes: list[Shape]) -> None:
    """Refuse a skip that can't be added; shapes[i] is what layer i reads, shapes[i + 1] what it gives."""
    skip = skip_of(layer)
    if not skip:
        return
    source = index + 1 - skip
    if source < 0:
        raise ValueError(f"the skip into layer {index} leaps over {skip} layers; {index + 1} are there")
    if shapes[source] != shapes[index + 1]:
        raise ValueError(
            f"the skip into layer {index} adds {shapes[source]} to {shapes[index + 1]}: shapes must be equal"
        )
