"""The gradients of single samples around that of the whole training set."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from playground.worker.snapshots.arrays import Floats


class CloudPlane(StrEnum):
    """The plane that gradients are shown in, out of the many directions that they have."""

    STEPS = "steps"
    BEST = "best"


@dataclass(frozen=True, slots=True)
class GradientCloud:
    """Gradients of the loss, without penalty and dropout, at one moment's weights, in a plane through 0.

    The plane is that of the last two steps, whose first axis points against the last step, or the one that
    holds the largest `share` of the squared lengths of the samples' gradients; `share` is told of both.
    `points` (samples, 2) are single samples; `against` (samples,) says whose gradient has an angle of more
    than 90° with the full one, `in_batch` who is in the next step's batch. `batch` is the mean of all of
    those, which that step will follow; `full` is the mean of all `training_samples`.

    `covariance` (2, 2) is that of the mean of `batch_size` samples in this plane. The other numbers are of
    all directions: `full_length` is the Euclidean length of the full gradient; `noise` the root of the mean
    squared distance of a batch's mean from it, as a share of it; `angle` that between the next batch's mean
    and the full gradient, in degrees; `typical` holds pairs of a batch size and the degrees to be expected
    of it. They are None where the full gradient is 0, the angle also where the batch's is.

    `running` says that a layer normalizes over batches: here it takes its running numbers.
    """

    plane: CloudPlane
    share: float
    points: Floats
    against: NDArray[np.bool_]
    in_batch: NDArray[np.bool_]
    batch: tuple[float, float]
    full: tuple[float, float]
    covariance: Floats
    training_samples: int
    batch_size: int
    full_length: float
    noise: float | None
    angle: float | None
    typical: tuple[tuple[int, float], ...] | None
    running: bool
