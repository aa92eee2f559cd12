"""Single weights and biases of a run, written by hand or drawn anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from playground.worker import build

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.engine import Network
    from playground.worker.anatomy import Anatomy
    from playground.worker.snapshots import Parameter


class ByHand:
    """Finds parameters of one network by their places."""

    def __init__(self, network: Network, anatomy: Anatomy) -> None:
        self._network, self._anatomy = network, anatomy

    def has(self, parameter: Parameter) -> bool:
        """Return whether there is such a weight or bias."""
        if not 0 <= parameter.layer < len(self._anatomy.weighted):
            return False
        place = self._network.places[self._anatomy.weighted[parameter.layer]]
        source = parameter.source
        there = place.bias if source is None else 0 <= source < place.weights
        return there and 0 <= parameter.target < place.rows

    def write(self, parameter: Parameter, value: float) -> None:
        """Set one that there is."""
        layer = self._anatomy.weighted[parameter.layer]
        if parameter.source is None:
            self._network.biases(layer)[parameter.target] = value
        else:
            self._network.weights(layer)[parameter.source, parameter.target] = value

    def draw(self, experiment: Experiment, parameters: tuple[Parameter, ...], seed: int) -> None:
        """Draw those that there are as their layers' initialisers do from another seed."""
        design = replace(experiment.network, seed=seed)
        drawn = build.build_network(replace(experiment, network=design))
        for parameter in filter(self.has, parameters):
            layer = self._anatomy.weighted[parameter.layer]
            weights, biases = drawn.split_layer(layer, drawn.parameters)
            by_source = biases if parameter.source is None else weights[parameter.source]
            self.write(parameter, float(by_source[parameter.target]))
