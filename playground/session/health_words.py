"""How the layers' neurons fare, in words: how many are dead, and how flat their answers are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document.choices import NEVER_FLAT, Activation
from playground.session.wording import ACTIVATIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.document.experiment import Experiment
    from playground.worker.snapshots import LayerHealth

SATURATED = 0.5
THIN_SPACE = "\u2009"


def activations_of(experiment: Experiment) -> tuple[Activation, ...]:
    """Return the activation of each layer, the output last."""
    return (*(layer.activation for layer in experiment.network.hidden), experiment.output_activation)


def layer_words(activation: Activation, health: LayerHealth) -> str:
    """Return ``2 of 8 dead, 31 % flat``; for an activation without a flat part its name."""
    if activation in NEVER_FLAT:
        return f"{ACTIVATIONS[activation]}: no flat part"
    return f"{health.dead} of {health.neurons} dead, {percent(health.flat_share)} flat"


def health_sentence(activations: Sequence[Activation], health: Sequence[LayerHealth]) -> str:
    """Say what is worst in the hidden layers, or that nothing is; "" where nothing is known."""
    if not health or len(health) != len(activations):
        return ""
    hidden = [
        (f"Hidden {number}", activation, layer)
        for number, (activation, layer) in enumerate(zip(activations[:-1], health[:-1], strict=True), 1)
    ]
    if not hidden:
        return "There is no hidden layer: what the output gives is all there is."
    curved = [each for each in hidden if each[1] not in NEVER_FLAT]
    if not curved:
        return "No hidden layer has a flat part: no neuron can die or saturate."
    name, _, layer = max(curved, key=lambda each: each[2].dead / each[2].neurons)
    if layer.dead:
        return _dead(name, layer)
    return _flat(*max(curved, key=lambda each: each[2].flat_share))


def _dead(name: str, layer: LayerHealth) -> str:
    looked = f"all {layer.samples:,} samples looked at".replace(",", THIN_SPACE)
    if layer.dead == layer.neurons:
        return f"{name} is dead: flat for {looked}, so no gradient comes through its neurons."
    are, them = ("are", "them") if layer.dead > 1 else ("is", "it")
    return (
        f"In {name}, {layer.dead} of {layer.neurons} neurons {are} dead: flat for {looked}, "
        f"so no gradient comes through {them}."
    )


def _flat(name: str, activation: Activation, layer: LayerHealth) -> str:
    share = percent(layer.flat_share)
    if activation is Activation.RELU:
        return f"No neuron is dead. The most silent layer is {name}: {share} of its answers are 0."
    if layer.flat_share >= SATURATED:
        return (
            f"{name} is saturated: for {share} of its answers |f′| < 0.01, "
            "so little gradient comes through there."
        )
    return f"No neuron is dead. The flattest layer is {name}: for {share} of its answers |f′| < 0.01."


def percent(share: float) -> str:
    """Return ``31 %``; a little more than nothing and a little less than all are told as such."""
    if 0 < share < 0.005:
        text = "< 1"
    elif 0.995 <= share < 1:
        text = "> 99"
    else:
        text = f"{100 * share:.0f}"
    return f"{text}{THIN_SPACE}%"
