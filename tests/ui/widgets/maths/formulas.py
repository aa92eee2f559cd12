"""The formulas of the tests, as a person would write them."""

from __future__ import annotations

from playground.ui.widgets.maths.tree import (
    Blank,
    Brackets,
    Coloured,
    Fraction,
    Hat,
    Keyed,
    Limits,
    Prose,
    Scripts,
    Space,
    Text,
    row,
)

WEIGHT = Scripts(Text("w"), Text("21"), Text("(1)"))
SUM = Scripts(Text("z"), Text("1"), Text("(2)"))


def slope(above: Text | Scripts | Hat, below: Text | Scripts | Hat) -> Fraction:
    return Fraction(row("∂", above), row("∂", below))


LOSS_BY_OUTPUT = Keyed(slope(Text("L"), Hat(Text("y"))), ("link", 1))
OUTPUT_BY_WEIGHT = Keyed(slope(Hat(Text("y")), WEIGHT), ("link", 0))
CHAIN = row(slope(Text("L"), WEIGHT), Text("="), LOSS_BY_OUTPUT, Space(0.2), OUTPUT_BY_WEIGHT)
NUMBERS = row(
    Text("="),
    Coloured(Brackets(Prose("−1.708", bold=True)), "dneg"),
    Text("·"),
    Coloured(Prose("0.499", bold=True), "dpos"),
    Text("="),
    Blank(),
)
MEAN = row(Fraction(Text("1"), Text("m")), Limits("∑", row("i", Text("="), Text("1")), Text("m")), SUM)
