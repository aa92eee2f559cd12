"""What the worker tells of a run at one moment: plain values and arrays, never changed once sent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Picture = NDArray[np.float32]


class Probe(StrEnum):
    """A computed thing that some view is looking at."""

    PARAMETERS = "parameters"
    GRADIENTS = "gradients"
    GRADIENT_HISTOGRAMS = "gradient_histograms"
    NEURON_MAPS = "neuron_maps"
    SENSITIVITY_MAPS = "sensitivity_maps"
    DECISION_MAP = "decision_map"
    NEURON_SUM = "neuron_sum"
    LAYER_DISTRIBUTION = "layer_distribution"


@dataclass(frozen=True, slots=True)
class Neuron:
    """The place of a neuron: layer 0 holds the inputs that are on, the last layer is the output."""

    layer: int
    index: int


@dataclass(frozen=True, slots=True)
class Parameter:
    """The place of a weight, or of a bias where `source` is None; layer 0 is the first layer of weights.

    The weight runs from unit `source` of the layer before (or from the input `source`) to unit `target`.
    """

    layer: int
    source: int | None
    target: int


@dataclass(frozen=True, slots=True)
class LossPoint:
    """The measures at one step: losses over the whole training and test sets, without the penalty.

    With label smoothing the losses are those of the softened labels, as training has them.

    Accuracies are shares from 0 to 1 and None for a number as the target. Where all samples train there is no
    test loss nor accuracy: None. `gradient_norms` holds for each
    layer the Euclidean norm of the gradient over the whole training set, penalty included.
    """

    step: int
    epoch: float
    train_loss: float
    test_loss: float | None
    penalty: float
    train_accuracy: float | None
    test_accuracy: float | None
    gradient_norms: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class LayerValues:
    """One number per parameter of a layer: `weights` (n_in, n_out); `biases` (n_out,), 0 if it has none."""

    weights: Floats
    biases: Floats


@dataclass(frozen=True, slots=True)
class ParameterSnapshot:
    """The parameters of every layer."""

    layers: tuple[LayerValues, ...]


@dataclass(frozen=True, slots=True)
class GradientSnapshot:
    """dL/dparameter of every layer, over the whole training set, penalty included."""

    layers: tuple[LayerValues, ...]


@dataclass(frozen=True, slots=True)
class Histogram:
    """How the values of one layer spread: `counts` between evenly spaced `low` and `high`.

    Below 12 values `values` holds them all and `counts` is empty.
    """

    low: float
    high: float
    counts: NDArray[np.int64]
    values: Floats


@dataclass(frozen=True, slots=True)
class InputMaps:
    """The pictures of all available inputs (on or off), (inputs, rows, columns), row 0 at the top.

    `extent` is (left, right, bottom, top) of the plane they are drawn over, in the data's own units;
    each picture is divided by its greatest size, so that it spans -1 to +1.
    """

    names: tuple[str, ...]
    maps: Picture
    extent: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class NeuronMaps:
    """The activation of every neuron over the plane: hidden layers, then output, (units, rows, columns) each.

    A layer of very many neurons has no pictures.
    """

    layers: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class SensitivityMaps:
    """d(output)/d(activation) over the plane: as `NeuronMaps`, but first the inputs that are on."""

    layers: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class DecisionMap:
    """What the network says over the plane, (rows, columns) with row 0 at the top.

    `values` runs from -1 to +1 for two classes, is the activation where `focus` names a hidden neuron or
    input, a number in the data's own unit for regression, and the winner's probability where `winners` (class
    indices) is given, for three classes and more. `low` and `high` are what the colours should span.
    """

    focus: Neuron | None
    values: Picture
    winners: NDArray[np.uint8] | None
    low: float
    high: float
    extent: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Flatness:
    """How many of `samples` training samples meet the flat part of an activation.

    There its slope is 0, or where `nearly` smaller than 0.01 in size.
    """

    flat: int
    samples: int
    nearly: bool


@dataclass(frozen=True, slots=True)
class NeuronSum:
    """What one neuron makes of one training sample: z = sum of inputs times weights, plus bias; a = f(z).

    `sample` is the training sample (counted from 0) of `samples`; `inputs`, `weights` and their `products`
    (n,) stand side by side. `bias` is None in a layer without; `normalized` is what f is given in a layer
    that normalizes, else None. `slope` is f'. `flatness` is None for activations without a flat part.
    """

    neuron: Neuron
    sample: int
    samples: int
    activation: str
    inputs: Floats
    weights: Floats
    products: Floats
    bias: float | None
    z: float
    normalized: float | None
    a: float
    slope: float
    flatness: Flatness | None


@dataclass(frozen=True, slots=True)
class LayerDistribution:
    """What the activation of one layer is given over the training set, or the first samples of a large one.

    `counts` (bins,) of pre-activations, all neurons together, lie evenly between `low` and `high`; f and its
    derivative are given at the places `z` (points,) between the same ends. `layer` is counted from 0, the
    output last; `normalized` says that the pre-activations are those after normalization.
    """

    layer: int
    activation: str
    samples: int
    low: float
    high: float
    counts: NDArray[np.int64]
    mean: float
    deviation: float
    z: Floats
    values: Floats
    slopes: Floats
    normalized: bool
    flatness: Flatness | None


ProbeResult = (
    ParameterSnapshot
    | GradientSnapshot
    | tuple[Histogram, ...]
    | NeuronMaps
    | SensitivityMaps
    | DecisionMap
    | NeuronSum
    | LayerDistribution
)
