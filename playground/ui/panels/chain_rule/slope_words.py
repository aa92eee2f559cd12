"""A sentence of each local derivative on a path: what it means, and the product so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.ui.panels.chain_rule.numbers_in_words import SMALL, exact, factor, number
from playground.ui.panels.chain_rule.spoken import spoken
from playground.worker.questions import LinkKind, ValueKind

if TYPE_CHECKING:
    from playground.worker.questions import ChainAnswer, Link

OFF_BY_AT_MOST = 0.05
STRAIGHT = (LinkKind.OF_PARAMETER, LinkKind.OF_ACTIVATION)
KINK = "There is a kink just here: this is the slope from the left."


def slope_sentence(answer: ChainAnswer, place: int) -> str:
    """Return what is said when this derivative of the path is found."""
    link = answer.links[place]
    said = f"{partial_name(answer, place)} = {number(link.derivative)}: {_meaning(answer, place)}"
    parts = [said, _so_far(answer, place)]
    if link.kink:
        parts.append(KINK)
    return " ".join(part for part in parts if part)


def partial_name(answer: ChainAnswer, place: int) -> str:
    """Return "∂L/∂ŷ"."""
    return f"∂{spoken(answer, place + 1)}/∂{spoken(answer, place)}"


def _meaning(answer: ChainAnswer, place: int) -> str:
    link = answer.links[place]
    slope, below, above = link.derivative, _called(answer, place), _called(answer, place + 1)
    if slope == 0:
        return f"a tiny move of {below} leaves {above} where it is."
    if _is_straight_enough(link, answer.values[place].value):
        way, size = "rises" if slope > 0 else "falls", number(abs(slope) * SMALL)
        return f"if {below} rises by {SMALL:g}, {above} {way} by {_about(link)}{size}."
    way = "the same way" if slope > 0 else "the other way"
    return f"a tiny move of {below} moves {above} {number(abs(slope))} times as far, {way}."


def _is_straight_enough(link: Link, at: float) -> bool:
    """Whether a rise of 0.01 changes the result as the tangent says, nearly.

    How far the curve leaves its tangent is read off its next point on the right. Of a smooth curve it
    grows with the square of the way.
    """
    if link.kind in STRAIGHT:
        return True
    right = int(np.searchsorted(link.xs, at + SMALL))
    if link.kink or right == len(link.xs):
        return False
    run, rise = link.xs[right] - at, link.ys[right] - np.interp(at, link.xs, link.ys)
    tangent = link.derivative * run
    return bool(abs(rise - tangent) * SMALL / run <= OFF_BY_AT_MOST * abs(tangent))


def _about(link: Link) -> str:
    return "" if link.kind in STRAIGHT else "about "


def _called(answer: ChainAnswer, place: int) -> str:
    return "the loss" if answer.values[place].kind is ValueKind.LOSS else spoken(answer, place)


def _so_far(answer: ChainAnswer, place: int) -> str:
    if place == len(answer.links) - 1:
        return ""
    before, now = answer.links[place + 1].so_far, answer.links[place]
    return f"Product so far: {exact(before)} × {factor(now.derivative)} = {exact(now.so_far)}."
