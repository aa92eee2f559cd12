"""The counts of multiplications, against plain programs whose numbers count how often they are multiplied."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from playground.calculus.chain.cost import by_deltas, by_paths, every_by_deltas, every_by_paths

if TYPE_CHECKING:
    from collections.abc import Iterator

NETS = [(2, 1), (3, 2), (2, 2, 1), (2, 4, 3, 1), (3, 2, 3, 2, 2), (1, 1, 1, 1, 1), (2, 5, 3)]


class Counter:
    """How often numbers have been multiplied."""

    times = 0


@dataclass(frozen=True)
class Counted:
    """A number that counts its multiplications."""

    value: float
    counter: Counter

    def __mul__(self, other: Counted) -> Counted:
        self.counter.times += 1
        return Counted(self.value * other.value, self.counter)

    def __add__(self, other: Counted) -> Counted:
        return Counted(self.value + other.value, self.counter)


class Net:
    """Local derivatives of a net, drawn at random: what is read, f' of each layer, weights, dL/da."""

    def __init__(self, widths: tuple[int, ...]) -> None:
        draw = random.Random(1)
        self.counter, self.widths, self.layers = Counter(), widths, len(widths) - 1

        def number() -> Counted:
            return Counted(draw.uniform(-1, 1), self.counter)

        self.read = [[number() for _ in range(width)] for width in widths[:-1]]
        self.slopes = [[number() for _ in range(width)] for width in widths[1:]]
        self.weights = [
            [[number() for _ in range(above)] for _ in range(below)]
            for below, above in itertools.pairwise(widths)
        ]
        self.by_output = [number() for _ in range(widths[-1])]

    def path_by_path(self, layer: int, source: int | None, target: int) -> Counted:
        read = None if source is None else self.read[layer][source]
        return total(self.product(layer, read, (target, *on)) for on in self.ways_on(layer))

    def ways_on(self, layer: int) -> Iterator[tuple[int, ...]]:
        return itertools.product(*(range(width) for width in self.widths[layer + 2 :]))

    def product(self, layer: int, read: Counted | None, path: tuple[int, ...]) -> Counted:
        slope = self.slopes[layer][path[0]]
        reached = slope if read is None else read * slope
        for depth, (below, above) in enumerate(itertools.pairwise(path), start=layer + 1):
            reached = reached * self.weights[depth][below][above] * self.slopes[depth][above]
        return reached * self.by_output[path[-1]]

    def delta(self, layer: int, unit: int, above: list[Counted]) -> Counted:
        if layer == self.layers - 1:
            return self.by_output[unit] * self.slopes[layer][unit]
        products = (weight * each for weight, each in zip(self.weights[layer + 1][unit], above, strict=True))
        return total(products) * self.slopes[layer][unit]

    def deltas_above(self, layer: int) -> list[Counted]:
        """Give all δ of the layer after this one."""
        above: list[Counted] = []
        for each in range(self.layers - 1, layer, -1):
            above = [self.delta(each, unit, above) for unit in range(self.widths[each + 1])]
        return above

    def by_backpropagation(self, layer: int, source: int | None, target: int) -> Counted:
        delta = self.delta(layer, target, self.deltas_above(layer))
        return delta if source is None else self.read[layer][source] * delta

    def everything(self) -> list[Counted]:
        """Give all derivatives in one backpropagation: a bias's is δ itself."""
        found: list[Counted] = []
        above: list[Counted] = []
        for layer in range(self.layers - 1, -1, -1):
            above = [self.delta(layer, unit, above) for unit in range(self.widths[layer + 1])]
            found += [*above, *(read * each for read in self.read[layer] for each in above)]
        return found


def total(numbers: Iterator[Counted]) -> Counted:
    first = next(numbers)
    for number in numbers:
        first = first + number
    return first


@pytest.mark.parametrize("source", [0, None])
@pytest.mark.parametrize("widths", NETS)
def test_one_derivative(widths: tuple[int, ...], source: int | None) -> None:
    for layer in range(len(widths) - 1):
        net, bias = Net(widths), source is None
        one = net.path_by_path(layer, source, 0)
        assert by_paths(widths, layer, bias=bias) == net.counter.times
        net.counter.times = 0
        other = net.by_backpropagation(layer, source, 0)
        assert by_deltas(widths, layer, bias=bias) == net.counter.times
        assert one.value == pytest.approx(other.value)


@pytest.mark.parametrize("widths", NETS)
def test_all_derivatives(widths: tuple[int, ...]) -> None:
    net, by_path = Net(widths), []
    for layer in range(len(widths) - 1):
        for source in (None, *range(widths[layer])):
            by_path += [net.path_by_path(layer, source, unit) for unit in range(widths[layer + 1])]
    assert every_by_paths(widths) == net.counter.times
    net.counter.times = 0
    at_once = net.everything()
    assert every_by_deltas(widths) == net.counter.times
    assert sorted(each.value for each in at_once) == pytest.approx(sorted(each.value for each in by_path))
    assert every_by_deltas(widths) < every_by_paths(widths)
