"""The exact derivatives of a person's formula by x1 and x2, by the rules of differentiation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.data.formulas import tree_of, value_of
from playground.formula.tree import Call, Negative, Operation, Tree, Variable, coordinates_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.data.arrays import FloatArray

    Column = FloatArray | np.float64 | float

# f' of each function of one number, given u and f(u).
_OF_ONE: dict[str, Callable[[Column, Column], Column]] = {
    "sin": lambda u, _f: np.cos(u),
    "cos": lambda u, _f: -np.sin(u),
    "tan": lambda _u, f: 1.0 + f * f,
    "exp": lambda _u, f: f,
    "log": lambda u, _f: 1.0 / u,
    "sqrt": lambda _u, f: 0.5 / f,
    "abs": lambda u, _f: np.sign(u),
    "tanh": lambda _u, f: 1.0 - f * f,
    "sigmoid": lambda _u, f: f * (1.0 - f),
    "relu": lambda u, _f: np.heaviside(u, 0.5),
    "sign": lambda _u, _f: 0.0,
    "floor": lambda _u, _f: 0.0,
}


def formula_slopes(text: str, x: FloatArray) -> FloatArray:
    """
    Differentiate a formula at points.

    Parameters
    ----------
    text : str
        A formula as `playground.formula` reads it.
    x : (n, 2) float64
        The points.

    Returns
    -------
    (2, n) float64
        By x1, then by x2: at a kink the mean of both sides, at a jump 0; infinite or NaN where the
        derivative is.

    Raises
    ------
    KeyError
        If the text is no formula.
    """
    tree = tree_of(text)
    slopes = np.empty((2, len(x)))
    with np.errstate(all="ignore"):
        for index in (1, 2):
            slopes[index - 1] = _slope(tree, x, index)
    return slopes


def _slope(tree: Tree, x: FloatArray, by: int) -> Column:
    """Return d(tree)/d(x1) or, with 2, by x2; exactly 0 where it isn't in the tree."""
    if by not in coordinates_of(tree):
        return 0.0
    if isinstance(tree, Variable):
        return 1.0
    if isinstance(tree, Negative):
        return -_slope(tree.operand, x, by)
    if isinstance(tree, Call):
        return _slope_of_call(tree, x, by)
    assert isinstance(tree, Operation)
    return _slope_of_operation(tree, x, by)


def _slope_of_call(call: Call, x: FloatArray, by: int) -> Column:
    if call.function in _OF_ONE:
        rule = _OF_ONE[call.function]
        return rule(value_of(call.arguments[0], x), value_of(call, x)) * _slope(call.arguments[0], x, by)
    first, second = (value_of(argument, x) for argument in call.arguments)
    lead = first - second if call.function == "max" else second - first
    share = np.heaviside(lead, 0.5)
    slopes = [_slope(argument, x, by) for argument in call.arguments]
    return share * slopes[0] + (1.0 - share) * slopes[1]


def _slope_of_operation(tree: Operation, x: FloatArray, by: int) -> Column:
    u, v = value_of(tree.left, x), value_of(tree.right, x)
    du, dv = _slope(tree.left, x, by), _slope(tree.right, x, by)
    if tree.sign == "+":
        return du + dv
    if tree.sign == "-":
        return du - dv
    if tree.sign == "*":
        return du * v + u * dv
    if tree.sign == "/":
        return (du - u / v * dv) / v
    # A constant exponent, unlike one that moves, is defined for bases below 0 as well.
    by_base = v * np.power(u, v - 1.0) * du if by in coordinates_of(tree.left) else 0.0
    by_exponent = np.power(u, v) * np.log(u) * dv if by in coordinates_of(tree.right) else 0.0
    return by_base + by_exponent
