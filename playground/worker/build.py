"""From an experiment to the engine's network and trainer, and from old weights to a new network's."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.calculus.hessian import hessian_products
from playground.data.encoding import encode_targets
from playground.document.choices import Loss, Pooling, Regularization, Task
from playground.document.parameters import OUTPUT_KEY, frozen_places, layer_keys
from playground.document.sources import TableSource
from playground.engine import (
    Clipping,
    Constants,
    Convolution,
    Dense,
    Network,
    Penalty,
    Schedule,
    Settings,
    Trainer,
)
from playground.engine import Pooling as PoolingLayer
from playground.engine.growth import carry_layer, features_of
from playground.worker.anatomy import Anatomy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from playground.data.encoding import Encoding
    from playground.data.prepare import Prepared
    from playground.document.experiment import Experiment, Layer
    from playground.engine.layers import Layer as EngineLayer
    from playground.engine.threads import Team
    from playground.worker.messages import NeuronCopy
    from playground.worker.snapshots import Floats

ONE_OUTPUT = ("score",)


def layers_of(experiment: Experiment) -> list[EngineLayer]:
    """Return the engine's layers: for a convolution that pools, two."""
    hidden = [each for layer in experiment.network.hidden for each in _layers_of(layer)]
    output = Dense(
        experiment.outputs, experiment.output_activation.value, bias=experiment.network.output_bias
    )
    return [*hidden, output]


def _layers_of(layer: Layer) -> list[EngineLayer]:
    name, dropout, bias = layer.normalization.value, layer.dropout, layer.bias
    if not layer.convolves:
        return [Dense(layer.units, layer.activation.value, bias=bias, normalization=name, dropout=dropout)]
    convolution = Convolution(
        layer.units,
        layer.kernel,
        layer.activation.value,
        layer.stride,
        layer.padding,
        bias=bias,
        normalization=name,
        dropout=dropout,
    )
    if layer.pooling is Pooling.NONE:
        return [convolution]
    return [convolution, PoolingLayer(layer.pooling.value, layer.pool)]


def build_network(experiment: Experiment) -> Network:
    """Return the experiment's network with its first weights."""
    network = Network(experiment.shapes[0], layers_of(experiment), experiment.network.precision.value)
    weighted, design = Anatomy(experiment).weighted, experiment.network
    of_layers = dict(zip(weighted, layer_keys(experiment), strict=True))
    names = {index: layer.initializer for index, layer in zip(weighted, design.hidden, strict=False)}
    every = range(len(network.layers))
    drawn_by = [of_layers.get(index, OUTPUT_KEY) for index in every]
    initializers = [(names.get(index) or design.initializer).value for index in every]
    network.initialize(initializers, design.seed, drawn_by)
    return network


def frozen_of(experiment: Experiment, network: Network) -> NDArray[np.bool_] | None:
    """Return a truth value per parameter: whether training leaves it alone; None where it leaves none."""
    training, weighted = experiment.training, Anatomy(experiment).weighted
    if not (training.frozen or training.frozen_layers):
        return None
    mask = np.zeros(network.size, np.bool_)
    for key, index in zip(layer_keys(experiment), weighted, strict=True):
        if key in training.frozen_layers:
            mask[network.layer_slice(index)] = True
    for layer, source, target in frozen_places(experiment):
        weights, biases = network.split_layer(weighted[layer], mask)
        if source is None:
            biases[target] = True
        else:
            weights[source, target] = True
    return mask


def targets_of(experiment: Experiment, samples: Prepared) -> tuple[Floats, Floats]:
    """Return training and test targets, (samples, outputs), in the form that the loss asks for."""
    classes = experiment.data.source.class_count
    encoding = _encoding(experiment)
    train = encode_targets(samples.train_labels, samples.task, classes, encoding)
    test = encode_targets(samples.test_labels, samples.task, classes, encoding)
    return train, test


def any_target(experiment: Experiment) -> Floats:
    """Return one target as the loss asks for it, (1, outputs)."""
    classes = experiment.data.source.class_count
    return encode_targets(np.zeros(1), experiment.task.value, classes, _encoding(experiment))


def _encoding(experiment: Experiment) -> Encoding:
    if experiment.task is Task.REGRESSION:
        return "value"
    return "one_hot" if experiment.network.loss is Loss.SOFTMAX_CROSS_ENTROPY else "signed"


def penalty_of(experiment: Experiment) -> Penalty:
    """Return the engine's penalty."""
    kind, rate = experiment.training.regularization, experiment.training.regularization_rate
    both = Regularization.L1_L2
    return Penalty(
        l1=rate if kind in (Regularization.L1, both) else 0.0,
        l2=rate if kind in (Regularization.L2, both) else 0.0,
    )


def settings_of(experiment: Experiment) -> Settings:
    """Return the engine's settings."""
    training = experiment.training
    return Settings(
        learning_rate=training.learning_rate,
        batch_size=training.batch_size,
        optimizer=training.optimizer.value,
        constants=Constants(
            momentum=training.momentum,
            rho=training.rho,
            beta1=training.beta1,
            beta2=training.beta2,
            epsilon=training.epsilon,
            weight_decay=training.weight_decay,
            initial_damping=training.initial_damping,
            lbfgs_memory=training.lbfgs_memory,
        ),
        schedule=Schedule(training.schedule.value, training.schedule_epochs, training.schedule_factor),
        penalty=penalty_of(experiment),
        clipping=Clipping(training.clipping.value, training.clip_limit),
        label_smoothing=training.label_smoothing,
    )


def build_trainer(
    experiment: Experiment, network: Network, inputs: Floats, targets: Floats, team: Team
) -> Trainer:
    """Return the trainer that the experiment asks for."""
    return Trainer(
        network,
        experiment.network.loss.value,
        inputs,
        targets,
        settings_of(experiment),
        seed=experiment.data.seed,
        team=team,
        curvature=hessian_products,
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """What the units of one layer are called, across edits: the layer's key and each unit's key."""

    layer: object
    units: tuple[object, ...]


def _places(experiment: Experiment) -> list[_Place]:
    hidden = [_Place(layer.key, layer.neurons) for layer in experiment.network.hidden]
    # One output is a score between two classes, or a number: none of the outputs of one class each.
    outputs = ONE_OUTPUT if experiment.outputs == 1 else tuple(range(experiment.outputs))
    inputs = _channels(experiment) or experiment.data.inputs
    return [_Place("inputs", inputs), *hidden, _Place("output", outputs)]


def _channels(experiment: Experiment) -> tuple[object, ...]:
    """Return what the first layer reads of an image if it is a convolution: its channels."""
    source, hidden = experiment.data.source, experiment.network.hidden
    convolves = bool(hidden) and hidden[0].convolves
    return tuple(range(source.image[0])) if convolves and isinstance(source, TableSource) else ()


def carry_over(
    before: Experiment,
    old: Network,
    after: Experiment,
    new: Network,
    copies: Sequence[NeuronCopy] = (),
) -> int:
    """Copy each weight and bias between units that both networks have; return how many were kept.

    A copied neuron takes over what its origin reads; what reads the copy begins anew, or both would learn
    the same for ever.
    """
    old_places, new_places = _places(before), _places(after)
    old_layers = {place.layer: index for index, place in enumerate(old_places)}
    was, now = Anatomy(before), Anatomy(after)
    kept = 0
    for index, target in enumerate(new_places[1:]):
        k = old_layers.get(target.layer)
        if k is None:
            continue
        below: tuple[list[int], list[int]] | None = None
        if old_places[k - 1].layer == new_places[index].layer:
            pairs = _shared(old_places[k - 1].units, new_places[index].units)
            below = _read(old, was.weighted[k - 1], pairs[0]), _read(new, now.weighted[index], pairs[1])
            below = below if len(below[0]) == len(below[1]) else None  # images of another size
        origins = {copy.neuron: copy.origin for copy in copies if copy.layer == target.layer}
        units = _shared(old_places[k].units, target.units, origins)
        kept += carry_layer((old, was.weighted[k - 1]), (new, now.weighted[index]), units, below)
    return kept


def _read(network: Network, layer: int, units: list[int]) -> list[int]:
    """Return what a layer reads of some units below: channels, or their features."""
    place = network.places[layer]
    named_one_by_one = layer == 0  # an image that a plain layer reads has an input per pixel
    if isinstance(network.layers[layer], Convolution) or named_one_by_one:
        return units
    return features_of(place.below, units)


def _shared(
    old: tuple[object, ...], new: tuple[object, ...], origins: Mapping[Any, object] = MappingProxyType({})
) -> tuple[list[int], list[int]]:
    at = {unit: index for index, unit in enumerate(old)}
    continued = [origins.get(unit, unit) for unit in new]
    pairs = [(at[unit], index) for index, unit in enumerate(continued) if unit in at]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]
