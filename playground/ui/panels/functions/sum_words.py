"""What is true of a network's sum, in words; its numbers are told, none is computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document.choices import Activation
from playground.session.wording import ACTIVATIONS
from playground.ui.plots.terms.terms_stack import Term
from playground.ui.theme.numbers import format_significant

if TYPE_CHECKING:
    from playground.worker.questions import SumAnswer

KINKED = (Activation.RELU, Activation.LEAKY_RELU, Activation.ELU, Activation.SELU)
STEEPEST = (Activation.TANH, Activation.SIGMOID, Activation.SOFTSIGN)


def names_of(answer: SumAnswer) -> tuple[str, ...]:
    """Return what each neuron and the sum is called."""
    units = tuple(f"{answer.layer}.{unit + 1}" for unit in range(len(answer.weights)))
    return (*units, whole_name(answer))


def whole_name(answer: SumAnswer) -> str:
    """Return what the curve of the whole network is called."""
    if answer.scored:
        return "score"
    return "ŷ"


def terms_of(answer: SumAnswer) -> tuple[Term, ...]:
    """Return the lines of the stack."""
    names = names_of(answer)
    neurons = [
        Term(names[unit], value, unit, unit in answer.off)
        for unit, value in enumerate(answer.terms_at.tolist())
    ]
    bias = Term("bias", answer.bias)
    if answer.off:
        return (*neurons, bias, Term("sum", answer.partial_at, whole=True))
    return (*neurons, bias, Term("sum" if not answer.linear else names[-1], answer.total_at, whole=True))


def claim_of(answer: SumAnswer) -> str:
    """Return what the picture shows, as far as it is true of this network."""
    count = len(answer.weights)
    if answer.off:
        left = ", ".join(f"{answer.layer}.{unit + 1}" for unit in answer.off)
        return f"Without {left}, in this picture only."
    what = "score" if answer.scored else "output"
    of = "" if answer.linear else f"{ACTIVATIONS[Activation(answer.function)]} of "
    one = "one curve" if count == 1 else f"{count} curves"
    return f"The {what} is {of}the sum of {one} and the bias."


def reason_of(answer: SumAnswer) -> str:
    """Return how the terms make the output here."""
    at = f"At {answer.label} = {format_significant(answer.x)}"
    total = format_significant(answer.total_at, 4)
    if answer.off:
        part = format_significant(answer.partial_at, 4)
        return f"{at} what is left adds up to {part}, all of it to {total}; the network keeps every neuron."
    said = format_significant(answer.said_at, 4)
    if answer.scored:
        return f"{at} they add up to the score {total}, of which the loss makes a class."
    if not answer.linear:
        name = ACTIVATIONS[Activation(answer.function)]
        return f"{at} they add up to {total}; the output is {name} of that: ŷ = {said}."
    return f"{at} they add up to ŷ = {said}, exactly what the network says."


def key_of(answer: SumAnswer) -> str:
    """Return what colours, dots and dashes mean in this picture."""
    key = "Blue: what adds to the sum; orange: what takes away."
    dots = " Dots: training samples." if len(answer.train_y) else ""
    return f"{key}{dots}" + (" Dashed: the sum without what is off." if answer.off else "")


def bend_of(answer: SumAnswer, unit: int | None) -> str:
    """Return where the lit neuron bends, or how to read the marks on the axis."""
    if not len(answer.bends):
        return ""
    name = ACTIVATIONS[Activation(answer.first_activation)]
    if unit is None or answer.hidden_layers > 1 or unit >= len(answer.bends):
        layer = "the first layer’s neurons" if answer.hidden_layers > 1 else "each neuron"
        return f"Marks on the axis: where the sum z = w·{answer.label} + b of {layer} is 0, at −b/w."
    where = f"{answer.layer}.{unit + 1}"
    if not answer.bends_known[unit]:
        return f"{where} has the weight 0 from the input: its line is flat."
    place = format_significant(float(answer.bends[unit]))
    return f"{where} {_does(answer, name)} {answer.label} = −b/w = {place}, where z = 0."


def _does(answer: SumAnswer, name: str) -> str:
    activation = Activation(answer.first_activation)
    if activation in KINKED:
        return f"({name}) bends at"
    return f"({name}) is steepest at" if activation in STEEPEST else f"({name}): z changes sign at"
