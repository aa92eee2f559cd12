"""A sentence of each value on a path: how it comes from the one before, with its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document.choices import Activation, Loss
from playground.session.wording import ACTIVATIONS, LOSSES
from playground.ui.panels.chain_rule.numbers_in_words import (
    bracketed_target,
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
    """Return what the activation or the loss of a link is called."""
    if link.kind is LinkKind.LOSS:
        return LOSSES[Loss(link.function)]
    return ACTIVATIONS[Activation(link.function)]


def output_name(answer: ChainAnswer) -> str:
    """Return the letter of what the loss reads: ŷ, or z where the output layer bends nothing."""
    return spoken(answer, len(answer.values) - 2)


def _of_parameter(answer: ChainAnswer) -> str:
    kind = "bias" if answer.parameter.source is None else "weight"
    name = spoken(answer, 0)
    return f"The {kind} {name} is {number(answer.value)}. Follow what it does, station by station, to the loss."


def _of_sum(answer: ChainAnswer, place: int, link: Link) -> str:
    before, result = answer.values[place - 1].value, number(answer.values[place].value)
    rest = f"{MINUS if link.rest < 0 else '+'} {number(abs(link.rest))}"
    name = spoken(answer, place)
    if link.kind is LinkKind.OF_PARAMETER and answer.parameter.source is None:
        return f"{name} = {number(before)} {rest} = {result}: the bias, plus what the weights bring."
    product = f"{name} = {number(before)} × {factor(link.factor)} {rest} = {result}"
    if link.kind is LinkKind.OF_PARAMETER:
        return f"{product}: the weight times what it reads, plus the rest."
    return f"{product}: the next neuron weighs it, and adds the rest."


def _of_activation(answer: ChainAnswer, place: int, link: Link) -> str:
    before, result = answer.values[place - 1].value, number(answer.values[place].value)
    name, function = spoken(answer, place), function_name(link)
    if link.function == Activation.LINEAR.value:
        return f"{name} = {result}: a linear activation passes it on as it is."
    called = "sin" if link.function == Activation.SINE.value else function
    return f"{name} = {called}({number(before)}) = {result}: the activation bends it."


def _of_loss(answer: ChainAnswer, link: Link, smoothed: bool) -> str:
    result = exact(answer.loss)
    wanted = answer.target[answer.chosen_path.neurons[-1]]
    output, given = output_name(answer), answer.values[-2].value
    margin = f"{bracketed_target(wanted)} × {factor(given)}"
    match Loss(link.function):
        case Loss.HALF_SQUARED:
            sum_ = f"½({number(given)} {MINUS} {bracketed_target(wanted)})²"
            return f"L = ½({output} {MINUS} y)² = {sum_} = {result}: half the squared distance from the target."
        case Loss.ABSOLUTE:
            sum_ = f"|{number(given)} {MINUS} {bracketed_target(wanted)}|"
            return f"L = |{output} {MINUS} y| = {sum_} = {result}: how far the output is from the target."
        case Loss.HINGE:
            return f"L = max(0, 1 {MINUS} y·{output}) = max(0, 1 {MINUS} {margin}) = {result}."
        case Loss.BINARY_CROSS_ENTROPY if not smoothed:
            return f"L = ln(1 + exp({MINUS}y·{output})), with y·{output} = {margin}, is {result}."
        case Loss.SOFTMAX_CROSS_ENTROPY if not smoothed:
            return f"L = {MINUS}ln p = {result}, where p is the softmax's probability of the right class."
        case Loss.HUBER:
            return f"L = {result}: the Huber loss of {output} = {number(given)} for the target {target(wanted)}."
    return f"L = {result}: the cross-entropy of the outputs and the smoothed targets."
