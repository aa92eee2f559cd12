"""What the page's picture of the network shows of an answer, as far as the walk has come."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from playground.worker.questions import ChainAnswer, ChainLayer, LinkKind, ValueKind
from playground.worker.snapshots import Neuron, Parameter

if TYPE_CHECKING:
    from playground.ui.panels.chain_rule.stage import Stage
    from playground.worker.snapshots import Floats

Key = tuple[str, int]


@dataclass(frozen=True)
class NetPicture:
    """An answer with the stage of the walk: numbers that are not known yet are None."""

    answer: ChainAnswer
    stage: Stage

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """Units from the inputs to the output."""
        return (len(self.answer.inputs), *(len(layer.values) for layer in self.answer.layers))

    @property
    def biased(self) -> tuple[bool, ...]:
        """Whether the layers have biases."""
        return tuple(layer.biases.size > 0 for layer in self.answer.layers)

    @property
    def complete(self) -> bool:
        """Whether all derivatives of the path are known."""
        return self.stage.links >= len(self.answer.links)

    def wanted(self) -> list[set[int]]:
        """Return the units of each layer that are to be seen: of the parameter and of the listed paths."""
        parameter = self.answer.parameter
        wanted: list[set[int]] = [set() for _ in self.sizes]
        if parameter.source is not None:
            wanted[parameter.layer].add(parameter.source)
        for path in (*self.answer.paths, self.answer.chosen_path):
            for depth, unit in enumerate(path.neurons):
                wanted[parameter.layer + 1 + depth].add(unit)
        return wanted

    def value(self, neuron: Neuron) -> float | None:
        """Return a neuron's activation at the sample."""
        if not self._known[neuron.layer]:
            return None
        return float(self._column(neuron.layer)[neuron.index])

    def reach(self, layer: int) -> float:
        """Return the size of an activation that has the strongest colour."""
        return self._reaches[layer]

    @cached_property
    def _reaches(self) -> tuple[float, ...]:
        columns = (self._column(layer) for layer in range(len(self.sizes)))
        return tuple(max(1.0, float(np.abs(each).max(initial=0.0))) for each in columns)

    @cached_property
    def _known(self) -> tuple[bool, ...]:
        return tuple(self._knows(column) for column in range(len(self.sizes)))

    def weight(self, parameter: Parameter) -> float | None:
        """Return a weight or bias, None in a network too large to tell each of."""
        return _entry(self._layer(parameter).weights, self._layer(parameter).biases, parameter)

    def slope(self, parameter: Parameter) -> float | None:
        """Return ∂L/∂ of a weight or bias."""
        return _entry(self._layer(parameter).gradient, self._layer(parameter).bias_gradient, parameter)

    def is_on_the_way(self, neuron: Neuron) -> bool:
        """Whether the parameter reads or moves this neuron."""
        parameter = self.answer.parameter
        if neuron.layer <= parameter.layer:
            return neuron == Neuron(parameter.layer, -1 if parameter.source is None else parameter.source)
        return neuron.layer > parameter.layer + 1 or neuron.index == parameter.target

    def is_on_the_path(self, neuron: Neuron) -> bool:
        """Whether the chosen path goes through this neuron."""
        depth, path = neuron.layer - 1 - self.answer.parameter.layer, self.answer.chosen_path.neurons
        return 0 <= depth < len(path) and path[depth] == neuron.index

    def share(self, weight: Parameter) -> float | None:
        """Return what passes of the derivative through a weight, None where it is not on the way or known."""
        above = weight.layer - self.answer.parameter.layer - 1
        if above < 0 or not self.complete or weight.source is None:
            return None
        if above == 0 and weight.source != self.answer.parameter.target:
            return None
        shares = self.answer.weight_shares[above] if above < len(self.answer.weight_shares) else None
        return None if shares is None or not shares.size else float(shares[weight.source, weight.target])

    def share_into_loss(self, output: int) -> float | None:
        """Return what passes of the derivative from an output into the loss."""
        known = self.complete and self.answer.unit_shares
        return float(self.answer.unit_shares[-1][output]) if known else None

    def key_of(self, part: Neuron | Parameter | None) -> Key | None:
        """Return what a part of the picture is on the chosen path; None stands for the loss."""
        if part is None:
            return ("value", len(self.answer.values) - 1)
        if isinstance(part, Parameter):
            return ("value", 0) if part == self.answer.parameter else self._link_key(part)
        if not self.is_on_the_path(part):
            return None
        places = [at for at, each in enumerate(self.answer.values) if self._stands_in(at, part.layer - 1)]
        return ("value", places[-1]) if places and self.answer.values else None

    def part_of(self, key: Key | None) -> Neuron | Parameter | None:
        """Return where a value or link of the chosen path is in the picture; None also for the loss."""
        if key is None:
            return None
        kind, at = key
        value = self.answer.values[at] if at < len(self.answer.values) else None
        if value is None or value.kind is ValueKind.LOSS:
            return None
        if kind == "value":
            return self._of_value(at)
        link, on = self.answer.links[at], self.answer.values[at + 1]
        if link.kind is LinkKind.OF_ACTIVATION:
            return Parameter(on.layer, value.index, on.index)
        return self.answer.parameter if at == 0 else Neuron(value.layer + 1, value.index)

    def _of_value(self, at: int) -> Neuron | Parameter:
        value = self.answer.values[at]
        return Neuron(value.layer + 1, value.index) if at else self.answer.parameter

    def _link_key(self, weight: Parameter) -> Key | None:
        for at, link in enumerate(self.answer.links):
            if link.kind is LinkKind.OF_ACTIVATION and self.part_of(("link", at)) == weight:
                return ("link", at)
        return None

    def _stands_in(self, at: int, layer: int) -> bool:
        value = self.answer.values[at]
        return at > 0 and value.kind is not ValueKind.LOSS and value.layer == layer

    def _knows(self, column: int) -> bool:
        """Whether the walk has come to the activations of a column; before it has begun, inputs alone are."""
        if not self.stage.values:
            return column == 0
        places = [at for at in range(len(self.answer.values)) if self._stands_in(at, column - 1)]
        return not places or self.stage.knows_value(places[-1])

    def knows_loss(self) -> bool:
        """Whether the walk has come to the loss."""
        return self.stage.knows_value(len(self.answer.values) - 1)

    def _column(self, column: int) -> Floats:
        return self.answer.layers[column - 1].values if column else self.answer.inputs

    def _layer(self, parameter: Parameter) -> ChainLayer:
        return self.answer.layers[parameter.layer]


def _entry(weights: Floats, biases: Floats, parameter: Parameter) -> float | None:
    if parameter.source is None:
        return float(biases[parameter.target]) if parameter.target < biases.size else None
    return float(weights[parameter.source, parameter.target]) if weights.size else None
