"""A sentence of each local derivative on a path: what it means, and the product so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.ui.panels.chain_rule.numbers_in_words import SMALL, exact, factor, number
from playground.ui.panels.chain_rule.spoken import spoken
from playground.worker.questions import ValueKind

if TYPE_CHECKING:
    from playground.worker.questions import ChainAnswer

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
    slope = answer.links[place].derivative
    below, above = _called(answer, place), _called(answer, place + 1)
    if slope == 0:
        return f"if {below} moves a little, {above} stays where it is."
    way = "rises" if slope > 0 else "falls"
    return f"if {below} rises by {SMALL:g}, {above} {way} by about {number(abs(slope) * SMALL)}."


def _called(answer: ChainAnswer, place: int) -> str:
    return "the loss" if answer.values[place].kind is ValueKind.LOSS else spoken(answer, place)


def _so_far(answer: ChainAnswer, place: int) -> str:
    if place == len(answer.links) - 1:
        return ""
    before, now = answer.links[place + 1].so_far, answer.links[place]
    return f"Product so far: {exact(before)} × {factor(now.derivative)} = {exact(now.so_far)}."
