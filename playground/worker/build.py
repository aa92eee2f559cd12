"""From an experiment to the engine's network and trainer, and from old weights to a new network's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.data.prepare import encode_targets
from playground.document.choices import Loss, Task
from playground.engine import Dense, Network, Penalty, Trainer

if TYPE_CHECKING:
    from playground.data.prepare import Encoding, Prepared
    from playground.document.experiment import Experiment
    from playground.worker.snapshots import Floats

OUTPUT_KEY = 0
ONE_OUTPUT = ("score",)


def build_network(experiment: Experiment) -> Network:
    """Return the experiment's network with its first weights."""
    hidden = [Dense(layer.units, layer.activation.value) for layer in experiment.network.hidden]
    output = Dense(experiment.outputs, experiment.output_activation.value)
    network = Network(len(experiment.data.inputs), [*hidden, output])
    keys = [*(layer.key for layer in experiment.network.hidden), OUTPUT_KEY]
    network.initialize(experiment.network.initializer.value, experiment.network.seed, keys)
    return network


def targets_of(experiment: Experiment, samples: Prepared) -> tuple[Floats, Floats]:
    """Return training and test targets, (samples, outputs), in the form that the loss asks for."""
    classes = experiment.data.source.class_count
    encoding = _encoding(experiment)
    train = encode_targets(samples.train_labels, samples.task, classes, encoding)
    test = encode_targets(samples.test_labels, samples.task, classes, encoding)
    return train, test


def _encoding(experiment: Experiment) -> Encoding:
    if experiment.task is Task.REGRESSION:
        return "value"
    return "one_hot" if experiment.network.loss is Loss.SOFTMAX_CROSS_ENTROPY else "signed"


def penalty_of(experiment: Experiment) -> Penalty:
    """Return the engine's penalty."""
    training = experiment.training
    return Penalty(training.regularization.value, training.regularization_rate)


def build_trainer(experiment: Experiment, network: Network, inputs: Floats, targets: Floats) -> Trainer:
    """Return the trainer that the experiment asks for."""
    training = experiment.training
    return Trainer(
        network,
        experiment.network.loss.value,
        inputs,
        targets,
        batch_size=training.batch_size,
        optimizer=training.optimizer.value,
        learning_rate=training.learning_rate,
        momentum=training.momentum,
        penalty=penalty_of(experiment),
        seed=experiment.data.seed,
    )


def retune(trainer: Trainer, before: Experiment, after: Experiment) -> None:
    """Give the trainer the settings that differ; the weights stay."""
    old, new = before.training, after.training
    if old.learning_rate != new.learning_rate:
        trainer.set_learning_rate(new.learning_rate)
    if old.batch_size != new.batch_size:
        trainer.set_batch_size(new.batch_size)
    if (old.optimizer, old.momentum) != (new.optimizer, new.momentum):
        trainer.set_optimizer(new.optimizer.value, momentum=new.momentum)
    if penalty_of(before) != penalty_of(after):
        trainer.set_penalty(penalty_of(after))


@dataclass(frozen=True, slots=True)
class _Place:
    """What the units of one layer are called, across edits: the layer's key and each unit's key."""

    layer: object
    units: tuple[object, ...]


def _places(experiment: Experiment) -> list[_Place]:
    hidden = [_Place(layer.key, layer.neurons) for layer in experiment.network.hidden]
    # One output is a score between two classes, or a number: none of the outputs of one class each.
    outputs = ONE_OUTPUT if experiment.outputs == 1 else tuple(range(experiment.outputs))
    return [_Place("inputs", experiment.data.inputs), *hidden, _Place("output", outputs)]


def carry_over(before: Experiment, old: Network, after: Experiment, new: Network) -> int:
    """Copy each weight and bias between units that both networks have; return how many were kept."""
    old_places, new_places = _places(before), _places(after)
    old_layers = {place.layer: index for index, place in enumerate(old_places)}
    kept = 0
    for index, target in enumerate(new_places[1:]):
        k = old_layers.get(target.layer)
        if k is None:
            continue
        theirs, ours = _shared(old_places[k].units, target.units)
        new.biases(index)[ours] = old.biases(k - 1)[theirs]
        kept += len(ours)
        if old_places[k - 1].layer == new_places[index].layer:
            from_units, to_units = _shared(old_places[k - 1].units, new_places[index].units)
            carried = old.weights(k - 1)[np.ix_(from_units, theirs)]
            new.weights(index)[np.ix_(to_units, ours)] = carried
            kept += carried.size
    return kept


def _shared(old: tuple[object, ...], new: tuple[object, ...]) -> tuple[list[int], list[int]]:
    at = {unit: index for index, unit in enumerate(old)}
    pairs = [(at[unit], index) for index, unit in enumerate(new) if unit in at]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]
