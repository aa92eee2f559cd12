"""How a network stretches what is near a sample: asked for by the page "Jacobian"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playground.worker.snapshots import DecisionMap, InputGradients
    from playground.worker.snapshots.arrays import Floats


@dataclass(frozen=True, slots=True)
class JacobianQuestion:
    """Ask what each layer does to a circle of this radius around a training sample, counted from 0."""

    sample: int
    radius: float


@dataclass(frozen=True, slots=True, eq=False)
class JacobianLayer:
    """What a layer does, alone and after all before it.

    `own` are the largest singular values of ∂a^l/∂a^(l−1), `running` of ∂a^l/∂x, `own_count` and
    `running_count` how many there are in all. `stretch` is |∂a^l/∂x| as the root mean square over all
    directions of x, `factor` that over the layer before, None where nothing came through that. `bound` is the
    product of the largest own values so far, `kept` the share of the stretch in the plane of the circle.

    In the picture, in lengths of the radius: `ellipse` (points, 2) by the linear map, its half `axes` (2, 2)
    a row each, and the `curve` (points, 2) that the network makes of the true circle. `bend` is how far curve
    and ellipse differ at most, as a share of the longest half axis. `turned` is negative where two neurons
    mirror the circle, 0 where there are not two.
    """

    name: str
    units: int
    activation: str
    own: Floats
    own_count: int
    running: Floats
    running_count: int
    stretch: float
    factor: float | None
    bound: float
    kept: float
    ellipse: Floats
    axes: Floats
    curve: Floats
    bend: float
    turned: float


@dataclass(frozen=True, slots=True, eq=False)
class JacobianAnswer:
    """What a network does to a small circle around one sample.

    The circle is in the plane of the coordinates `names`, or, where there are more than two inputs, of the
    two directions of x that are stretched most (`best_plane`); `circle` (points, 2) has radius 1. `slopes`
    are ∂output/∂x, (outputs, dimensions of x), of scores where the loss takes those (`scores`), less their
    mean over the outputs with `centred`. `values` are x, `image` its shape as a picture, () if it is none.

    The same by forward mode takes `forward_passes`, by reverse mode `reverse_passes`; `difference` is the
    """

    sample: int
    samples: int
    label: str
    names: tuple[str, ...]
    dimensions: int
    best_plane: bool
    radius: float
    circle: Floats
    layers: tuple[JacobianLayer, ...]
    outputs: tuple[str, ...]
    slopes: Floats
    scores: bool
    centred: bool
    image: tuple[int, ...]
    values: Floats
    forward_passes: int
    reverse_passes: int
    difference: float
    largest: float
    parameters: int
    step: int
    epoch: float


@dataclass(frozen=True, slots=True)
class JacobianSpreadQuestion:
    """Ask how far each layer's ∂a^l/∂x stretches, over many samples."""


@dataclass(frozen=True, slots=True, eq=False)
class JacobianSpread:
    """The largest singular value of ∂a^l/∂x after each layer, over the first `samples` of `of` samples.

    `low`, `middle` and `high` (layers,) are the 10th, 50th and 90th percentile.
    """

    names: tuple[str, ...]
    low: Floats
    middle: Floats
    high: Floats
    samples: int
    of: int
    step: int
    epoch: float


@dataclass(frozen=True, slots=True)
class JacobianMapQuestion:
    """Ask for a decision map of so many places per side, over these two columns of a table.

    With `field` its slopes are told as well.
    """

    side: int
    slice_axes: tuple[int, int]
    field: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class JacobianMap:
    """The decision map that samples are picked on, and its slopes where they were asked for."""

    decision: DecisionMap
    field: InputGradients | None
