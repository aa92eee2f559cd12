"""The numbers of one sample's way to the loss and back, asked for to be found with pencil and paper."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playground.document.choices import Extent
    from playground.worker.snapshots.places import Parameter


@dataclass(frozen=True, slots=True)
class WorksheetQuestion:
    """Ask for the sheet of a sample and a parameter, as a `ChainQuestion` asks for its paths.

    Without a `parameter` it is the one whose derivative over the extent is largest. In a network too large
    for a sheet of all neurons, `path` says which of them are on it.
    """

    parameter: Parameter | None
    extent: Extent
    sample: int
    path: tuple[int, ...] | None = None


class BoxKind(StrEnum):
    """What a box asks for."""

    SUM = "sum"
    ACTIVATION = "activation"
    LOSS = "loss"
    DELTA = "delta"
    GRADIENT = "gradient"
    UPDATE = "update"


class Slip(StrEnum):
    """A mistake that leads to one certain wrong number."""

    SIGN = "sign"
    NO_BIAS = "no_bias"
    OF_SUMS = "of_sums"
    NO_FUNCTION = "no_function"
    NO_HALF = "no_half"
    NO_SLOPE = "no_slope"
    VALUE_FOR_SLOPE = "value_for_slope"
    NO_INPUT = "no_input"
    OWN_VALUE = "own_value"
    UPHILL = "uphill"
    NO_RATE = "no_rate"
    STEP_ONLY = "step_only"


@dataclass(frozen=True, slots=True)
class Product:
    """One term of a sum: the weight from unit `source` to unit `target`, times an activation or a delta."""

    source: int
    target: int
    weight: float
    value: float


@dataclass(frozen=True, slots=True)
class Box:
    """One number to be found: of unit `index` of layer `layer` (from 0), `source` where it is of a weight.

    z is the sum of `products`, of `rest` (what `others` more terms come to) and of `bias`. An activation is
    that of z = `value`. A hidden delta is the sum of products and rest, an output's is `factor` = ∂L/∂a,
    times `slope` = f′(z) at z = `value`, where a = `own`. A derivative is the delta `factor` times `value`,
    the activation that comes in. The new weight is `value` less the learning rate times `factor`.
    """

    kind: BoxKind
    layer: int
    index: int
    expected: float
    tolerance: float
    source: int | None = None
    products: tuple[Product, ...] = ()
    rest: float = 0.0
    others: int = 0
    bias: float | None = None
    value: float = 0.0
    own: float = 0.0
    slope: float = 1.0
    factor: float = 0.0
    slips: tuple[tuple[Slip, float], ...] = ()


@dataclass(frozen=True, slots=True)
class WorksheetAnswer:
    """All boxes in the order of computation, in double precision, of one sample and without the penalty.

    `whole` says that every neuron is on it, else those of `path` from the parameter's layer on. `weights`
    stands for all parameters as they were: sheets with another are of other weights.
    """

    parameter: Parameter
    path: tuple[int, ...]
    sample: int
    whole: bool
    input_names: tuple[str, ...]
    widths: tuple[int, ...]
    activations: tuple[str, ...]
    inputs: tuple[float, ...]
    outputs: tuple[float, ...]
    target: tuple[float, ...]
    loss_name: str
    smoothing: float
    learning_rate: float
    boxes: tuple[Box, ...]
    weights: int
    step: int
    epoch: float
