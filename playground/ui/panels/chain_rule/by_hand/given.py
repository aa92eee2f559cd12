"""The numbers that a sheet gives: what each row of boxes begins from, and what stands above all rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.ui.panels.chain_rule.by_hand.formulas import DIGITS, before_step, slope_of, value_of
from playground.ui.panels.chain_rule.by_hand.names import Names
from playground.ui.theme.numbers import format_compact
from playground.ui.widgets.maths.tree import Node, Prose, Row, Space, Text
from playground.worker.questions import BoxKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playground.worker.questions import Box, WorksheetAnswer

_BETWEEN = Space(1.1)
_EQUALS = " = "  # no line breaks there


class Given:
    """What one sheet tells."""

    def __init__(self, answer: WorksheetAnswer) -> None:
        self._answer, self._names = answer, Names(answer)

    def sample(self) -> Node:
        """Return the inputs, the target and the learning rate."""
        return _listed((*self._inputs(), *self._targets(), self._rate()))

    def of_row(self, boxes: tuple[Box, ...]) -> Node | None:
        """Return the given numbers that the boxes of a row need, None where they need none."""
        found = tuple(part for box in boxes for part in self._needed(box))
        return _listed(found) if found else None

    def _needed(self, box: Box) -> Iterator[Node]:
        names = self._names
        if box.kind is BoxKind.SUM:
            below_start = box.layer == self._answer.parameter.layer and not self._answer.whole
            for each in box.products:
                yield _equal(names.parameter(box.layer, each.source, each.target), value_of(each.weight))
                if below_start and box.layer:
                    yield _equal(names.a(box.layer - 1, each.source), value_of(each.value))
            if box.bias is not None:
                yield _equal(names.parameter(box.layer, None, box.index), value_of(box.bias))
        if box.others:
            number = value_of(box.rest) if box.kind is BoxKind.SUM else slope_of(box.rest)
            yield _equal(Prose("all other terms together"), number)
        if box.kind is BoxKind.DELTA:
            for each in box.products:
                name = names.parameter(box.layer + 1, each.source, each.target)
                yield _equal(name, value_of(each.weight))
        if box.kind is BoxKind.LOSS and not self._answer.whole:
            yield from self._other_outputs()
        if box.kind is BoxKind.UPDATE:
            name = names.parameter(box.layer, box.source, box.index)
            yield _equal(name, Prose(before_step(box, self._answer.learning_rate)))

    def _other_outputs(self) -> Iterator[Node]:
        last = len(self._answer.activations) - 1
        for unit, value in enumerate(self._answer.outputs):
            if unit != self._answer.path[-1]:
                yield _equal(self._names.a(last, unit), value_of(value))

    def _inputs(self) -> Iterator[Node]:
        whole, parameter = self._answer.whole, self._answer.parameter
        for unit, value in enumerate(self._answer.inputs):
            if whole or (parameter.layer == 0 and parameter.source == unit):
                label = self._names.input_label(unit)
                told = (Prose(f" ({label})"),) if label else ()
                yield Row((_equal(self._names.a(-1, unit), value_of(value)), *told))

    def _targets(self) -> Iterator[Node]:
        for unit, value in enumerate(self._answer.target):
            yield _equal(self._names.target(unit), Prose(format_compact(value, DIGITS)))

    def _rate(self) -> Node:
        return _equal(Text("η"), Prose(format_compact(self._answer.learning_rate, DIGITS)))


def _equal(name: Node, number: Node) -> Node:
    return Row((name, Prose(_EQUALS), number))


def _listed(parts: Iterable[Node]) -> Node:
    found: list[Node] = []
    for part in parts:
        found += [*([_BETWEEN] if found else []), part]
    return Row(tuple(found))
