"""One weight or bias that training leaves alone, named so that edits of the network do not lose it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FrozenParameter:
    """A weight, or a bias where `source` is None.

    `layer` is the key of the layer it leads into, 0 for the output; `source` is the name of an input or the
    key of a neuron in the layer below, as text; `target` is the key of a neuron, or an output's place.
    """

    layer: int
    source: str | None
    target: int
