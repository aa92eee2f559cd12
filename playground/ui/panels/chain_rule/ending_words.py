"""The last sentences of the walk: the product, the sum over all paths, and the step made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.ui.panels.chain_rule.numbers_in_words import exact, factor, number, summand
from playground.ui.panels.chain_rule.spoken import spoken
from playground.ui.theme.numbers import MINUS, format_integer, format_rate
from playground.worker.questions import Extent

if TYPE_CHECKING:
    from playground.ui.panels.chain_rule.descent import Descent
    from playground.worker.questions import ChainAnswer


def product_sentence(answer: ChainAnswer) -> str:
    """Return the product of all local derivatives, from the loss leftwards."""
    first, *others = [link.derivative for link in reversed(answer.links)]
    factors = " × ".join([number(first), *map(factor, others)])
    return f"{factors} = {exact(answer.links[0].so_far)}: this path's share of {_derivative(answer)}."


def sum_sentence(answer: ChainAnswer) -> str:
    """Return what all paths come to."""
    if answer.extent is Extent.SAMPLE:
        return _sum_of_sample(answer)
    alone = f"All paths of this sample give {exact(answer.sample_derivative)}."
    count = format_integer(answer.samples)
    if answer.path_count == 1:
        alone = f"No other path leads to the loss: this sample gives {exact(answer.sample_derivative)}."
    return f"{alone} The mean over {count} samples is {_derivative(answer)} = {exact(answer.derivative)}."


def step_sentence(answer: ChainAnswer, descent: Descent) -> str:
    """Return what gradient descent makes of the sum; of other optimisers only what they start from."""
    name, slope = spoken(answer, 0), exact(answer.derivative)
    if descent.frozen:
        return f"{name} is frozen: training leaves it at {number(answer.value)}, whatever the derivative says."
    if not descent.plain:
        source = f"this number, {slope}," if answer.extent is Extent.BATCH else "the batch's such number"
        return f"{descent.optimizer} makes its step of {name} from {source} and from those of earlier steps."
    if answer.derivative + answer.penalty == 0:
        return f"The slope is 0 here, so gradient descent leaves {name} at {number(answer.value)}."
    return f"{_plain_step(answer)}: {_whose_step(answer)}{_before_clipping(descent)}."


def _sum_of_sample(answer: ChainAnswer) -> str:
    name, total = _derivative(answer), exact(answer.derivative)
    if answer.path_count == 1:
        return f"No other path leads to the loss, so {name} = {total}."
    first, *more = [path.product for path in answer.paths]
    terms = summand(first, first=True) + "".join(map(summand, more))
    others = answer.path_count - len(answer.paths)
    if others:
        terms += f"{summand(answer.others)} (the {format_integer(others)} others)"
    return f"Add up all {format_integer(answer.path_count)} paths: {name} = {terms} = {total}."


def _plain_step(answer: ChainAnswer) -> str:
    name, rate, slope = spoken(answer, 0), format_rate(answer.learning_rate), factor(answer.derivative)
    if answer.penalty:
        slope = f"({number(answer.derivative)} + {factor(answer.penalty)} of the penalty)"
    after = answer.value - answer.learning_rate * (answer.derivative + answer.penalty)
    sum_ = f"{name} {MINUS} η·{_derivative(answer)} = {exact(answer.value)} {MINUS} {rate} × {slope}"
    return f"{name} ← {sum_} = {exact(after)}"


def _whose_step(answer: ChainAnswer) -> str:
    way = "down" if answer.derivative + answer.penalty > 0 else "up"
    match answer.extent:
        case Extent.SAMPLE:
            return f"a step of gradient descent on this sample alone pushes it {way}"
        case Extent.BATCH:
            return f"the next step of gradient descent pushes it {way}"
    return f"a step of gradient descent on all samples pushes it {way}"


def _before_clipping(descent: Descent) -> str:
    return ", unless the gradient is clipped" if descent.clips else ""


def _derivative(answer: ChainAnswer) -> str:
    return f"∂L/∂{spoken(answer, 0)}"
