"""What the ends of a weight are called, as plain text, without a canvas beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.data.features import feature_label
from playground.document.parameters import names_each_weight
from playground.document.sources import TableSource

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.worker.snapshots import Parameter


def layer_words(experiment: Experiment) -> list[str]:
    """Return what the layers with weights are called, from the first hidden one to the output."""
    hidden = len(experiment.network.hidden)
    return [*(f"layer {number + 1}" for number in range(hidden)), "output"]


def source_words(experiment: Experiment, layer: int) -> list[str]:
    """Return what a layer's weights come from; nothing where single weights have no name."""
    if not names_each_weight(experiment, layer):
        return []
    if layer > 0:
        return unit_words(experiment, layer - 1)
    inputs = experiment.data.inputs
    if isinstance(experiment.data.source, TableSource):
        return list(inputs)
    return [feature_label(name) for name in inputs]


def unit_words(experiment: Experiment, layer: int) -> list[str]:
    """Return what the units of a layer with weights are called."""
    hidden = experiment.network.hidden
    if layer < len(hidden):
        return [f"{layer + 1}.{index + 1}" for index in range(hidden[layer].units)]
    if experiment.outputs == 1:
        return ["output"]
    return [f"output {index + 1}" for index in range(experiment.outputs)]


def parameter_words(experiment: Experiment, parameter: Parameter) -> str:
    """Return "the weight from x₂ to neuron 1.4" or "the bias of neuron 1.4"."""
    target = _unit_in_words(experiment, parameter.layer, parameter.target)
    if parameter.source is None:
        return f"the bias of {target}"
    sources = source_words(experiment, parameter.layer)
    if parameter.source < len(sources):
        below = parameter.layer - 1
        from_input = sources[parameter.source]
        source = from_input if below < 0 else _unit_in_words(experiment, below, parameter.source)
        return f"the weight from {source} to {target}"
    return f"weight {parameter.source + 1} of {target}"


def _unit_in_words(experiment: Experiment, layer: int, index: int) -> str:
    """Return “neuron 1.5”, “the output” or “output 2”."""
    units = unit_words(experiment, layer)
    if index >= len(units):
        return "a unit"
    if layer < len(experiment.network.hidden):
        return f"neuron {units[index]}"
    return "the output" if len(units) == 1 else units[index]
