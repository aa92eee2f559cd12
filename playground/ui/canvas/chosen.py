"""Which hidden layers and neurons are selected: what copying and removing are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.ui.canvas.items import LayerPlace

if TYPE_CHECKING:
    from playground.ui.canvas.pointing import Pointing


@dataclass(frozen=True, slots=True)
class Chosen:
    """A whole hidden layer, or neurons by their hidden layer and place; all count from 0."""

    layer: int | None = None
    neurons: tuple[tuple[int, int], ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything is selected."""
        return self.layer is not None or bool(self.neurons)

    @property
    def by_layer(self) -> dict[int, tuple[int, ...]]:
        """The places of the neurons in each layer."""
        layers = sorted({layer for layer, _ in self.neurons})
        return {layer: tuple(place for other, place in self.neurons if other == layer) for layer in layers}


def chosen_of(pointing: Pointing, hidden: int) -> Chosen:
    """Return what is selected of so many hidden layers."""
    if isinstance(pointing.selected, LayerPlace):
        return Chosen(layer=pointing.selected.layer)
    within = [neuron for neuron in pointing.neurons if 1 <= neuron.layer <= hidden]
    return Chosen(neurons=tuple(sorted((neuron.layer - 1, neuron.index) for neuron in within)))
