"""Pictures over the plane of the data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from playground.worker.snapshots.arrays import Picture
    from playground.worker.snapshots.places import Neuron


@dataclass(frozen=True, slots=True)
class InputMaps:
    """The pictures of all available inputs (on or off), (inputs, rows, columns), row 0 at the top.

    `extent` is (left, right, bottom, top) of the plane they are drawn over, in the data's own units;
    each picture is divided by its greatest size, so that it spans -1 to +1.
    """

    names: tuple[str, ...]
    maps: Picture
    extent: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class NeuronMaps:
    """The activation of every neuron over the plane: hidden layers, then output, (units, rows, columns) each.

    A layer of very many neurons has no pictures.
    """

    layers: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class SensitivityMaps:
    """d(output)/d(activation) over the plane: as `NeuronMaps`, but first the inputs that are on."""

    layers: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class DecisionMap:
    """What the network says over the plane, (rows, columns) with row 0 at the top.

    `values` runs from -1 to +1 for two classes, is the activation where `focus` names a hidden neuron or
    input, a number in the data's own unit for regression, and the winner's probability where `winners` (class
    indices) is given, for three classes and more. `low` and `high` are what the colours should span.
    """

    focus: Neuron | None
    values: Picture
    winners: NDArray[np.uint8] | None
    low: float
    high: float
    extent: tuple[float, float, float, float]
