from __future__ import annotations

import pytest

from playground.document import edits
from playground.document.choices import Activation
from playground.document.experiment import Experiment
from playground.session.health_words import activations_of, health_sentence, layer_words, percent
from playground.worker.snapshots import LayerHealth

RELU, TANH, LINEAR = Activation.RELU, Activation.TANH, Activation.LINEAR


def layer(neurons: int = 8, dead: int = 0, flat: float = 0.0, samples: int = 250) -> LayerHealth:
    return LayerHealth(neurons, samples, dead, flat, None)


OUTPUT = layer(1)


@pytest.mark.parametrize(
    ("activation", "health", "words"),
    [
        (RELU, layer(8, 2, 0.312), "2 of 8 dead, 31\u2009% flat"),
        (TANH, layer(1, 0, 0.0), "0 of 1 dead, 0\u2009% flat"),
        (LINEAR, layer(3), "linear: no flat part"),
        (Activation.LEAKY_RELU, layer(3), "leaky ReLU: no flat part"),
    ],
)
def test_a_layer_is_told_in_few_words(activation: Activation, health: LayerHealth, words: str) -> None:
    assert layer_words(activation, health) == words


@pytest.mark.parametrize(
    ("share", "text"), [(0, "0"), (0.001, "< 1"), (0.315, "32"), (0.996, "> 99"), (1, "100")]
)
def test_nothing_and_all_are_told_only_where_they_are_exact(share: float, text: str) -> None:
    assert percent(share) == f"{text}\u2009%"


@pytest.mark.parametrize(
    ("activations", "health", "sentence"),
    [
        (
            (RELU, RELU, TANH),
            (layer(8, 2, 0.5), layer(4, 3, 0.9), OUTPUT),
            "In Hidden 2, 3 of 4 neurons are dead: flat for all 250 samples looked at, "
            "so no gradient comes through them.",
        ),
        (
            (RELU, LINEAR),
            (layer(8, 1, 0.5, samples=1000), OUTPUT),
            "In Hidden 1, 1 of 8 neurons is dead: flat for all 1\u2009000 samples looked at, "
            "so no gradient comes through it.",
        ),
        (
            (RELU, RELU, TANH),
            (layer(8), layer(4, 4, 1.0), OUTPUT),
            "Hidden 2 is dead: flat for all 250 samples looked at, so no gradient comes through its neurons.",
        ),
        (
            (RELU, RELU, TANH),
            (layer(8, 0, 0.4), layer(4, 0, 0.62), OUTPUT),
            "No neuron is dead. The most silent layer is Hidden 2: 62\u2009% of its answers are 0.",
        ),
        (
            (TANH, TANH, TANH),
            (layer(8, 0, 0.71), layer(4, 0, 0.1), OUTPUT),
            "Hidden 1 is saturated: for 71\u2009% of its answers |f′| < 0.01, "
            "so little gradient comes through there.",
        ),
        (
            (TANH, TANH, TANH),
            (layer(8, 0, 0.02), layer(4, 0, 0.1), layer(1, 0, 0.9)),
            "No neuron is dead. The flattest layer is Hidden 2: for 10\u2009% of its answers |f′| < 0.01.",
        ),
        (
            (LINEAR, Activation.SINE, TANH),
            (layer(8), layer(4), OUTPUT),
            "No hidden layer has a flat part: no neuron can die or saturate.",
        ),
        ((TANH,), (OUTPUT,), "There is no hidden layer: what the output gives is all there is."),
        ((TANH, TANH), (OUTPUT,), ""),
        ((TANH, TANH), (), ""),
    ],
)
def test_one_sentence_says_what_is_worst(
    activations: tuple[Activation, ...], health: tuple[LayerHealth, ...], sentence: str
) -> None:
    assert health_sentence(activations, health) == sentence


def test_the_activations_are_those_of_each_layer_and_of_the_output() -> None:
    experiment = edits.set_activation(Experiment(), RELU, 1)
    assert activations_of(experiment) == (TANH, RELU, TANH)
