"""What a person works out while typing a number: sums and functions of plain numbers, never run as code."""

from __future__ import annotations

import math
import operator
import re
from typing import TYPE_CHECKING

from playground.formula.errors import FormulaError
from playground.formula.reading import read_number
from playground.formula.tree import Constant, Negative, Number, Operation, Variable

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.formula.tree import Call, Tree

_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)", re.ASCII)
_POWER_OF_TEN = re.compile("(?<=[0-9])\\s*[·×*]\\s*10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_TWO_NUMBERS = ("min", "max")
_OPERATIONS: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": math.pow,
}
_FUNCTIONS: dict[str, Callable[..., float]] = {
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "exp": math.exp,
    "log": math.log,
    "sqrt": math.sqrt,
    "abs": abs,
    "tanh": math.tanh,
    "sigmoid": lambda value: 0.5 + 0.5 * math.tanh(0.5 * value),
    "relu": lambda value: max(value, 0.0),
    "sign": lambda value: float((value > 0) - (value < 0)),
    "floor": lambda value: float(math.floor(value)),
    "min": min,
    "max": max,
}


def number_of(text: str) -> float:
    """Return the number that ``0.3*0,5 + 0.1`` or ``tanh(−1)`` comes to; raise `FormulaError` for none."""
    plain = _POWER_OF_TEN.sub(lambda power: "e" + power[1].translate(_PLAIN_DIGITS), text)
    if not any(name in plain.lower() for name in _TWO_NUMBERS):
        plain = _DECIMAL_COMMA.sub(".", plain)
    try:
        value = _value(read_number(plain))
    except (ArithmeticError, ValueError) as error:
        if isinstance(error, FormulaError):
            raise
        raise _no_value(text) from error
    if not math.isfinite(value):
        raise _no_value(text)
    return value


def _no_value(text: str) -> FormulaError:
    return FormulaError(0, len(text), "it has no value.", "Look for a division by 0, or a root below 0.")


def _value(tree: Tree) -> float:
    if isinstance(tree, Number):
        return tree.value
    if isinstance(tree, Constant):
        return math.pi if tree.name == "pi" else math.e
    if isinstance(tree, Negative):
        return -_value(tree.operand)
    if isinstance(tree, Operation):
        return _OPERATIONS[tree.sign](_value(tree.left), _value(tree.right))
    assert not isinstance(tree, Variable)
    return _call(tree)


def _call(tree: Call) -> float:
    return float(_FUNCTIONS[tree.function](*map(_value, tree.arguments)))
