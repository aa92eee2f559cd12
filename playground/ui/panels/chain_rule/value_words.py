"""A sentence of each value on a path: how it comes from the one before, with its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document.choices import Activation, Loss
from playground.session.wording import ACTIVATIONS
from playground.ui.panels.chain_rule.numbers_in_words import (
    DIGITS,
    bracketed_target,
    digits_for,
    exact,
    factor,
    number,
    target,
)
from playground.ui.panels.chain_rule.spoken import spoken
from playground.ui.theme.numbers import MINUS
from playground.worker.questions import LinkKind

if TYPE_CHECKING:
    from playground.worker.questions import ChainAnswer, Link


def value_sentence(answer: ChainAnswer, place: int, *, smoothed: bool = False) -> str:
    """Return what is said when this value of the path is found; `smoothed` where targets are."""
    if place == 0:
        return _of_parameter(answer)
    link = answer.links[place - 1]
    if link.kind is LinkKind.LOSS:
        return _of_loss(answer, link, smoothed)
    if link.kind is LinkKind.ACTIVATION:
        return _of_activation(answer, place, link)
    return _of_sum(answer, place, link)


def function_name(link: Link) -> str:
    """Return what the activation of a link is called."""
    return ACTIVATIONS[Activation(link.function)]


def output_name(answer: ChainAnswer) -> str:
    """Return the letter of what the loss reads: ŷ, or z where the output layer bends nothing."""
    return spoken(answer, len(answer.values) - 2)


def _of_parameter(answer: ChainAnswer) -> str:
    kind = "bias" if answer.parameter.source is None else "weight"
    name = spoken(answer, 0)
    return (
        f"The {kind} {name} is {number(answer.value)}. Follow what it does, station by station, to the loss."
    )


def _of_sum(answer: ChainAnswer, place: int, link: Link) -> str:
    before, result = answer.values[place - 1].value, number(answer.values[place].value)
    name = spoken(answer, place)
    digits = digits_for((before, link.factor, link.rest), lambda a, by, rest: a * by + rest)
    rest = f"{MINUS if link.rest < 0 else '+'} {number(abs(link.rest), digits)}"
    if link.kind is LinkKind.OF_PARAMETER and answer.parameter.source is None:
        return f"{name} = {number(before, digits)} {rest} = {result}: the bias, plus what the weights bring."
    product = f"{name} = {number(before, digits)} × {factor(link.factor, digits)} {rest} = {result}"
    if link.kind is LinkKind.OF_PARAMETER:
        return f"{product}: the weight times what it reads, plus the rest."
    return f"{product}: the next neuron weighs it, and adds the rest."


def _of_activation(answer: ChainAnswer, place: int, link: Link) -> str:
    before, result = answer.values[place - 1].value, number(answer.values[place].value)
    name, function = spoken(answer, place), function_name(link)
    if link.function == Activation.LINEAR.value:
        return f"{name} = {result}: a linear activation passes it on as it is."
    called = "sin" if link.function == Activation.SINE.value else function
    return f"{name} = {called}({number(before)}) = {result}: what the activation makes of it."


def _of_loss(answer: ChainAnswer, link: Link, smoothed: bool) -> str:
    name, result = spoken(answer, len(answer.links)), exact(answer.loss)
    formula, meaning = _loss_formula(answer, Loss(link.function), smoothed)
    return f"{name} = {formula} = {result}: {meaning}." if formula else f"{name} = {result}: {meaning}."


def _loss_formula(answer: ChainAnswer, loss: Loss, smoothed: bool) -> tuple[str, str]:
    """Return how the loss is computed, with letters and with numbers, and what it is in words."""
    wanted = answer.target[answer.chosen_path.neurons[-1]]
    letter, given = output_name(answer), answer.values[-2].value
    digits = digits_for((given,), lambda y: y - wanted)
    difference = f"{number(given, digits)} {MINUS} {bracketed_target(wanted)}"
    digits = digits_for((given,), lambda y: 1 - wanted * y)
    margin = f"{bracketed_target(wanted)} × {factor(given, digits if loss is Loss.HINGE else DIGITS)}"
    match loss:
        case Loss.HALF_SQUARED:
            return f"½({letter} {MINUS} y)² = ½({difference})²", "half the squared distance from the target"
        case Loss.ABSOLUTE:
            return f"|{letter} {MINUS} y| = |{difference}|", "the distance from the target"
        case Loss.HINGE:
            one = f"1 {MINUS} "
            return (
                f"max(0, {one}y·{letter}) = max(0, {one}{margin})",
                f"by how much y·{letter} falls short of 1",
            )
        case Loss.HUBER:
            return "", f"the Huber loss of {number(given)}, for the target {target(wanted)}"
        case Loss.BINARY_CROSS_ENTROPY if not smoothed:
            exponents = f"ln(1 + exp({MINUS}y·{letter})) = ln(1 + exp({MINUS}({margin})))"
            return exponents, "the less, the surer of the right class"
        case Loss.SOFTMAX_CROSS_ENTROPY if not smoothed:
            return f"{MINUS}ln p", "p is the probability that softmax gives to the right class"
    return "", "the cross-entropy of the outputs and the smoothed targets"
