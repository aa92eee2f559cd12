"""How one weight or bias moves the loss: asked for by the page "Chain rule"."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from playground.document.choices import Extent as Extent  # noqa: TC001  others take it from here

if TYPE_CHECKING:
    from playground.worker.snapshots.arrays import Floats
    from playground.worker.snapshots.places import Parameter


@dataclass(frozen=True, slots=True)
class ChainQuestion:
    """Ask how this parameter moves the loss of these samples.

    Without a `parameter` it is the one whose derivative is largest. `sample` is a training sample (counted
    from 0), whose numbers are told whatever the extent. At most `most_paths` are listed; `path` is the one
    whose stations are told (a unit per layer from the parameter's on), None for the largest.
    """

    parameter: Parameter | None
    extent: Extent
    sample: int
    path: tuple[int, ...] | None = None
    most_paths: int = 6


class ValueKind(StrEnum):
    """What a value on a path is."""

    PARAMETER = "parameter"
    SUM = "sum"
    ACTIVATION = "activation"
    OUTPUT = "output"
    LOSS = "loss"


class LinkKind(StrEnum):
    """What makes one value of the one before: z = w·a + …, a = f(z), or the loss."""

    OF_PARAMETER = "of_parameter"
    ACTIVATION = "activation"
    OF_ACTIVATION = "of_activation"
    LOSS = "loss"


@dataclass(frozen=True, slots=True)
class Value:
    """A value on the path: the parameter, z or a of unit `index` of layer `layer` (from 0), or the loss."""

    kind: ValueKind
    layer: int
    index: int
    value: float


@dataclass(frozen=True, slots=True)
class Link:
    """How a value moves the next one, all else held: `ys` (points,) as a function of `xs`, through both.

    `derivative` is its slope at the value before, `so_far` the product of this derivative and all of those
    nearer to the loss. `factor` is what the value before is multiplied by where the link is a product (w or
    a), `rest` what is then added. `function` names the activation or the loss. `kink` says that the slope
    jumps right here, and that `derivative` is the one from the left.
    """

    kind: LinkKind
    derivative: float
    so_far: float
    xs: Floats
    ys: Floats
    function: str = ""
    factor: float = 0.0
    rest: float = 0.0
    kink: bool = False


@dataclass(frozen=True, slots=True)
class ChainPath:
    """One way to the loss: a unit per layer from the parameter's layer on, and its product of derivatives."""

    neurons: tuple[int, ...]
    product: float


@dataclass(frozen=True, slots=True)
class ChainLayer:
    """A layer at the sample: weights (n_in, n_out), the rest (n_out,) each; `deltas` are ∂L/∂z.

    `biases` are (0,) in a layer without. `gradient` (n_in, n_out) and `bias_gradient` are those of the
    extent. The large arrays are (0, 0) in a network too large to tell each weight of.
    """

    activation: str
    weights: Floats
    biases: Floats
    gradient: Floats
    bias_gradient: Floats
    sums: Floats
    values: Floats
    slopes: Floats
    deltas: Floats


@dataclass(frozen=True, slots=True)
class Nudge:
    """How the loss of the extent changes if the parameter is raised by `by`.

    By `expected` if it went on as steeply as it begins, by `measured` in truth.
    """

    by: float
    expected: float
    measured: float


@dataclass(frozen=True, slots=True)
class ChainAnswer:
    """How a parameter moves the loss, in double precision, without dropout and without the penalty.

    `derivative` is ∂L/∂parameter over the `samples` of the extent, `sample_derivative` of the sample alone.
    `used` is the same derivative as the engine computes it in its own precision; `penalty` is what the
    penalty adds to it. `by_sample` (samples,) are the derivatives of the extent's samples, whose numbers are
    `numbers`: both (0,) where the extent is one sample. `paths` sum up to `derivative` with `others`, of
    which there are `path_count` less those listed. `chosen` is the place of the path in `paths` whose
    `values` and `links` (one less) are told, of the sample; -1 where it is none of them, `chosen_path` says
    which. Multiplications it takes to find the one derivative: `by_paths` and `by_deltas`; for all
    derivatives of the network: `all_by_paths` and `all_by_deltas`. `drops` says that training leaves
    activations out, which is not done here. What passes of `derivative` through each unit, from the
    parameter's layer on, are `unit_shares` (n,) each; through each weight, from the layer above on,
    `weight_shares` (n_in, n_out) each: (0, 0) in a network too large to tell each weight of.
    """

    parameter: Parameter
    value: float
    extent: Extent
    sample: int
    train_samples: int
    samples: int
    derivative: float
    sample_derivative: float
    used: float
    penalty: float
    learning_rate: float
    by_sample: Floats
    numbers: tuple[int, ...]
    inputs: Floats
    target: Floats
    layers: tuple[ChainLayer, ...]
    outputs: Floats
    by_output: Floats
    loss_name: str
    loss: float
    extent_loss: float
    paths: tuple[ChainPath, ...]
    path_count: int
    others: float
    chosen: int
    chosen_path: ChainPath
    values: tuple[Value, ...]
    links: tuple[Link, ...]
    by_paths: int
    by_deltas: int
    all_by_paths: int
    all_by_deltas: int
    drops: bool
    step: int
    epoch: float
    unit_shares: tuple[Floats, ...] = ()
    weight_shares: tuple[Floats, ...] = ()
    nudge: Nudge | None = None
