"""The walk along a path: what is found one after the other, each with its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.ui.panels.chain_rule.ending_words import product_sentence, step_sentence, sum_sentence
from playground.ui.panels.chain_rule.slope_words import slope_sentence
from playground.ui.panels.chain_rule.stage import Stage
from playground.ui.panels.chain_rule.value_words import value_sentence

if TYPE_CHECKING:
    from playground.ui.panels.chain_rule.descent import Descent
    from playground.worker.questions import ChainAnswer


def stages_of(answer: ChainAnswer, descent: Descent) -> tuple[Stage, ...]:
    """Return the stages: the values up to the loss, the derivatives back, the product, the sum, the step."""
    return (*_forward(answer, descent), *_backward(answer), *_ending(answer, descent))


def _forward(answer: ChainAnswer, descent: Descent) -> list[Stage]:
    return [
        Stage(
            values=place + 1,
            links=0,
            value=place,
            summed=False,
            updated=False,
            caption=value_sentence(answer, place, smoothed=descent.smooths),
        )
        for place in range(len(answer.values))
    ]


def _backward(answer: ChainAnswer) -> list[Stage]:
    count = len(answer.links)
    return [
        Stage(
            links=count - place,
            link=place,
            summed=False,
            updated=False,
            caption=slope_sentence(answer, place),
        )
        for place in reversed(range(count))
    ]


def _ending(answer: ChainAnswer, descent: Descent) -> list[Stage]:
    return [
        Stage(summed=False, updated=False, caption=product_sentence(answer)),
        Stage(updated=False, caption=sum_sentence(answer)),
        Stage(caption=step_sentence(answer, descent)),
    ]
