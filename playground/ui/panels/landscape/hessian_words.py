"""What is said of the map of the Hessian: of an entry, of the whole, and of the check by differences."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from playground.session.unit_words import layer_words, parameter_words
from playground.ui.panels.chain_rule.naming import symbol_text
from playground.ui.panels.chain_rule.symbols import LOSS, parameter_symbol, slope_token
from playground.ui.plots.confusion_painter import share_text
from playground.ui.theme.numbers import format_compact, format_integer, format_signed, format_significant
from playground.ui.widgets.maths.tree import Brackets, Coloured, Fraction, Prose, Scripts, Text, row
from playground.worker.questions import SURE_ENTRY_DIGITS

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.ui.plots.hessian_layout import Cell
    from playground.ui.widgets.maths.tree import Node
    from playground.worker.questions import HessianCheckAnswer, HessianMapAnswer
    from playground.worker.snapshots import Parameter

RAISED_BY = 0.1
KINKS = " Slopes jump at kinks of this network; a difference across one sees the jump, ∂²L does not."
NO_BREAK_SPACE = "\u00a0"
_TWICE = Text("2")


def entry_formula(answer: HessianMapAnswer, cell: Cell) -> Node:
    """Return ∂²L/∂w₁∂w₂ = 0.0123 of an entry."""
    first, second = answer.rows[cell[0]], answer.columns[cell[1]]
    value = float(answer.entries[cell])
    above = row(Scripts(Text("∂"), None, _TWICE), LOSS)
    number = Coloured(Prose(format_significant(value), bold=True), slope_token(value))
    return row(Fraction(above, _below(first, second)), "=", number)


def _below(first: Parameter, second: Parameter) -> Node:
    if first == second:
        return row("∂", Scripts(Brackets(parameter_symbol(first)), None, _TWICE))
    return row("∂", parameter_symbol(first), "∂", parameter_symbol(second))


def entry_words(answer: HessianMapAnswer, cell: Cell, experiment: Experiment) -> str:
    """Say what an entry means: how raising one weight changes the slope of another."""
    first, second = answer.rows[cell[0]], answer.columns[cell[1]]
    change = RAISED_BY * float(answer.entries[cell])
    one, other = symbol_text(first), symbol_text(second)
    if first == second:
        return (
            f"Own curvature of {one}, {parameter_words(experiment, first)}: raising it by {RAISED_BY:g} "
            f"{_changes(f'its own slope ∂L/∂{one}', change)}"
        )
    return (
        f"Raising {one} by {RAISED_BY:g} {_changes(f'the slope ∂L/∂{other}', change)} "
        f"{one} is {parameter_words(experiment, first)}, {other} {parameter_words(experiment, second)}."
    )


def _changes(slope: str, change: float) -> str:
    if change == 0:
        return f"does not change {slope}."
    return f"changes {slope} by about {format_signed(change, 2)}."


def picture_words(answer: HessianMapAnswer, experiment: Experiment) -> str:
    """Say how much of the Hessian lies where, as far as the block tells."""
    if answer.rows != answer.columns or answer.largest == 0:
        return "Every entry here is 0." if answer.largest == 0 else _pair_words(answer, experiment)
    own = share_text(answer.own_share)
    single = len({each.layer for each in answer.rows}) == 1
    rest = "the rest couples its weights" if single else "the rest couples weights"
    part = " of this block" if single else ""
    return f"By squares, {own}{part} lies on the diagonal; {rest}."


def _pair_words(answer: HessianMapAnswer, experiment: Experiment) -> str:
    names = layer_words(experiment)
    down, across = (_of_side({each.layer for each in side}, names) for side in (answer.rows, answer.columns))
    return f"How raising a weight of {down} changes the slopes of {across}, and the other way round."


def _of_side(layers: set[int], names: list[str]) -> str:
    if len(layers) > 1:
        return "any layer"
    name = names[min(layers)]
    return name if name.startswith("layer") else f"the {name}"


def cost_words(answer: HessianMapAnswer) -> str:
    """Say of which loss it is, and what it cost."""
    every = answer.samples == answer.train_samples
    samples = f"all {format_integer(answer.samples)}"
    if not every:
        samples = f"the first {format_integer(answer.samples)} of {format_integer(answer.train_samples)}"
    frozen = f"{format_integer(answer.frozen)} frozen left out. " if answer.frozen else ""
    rows, columns = map(format_integer, answer.entries.shape)
    cost = f"{format_compact(1000 * answer.seconds, 2)}{NO_BREAK_SPACE}ms"
    return (
        f"{frozen}{rows} × {columns} exact entries of {samples} training samples with the penalty, "
        f"without dropout; {cost}."
    )


def check_words(found: HessianCheckAnswer) -> str:
    """Say how well both ways agree, and where least."""
    worst = f"∂²L/∂{symbol_text(found.row)}∂{symbol_text(found.column)}"
    if found.error == 0:
        return "Every entry agrees with differences of exact gradients to the last digit."
    all_do = found.agreeing == found.count
    agreeing = f"All {_count(found)}" if all_do else f"{format_integer(found.agreeing)} of {_count(found)}"
    verdict = (
        f"{agreeing} entries agree with differences of exact gradients to {SURE_ENTRY_DIGITS} digits of the "
        f"largest, or more. Off most: {worst}, {_digits(found)} ({_number(found.exact)} and "
        f"{_number(found.difference)})."
    )
    if found.agreeing < found.count and found.kinks:
        verdict += KINKS
    return verdict


def _count(found: HessianCheckAnswer) -> str:
    return format_integer(found.count)


def _digits(found: HessianCheckAnswer) -> str:
    digits = math.floor(found.digits)
    return f"to {digits} digit{'' if digits == 1 else 's'}"


def _number(value: float) -> str:
    return format_significant(value, 9)
