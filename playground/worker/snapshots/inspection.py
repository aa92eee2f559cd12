"""One neuron, or one layer, looked at closely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from playground.worker.snapshots.arrays import Floats
    from playground.worker.snapshots.places import Neuron


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
