"""Where the network is wrong: the mistakes of a classification, the residuals of a regression."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from playground.worker.snapshots.arrays import Floats, Picture


@dataclass(frozen=True, slots=True)
class ClassErrors:
    """What the network says of the first `samples` of the `every` samples of one part.

    `counts` (classes, classes) has a row for each true class and a column for each that is said; `true` and
    `said` (samples,) are class indices. `sureness` (samples,) is the probability of what is said where
    `probabilities`, else how far the output is from 0, where the classes meet. `wrong` are at most 200
    mistakes, the most certain first. `precision` is by what is said, `recall` by what is true; None where
    that never occurs. `commonest` is the share of the most frequent true class, `commonest_class`.
    """

    samples: int
    every: int
    counts: NDArray[np.int64]
    true: NDArray[np.int16]
    said: NDArray[np.int16]
    sureness: Picture
    probabilities: bool
    wrong: NDArray[np.int64]
    accuracy: float
    precision: tuple[float | None, ...]
    recall: tuple[float | None, ...]
    commonest: float
    commonest_class: int


@dataclass(frozen=True, slots=True)
class NumberErrors:
    """How far the network is from the first `samples` of the `every` samples of one part, in their own unit.

    `residuals` (samples,) are targets minus predictions; `largest` are at most 200, the largest first.
    `r_squared` is 1 minus the sum of their squares by that of the targets' distances from their `mean`; None
    where all targets are equal.
    """

    samples: int
    every: int
    targets: Floats
    predictions: Floats
    residuals: Floats
    largest: NDArray[np.int64]
    r_squared: float | None
    mean_absolute: float
    root_mean_square: float
    mean: float


PartErrors = ClassErrors | NumberErrors


@dataclass(frozen=True, slots=True)
class Errors:
    """The errors of the training samples and of the test samples, None where there are none of these."""

    train: PartErrors
    test: PartErrors | None
