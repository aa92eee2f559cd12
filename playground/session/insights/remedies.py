"""What a sentence offers to do: each is an edit that can be undone."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from playground.document import edits, limits
from playground.document.choices import Activation, Initializer, Regularization
from playground.document.training_choices import Clipping
from playground.session.insights.figures import counted
from playground.session.insights.insight import Remedy
from playground.session.wording import ACTIVATIONS, INITIALIZERS

if TYPE_CHECKING:
    from playground.document.experiment import Experiment

RATES = tuple(
    sorted(float(f"{digit}e{power}") for digit in (1, 3) for power in range(-5, 2) if digit * 10**power <= 10)
)
ENOUGH = 2.5  # a smaller factor between two learning rates is hardly seen
USUAL_PENALTY = 0.001
FEW_NEURONS = 2


def lower_rate(experiment: Experiment) -> Remedy | None:
    """Offer a learning rate of about a third, None where it is the least already."""
    rate = experiment.training.learning_rate
    return _rate(max((each for each in RATES if each * ENOUGH <= rate), default=None))


def higher_rate(experiment: Experiment) -> Remedy | None:
    """Offer about three times the learning rate, None where it is the most already."""
    rate = experiment.training.learning_rate
    return _rate(min((each for each in RATES if each >= rate * ENOUGH), default=None))


def _rate(rate: float | None) -> Remedy | None:
    if rate is None:
        return None
    return Remedy(f"Set η to {rate:.5f}".rstrip("0").rstrip("."), partial(edits.set_learning_rate, rate=rate))


def penalise(experiment: Experiment) -> Remedy | None:
    """Offer an L2 penalty, or three times the one there is; None where that is too much."""
    training = experiment.training
    if training.regularization is Regularization.NONE or training.regularization_rate == 0:
        return Remedy(f"Add L2, λ = {USUAL_PENALTY:g}", _with_l2)
    rate = float(f"{3 * training.regularization_rate:.1g}")
    if rate > limits.REGULARIZATION_RATE[1]:
        return None
    return Remedy(f"Set λ to {rate:g}", partial(edits.set_regularization_rate, rate=rate))


def _with_l2(experiment: Experiment) -> Experiment:
    rated = edits.set_regularization_rate(experiment, USUAL_PENALTY)
    return edits.set_regularization(rated, Regularization.L2)


def ease_penalty(experiment: Experiment) -> Remedy:
    """Offer a tenth of the penalty."""
    rate = float(f"{experiment.training.regularization_rate / 10:.1g}")
    return Remedy(f"Set λ to {rate:g}", partial(edits.set_regularization_rate, rate=rate))


def activate(activation: Activation, layer: int | None = None) -> Remedy:
    """Offer another activation for one hidden layer (counted from 0), or for all."""
    where = "all layers" if layer is None else f"Hidden {layer + 1}"
    label = f"Use {ACTIVATIONS[activation]} in {where}"
    return Remedy(label, partial(edits.set_activation, activation=activation, layer=layer))


def bend() -> Remedy:
    """Offer a hidden layer of four tanh neurons."""
    return Remedy("Add a tanh layer", _bent)


def _bent(experiment: Experiment) -> Experiment:
    deeper = edits.add_layer(experiment, units=4)
    return edits.set_activation(deeper, Activation.TANH, len(deeper.network.hidden) - 1)


def widen() -> Remedy:
    """Offer more neurons in the first hidden layer."""
    return Remedy(f"Add {counted(FEW_NEURONS, 'neuron')} to Hidden 1", _wider)


def _wider(experiment: Experiment) -> Experiment:
    for _ in range(FEW_NEURONS):
        experiment = edits.add_neuron(experiment, 0)
    return experiment


def draw_anew(experiment: Experiment) -> Remedy:
    """Offer other first weights of the same kind, which begins the run again."""
    seed = (experiment.network.seed + 1) % limits.SEED[1]
    return Remedy("Draw new first weights", partial(edits.set_network_seed, seed=seed))


def initialise(initializer: Initializer) -> Remedy:
    """Offer another way to draw the first weights of every layer, which begins the run again."""
    return Remedy(f"First weights: {INITIALIZERS[initializer]}", partial(_drawn, initializer=initializer))


def _drawn(experiment: Experiment, initializer: Initializer) -> Experiment:
    network = experiment.network
    hidden = tuple(replace(layer, initializer=None) for layer in network.hidden)
    return edits.set_initializer(replace(experiment, network=replace(network, hidden=hidden)), initializer)


def clip() -> Remedy:
    """Offer to cut the gradient's length at 1."""
    return Remedy("Cut the gradient's length at 1", _clipped)


def _clipped(experiment: Experiment) -> Experiment:
    return edits.set_clipping(edits.set_clip_limit(experiment, 1.0), Clipping.NORM)


def thaw() -> Remedy:
    """Offer to let every layer learn again."""
    return Remedy("Unfreeze all layers", _thawed)


def _thawed(experiment: Experiment) -> Experiment:
    for layer in range(len(experiment.network.hidden) + 1):
        experiment = edits.set_layer_frozen(experiment, layer, False)
    return experiment


def even_out() -> Remedy:
    """Offer as many samples of each class."""
    return Remedy("Make the classes even", partial(edits.set_balance, balance=0.5))
