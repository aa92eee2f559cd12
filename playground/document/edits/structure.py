"""Edits of several layers or neurons at once: moving, removing, copying. All count from 0."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from playground.document.edits.adopting import with_hidden, with_layer
from playground.document.errors import ExperimentError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from playground.document.experiment import Experiment, Layer


def move_layer(experiment: Experiment, at: int, to: int) -> Experiment:
    """Move a hidden layer so that it is then the one at `to`."""
    hidden = experiment.network.hidden
    others = (*hidden[:at], *hidden[at + 1 :])
    return with_hidden(experiment, (*others[:to], hidden[at], *others[to:]))


def move_neurons(experiment: Experiment, layer: int, neurons: Collection[int], to: int) -> Experiment:
    """Reorder a hidden layer: some neurons then stand together, behind `to` of the others."""
    old = experiment.network.hidden[layer]
    moved = [old.neurons[index] for index in sorted(neurons)]
    others = [key for key in old.neurons if key not in moved]
    return with_layer(experiment, layer, replace(old, neurons=(*others[:to], *moved, *others[to:])))


def remove_neurons(experiment: Experiment, neurons: Collection[tuple[int, int]]) -> Experiment:
    """Remove neurons, each by its hidden layer and its place there; a layer left without any goes as well."""
    left = []
    for number, layer in enumerate(experiment.network.hidden):
        keys = tuple(key for index, key in enumerate(layer.neurons) if (number, index) not in neurons)
        if keys:
            left.append(replace(layer, neurons=keys))
    return with_hidden(experiment, tuple(left))


def duplicate_neurons(experiment: Experiment, layer: int, neurons: Collection[int]) -> Experiment:
    """Add as many neurons as are given, behind the last of them."""
    old, behind = experiment.network.hidden[layer], max(neurons) + 1
    first = 1 + max(old.neurons)
    new = tuple(range(first, first + len(neurons)))
    return with_layer(
        experiment, layer, replace(old, neurons=(*old.neurons[:behind], *new, *old.neurons[behind:]))
    )


def insert_layers(experiment: Experiment, layers: Sequence[Layer], at: int) -> Experiment:
    """Insert copies of layers, with keys of their own, so that the first is then the one at `at`."""
    if not layers:
        raise ExperimentError("Paste", "there is no layer to paste.", "Copy one first.")
    hidden = experiment.network.hidden
    first = 1 + max((layer.key for layer in hidden), default=0)
    new = tuple(replace(layer, key=first + number) for number, layer in enumerate(layers))
    return with_hidden(experiment, (*hidden[:at], *new, *hidden[at:]))


def insert_neurons(experiment: Experiment, layer: int, count: int) -> Experiment:
    """Add neurons at the end of a hidden layer."""
    old = experiment.network.hidden[layer]
    first = 1 + max(old.neurons)
    return with_layer(experiment, layer, replace(old, neurons=(*old.neurons, *range(first, first + count))))
