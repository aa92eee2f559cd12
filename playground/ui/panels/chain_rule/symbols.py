"""The one place for what values and derivatives are called in formulas; all count from 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.ui.theme.numbers import format_fixed, format_significant
from playground.ui.widgets.maths.tree import (
    Blank,
    Brackets,
    Coloured,
    Fraction,
    Hat,
    Keyed,
    Prose,
    Scripts,
    Text,
    row,
)
from playground.worker.questions import Extent, ValueKind

if TYPE_CHECKING:
    from playground.ui.widgets.maths.tree import Node
    from playground.worker.questions import ChainAnswer, Value
    from playground.worker.snapshots import Parameter

LOSS = Text("L")
FACTOR_DIGITS = 3
EXACT = (-1.0, 0.0, 1.0)


def symbol_of(value: Value, answer: ChainAnswer) -> Node:
    """Return w₂₁⁽¹⁾, z₁⁽¹⁾, a₁⁽¹⁾, ŷ or L; a single output has no index."""
    match value.kind:
        case ValueKind.PARAMETER:
            return parameter_symbol(answer.parameter)
        case ValueKind.LOSS:
            return loss_symbol(answer)
        case ValueKind.OUTPUT:
            return output_symbol(value.index, answer)
        case ValueKind.SUM:
            return _of_unit("z", value.layer, value.index, answer)
        case ValueKind.ACTIVATION:
            return _of_unit("a", value.layer, value.index, answer)


def parameter_symbol(parameter: Parameter) -> Node:
    """Return w₂₁⁽¹⁾ of the weight from unit 2 to unit 1 of layer 1, or b₁⁽¹⁾."""
    above = _layer(parameter.layer)
    target = parameter.target + 1
    if parameter.source is None:
        return Scripts(Text("b"), Text(str(target)), above)
    source = parameter.source + 1
    between = "," if max(source, target) > 9 else ""
    return Scripts(Text("w"), Text(f"{source}{between}{target}"), above)


def loss_symbol(answer: ChainAnswer) -> Node:
    """Return L, or L₁₄₃ of the sample alone where L is the mean of several."""
    several = answer.extent is not Extent.SAMPLE
    return Scripts(LOSS, Text(str(answer.sample + 1))) if several else LOSS


def sample_loss_symbol() -> Node:
    """Return the loss of any one sample, s."""
    return Scripts(LOSS, Text("s"))


def output_symbol(index: int, answer: ChainAnswer) -> Node:
    """Return ŷ, or ŷ₂ where there are several."""
    hat = Hat(Text("y"))
    return hat if outputs_of(answer) == 1 else Scripts(hat, Text(str(index + 1)))


def outputs_symbol() -> Node:
    """Return ŷ, all outputs together."""
    return Hat(Text("y"))


def delta_symbol(layer: int, index: int, answer: ChainAnswer) -> Node:
    """Return δ₁⁽²⁾, which is ∂L/∂z₁⁽²⁾; `layer` counts from 0."""
    return _of_unit("δ", layer, index, answer)


def vector_symbol(letter: str, layer: int) -> Node:
    """Return δ⁽²⁾, z⁽²⁾ or W⁽²⁾: all of a layer's."""
    return Scripts(Text(letter), None, _layer(layer))


def read_symbol(parameter: Parameter) -> Node:
    """Return what the weight is multiplied by: x₂ of an input, a₂⁽¹⁾ of a neuron, 1 of a bias."""
    if parameter.source is None:
        return Text("1")
    index = Text(str(parameter.source + 1))
    if parameter.layer == 0:
        return Scripts(Text("x"), index)
    return Scripts(Text("a"), index, _layer(parameter.layer - 1))


def partial(above: Node, below: Node) -> Fraction:
    """Return ∂above/∂below."""
    return Fraction(row("∂", above), row("∂", below))


def link_symbol(index: int, answer: ChainAnswer) -> Node:
    """Return the derivative of a link of the chosen path; pointing at it points at the link."""
    above, below = answer.values[index + 1], answer.values[index]
    return Keyed(partial(symbol_of(above, answer), symbol_of(below, answer)), ("link", index))


def derivative_symbol(answer: ChainAnswer) -> Fraction:
    """Return ∂L/∂w of the parameter, L being the mean loss of the extent."""
    return partial(LOSS, parameter_symbol(answer.parameter))


def sample_derivative_symbol(answer: ChainAnswer) -> Fraction:
    """Return the derivative of the sample's own loss."""
    return partial(loss_symbol(answer), parameter_symbol(answer.parameter))


def outputs_of(answer: ChainAnswer) -> int:
    """Return how many outputs there are."""
    return len(answer.outputs)


def value_token(value: float) -> str:
    """Return the colour of a value's sign."""
    return _token(value, "neg", "pos")


def slope_token(derivative: float) -> str:
    """Return the colour of a derivative's sign."""
    return _token(derivative, "dneg", "dpos")


def value_number(value: float, digits: int = FACTOR_DIGITS) -> Node:
    """Return a value as a factor: in the colour of its sign, in brackets if it is negative."""
    return _number(value, value_token(value), digits)


def slope_number(derivative: float, digits: int = FACTOR_DIGITS) -> Node:
    """Return a derivative as a factor: in the colour of its sign, in brackets if it is negative."""
    return _number(derivative, slope_token(derivative), digits)


def unknown(key: object = None) -> Node:
    """Return the empty box of what is not known yet."""
    return Blank() if key is None else Keyed(Blank(), key)


def number_text(value: float, digits: int = FACTOR_DIGITS) -> str:
    """Return a number with so many digits; 0, 1 and −1 are exact and need none."""
    return format_fixed(value, 0) if value in EXACT else format_significant(value, digits)


def _of_unit(letter: str, layer: int, index: int, answer: ChainAnswer) -> Node:
    alone = layer == len(answer.layers) - 1 and outputs_of(answer) == 1
    return Scripts(Text(letter), None if alone else Text(str(index + 1)), _layer(layer))


def _layer(layer: int) -> Node:
    return Text(f"({layer + 1})", upright=True)


def _number(value: float, token: str, digits: int) -> Node:
    written = Prose(number_text(value, digits), bold=True)
    return Coloured(Brackets(written) if value < 0 else written, token)


def _token(value: float, below: str, above: str) -> str:
    if value == 0:
        return "ink2"
    return above if value > 0 else below
