"""Several optimisers from the same weights: asked for by the page "Landscape"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from playground.worker.snapshots.arrays import Floats

MOST_RACERS = 6
MOST_RACE_STEPS = 5_000


@dataclass(frozen=True, slots=True)
class Racer:
    """An optimiser, by the engine's name, with its learning rate."""

    optimizer: str
    learning_rate: float


@dataclass(frozen=True, slots=True)
class RaceQuestion:
    """Let these train copies of the network for so many steps each; `full_batch` or in the run's batches."""

    racers: tuple[Racer, ...]
    steps: int = 200
    full_batch: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class RacerResult:
    """What became of a racer: `losses` (n,) after `steps` (n,) of its steps, and its way in the plane.

    `x`, `y` (n,) are its places at some of its steps, the first at the start. `blown_at` is the step at which
    a number of it was no longer finite, None where that did not happen. `remembers` says that it went on from
    what the run's optimiser had gathered; else it began from rest.
    """

    racer: Racer
    steps: NDArray[np.int64]
    losses: Floats
    x: Floats
    y: Floats
    blown_at: int | None
    remembers: bool


@dataclass(frozen=True, slots=True, eq=False)
class RaceAnswer:
    """How far the race is. The plane holds `share` of all ways' squared distances from the start.

    `heights` (rows, columns), row 0 at the bottom, is the loss at the middles of the cells of `extent` (left,
    right, bottom, top), empty until all are there; `known` says where it is a finite number. The loss is
    the mean over the first `samples` of `train_samples`, penalty included, without dropout.
    """

    results: tuple[RacerResult, ...]
    steps: int
    full_batch: bool
    batch_size: int
    share: float
    extent: tuple[float, float, float, float]
    heights: NDArray[np.float32]
    known: NDArray[np.bool_]
    samples: int
    train_samples: int
    step: int
    epoch: float
