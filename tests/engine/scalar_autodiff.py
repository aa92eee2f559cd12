"""A second, independent way to the gradient: one number at a time, each remembering how it was made."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Number:
    """A value, and what it came from: pairs (earlier number, derivative of this one by it)."""

    def __init__(self, value: float, sources: Sequence[tuple[Number, float]] = ()) -> None:
        self.value = float(value)
        self.sources = sources
        self.gradient = 0.0

    def __add__(self, other: Number | float) -> Number:
        other = other if isinstance(other, Number) else Number(other)
        return Number(self.value + other.value, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other: Number | float) -> Number:
        other = other if isinstance(other, Number) else Number(other)
        return Number(self.value * other.value, [(self, other.value), (other, self.value)])

    def __sub__(self, other: Number | float) -> Number:
        return self + (other * -1.0 if isinstance(other, Number) else -other)

    def tanh(self) -> Number:
        return Number(math.tanh(self.value), [(self, 1 / math.cosh(self.value) ** 2)])

    def relu(self) -> Number:
        return self if self.value > 0 else Number(0.0)

    def sigmoid(self) -> Number:
        positive, negative = math.exp(self.value / 2), math.exp(-self.value / 2)
        return Number(positive / (positive + negative), [(self, 1 / (positive + negative) ** 2)])

    def exp(self) -> Number:
        power = math.exp(self.value)
        return Number(power, [(self, power)])

    def log(self) -> Number:
        return Number(math.log(self.value), [(self, 1 / self.value)])

    def linear(self) -> Number:
        return self

    def back_propagate(self) -> None:
        """Give every number that this one came from its derivative."""
        self.gradient = 1.0
        for number in reversed(_in_order(self)):
            for source, slope in number.sources:
                source.gradient += slope * number.gradient


def _in_order(last: Number) -> list[Number]:
    """Sources first."""
    order: list[Number] = []
    seen: set[int] = set()
    stack = [(last, False)]
    while stack:
        number, done = stack.pop()
        if done:
            order.append(number)
        elif id(number) not in seen:
            seen.add(id(number))
            stack.append((number, True))
            stack.extend((source, False) for source, _ in number.sources)
    return order


def total(numbers: Sequence[Number]) -> Number:
    result = Number(0.0)
    for number in numbers:
        result = result + number
    return result


def half_squared(outputs: Sequence[Number], targets: Sequence[float]) -> Number:
    errors = [output - target for output, target in zip(outputs, targets, strict=True)]
    return total([error * error for error in errors]) * 0.5


def binary_cross_entropy(outputs: Sequence[Number], targets: Sequence[float]) -> Number:
    """The negative logarithm of the probability given to the right class."""
    return (outputs[0] * targets[0]).sigmoid().log() * -1.0


def softmax_cross_entropy(outputs: Sequence[Number], targets: Sequence[float]) -> Number:
    log_of_sum = total([output.exp() for output in outputs]).log()
    return total([(log_of_sum - output) * target for output, target in zip(outputs, targets, strict=True)])


LOSSES: dict[str, Callable[[Sequence[Number], Sequence[float]], Number]] = {
    "half_squared": half_squared,
    "binary_cross_entropy": binary_cross_entropy,
    "softmax_cross_entropy": softmax_cross_entropy,
}


def mean_loss(
    weights: Sequence[Sequence[Sequence[Number]]],
    biases: Sequence[Sequence[Number]],
    activations: Sequence[str],
    loss: str,
    samples: Sequence[tuple[Sequence[float], Sequence[float]]],
) -> Number:
    """The mean loss of a dense network; weights[l][i][j] leads from unit i to unit j, as W[l] does."""
    losses = []
    for inputs, targets in samples:
        a = [Number(value) for value in inputs]
        for W, b, name in zip(weights, biases, activations, strict=True):
            sums = [total([a[i] * W[i][j] for i in range(len(a))]) + b[j] for j in range(len(b))]
            a = [getattr(z, name)() for z in sums]
        losses.append(LOSSES[loss](a, targets))
    return total(losses) * (1 / len(losses))
