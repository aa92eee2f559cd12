"""How much memory a training needs, worked out from shapes before anything is allocated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.engine.activations import ACTIVATIONS
from playground.engine.buffers import quantities, reads_batch, scratch_rows
from playground.engine.layers import Convolution, Pooling, skip_of
from playground.engine.layout import Place, places_of
from playground.engine.rules import RULES
from playground.engine.second_order.damped import DENSE_PARAMETERS
from playground.engine.shapes import volume
from playground.engine.weight_pieces import AT_ONCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from playground.engine.layers import Layer
    from playground.engine.network import Network
    from playground.engine.settings import Settings
    from playground.engine.shapes import Shape

EVALUATED_BYTES = 16 * 2**20  # of the buffers of an `Evaluation`: they stay small however large the set
MOST_EVALUATED = 8192  # samples at once
_DECAY_MASKS = 2  # where there is decay, and what it leaves
_TRUTH_VALUE, _DOUBLE = 1, 8  # bytes
_VECTORS, _SQUARES = 8, 5  # of doubles, which a second-order rule makes in a step
_KEPT_OF_PRODUCTS = 3  # times what a batch needs forwards and back: one plan, and copies of what it knew


@dataclass(frozen=True)
class Memory:
    """
    What a training needs, in bytes.

    Attributes
    ----------
    parameters, gradient, slots : int
        The parameters; a gradient; what the optimiser remembers.
    masks : int
        What penalty and weight decay keep to tell weights from biases.
    activations : int
        All that a batch needs on its way forwards and back, and the last of an epoch if it is a smaller one.
    solving : int
        What second-order rules need to find a direction, and to look at the loss where it leads.
    evaluation : int
        What `Trainer.full_gradient` needs besides, when it is asked.
    """

    parameters: int
    gradient: int
    slots: int
    masks: int
    activations: int
    solving: int
    evaluation: int

    @property
    def training(self) -> int:
        """All that steps need; data and small things are not counted."""
        vectors = self.parameters + self.gradient + self.slots + self.masks
        return vectors + self.activations + self.solving

    @property
    def total(self) -> int:
        """All together, the evaluation included."""
        return self.training + self.evaluation


def memory_needed(
    input_shape: Shape,
    layers: Sequence[Layer],
    dtype: npt.DTypeLike,
    settings: Settings,
    samples: int | None = None,
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
    settings : Settings
        As the trainer takes them.
    samples : int, optional
        Of the training set; without it, whatever their number may be: the most that it can need.

    Returns
    -------
    Memory
        In bytes.

    Raises
    ------
    ValueError
        If the layers do not fit each other.
    """
    places, itemsize = places_of(input_shape, layers), np.dtype(dtype).itemsize
    size = places[-1].whole.stop
    rule = RULES[settings.optimizer]
    prices = (settings.penalty.l1 > 0) + (settings.penalty.l2 > 0)
    masks = prices + _DECAY_MASKS * rule.decays if size <= AT_ONCE else 0
    each = _bytes_of_sample(layers, places, itemsize)
    evaluation = _evaluation(layers, places, itemsize, prices, samples)
    products = _bytes_of_sample(layers, places, _DOUBLE) * _samples_planned(settings.batch_size, samples)
    return Memory(
        parameters=size * itemsize,
        gradient=size * itemsize,
        slots=len(rule.slots_under(settings.constants)) * size * itemsize,
        masks=masks * size * itemsize,
        activations=each * _samples_planned(settings.batch_size, samples),
        solving=evaluation + _solving(settings, size, products) if rule.second_order else 0,
        evaluation=evaluation,
    )


def _solving(settings: Settings, size: int, products: int) -> int:
    """Count a second-order rule's vectors, and for "newton" products with the Hessian, maybe all of it."""
    if settings.optimizer != "newton":
        return (2 * settings.constants.lbfgs_memory + _VECTORS) * size * _DOUBLE
    written = _SQUARES * size**2 if size <= DENSE_PARAMETERS else 0
    return (written + _VECTORS * size) * _DOUBLE + _KEPT_OF_PRODUCTS * products


def samples_within(most_bytes: int, network: Network) -> int:
    """Say how many samples may go forwards and back at once within some bytes; at least 1."""
    return max(1, most_bytes // _bytes_evaluated(network.layers, network.places, network.dtype.itemsize))


def _samples_planned(at_once: int, samples: int | None) -> int:
    """Count the samples of the plan for whole batches and of that for a smaller one behind them."""
    if samples is None:
        return 2 * at_once - 1
    return samples if samples <= at_once else at_once + samples % at_once


def _evaluation(
    layers: Sequence[Layer], places: Sequence[Place], itemsize: int, prices: int, samples: int | None
) -> int:
    """Count plans for parts of the set, the gradient of a part, their sum, a copy, and a penalty's masks."""
    size: int = places[-1].whole.stop
    each = _bytes_evaluated(layers, places, itemsize)
    part = min(MOST_EVALUATED, max(1, EVALUATED_BYTES // each))
    in_parts = samples is None or samples > part
    vectors = 2 + in_parts + (prices + 1 if prices and size <= AT_ONCE else 0)
    return vectors * size * itemsize + each * _samples_planned(part, samples)


def _bytes_evaluated(layers: Sequence[Layer], places: Sequence[Place], itemsize: int) -> int:
    """Count what a sample needs that is evaluated: its inputs are copied for that."""
    return volume(places[0].below) * itemsize + _bytes_of_sample(layers, places, itemsize)


def _bytes_of_sample(layers: Sequence[Layer], places: Sequence[Place], itemsize: int) -> int:
    """Count what a plan holds for each sample of a batch, the first layer's copy of the inputs included."""
    numbers = sum(_numbers_of_layer(*each) for each in zip(range(len(layers)), layers, places, strict=True))
    numbers += scratch_rows(layers, [place.width for place in places])
    if not reads_batch(layers):
        numbers += volume(places[0].below) + 1
    greatest = sum(place.width for layer, place in zip(layers[1:], places[1:], strict=True) if _is_max(layer))
    return numbers * itemsize + 2 * greatest * _TRUTH_VALUE


def _is_max(layer: Layer) -> bool:
    """Whether a layer keeps two masks of where its maxima are, if there is a layer below."""
    return isinstance(layer, Pooling) and layer.kind == "max"


def _numbers_of_layer(index: int, layer: Layer, place: Place) -> int:
    """Count what a layer needs for one sample: values, a delta, and what its operations keep."""
    rows = place.width + 1
    if isinstance(layer, Pooling):
        return 2 * rows + (place.width if index else 0)
    needed = rows * (len(quantities(layer, training=True)) + 1)
    needed += 0 if ACTIVATIONS[layer.activation].identity else rows
    needed += place.width * (2 * (layer.normalization != "none") + bool(layer.dropout) + bool(skip_of(layer)))
    return needed + (_numbers_of_patches(index, layer, place) if isinstance(layer, Convolution) else 0)


def _numbers_of_patches(index: int, layer: Convolution, place: Place) -> int:
    """Count the patches, and images with their border on the way forwards, and back to a layer below."""
    channels, height, width = place.below
    bordered = channels * (height + 2 * layer.padding) * (width + 2 * layer.padding)
    patches = (place.weights + 1) * volume(place.shape[1:])
    return patches + (bordered * (2 if index else 1) if layer.padding else 0)
