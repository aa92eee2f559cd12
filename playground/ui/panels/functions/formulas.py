"""The formulas of two parts, typeset: gradient times arrow, and a network's output as a sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document.choices import Activation
from playground.session.wording import ACTIVATIONS
from playground.ui.theme.numbers import format_fixed, format_significant
from playground.ui.widgets.maths.tree import Brackets, Coloured, Hat, Limits, Prose, Scripts, Text, row

if TYPE_CHECKING:
    from playground.ui.widgets.maths.tree import Node
    from playground.worker.questions import ArrowAnswer, SumAnswer

DIGITS = 4
COORDINATES = {"x₁": "1", "x₂": "2"}


def product_formula(answer: ArrowAnswer) -> Node:
    """Return ∇f·v with its numbers, derivatives in the colours of their signs."""
    (by_x, by_y), (v_x, v_y) = answer.gradient, answer.direction
    first = (_derivative(by_x), Text("·"), _number(format_fixed(v_x, 3)))
    second = (_derivative(by_y, bracketed=True), Text("·"), _number(format_fixed(v_y, 3)))
    return row("∇f", "·", "v", "=", *first, "+", *second, "=", _derivative(answer.slope))


def _derivative(value: float, *, bracketed: bool = False) -> Node:
    text = format_significant(value, DIGITS)
    number = _number(text) if bracketed else Prose(text)
    return Coloured(number, "dneg" if value < 0 else "dpos")


def _number(text: str) -> Node:
    return Brackets(Prose(text)) if text.startswith("−") else Prose(text)


def sum_formula(answer: SumAnswer) -> Node:
    """Return ŷ = Σ wⱼ aⱼ(x) + b, with the output's activation around it where it has one."""
    index = COORDINATES.get(answer.label)
    x = Text("x") if index is None else Scripts(Text("x"), Text(index))
    term = row(Scripts(Text("w"), Text("j")), Scripts(Text("a"), Text("j")), Brackets(x))
    total = row(Limits("∑", Text("j")), term, "+", "b")
    if answer.scored:
        return row("z", "=", total)
    if answer.linear:
        return row(Hat(Text("y")), "=", total)
    name = ACTIVATIONS[Activation(answer.function)]
    return row(Hat(Text("y")), "=", Text(name, upright=True), Brackets(total))
