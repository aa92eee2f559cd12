"""How single layers fare: what gradient reaches them, and how much of them still answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.document.choices import Activation, Initializer
from playground.document.parameters import layer_keys
from playground.session.gradient_words import FAR
from playground.session.insights import remedies
from playground.session.insights.figures import counted, figure, percent, whole
from playground.session.insights.insight import Insight, Observation
from playground.session.wording import ACTIVATIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.session.insights.situation import Situation
    from playground.worker.snapshots import LayerHealth

AVERAGED = 5  # measures: one may be an accident
FEWEST_LAYERS = 3  # with weights; over fewer there is no chain of slopes to speak of
DEAD_SHARE = 0.25  # of a layer's neurons: what a layer can spare
FLAT_SHARE = 0.5  # of a layer's slopes
SLOPES_END = (Activation.TANH, Activation.SIGMOID, Activation.SOFTSIGN)  # flat on both sides
DONE = 0.95  # of the quality: there flat outputs are sure ones, and no trouble
HARDLY = 1e-3  # of the ratio of the layer that moves most


def vanishes(situation: Situation) -> Insight | None:
    """Say how much less gradient the first layer gets than the last."""
    first, last = _ends(situation)
    if not 0 < first * FAR <= last:
        return None
    times = figure(last / first, 2)
    reason = f"Hidden 1's is {times}× smaller than the output's ({_layers_between(situation)})."
    more = (
        f"The gradient of Hidden 1 is {figure(first)} long, that of the output layer {figure(last)} "
        f"(medians of {AVERAGED} measures). On its way back it is multiplied by the slopes and weights of "
        "each layer between, and their product is small. Try an activation with steeper slopes or fewer "
        "layers."
    )
    remedy = remedies.activate(_steeper(situation))
    return Insight("vanishes", "A vanishing gradient.", reason, more, remedy)


def _steeper(situation: Situation) -> Activation:
    used = {layer.activation for layer in situation.experiment.network.hidden}
    return Activation.TANH if Activation.SIGMOID in used else Activation.LEAKY_RELU


def explodes(situation: Situation) -> Insight | None:
    """Say how much more gradient the first layer gets than the last."""
    first, last = _ends(situation)
    if not 0 < last * FAR <= first:
        return None
    times = figure(first / last, 2)
    reason = f"Hidden 1's is {times}× larger than the output's ({_layers_between(situation)})."
    more = (
        f"The gradient of Hidden 1 is {figure(first)} long, that of the output layer {figure(last)} "
        f"(medians of {AVERAGED} measures). On its way back it is multiplied by the slopes and weights of "
        "each layer between, and their product is large. Try smaller first weights, or cut the gradient's "
        "length."
    )
    return Insight("explodes", "An exploding gradient.", reason, more, remedies.clip())


def _ends(situation: Situation) -> tuple[float, float]:
    """Return the gradient sizes of the first and the last layer, medians of some measures; 0 if unknown."""
    norms = situation.norms[-AVERAGED:]
    if len(norms) < AVERAGED or norms.shape[1] < FEWEST_LAYERS or not situation.started:
        return 0.0, 0.0
    sizes = np.median(norms, axis=0)
    return float(sizes[0]), float(sizes[-1])


def _layers_between(situation: Situation) -> str:
    hidden = situation.experiment.network.hidden
    kinds = {layer.activation for layer in hidden}
    name = f" {ACTIVATIONS[hidden[0].activation]}" if len(kinds) == 1 else " hidden"
    return f"{whole(len(hidden))}{name} layers"


def cut_off(situation: Situation) -> Insight | None:
    """Say that no gradient at all reaches a layer, though the output has one."""
    norms = situation.norms[-AVERAGED:]
    if len(norms) < AVERAGED or not situation.started or not np.all(norms[:, -1] > 0):
        return None
    without = [layer for layer in range(norms.shape[1] - 1) if np.all(norms[:, layer] == 0)]
    if not without:
        return None
    name, output = f"Hidden {without[-1] + 1}", figure(float(norms[-1, -1]))
    reason = f"Its |∂L/∂w| is 0 in the last {AVERAGED} measures; the output's is {output}."
    more = (
        f"The gradient of {name} is exactly 0, while that of the output layer is {output}: on the way back "
        "each path is multiplied by a slope or a weight that is 0. By the gradient alone, no step changes "
        f"{name}. Try an activation with no flat side, or other first weights."
    )
    remedy = remedies.activate(Activation.LEAKY_RELU)
    return Insight("cut_off", f"No gradient reaches {name}.", reason, more, remedy)


def dead(situation: Situation) -> Insight | None:
    """Say how many ReLU neurons answer nothing to all samples."""
    layer = _worst(situation, _dead_share, DEAD_SHARE, (Activation.RELU,))
    if layer is None:
        return None
    health, name = situation.known_health[layer], f"Hidden {layer + 1}"
    samples, are = whole(health.samples), "is" if health.dead == 1 else "are"
    claim = f"{whole(health.dead)} of {counted(health.neurons, 'neuron')} in {name} {are} dead."
    reason = f"ReLU gives 0 for the {samples} samples looked at: no slope."
    more = (
        f"For each of the {samples} samples looked at, {whole(health.dead)} of the "
        f"{counted(health.neurons, 'neuron')} of {name} have a sum of 0 or less, where ReLU and its slope "
        "are 0. So the loss gives their weights no gradient. Try leaky ReLU, or a smaller η."
    )
    return Insight("dead", claim, reason, more, remedies.activate(Activation.LEAKY_RELU, layer))


def saturated(situation: Situation) -> Insight | None:
    """Say what part of a layer's slopes is next to nothing."""
    quality = situation.quality
    layer = _worst(situation, lambda health: health.flat_share, FLAT_SHARE, SLOPES_END)
    if layer is None or (quality is not None and quality >= DONE):
        return None
    health, name = situation.known_health[layer], f"Hidden {layer + 1}"
    flat, kind = (
        percent(health.flat_share),
        ACTIVATIONS[situation.experiment.network.hidden[layer].activation],
    )
    neurons, samples = counted(health.neurons, "neuron"), counted(health.samples, "sample")
    reason = f"{flat} of its slopes are below 0.01 ({neurons}, {samples})."
    more = (
        f"For {flat} of all pairs of its {neurons} and {samples}, {kind} in {name} is on its flat part, "
        "where its slope is below 0.01. The gradient is multiplied by that slope on its way back, so "
        "little of it gets through. Try smaller weights: a penalty, or other first weights."
    )
    remedy = remedies.penalise(situation.experiment)
    return Insight("saturated", f"{name} is saturated.", reason, more, remedy)


def _dead_share(health: LayerHealth) -> float:
    return health.dead / health.neurons


def _worst(
    situation: Situation,
    share: Callable[[LayerHealth], float],
    least: float,
    activations: tuple[Activation, ...],
) -> int | None:
    """Return the hidden layer with the greatest share above the least, of those with such an activation."""
    hidden = situation.experiment.network.hidden
    shares = {
        index: share(health)
        for index, health in enumerate(situation.known_health[: len(hidden)])
        if hidden[index].activation in activations and health.samples > 0
    }
    worst = max(shares, key=shares.__getitem__, default=None)
    return worst if worst is not None and shares[worst] >= least else None


def lags(situation: Situation) -> Insight | None:
    """Say that a layer hardly moves beside the one that moves most."""
    frozen = situation.experiment.training.frozen_layers
    keys = layer_keys(situation.experiment)
    ratios = {
        index: health.step_ratio
        for index, health in enumerate(situation.known_health)
        if health.step_ratio is not None and keys[index] not in frozen
    }
    if len(ratios) < len(keys) - len(frozen) or len(ratios) < 2:
        return None
    slow, fast = min(ratios, key=ratios.__getitem__), max(ratios, key=ratios.__getitem__)
    if not 0 < ratios[slow] <= HARDLY * ratios[fast]:
        return None
    names = situation.layer_names
    times = figure(ratios[fast] / ratios[slow], 2)
    own, other = figure(ratios[slow], 2), figure(ratios[fast], 2)
    slow_name, fast_name = _named(names[slow]), names[fast] if fast < len(names) - 1 else "the output"
    reason = f"Its last step seen is {own} of its weights, {fast_name}'s {other}: {times}× as much."
    more = (
        f"The last step seen changed the weights of {slow_name} by {own} of their length, and those of "
        f"{fast_name} by {other}. With steps like these {slow_name} would stay about as it is while others "
        "move. Try another activation, Adam, which scales each step by itself, or first weights of another "
        "size."
    )
    remedy = remedies.initialise(Initializer.XAVIER)
    return Insight("lags", f"{slow_name} hardly moves.", reason, more, remedy)


def _named(name: str) -> str:
    return "The output layer" if name == "output" else name


OBSERVATIONS = (
    Observation(88, cut_off),
    Observation(85, dead),
    Observation(80, vanishes),
    Observation(78, explodes),
    Observation(75, saturated),
    Observation(62, lags),
)
