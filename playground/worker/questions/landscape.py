"""What the page "Landscape" asks: the loss over a plane through the present weights, and at one place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from playground.document.choices import LandscapeAxes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from playground.worker.snapshots import Floats, Parameter


@dataclass(frozen=True, slots=True)
class LandscapeQuestion:
    """How high the loss is over a plane; `weights` are those of `LandscapeAxes.WEIGHTS`, None is a choice.

    `aspect` is how many times wider than high the picture is, in which both directions have one scale.
    `sketch` says that a coarse picture is wanted at once.
    """

    axes: LandscapeAxes = LandscapeAxes.PATH
    weights: tuple[Parameter | None, Parameter | None] = (None, None)
    zoom: float = 1.0
    aspect: float = 1.25
    sketch: bool = True


class DirectionKind(StrEnum):
    """Where a direction comes from."""

    MAIN = "main"
    GRADIENT = "gradient"
    EIGEN = "eigen"
    WEIGHT = "weight"
    RANDOM = "random"


@dataclass(frozen=True, slots=True)
class Direction:
    """One axis of the plane: the main direction or eigenvector `number`, or a weight.

    `share` is how much of the path's squared distances from here it holds, `curvature` the eigenvalue.
    `bent` says that the axis is only the part of it at right angles to the other axis.
    """

    kind: DirectionKind
    number: int = 1
    share: float | None = None
    curvature: float | None = None
    parameter: Parameter | None = None
    bent: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class LandscapeAnswer:
    """The loss over a plane, as far as it is known.

    `heights` (rows, columns) are at the middles of the cells of `extent` (left, right, bottom, top), row 0 at
    the bottom; `known` says where it is a finite number. `here` is where the weights stood, with the loss
    `loss` and a gradient of the length `slope`, of whose opposite `downhill` is the part in the plane, as a
    share of the length. The path's points have their places in the plane, their `distances` from it and their
    `lengths` from `here`, their own losses (empty in a sketch) and steps; `share` is how much of the squared
    lengths lies in the plane, None where they are 0. The loss is the mean over the first `samples` of
    `train_samples`, penalty included, without dropout. It took `seconds`.
    """

    plane: int
    axes: LandscapeAxes
    directions: tuple[Direction, Direction]
    extent: tuple[float, float, float, float]
    heights: NDArray[np.float32]
    known: NDArray[np.bool_]
    fine: bool
    here: tuple[float, float]
    loss: float
    slope: float
    downhill: tuple[float, float]
    path_x: Floats
    path_y: Floats
    distances: Floats
    lengths: Floats
    path_losses: Floats
    path_steps: NDArray[np.int64]
    share: float | None
    samples: int
    train_samples: int
    penalised: bool
    drops: bool
    step: int
    epoch: float
    seconds: float


@dataclass(frozen=True, slots=True)
class PlaceQuestion:
    """What the loss is at a place of a plane that was told, and which weights and biases stand there."""

    plane: int
    x: float
    y: float


@dataclass(frozen=True, slots=True, eq=False)
class PlaceAnswer:
    """The loss at the place and where the weights stand now; `parameters` (size,) are those of the place."""

    plane: int
    x: float
    y: float
    loss: float
    loss_here: float
    parameters: Floats
