"""A second, independent way to the gradient: one number at a time, each remembering how it was made."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


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

    def __truediv__(self, other: Number) -> Number:
        return self * other.power(-1.0)

    def power(self, exponent: float) -> Number:
        slope = exponent * self.value ** (exponent - 1)
        return Number(self.value**exponent, [(self, slope)])

    def relu(self) -> Number:
        return self if self.value > 0 else Number(0.0)

    def leaky_relu(self) -> Number:
        return self if self.value > 0 else self * 0.01

    def elu(self) -> Number:
        return self if self.value > 0 else Number(math.expm1(self.value), [(self, math.exp(self.value))])

    def selu(self) -> Number:
        scale, alpha = 1.0507009873554805, 1.6732632423543772
        return self * scale if self.value > 0 else self.elu() * (scale * alpha)

    def gelu(self) -> Number:
        inner = (self + self * self * self * 0.044715) * math.sqrt(2 / math.pi)
        return self * 0.5 * (inner.tanh() + 1.0)

    def silu(self) -> Number:
        return self * self.sigmoid()

    def softplus(self) -> Number:
        return Number(math.log1p(math.exp(self.value)), [(self, 1 / (1 + math.exp(-self.value)))])

    def softsign(self) -> Number:
        return self / (self.absolute() + 1.0)

    def sine(self) -> Number:
        return Number(math.sin(self.value), [(self, math.cos(self.value))])

    def absolute(self) -> Number:
        return self if self.value > 0 else self * -1.0

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
