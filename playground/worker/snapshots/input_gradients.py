"""Which way the network's answer rises over the plane of the data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from playground.worker.snapshots.arrays import Floats
    from playground.worker.snapshots.places import Neuron


@dataclass(frozen=True, slots=True)
class InputGradients:
    """d(value of the decision map)/d(coordinate) at the middles of a grid, row 0 at the top.

    `slopes` (2, rows, columns) are by the coordinate across and up, in the value's unit per unit of the
    coordinate; 0 where they are not `known`, being no number. Lengths are those of `slopes` times `unit`: per
    unit for generated points, per side of the map for a table, whose columns have units of their own. `reach`
    is the length that 95 % of the known ones do not exceed. With `of_winner` the value is the probability of
    the class that wins at each place.
    """

    focus: Neuron | None
    slopes: Floats
    known: NDArray[np.bool_]
    unit: tuple[float, float]
    reach: float
    of_winner: bool
    extent: tuple[float, float, float, float]
