"""Edits of the network."""

from __future__ import annotations

from dataclasses import replace

from playground.document import limits
from playground.document.choices import Activation, Initializer, Loss, Normalization, Precision
from playground.document.edits.adopting import (
    with_hidden,
    with_layer,
    with_loss,
    with_network,
    with_training,
)
from playground.document.errors import ExperimentError
from playground.document.experiment import Experiment, Layer
from playground.document.parameters import keep_frozen
from playground.document.rules import check


def add_layer(experiment: Experiment, at: int | None = None, units: int = 2) -> Experiment:
    """Insert a hidden layer at a place, the last by default, with its neighbour's activation."""
    hidden = experiment.network.hidden
    place = len(hidden) if at is None else at
    activation = hidden[max(place - 1, 0)].activation if hidden else Activation.TANH
    key = 1 + max((layer.key for layer in hidden), default=0)
    layer = Layer(key, tuple(range(units)), activation)
    return with_hidden(experiment, (*hidden[:place], layer, *hidden[place:]))


def remove_layer(experiment: Experiment, at: int | None = None) -> Experiment:
    """Remove a hidden layer, the last by default."""
    hidden = experiment.network.hidden
    if not hidden:
        raise ExperimentError("Hidden layers", "there is none left to remove.", "Add one first.")
    place = len(hidden) - 1 if at is None else at
    return with_hidden(experiment, (*hidden[:place], *hidden[place + 1 :]))


def add_neuron(experiment: Experiment, layer: int) -> Experiment:
    """Add a neuron at the end of a hidden layer (counted from 0)."""
    old = experiment.network.hidden[layer]
    return with_layer(experiment, layer, replace(old, neurons=(*old.neurons, 1 + max(old.neurons))))


def remove_neuron(experiment: Experiment, layer: int, neuron: int | None = None) -> Experiment:
    """Remove a neuron of a hidden layer (both counted from 0), the last by default."""
    old = experiment.network.hidden[layer]
    place = old.units - 1 if neuron is None else neuron
    return with_layer(
        experiment, layer, replace(old, neurons=(*old.neurons[:place], *old.neurons[place + 1 :]))
    )


def set_hidden(experiment: Experiment, sizes: tuple[int, ...]) -> Experiment:
    """Replace the hidden layers by new ones of these sizes, with the first layer's activation."""
    activation = experiment.network.hidden[0].activation if experiment.network.hidden else Activation.TANH
    for number, units in enumerate(sizes, start=1):
        if not 1 <= units <= limits.MAX_UNITS:
            raise ExperimentError(
                f"Hidden layer {number}",
                f"{units} neurons are not allowed.",
                f"Use 1 to {limits.MAX_UNITS:,}.",
            )
    layers = tuple(Layer(key, tuple(range(units)), activation) for key, units in enumerate(sizes, start=1))
    thawed = replace(experiment.training, frozen=(), frozen_layers=())
    return with_hidden(with_training(experiment, thawed), layers)


def set_activation(experiment: Experiment, activation: Activation, layer: int | None = None) -> Experiment:
    """Set the activation of one hidden layer (counted from 0), or of all."""
    hidden = tuple(
        replace(each, activation=activation) if layer in (None, index) else each
        for index, each in enumerate(experiment.network.hidden)
    )
    return with_hidden(experiment, hidden)


def set_layer_bias(experiment: Experiment, layer: int, on: bool) -> Experiment:
    """Give the neurons of a layer (counted from 0, the output last) a bias, or none."""
    hidden = experiment.network.hidden
    if layer == len(hidden):
        return with_network(experiment, replace(experiment.network, output_bias=on))
    return with_layer(experiment, layer, replace(hidden[layer], bias=on))


def set_layer_initializer(experiment: Experiment, layer: int, initializer: Initializer | None) -> Experiment:
    """Set how a hidden layer's first weights are drawn; None: as the network's."""
    return with_layer(experiment, layer, replace(experiment.network.hidden[layer], initializer=initializer))


def set_layer_dropout(experiment: Experiment, layer: int, share: float) -> Experiment:
    """Set the share of a hidden layer's activations that each training step leaves out, 0 to 0.95."""
    return with_layer(experiment, layer, replace(experiment.network.hidden[layer], dropout=share))


def set_layer_normalization(experiment: Experiment, layer: int, normalization: Normalization) -> Experiment:
    """Set what brings a hidden layer's pre-activations to one scale."""
    return with_layer(
        experiment, layer, replace(experiment.network.hidden[layer], normalization=normalization)
    )


def set_loss(experiment: Experiment, loss: Loss) -> Experiment:
    """Set what training makes small; the output layer follows."""
    return check(keep_frozen(experiment, with_loss(experiment, loss)))


def set_initializer(experiment: Experiment, initializer: Initializer) -> Experiment:
    """Set how the first weights are drawn."""
    return with_network(experiment, replace(experiment.network, initializer=initializer))


def set_precision(experiment: Experiment, precision: Precision) -> Experiment:
    """Set how many digits the numbers of training have."""
    return with_network(experiment, replace(experiment.network, precision=precision))


def set_network_seed(experiment: Experiment, seed: int) -> Experiment:
    """Draw the first weights from another seed."""
    return with_network(experiment, replace(experiment.network, seed=seed))
