"""The last sentences of the walk: the product, the sum over all paths, and the step made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.ui.panels.chain_rule.numbers_in_words import exact, factor, number, summand
from playground.ui.panels.chain_rule.spoken import spoken
from playground.ui.theme.numbers import MINUS, format_integer, format_rate, format_significant
from playground.worker.questions import Extent

if TYPE_CHECKING:
    from playground.ui.panels.chain_rule.descent import Descent
    from playground.worker.questions import ChainAnswer

MOST_DIGITS = 12


def product_sentence(answer: ChainAnswer) -> str:
    """Return the product of all local derivatives, from the loss leftwards."""
    first, *others = [link.derivative for link in reversed(answer.links)]
    factors = " × ".join([number(first), *map(factor, others)])
    return (
        f"{factors} = {exact(answer.links[0].so_far)}: this path's share of {_derivative_of_sample(answer)}."
    )


def sum_sentence(answer: ChainAnswer) -> str:
    """Return what all paths come to."""
    if answer.extent is Extent.SAMPLE:
        return _sum_of_sample(answer)
    paths = "The only path" if answer.path_count == 1 else "All paths together"
    alone = f"{_derivative_of_sample(answer)} = {exact(answer.sample_derivative)}"
    count, total = format_integer(answer.samples), exact(answer.derivative)
    return f"{paths} of this sample: {alone}. The mean over {count} samples: {_derivative(answer)} = {total}."


def step_sentence(answer: ChainAnswer, descent: Descent) -> str:
    """Return what gradient descent makes of the sum; of other optimisers only what they start from."""
    name, slope = spoken(answer, 0), exact(answer.derivative)
    if descent.frozen:
        return f"{name} is frozen: training leaves it at {number(answer.value)}, whatever its slope."
    if not descent.plain:
        source = f"this slope, {slope}," if answer.extent is Extent.BATCH else "its slope over the batch"
        penalty = " (the penalty's added)" if answer.penalty else ""
        made = f"{descent.optimizer} makes its step of {name} from {source}{penalty}"
        return f"{made} and from those of earlier steps."
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
    paths = "both paths" if answer.path_count == 2 else f"all {format_integer(answer.path_count)} paths"
    return f"Add up {paths}: {name} = {terms} = {total}."


def _plain_step(answer: ChainAnswer) -> str:
    name, rate, slope = spoken(answer, 0), format_rate(answer.learning_rate), factor(answer.derivative)
    if answer.penalty:
        slope = f"({number(answer.derivative)} + {factor(answer.penalty)} of the penalty)"
    after = answer.value - answer.learning_rate * (answer.derivative + answer.penalty)
    before_text, after_text = _told_apart(answer.value, after)
    sum_ = f"{name} {MINUS} η·{_derivative(answer)} = {before_text} {MINUS} {rate} × {slope}"
    return f"{name} ← {sum_} = {after_text}"


def _told_apart(before: float, after: float) -> tuple[str, str]:
    """Return both with as many digits as show that they differ."""
    for digits in range(4, MOST_DIGITS):
        texts = format_significant(before, digits), format_significant(after, digits)
        if texts[0] != texts[1]:
            return texts
    return format_significant(before, MOST_DIGITS), format_significant(after, MOST_DIGITS)


def _whose_step(answer: ChainAnswer) -> str:
    way = "down" if answer.derivative + answer.penalty > 0 else "up"
    match answer.extent:
        case Extent.SAMPLE:
            return f"a step of gradient descent on this sample alone pushes it {way}"
        case Extent.BATCH:
            undropped = ", were nothing dropped out," if answer.drops else ""
            return f"the next step of gradient descent{undropped} pushes it {way}"
    return f"a step of gradient descent on all samples pushes it {way}"


def _before_clipping(descent: Descent) -> str:
    return ", unless the gradient is clipped" if descent.clips else ""


def _derivative(answer: ChainAnswer) -> str:
    return f"∂L/∂{spoken(answer, 0)}"


def _derivative_of_sample(answer: ChainAnswer) -> str:
    return f"∂{spoken(answer, len(answer.links))}/∂{spoken(answer, 0)}"
