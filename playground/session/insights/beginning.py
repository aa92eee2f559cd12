"""What is known before training, or whatever it does: of the design, the first weights and what is frozen."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from playground.document.choices import Activation, Feature, Initializer, Normalization
from playground.document.parameters import layer_keys
from playground.document.sources import TableSource
from playground.session.insights import remedies
from playground.session.insights.figures import counted, figure, percent, whole
from playground.session.insights.insight import Insight, Observation

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.session.insights.situation import Situation
    from playground.worker.snapshots import LayerValues

# A straight border is worth a word where it leaves a twentieth of the samples wrong, or a tenth of the
# variance unexplained, and training has had some epochs to find the best one.
GOOD_ACCURACY, GOOD_FIT = 0.95, 0.9
SOME_EPOCHS = 5.0
BENDLESS = {Feature.X1.value, Feature.X2.value}


def not_started(situation: Situation) -> Insight | None:
    """Say what play will do, before the first step."""
    if situation.started:
        return None
    experiment, samples = situation.experiment, situation.samples.train
    batch = min(experiment.training.batch_size, samples)
    parameters, steps = experiment.parameter_count, math.ceil(samples / batch)
    reason = (
        f"Play fits {counted(parameters, 'parameter')} to {counted(samples, 'sample')}, "
        f"{counted(steps, 'step')} an epoch."
    )
    many = (
        "There are more parameters than samples: it may learn them by heart, so watch the test loss."
        if parameters > samples
        else "Press Space to play, or take a single step to see one move."
    )
    more = (
        f"The first weights give a loss of {figure(situation.train_loss)} over the training set. Each step "
        f"sees {counted(batch, 'sample')} and moves the parameters against the gradient of their loss. "
        f"{many}"
    )
    return Insight("not_started", "Nothing is learned yet.", reason, more)


def all_frozen(situation: Situation) -> Insight | None:
    """Say that nothing can change."""
    experiment = situation.experiment
    keys = layer_keys(experiment)
    if not set(keys) <= set(experiment.training.frozen_layers):
        return None
    reason = f"Training changes none of the {counted(experiment.parameter_count, 'parameter')}."
    more = (
        f"All of the {counted(len(keys), 'layer')} with weights are frozen, so each step leaves the network "
        "as it is. Unfreeze a layer to let it learn."
    )
    return Insight("all_frozen", "Every layer is frozen.", reason, more, remedies.thaw())


def alike(situation: Situation) -> Insight | None:
    """Say that the neurons of a layer are one and the same, and must stay so, as zeros at first make them."""
    values = situation.parameters
    hidden = situation.experiment.network.hidden
    if values is None or len(values.layers) != len(hidden) + 1 or situation.experiment.training.frozen:
        return None
    if not begins_at_zero(situation.experiment):
        return None
    for index, layer in enumerate(hidden):
        if layer.units > 1 and layer.dropout == 0 and _same(values.layers[index], values.layers[index + 1]):
            return _said_of_alike(index, layer.units)
    return None


def begins_at_zero(experiment: Experiment) -> bool:
    """Return whether some layer's first weights are zeros."""
    network = experiment.network
    own = (layer.initializer for layer in network.hidden)
    return Initializer.ZEROS in (network.initializer, *own)


def _same(own: LayerValues, above: LayerValues) -> bool:
    """Return whether all neurons of a layer read and are read alike, which makes their gradients equal."""
    if own.weights.shape[1] != above.weights.shape[0]:
        return False
    reads = np.all(own.weights == own.weights[:, :1]) and np.all(own.biases == own.biases[:1])
    return bool(reads and np.all(above.weights == above.weights[:1]))


def _said_of_alike(layer: int, units: int) -> Insight:
    name = f"Hidden {layer + 1}"
    reason = f"Its {counted(units, 'neuron')} have equal weights, and so equal gradients."
    more = (
        f"The {counted(units, 'neuron')} of {name} read the same with the same weights and are read alike, "
        "so the chain rule gives each the same gradient and no step tells them apart. That is why first "
        "weights are drawn at random: try another way to draw them."
    )
    remedy = remedies.initialise(Initializer.XAVIER)
    return Insight("alike", f"{name} works as one neuron.", reason, more, remedy)


def straight_only(situation: Situation) -> Insight | None:
    """Say that a network without a bend has come to where no straight border gets any further."""
    quality = situation.quality if situation.started else None
    if quality is None or situation.epoch < SOME_EPOCHS or not _is_bendless(situation.experiment):
        return None
    if quality >= (GOOD_ACCURACY if situation.classifies else GOOD_FIT):
        return None
    hidden = situation.experiment.network.hidden
    why = "Its layers are linear" if hidden else "There is no hidden layer"
    after = f"at epoch {whole(situation.epoch)}"
    if situation.classifies:
        claim, stand = "Only straight borders can be learned.", f"{percent(quality)} right {after}"
    else:
        claim, stand = "Only a straight slope can be learned.", f"{percent(quality)} explained {after}"
    what = "are right in training" if situation.classifies else "of the variance is explained"
    more = (
        f"{why}: the output is a weighted sum of the inputs, whatever the weights, and so no border or "
        f"slope of it bends. With that, {percent(quality)} {what} {after}. Try a hidden layer with an "
        "activation that bends, or an input like x₁x₂."
    )
    remedy = remedies.activate(Activation.TANH) if hidden else remedies.bend()
    return Insight("straight_only", claim, f"{why}: {stand}.", more, remedy)


def _is_bendless(experiment: Experiment) -> bool:
    """Return whether the output is an affine function of the coordinates."""
    hidden = experiment.network.hidden
    linear = all(
        layer.activation is Activation.LINEAR
        and layer.normalization is not Normalization.LAYER
        and not layer.convolves
        for layer in hidden
    )
    bent = set(experiment.data.formulas)
    if not isinstance(experiment.data.source, TableSource):
        bent |= set(experiment.data.inputs) - BENDLESS
    return linear and bent.isdisjoint(experiment.data.inputs)


OBSERVATIONS = (
    Observation(100, all_frozen),
    Observation(90, alike),
    Observation(84, straight_only),
    Observation(5, not_started),
)
