"""What a slice of the loss is said to be: its axes, how much of the path it holds, and which loss it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document.choices import LandscapeAxes
from playground.session.unit_words import parameter_words
from playground.ui.theme.numbers import format_integer, format_percent, format_significant
from playground.worker.questions import DirectionKind

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.worker.questions import Direction, LandscapeAnswer, PlaceAnswer

NEARLY_ALL, LEAST = 0.999, 0.005


def axis_title(experiment: Experiment, direction: Direction) -> str:
    """Return what runs along an axis."""
    square = ", square to the other axis" if direction.bent else ""
    return _title(experiment, direction) + square


def _title(experiment: Experiment, direction: Direction) -> str:
    match direction.kind:
        case DirectionKind.MAIN:
            share = "" if direction.share is None else f" ({share_words(direction.share)} of the path)"
            return f"main direction {direction.number}{share}"
        case DirectionKind.GRADIENT:
            return "along −∇L"
        case DirectionKind.EIGEN:
            curved = (
                "" if direction.curvature is None else f" (λ = {format_significant(direction.curvature)})"
            )
            return f"eigenvector {direction.number} of the Hessian{curved}"
        case DirectionKind.WEIGHT:
            parameter = direction.parameter
            return "a gain or shift" if parameter is None else parameter_words(experiment, parameter)
        case DirectionKind.RANDOM:
            return f"random direction {direction.number}"


def short_title(direction: Direction) -> str:
    """Return what an axis is called where room is short."""
    match direction.kind:
        case DirectionKind.MAIN:
            return f"direction {direction.number}"
        case DirectionKind.GRADIENT:
            return "along −∇L"
        case DirectionKind.EIGEN:
            return f"eigenvector {direction.number}"
        case DirectionKind.WEIGHT:
            return "weight"
        case DirectionKind.RANDOM:
            return f"random {direction.number}"


def share_words(share: float) -> str:
    """Return a share in percent; nearly all is never called all, nor very little none."""
    if 0.0 < share < LEAST:
        return f"less than {format_percent(0.01)}"
    if NEARLY_ALL < share < 1.0 - 1e-9:
        return f"over {format_percent(NEARLY_ALL, 1)}"
    return format_percent(share, 1 if share > 0.99 and share < 1.0 - 1e-9 else 0)


def held_words(answer: LandscapeAnswer) -> str:
    """Return how much of the path lies in the plane."""
    if answer.share is None:
        none = "There is no path yet: no step has been taken."
        if answer.axes is LandscapeAxes.PATH and answer.directions[0].kind is DirectionKind.EIGEN:
            return f"{none} So the axes are the top eigenvectors."
        return none
    return f"This plane holds {share_words(answer.share)} of the path."


def loss_words(answer: LandscapeAnswer) -> str:
    """Return which loss is drawn."""
    every = answer.samples == answer.train_samples
    count = "all" if every else f"the first {format_integer(answer.samples)} of"
    price = " plus the penalty" if answer.penalised else ""
    dropout = ", without dropout" if answer.drops else ""
    return f"L: mean loss of {count} {format_integer(answer.train_samples)} training samples{price}{dropout}."


def start_words(answer: PlaceAnswer) -> str:
    """Return what starting from a place would change."""
    here, there = (format_significant(each) for each in (answer.loss_here, answer.loss))
    return f"Start from here: loss {here} → {there}"
