"""
The exact first and second derivatives of a person's formula of x.

Each part of the formula is carried with both its derivatives (forward mode; Griewank & Walther, "Evaluating
Derivatives", 2008, section 13.2): with u = u(x),

    f(u)' = f'(u) u'    f(u)'' = f''(u) u'^2 + f'(u) u''    (u v)'' = u'' v + 2 u' v' + u v''
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.data.formulas import value_of
from playground.formula.tree import Call, Negative, Operation, Tree, Variable, coordinates_of, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playground.data.arrays import FloatArray

    Column = FloatArray | np.float64 | float
    Jet = tuple[Column, Column, Column]

_BENT = ("abs", "relu", "min", "max")
_GRID, _HALVINGS = 481, 60

# f' and f'' of each function of one number, given u and f(u).
_OF_ONE: dict[str, Callable[[Column, Column], tuple[Column, Column]]] = {
    "sin": lambda u, f: (np.cos(u), -f),
    "cos": lambda u, f: (-np.sin(u), -f),
    "tan": lambda _u, f: (1.0 + f * f, 2.0 * f * (1.0 + f * f)),
    "exp": lambda _u, f: (f, f),
    "log": lambda u, _f: (1.0 / u, -1.0 / (u * u)),
    "sqrt": lambda u, f: (0.5 / f, -0.25 / (u * f)),
    "abs": lambda u, _f: (np.sign(u), 0.0),
    "tanh": lambda _u, f: (1.0 - f * f, -2.0 * f * (1.0 - f * f)),
    "sigmoid": lambda _u, f: (f * (1.0 - f), f * (1.0 - f) * (1.0 - 2.0 * f)),
    "relu": lambda u, _f: (np.heaviside(u, 0.5), 0.0),
    "sign": lambda _u, _f: (0.0, 0.0),
    "floor": lambda _u, _f: (0.0, 0.0),
}


def formula_jet(tree: Tree, x: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """
    Compute a formula of x and its derivatives.

    Parameters
    ----------
    tree : Tree
        The formula, in which x is the first coordinate.
    x : (n,) float64
        The places.

    Returns
    -------
    three (n,) float64
        f, f' and f''; infinite or NaN where they are. At a kink f' is the mean of both sides, at a jump 0.
    """
    columns = np.empty((3, len(x)))
    with np.errstate(all="ignore"):
        for row, column in zip(columns, _jet(tree, x[:, None]), strict=True):
            row[:] = column
    # Where a formula has no value, rules of differentiation may still give numbers: of log x below 0, 1/x.
    columns[1:, ~np.isfinite(columns[0])] = np.nan
    return columns[0], columns[1], columns[2]


def formula_kinks(tree: Tree, low: float, high: float) -> tuple[float, ...]:
    """Return where between two places the argument of abs or relu is 0, or those of min or max are equal."""
    grid = np.linspace(low, high, _GRID)
    leads = [_lead(node) for node in walk(tree) if isinstance(node, Call) and node.function in _BENT]
    with np.errstate(all="ignore"):
        return tuple(sorted({kink for lead in leads for kink in _zeros(lead, grid)}))


def _lead(call: Call) -> Callable[[FloatArray], FloatArray]:
    """Return the function of places that is 0 where a call has its kink."""

    def lead(x: FloatArray) -> FloatArray:
        first, *others = (value_of(argument, x[:, None]) for argument in call.arguments)
        return np.broadcast_to(first - others[0] if others else first, x.shape)

    return lead


def _zeros(function: Callable[[FloatArray], FloatArray], grid: FloatArray) -> Iterator[float]:
    signs = np.sign(function(grid))
    yield from grid[signs == 0].tolist() if (signs == 0).sum() < _GRID // 4 else ()
    for index in np.flatnonzero(signs[:-1] * signs[1:] < 0):
        left, right = float(grid[index]), float(grid[index + 1])
        for _ in range(_HALVINGS):
            middle = (left + right) / 2
            same = np.sign(function(np.array([middle])))[0] == signs[index]
            left, right = (middle, right) if same else (left, middle)
        yield right


def _jet(tree: Tree, x: FloatArray) -> Jet:
    """Return f, f' and f'' of a part; the derivatives are exactly 0 where x is not in it."""
    if isinstance(tree, Variable):
        return x[:, 0], 1.0, 0.0
    if not coordinates_of(tree):
        return value_of(tree, x), 0.0, 0.0
    if isinstance(tree, Negative):
        value, first, second = _jet(tree.operand, x)
        return -value, -first, -second
    if isinstance(tree, Call):
        return _jet_of_call(tree, x)
    assert isinstance(tree, Operation)
    return _jet_of_operation(tree, x)


def _jet_of_call(call: Call, x: FloatArray) -> Jet:
    value = value_of(call, x)
    if call.function in _OF_ONE:
        u = _jet(call.arguments[0], x)
        return _through(value, *_OF_ONE[call.function](u[0], value), u)
    first, second = (_jet(argument, x) for argument in call.arguments)
    lead = first[0] - second[0] if call.function == "max" else second[0] - first[0]
    share = np.heaviside(lead, 0.5)
    slope, bend = (
        share * one + (1.0 - share) * other for one, other in zip(first[1:], second[1:], strict=True)
    )
    return value, slope, bend


def _through(value: Column, slope: Column, bend: Column, u: Jet) -> Jet:
    """Return the jet of f(u), given f, f' and f'' at u."""
    return value, slope * u[1], bend * u[1] * u[1] + slope * u[2]


def _jet_of_operation(tree: Operation, x: FloatArray) -> Jet:
    u, v = _jet(tree.left, x), _jet(tree.right, x)
    value = value_of(tree, x)
    if tree.sign == "+":
        return value, u[1] + v[1], u[2] + v[2]
    if tree.sign == "-":
        return value, u[1] - v[1], u[2] - v[2]
    if tree.sign == "*":
        return value, u[1] * v[0] + u[0] * v[1], u[2] * v[0] + 2.0 * u[1] * v[1] + u[0] * v[2]
    if tree.sign == "/":
        first = (u[1] - value * v[1]) / v[0]
        return value, first, (u[2] - 2.0 * first * v[1] - value * v[2]) / v[0]
    if not coordinates_of(tree.right):
        return _through(value, *_power_rule(u[0], v[0]), u)
    return _power(value, u, v)


def _power_rule(u: Column, exponent: Column) -> tuple[Column, Column]:
    """Return both derivatives of u^c by u; a factor of 0 makes them 0 also where the power is infinite."""
    slope = exponent * np.power(u, exponent - 1.0) if exponent else 0.0
    twice = exponent * (exponent - 1.0)
    return slope, twice * np.power(u, exponent - 2.0) if twice else 0.0


def _power(value: Column, u: Jet, v: Jet) -> Jet:
    """Return the jet of u^v = e^g with g = v log u: f' = f g', f'' = f (g'^2 + g'')."""
    log, growth = np.log(u[0]), u[1] / u[0]
    first = v[1] * log + v[0] * growth
    second = v[2] * log + 2.0 * v[1] * growth + v[0] * (u[2] / u[0] - growth * growth)
    return value, value * first, value * (first * first + second)
