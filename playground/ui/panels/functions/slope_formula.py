"""The definition of the derivative, and under it the same with the numbers of now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.ui.panels.functions.function_words import letter_of, variable_of
from playground.ui.plots.slope.curves_painter import sign_token
from playground.ui.theme.numbers import format_compact
from playground.ui.widgets.maths.tree import Coloured, Fraction, Limits, Node, Prose, Text, row

if TYPE_CHECKING:
    from playground.worker.questions import PointAnswer

_DIGITS = 6


def definition(point: PointAnswer) -> Node:
    """Return f'(x) = lim of (f(x + h) - f(x)) / h as h goes to 0."""
    f, x = letter_of(point.function), variable_of(point.function)
    above = row(f"{f}(", x, "+", "h)", "−", f"{f}(", x, ")")
    limit = Limits("lim", row("h", "→", "0"))
    return row(f"{f}′(", x, ")", "=", limit, Fraction(above, Text("h")))


def with_numbers(point: PointAnswer) -> Node:
    """Return the quotient with the numbers of now, as far as there are any."""
    if point.value is None or point.ahead is None or point.quotient is None:
        return row()
    above = row(_number(point.ahead), "−", _number(point.value))
    quotient = Coloured(Prose(format_compact(point.quotient, _DIGITS), bold=True), sign_token(point.quotient))
    return row("≈", Fraction(above, _number(point.h, 3)), "=", quotient)


def _number(value: float, digits: int = _DIGITS) -> Node:
    written = Prose(format_compact(value, digits))
    return row(Text("("), written, Text(")")) if value < 0 else written
