"""What can be pointed at on the canvas."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from playground.worker.snapshots import Neuron, Parameter


@dataclass(frozen=True, slots=True)
class InputPlace:
    """An available input by its name, on or off."""

    name: str


@dataclass(frozen=True, slots=True)
class LayerPlace:
    """A hidden layer, counted from 0."""

    layer: int


Item = InputPlace | Neuron | Parameter | LayerPlace


class Part(Enum):
    """A part of the canvas that is not of the network itself."""

    HEAD = auto()
    ADD_NEURON = auto()
    REMOVE_NEURON = auto()
    MORE = auto()
    INSERT = auto()
    GHOST = auto()
    LOSS = auto()


@dataclass(frozen=True, slots=True)
class Spot:
    """A part and where it stands: a column counted from 0, or for `INSERT` the place of the new layer."""

    part: Part
    column: int = 0


Hit = Item | Spot
