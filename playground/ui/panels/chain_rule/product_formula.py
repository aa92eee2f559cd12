"""The formulas of the panel "The product": one path's product in letters and numbers, and the sum of all."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from playground.ui.panels.chain_rule import symbols
from playground.ui.theme.numbers import MINUS, format_fixed, format_integer, format_significant
from playground.ui.widgets.maths.tree import (
    Brackets,
    Coloured,
    Fraction,
    Keyed,
    Limits,
    Prose,
    Row,
    Space,
    Text,
    row,
)
from playground.worker.questions import Extent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playground.ui.panels.chain_rule.stage import Stage
    from playground.ui.widgets.maths.tree import Node
    from playground.worker.questions import ChainAnswer

DIGITS = 4
_BETWEEN = 0.12
_LEAST_FIXED, _MOST_FIXED = 1e-3, 1e6
OTHERS = ("path", "others")


def path_formula(answer: ChainAnswer) -> Node:
    """Return the chosen path's derivatives in letters, the loss first; an only path is the derivative."""
    count = len(answer.links)
    begins: Iterable[Node]
    if answer.path_count == 1:
        begins = (symbols.sample_derivative_symbol(answer), Text("="))
    else:
        begins = (label(f"this path{_of_sample(answer)}:"), Space(0.4))
    factors: list[Node] = []
    for index in reversed(range(count)):
        factors += [Space(_BETWEEN), symbols.link_symbol(index, answer)]
    return Row((*begins, *factors[1:]))


def path_numbers(answer: ChainAnswer, stage: Stage) -> Node:
    """Return the same with the numbers, and boxes for those that are not known yet."""
    count = len(answer.links)
    factors: list[Node] = []
    for index in reversed(range(count)):
        factors += [Text("·"), _factor(answer, index, known=stage.knows_link(index, count))]
    return Row((Text("="), *factors[1:], Text("="), _path_product(answer, stage)))


def sum_formula(answer: ChainAnswer, stage: Stage) -> Node | None:
    """Return the products of all paths and what they come to, those beyond the listed as one term.

    None where the one path's product is all there is.
    """
    alone = answer.path_count == 1
    if alone and answer.extent is Extent.SAMPLE:
        return None
    texts = _alike([*(path.product for path in answer.paths), answer.others, answer.derivative])
    known = stage.knows_link(0, len(answer.links))
    terms: list[Node] = []
    for at, path in enumerate(answer.paths):
        term = _term(path.product, texts[at]) if known else symbols.unknown()
        terms += [Text("+"), Keyed(term, ("path", at))]
    unlisted = answer.path_count - len(answer.paths)
    if unlisted:
        term = _term(answer.others, texts[-2]) if known else symbols.unknown()
        words = label(f"({others_text(unlisted)})")
        terms += [Text("+"), Keyed(row(term, Space(0.25), words), OTHERS)]
    total = _total(answer.derivative, texts[-1]) if known else symbols.unknown()
    equals = symbols.derivative_symbol(answer), *_as_mean(answer), Text("=")
    if alone:
        return Row((*equals, total))
    return Row((label("all paths:"), Space(0.4), *equals, *terms[1:], Text("="), total))


def others_text(count: int) -> str:
    """Return "1 other" or "17 others"."""
    return "1 other" if count == 1 else f"{format_integer(count)} others"


def label(text: str) -> Node:
    """Return words beside a formula."""
    return Coloured(Prose(text), "ink3")


def signed_total(value: float) -> Node:
    """Return a result: with its sign and four digits, in the colour of a derivative's sign."""
    return _total(value, symbols.number_text(value, DIGITS))


def _factor(answer: ChainAnswer, index: int, *, known: bool) -> Node:
    key = ("link", index)
    number = symbols.slope_number(answer.links[index].derivative)
    return Keyed(number, key) if known else symbols.unknown(key)


def _path_product(answer: ChainAnswer, stage: Stage) -> Node:
    """Return what the links come to, of the sample."""
    if not stage.knows_link(0, len(answer.links)):
        return symbols.unknown()
    product = answer.links[0].so_far
    if answer.extent is Extent.SAMPLE:
        texts = _alike([*(path.product for path in answer.paths), answer.others, answer.derivative, product])
        return _total(product, texts[-1])
    return signed_total(product)


def _of_sample(answer: ChainAnswer) -> str:
    return "" if answer.extent is Extent.SAMPLE else f", sample {answer.sample + 1}"


def _as_mean(answer: ChainAnswer) -> tuple[Node, ...]:
    """Return that the derivative is the mean of the samples' derivatives, where there are several."""
    if answer.extent is Extent.SAMPLE:
        return ()
    count = str(answer.samples)
    of_each = symbols.partial(symbols.sample_loss_symbol(), symbols.parameter_symbol(answer.parameter))
    mean = Fraction(Text("1"), Text(count)), Space(0.15), Limits("∑", Text("s")), of_each
    return Text("="), *mean


def _term(value: float, text: str) -> Node:
    number = Prose(text, bold=True)
    return Coloured(Brackets(number) if text.startswith(MINUS) else number, symbols.slope_token(value))


def _total(value: float, text: str) -> Node:
    return Coloured(Prose(f"+{text}" if value > 0 else text, bold=True), symbols.slope_token(value))


def _alike(values: list[float]) -> list[str]:
    """Write numbers that are added up with the same decimals, so many that the largest has four digits."""
    largest = max(abs(value) for value in values)
    if not _LEAST_FIXED <= largest < _MOST_FIXED:
        return [symbols.number_text(value, DIGITS) for value in values]
    decimals = max(0, DIGITS - 1 - math.floor(math.log10(largest)))
    if largest < 1:
        decimals = max(DIGITS, decimals)
    written = [format_fixed(value, decimals) for value in values]
    return [
        text if value == 0 or text.strip("0.") else format_significant(value, 1)
        for value, text in zip(values, written, strict=True)
    ]
