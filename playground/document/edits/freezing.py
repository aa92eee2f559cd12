"""Edits of what training leaves alone; layers are counted from 0, the output is the last."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from playground.document.edits.adopting import with_training
from playground.document.errors import ExperimentError
from playground.document.parameters import (
    has_bias,
    layer_keys,
    name_of,
    names_each_weight,
    sources_of,
)

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.document.freezing import FrozenParameter


def set_parameter_frozen(
    experiment: Experiment, layer: int, source: int | None, target: int, frozen: bool
) -> Experiment:
    """Freeze one weight, or the bias where `source` is None; or let it move again."""
    _refuse_patches(experiment, layer)
    return _with_frozen(experiment, [name_of(experiment, layer, source, target)], frozen)


def set_neuron_frozen(experiment: Experiment, layer: int, target: int, frozen: bool) -> Experiment:
    """Freeze all that leads into a neuron: its weights and its bias."""
    _refuse_patches(experiment, layer)
    sources: list[int | None] = [*range(len(sources_of(experiment, layer)))]
    if has_bias(experiment, layer):
        sources.append(None)
    return _with_frozen(experiment, [name_of(experiment, layer, each, target) for each in sources], frozen)


def set_layer_frozen(experiment: Experiment, layer: int, frozen: bool) -> Experiment:
    """Freeze all parameters of a layer, present and to come."""
    training, key = experiment.training, layer_keys(experiment)[layer]
    others = tuple(each for each in training.frozen_layers if each != key)
    layers = (*others, key) if frozen else others
    return with_training(experiment, replace(training, frozen_layers=layers))


def _refuse_patches(experiment: Experiment, layer: int) -> None:
    if not names_each_weight(experiment, layer):
        raise ExperimentError(
            "Freeze", "weights of patches stand for no single edge.", "Freeze the whole layer."
        )


def _with_frozen(experiment: Experiment, names: list[FrozenParameter], frozen: bool) -> Experiment:
    chosen = set(names)
    others = tuple(each for each in experiment.training.frozen if each not in chosen)
    now = (*others, *names) if frozen else others
    return with_training(experiment, replace(experiment.training, frozen=now))
