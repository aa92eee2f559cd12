"""An experiment with one of its parts exchanged, checked as a whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from playground.document.parameters import keep_frozen
from playground.document.rules import check

if TYPE_CHECKING:
    from playground.document.choices import Loss
    from playground.document.experiment import Data, Experiment, Layer, NetworkDesign, Training
    from playground.document.view import View


def with_data(experiment: Experiment, data: Data) -> Experiment:
    """Exchange the data."""
    return check(keep_frozen(experiment, replace(experiment, data=data)))


def with_network(experiment: Experiment, network: NetworkDesign) -> Experiment:
    """Exchange the network."""
    return check(keep_frozen(experiment, replace(experiment, network=network)))


def with_loss(experiment: Experiment, loss: Loss) -> Experiment:
    """Exchange the loss, unchecked; labels are no longer softened where it compares no probabilities."""
    after = replace(experiment, network=replace(experiment.network, loss=loss))
    if after.smooths_labels:
        return after
    return replace(after, training=replace(after.training, label_smoothing=0.0))


def with_training(experiment: Experiment, training: Training) -> Experiment:
    """Exchange the training."""
    return check(replace(experiment, training=training))


def with_view(experiment: Experiment, view: View) -> Experiment:
    """Exchange the view."""
    return check(replace(experiment, view=view))


def with_hidden(experiment: Experiment, hidden: tuple[Layer, ...]) -> Experiment:
    """Exchange the hidden layers."""
    return with_network(experiment, replace(experiment.network, hidden=hidden))


def with_layer(experiment: Experiment, at: int, layer: Layer) -> Experiment:
    """Exchange one hidden layer (counted from 0)."""
    hidden = experiment.network.hidden
    return with_hidden(experiment, (*hidden[:at], layer, *hidden[at + 1 :]))
