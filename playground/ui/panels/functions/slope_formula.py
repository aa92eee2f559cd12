"""The definition of the derivative, and under it the same with the numbers of now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.ui.panels.functions.digits import told_apart
from playground.ui.panels.functions.function_words import letter_of, variable_of
from playground.ui.plots.slope.curves_painter import sign_token
from playground.ui.theme.numbers import MINUS, format_compact
from playground.ui.widgets.maths.tree import Coloured, Fraction, Limits, Node, Prose, Text, row

if TYPE_CHECKING:
    from playground.worker.questions import PointAnswer

_DIGITS, _MOST_DIGITS = 6, 9


def definition(point: PointAnswer) -> Node:
    """Return f'(x) = lim of (f(x + h) - f(x)) / h as h goes to 0."""
    f, x = letter_of(point.function), variable_of(point.function)
    above = row(f"{f}(", x, "+", "h)", "−", f"{f}(", x, ")")
    limit = Limits("lim", row("h", "→", "0"))
    return row(f"{f}′(", x, ")", "=", limit, Fraction(above, Text("h")))


def with_numbers(point: PointAnswer) -> Node:
    """Return the quotient with the numbers of now, as far as there are any.

    Two values that differ late in their digits are given as their difference: written short, they would look
    the same.
    """
    if point.value is None or point.ahead is None or point.quotient is None:
        return row()
    written = told_apart(point.ahead, point.value, _DIGITS, _MOST_DIGITS)
    if written is None:
        above: Node = Prose(format_compact(point.ahead - point.value, _DIGITS))
    else:
        above = row(_bracketed(written[0]), "−", _bracketed(written[1]))
    quotient = Coloured(Prose(format_compact(point.quotient, _DIGITS), bold=True), sign_token(point.quotient))
    return row("≈", Fraction(above, Prose(format_compact(point.h, 3))), "=", quotient)


def _bracketed(number: str) -> Node:
    return row(Text("("), Prose(number), Text(")")) if number.startswith(MINUS) else Prose(number)
