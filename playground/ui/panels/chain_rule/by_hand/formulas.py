"""How each number of a sheet is found: its formula with letters, and with the sample's own numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from playground.ui.panels.chain_rule.by_hand.functions import (
    ACTIVATIONS,
    LOSS_SLOPES,
    LOSSES,
    SLOPES,
    SMOOTHED_LOSS,
    SMOOTHED_SLOPE,
    added,
    enclosed,
    filled,
)
from playground.ui.panels.chain_rule.by_hand.names import Names
from playground.ui.theme.numbers import format_compact, format_fixed, format_significant
from playground.ui.widgets.maths.tree import Coloured, Node, Prose, Row, Text
from playground.worker.questions import BoxKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.worker.questions import Box, WorksheetAnswer

DIGITS = 4
_MOST_DECIMALS = 12


def written(value: float) -> str:
    """Return a number as the sheet prints it."""
    return format_significant(value, DIGITS)


def value_of(value: float) -> Node:
    """Return a value in the colour of its sign."""
    return Coloured(Prose(written(value)), "pos" if value > 0 else "neg" if value < 0 else "ink")


def slope_of(value: float) -> Node:
    """Return a derivative in the colour of its sign."""
    return Coloured(Prose(written(value)), "dpos" if value > 0 else "dneg" if value < 0 else "ink")


def before_step(box: Box, rate: float) -> str:
    """Return the weight that a step begins from, with so many digits that the step is seen in it."""
    step = abs(rate * box.factor)
    if not step:
        return written(box.value)
    decimals = max(DIGITS, 2 - math.floor(math.log10(step)))
    return format_fixed(box.value, min(decimals, _MOST_DECIMALS))


def answer_text(box: Box, rate: float) -> str:
    """Return the true number of a box as the sheet shows it."""
    if box.kind is not BoxKind.UPDATE or not rate * box.factor:
        return written(box.expected)
    decimals = max(DIGITS, 2 - math.floor(math.log10(abs(rate * box.factor))))
    return format_fixed(box.expected, min(decimals, _MOST_DECIMALS))


class Formulas:
    """The formulas of one sheet's boxes, `numbers` says whether with numbers in the places of letters."""

    def __init__(self, answer: WorksheetAnswer, *, numbers: bool) -> None:
        self._answer, self._numbers = answer, numbers
        self._names = Names(answer)

    def of(self, box: Box) -> Node:
        """Return what stands right of the equals sign."""
        find: dict[BoxKind, Callable[[Box], Node]] = {
            BoxKind.SUM: self._sum,
            BoxKind.ACTIVATION: self._activation,
            BoxKind.LOSS: self._loss,
            BoxKind.DELTA: self._delta,
            BoxKind.GRADIENT: self._gradient,
            BoxKind.UPDATE: self._update,
        }
        return find[box.kind](box)

    def _value(self, name: Node, value: float) -> Node:
        return value_of(value) if self._numbers else name

    def _slope(self, name: Node, value: float) -> Node:
        return slope_of(value) if self._numbers else name

    def _sum(self, box: Box) -> Node:
        names = self._names
        terms = [
            _product(
                self._value(names.parameter(box.layer, each.source, each.target), each.weight),
                self._value(names.a(box.layer - 1, each.source), each.value),
            )
            for each in box.products
        ]
        if box.others:
            terms.append(self._rest(box, value_of(box.rest)))
        if box.bias is not None:
            terms.append(self._value(names.parameter(box.layer, None, box.index), box.bias))
        return added(terms)

    def _rest(self, box: Box, number: Node) -> Node:
        return number if self._numbers else Prose(others_in_words(box))

    def _activation(self, box: Box) -> Node:
        z = self._value(self._names.z(box.layer, box.index), box.value)
        return filled(ACTIVATIONS[self._answer.activations[box.layer]], {"z": z})

    def _outputs(self) -> list[Node]:
        last = len(self._answer.activations) - 1
        return [self._value(self._names.a(last, at), each) for at, each in enumerate(self._answer.outputs)]

    def _target(self, unit: int) -> Node:
        if self._numbers:
            return Prose(format_compact(self._answer.target[unit], DIGITS))
        return self._names.target(unit)

    def _parts(self, unit: int) -> dict[str, Node]:
        half = Prose(format_compact(self._answer.smoothing / 2, DIGITS))
        return {"y": self._outputs()[unit], "t": self._target(unit), "s": half}

    def _loss(self, box: Box) -> Node:
        if self._answer.loss_name == "softmax_cross_entropy":
            return self._softmax_loss()
        template = LOSSES[self._answer.loss_name] + (SMOOTHED_LOSS if self._answer.smoothing else "")
        return added(filled(template, self._parts(unit)) for unit in range(len(self._answer.outputs)))

    def _softmax_loss(self) -> Node:
        outputs = self._outputs()
        terms = [
            filled("{t}·{z}", {"t": Prose(written(share)), "z": output}) if share != 1 else output
            for share, output in zip(self._believed(), outputs, strict=True)
            if share
        ]
        right = terms[0] if len(terms) == 1 else enclosed(added(terms))
        return filled("log({sum}) − {right}", {"sum": self._powers(), "right": right})

    def _believed(self) -> list[float]:
        """Return how sure of each class the loss wants the network to be."""
        smoothing, target = self._answer.smoothing, self._answer.target
        return [(1 - smoothing) * each + smoothing / len(target) for each in target]

    def _powers(self) -> Node:
        return added(filled("exp({z})", {"z": each}) for each in self._outputs())

    def _delta(self, box: Box) -> Node:
        arriving = self._by_output(box) if self._names.is_output(box.layer) else self._from_above(box)
        if self._answer.activations[box.layer] == "linear":
            return arriving
        z = self._value(self._names.z(box.layer, box.index), box.value)
        a = self._value(self._names.a(box.layer, box.index), box.own)
        slope = filled(SLOPES[self._answer.activations[box.layer]], {"z": z, "a": a})
        return Row((enclosed(arriving), Text("·"), enclosed(slope)))

    def _by_output(self, box: Box) -> Node:
        if self._answer.loss_name == "softmax_cross_entropy":
            return self._softmax_slope(box)
        template = LOSS_SLOPES[self._answer.loss_name]
        template += SMOOTHED_SLOPE if self._answer.smoothing else ""
        return filled(template, self._parts(box.index))

    def _softmax_slope(self, box: Box) -> Node:
        target = self._target(box.index)
        if self._answer.smoothing:
            target = Prose(written(self._believed()[box.index]))
        parts = {"z": self._outputs()[box.index], "sum": self._powers(), "t": target}
        return filled("exp({z})/({sum}) − {t}", parts)

    def _from_above(self, box: Box) -> Node:
        names = self._names
        terms = [
            _product(
                self._value(names.parameter(box.layer + 1, each.source, each.target), each.weight),
                self._slope(names.delta(box.layer + 1, each.target), each.value),
            )
            for each in box.products
        ]
        if box.others:
            terms.append(self._rest(box, slope_of(box.rest)))
        return added(terms)

    def _gradient(self, box: Box) -> Node:
        delta = self._slope(self._names.delta(box.layer, box.index), box.factor)
        if box.source is None:
            return _product(delta, Prose("1"))
        return _product(delta, self._value(self._names.a(box.layer - 1, box.source), box.value))

    def _update(self, box: Box) -> Node:
        rate = self._answer.learning_rate
        if not self._numbers:
            name = self._names.parameter(box.layer, box.source, box.index)
            return Row((name, Text("−"), Text("η"), Text("·"), self._names.derivative(box)))
        parts = {"η": Prose(format_compact(rate, DIGITS)), "g": slope_of(box.factor)}
        parts["w"] = Prose(before_step(box, rate))
        return filled("{w} − {η}·{g}", parts)


def others_in_words(box: Box) -> str:
    """Return what stands for the terms of a sum that are not told one by one."""
    return f"{box.others} other {'term' if box.others == 1 else 'terms'}"


def _product(first: Node, second: Node) -> Node:
    return filled("{first}·{second}", {"first": first, "second": second})
