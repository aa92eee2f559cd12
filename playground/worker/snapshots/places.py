"""Where a neuron or a parameter stands in a network."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Neuron:
    """The place of a neuron: layer 0 holds the inputs that are on, the last layer is the output."""

    layer: int
    index: int


@dataclass(frozen=True, slots=True)
class Parameter:
    """The place of a weight, or of a bias where `source` is None; layer 0 is the first layer of weights.

    The weight runs from unit `source` of the layer before (or from the input `source`) to unit `target`.
    """

    layer: int
    source: int | None
    target: int
