"""The rule of a way downhill with letters, and its first step with numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.ui.theme.numbers import format_rate, format_signed, format_significant
from playground.ui.widgets.maths.tree import Coloured, Fraction, Prose, Row, Scripts, Text, row
from playground.worker.questions import DescentMethod

if TYPE_CHECKING:
    from playground.ui.widgets.maths.tree import Node
    from playground.worker.questions import DescentAnswer, DescentPath

LATER = row("t", "+", Text("1", upright=True))
SPEED, NEXT_SPEED = Scripts(Text("v"), Text("t")), Scripts(Text("v"), LATER)


def rule(method: DescentMethod, variable: str, function: str) -> Node:
    """Return how each place follows from the one before."""
    now, later = Scripts(Text(variable), Text("t")), Scripts(Text(variable), LATER)
    slope = row(f"{function}′(", now, ")")
    match method:
        case DescentMethod.GRADIENT:
            return row(later, "=", now, "−", "η", " ", slope)
        case DescentMethod.MOMENTUM:
            return row(NEXT_SPEED, "=", "β", SPEED, "+", slope, ",   ", later, "=", now, "−", "η", NEXT_SPEED)
        case DescentMethod.NEWTON:
            return row(later, "=", now, "−", Fraction(slope, row(f"|{function}″(", now, ")|")))


def first_step(answer: DescentAnswer, path: DescentPath, variable: str) -> Node:
    """Return the first step with its numbers; where none is taken, the start alone."""
    begin = Scripts(Text(variable), Text("1", upright=True))
    start, slope = Prose(format_significant(answer.start)), _derivative(answer.slope)
    if path.method is not DescentMethod.NEWTON:
        end = Prose(format_significant(answer.first), bold=True)
        return row(begin, "=", start, "−", Prose(format_rate(answer.rate)), "·", slope, "=", end)
    if len(path.places) < 2:
        return row(Scripts(Text(variable), Text("0", upright=True)), "=", start)
    end = Prose(format_significant(float(path.places[1])), bold=True)
    bend = Prose(format_significant(abs(answer.curvature)))
    return row(begin, "=", start, "−", Fraction(slope, bend), "=", end)


def _derivative(value: float) -> Row | Coloured:
    """Return a slope in its colour, in brackets where it has a sign of its own."""
    token = "dneg" if value < 0.0 else "dpos"
    text = Coloured(Prose(format_signed(value)), token)
    return row("(", text, ")")
