"""What single weights and biases are called across edits, and where those that are frozen stand now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from playground.document.freezing import FrozenParameter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playground.document.experiment import Experiment

OUTPUT_KEY = 0
Place = tuple[int, int | None, int]


def layer_keys(experiment: Experiment) -> list[int]:
    """Return the keys of the layers that have weights, from the first hidden one to the output."""
    return [*(layer.key for layer in experiment.network.hidden), OUTPUT_KEY]


def has_bias(experiment: Experiment, layer: int) -> bool:
    """Return whether the neurons of a layer (counted from 0, the output last) have biases."""
    hidden = experiment.network.hidden
    return hidden[layer].bias if layer < len(hidden) else experiment.network.output_bias


def names_each_weight(experiment: Experiment, layer: int) -> bool:
    """Return whether each weight of a layer stands between two units that have a name."""
    hidden = experiment.network.hidden
    if layer < len(hidden) and hidden[layer].convolves:
        return False
    return layer == 0 or len(experiment.shapes[layer]) == 1


def sources_of(experiment: Experiment, layer: int) -> tuple[str, ...]:
    """Return the names of what a layer reads: inputs, or the keys of the neurons below."""
    if layer == 0:
        return experiment.data.inputs
    return tuple(str(key) for key in experiment.network.hidden[layer - 1].neurons)


def targets_of(experiment: Experiment, layer: int) -> tuple[int, ...]:
    """Return the keys of a layer's neurons, or the places of the outputs."""
    hidden = experiment.network.hidden
    return hidden[layer].neurons if layer < len(hidden) else tuple(range(experiment.outputs))


def name_of(experiment: Experiment, layer: int, source: int | None, target: int) -> FrozenParameter:
    """Return the lasting name of the parameter that stands at a place now."""
    key = layer_keys(experiment)[layer]
    below = None if source is None else sources_of(experiment, layer)[source]
    return FrozenParameter(key, below, targets_of(experiment, layer)[target])


def is_frozen(experiment: Experiment, layer: int, source: int | None, target: int) -> bool:
    """Return whether training leaves a parameter alone, by itself or with its layer."""
    training = experiment.training
    if layer_keys(experiment)[layer] in training.frozen_layers:
        return True
    return bool(training.frozen) and name_of(experiment, layer, source, target) in training.frozen


def same_frozen(one: Experiment, other: Experiment) -> bool:
    """Return whether both leave the same parameters and layers alone."""
    mine, theirs = one.training, other.training
    return (mine.frozen, mine.frozen_layers) == (theirs.frozen, theirs.frozen_layers)


def frozen_places(experiment: Experiment) -> Iterator[Place]:
    """Yield (layer, source, target) of each parameter that is frozen by itself and is there."""
    at = {key: layer for layer, key in enumerate(layer_keys(experiment))}
    for frozen in experiment.training.frozen:
        layer = at.get(frozen.layer)
        if layer is None or not _is_there(experiment, layer, frozen):
            continue
        below = None if frozen.source is None else sources_of(experiment, layer).index(frozen.source)
        yield layer, below, targets_of(experiment, layer).index(frozen.target)


def keep_frozen(before: Experiment, after: Experiment) -> Experiment:
    """Return the changed experiment without what was frozen of neurons, biases or layers that are gone."""
    training = after.training
    if not (training.frozen or training.frozen_layers):
        return after
    kept = tuple(each for each in training.frozen if _outlives(before, after, each))
    layers = tuple(key for key in training.frozen_layers if key in layer_keys(after))
    return replace(after, training=replace(training, frozen=kept, frozen_layers=layers))


def _is_there(experiment: Experiment, layer: int, frozen: FrozenParameter) -> bool:
    if not names_each_weight(experiment, layer) or frozen.target not in targets_of(experiment, layer):
        return False
    if frozen.source is None:
        return has_bias(experiment, layer)
    return frozen.source in sources_of(experiment, layer)


def _outlives(before: Experiment, after: Experiment, frozen: FrozenParameter) -> bool:
    keys, keys_after = layer_keys(before), layer_keys(after)
    if frozen.layer not in keys or frozen.layer not in keys_after:
        return False
    # One output is a score or a number, none of the outputs of one class each.
    if frozen.layer == OUTPUT_KEY and (before.outputs == 1) != (after.outputs == 1):
        return False
    was, now = keys.index(frozen.layer), keys_after.index(frozen.layer)
    same_below = frozen.source is None or keys[:was][-1:] == keys_after[:now][-1:]
    return same_below and _is_there(after, now, frozen)
