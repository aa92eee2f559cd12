"""The samples, and the plane they lie on, as one layer of the network sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from playground.worker.snapshots.arrays import Picture


@dataclass(frozen=True, slots=True)
class SpaceChoice:
    """Which layer's space is looked at (0: the inputs, the last is the output) and along which axes.

    `axes` are two of its neurons, None for both of two, the only one, or the best plane of more. Test samples
    are told only where `test` asks for them.
    """

    layer: int
    axes: tuple[int, int] | None = None
    test: bool = False


@dataclass(frozen=True, slots=True)
class HiddenSpace:
    """Samples and input plane in the activations of a layer of `units` neurons, along k axes (1 or 2).

    `axes` names the neurons; it is empty for the best plane, whose coordinates are measured from the mean of
    the training samples. `share` is how much of the variance over them the axes hold, None where all samples
    look alike here. `train` and `test` are (n, k), of the first samples of each part.

    `sheet` (rows, columns, k) is a square grid over the input plane `extent` (left, right, bottom, top), from
    border to border, row 0 at the top; a plane of one coordinate has one row. `said` (rows, columns) is what
    the network answers there, on a scale from `low` to `high`, and `winners` which class, as on a map.

    `border` (p, q, r) says where two classes part: p * x + q * y + r = 0, q = 0 for a single axis. It is
    told in the layer that a single output reads; where there are more neurons than axes it is the border's
    cut with this plane. `by_channel` says that each number is a channel's mean over its picture.
    """

    layer: int
    units: int
    axes: tuple[int, ...]
    share: float | None
    samples: int
    train: Picture
    test: Picture
    sheet: Picture
    said: Picture
    winners: NDArray[np.uint8] | None
    low: float
    high: float
    extent: tuple[float, float, float, float]
    border: tuple[float, float, float] | None
    by_channel: bool


@dataclass(frozen=True, slots=True)
class Separability:
    """What a straight fit can make of each layer's activations, from the inputs to the output.

    `shares` are, for classes, the share of the first `samples` training samples that a linear classifier
    fitted to them by least squares puts right; for numbers, how much of the target's variance a linear fit
    explains. None stands for a layer too wide for so few samples: there a fit of anything would succeed.
    """

    shares: tuple[float | None, ...]
    samples: int
    of_classes: bool
