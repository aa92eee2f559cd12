"""A person's formula at points: its values, and where it has none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from playground.formula.errors import FormulaError
from playground.formula.reading import read
from playground.formula.tree import Call, Constant, Negative, Number, Tree, Variable, coordinates_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.data.arrays import FloatArray

    Value = FloatArray | np.float64

REACH = 6.0  # of the plane that maps are drawn over, each way from the middle
STEPS = 121  # a tenth apart, so that whole numbers and 0 are among them
GREATEST = 1e30  # what single precision still holds after some sums and products

_CONSTANTS = {"pi": np.float64(np.pi), "e": np.float64(np.e)}
_OPERATIONS: dict[str, Callable[..., Value]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "^": np.power,
}
_FUNCTIONS: dict[str, Callable[..., Value]] = {
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "exp": np.exp,
    "log": np.log,
    "sqrt": np.sqrt,
    "abs": np.abs,
    "tanh": np.tanh,
    "sigmoid": lambda value: 0.5 + 0.5 * np.tanh(0.5 * value),
    "relu": lambda value: np.maximum(value, 0.0),
    "sign": np.sign,
    "floor": np.floor,
    "min": np.minimum,
    "max": np.maximum,
}


@dataclass(frozen=True, slots=True)
class Gap:
    """A point at which a formula has no value that can be trained on, and what it gives there."""

    point: tuple[float, float]
    value: float


def formula_column(text: str, x: FloatArray) -> FloatArray:
    """Compute a formula at points.

    Parameters
    ----------
    text : str
        A formula as `playground.formula` reads it.
    x : (n, 2) float64
        The points.

    Returns
    -------
    (n,) float64
        A new array; infinite or NaN where the formula is.

    Raises
    ------
    KeyError
        If the text is no formula.
    """
    tree = tree_of(text)
    column = np.empty(len(x))
    with np.errstate(all="ignore"):
        column[:] = value_of(tree, x)
    return column


def tree_of(text: str) -> Tree:
    """Read a formula; `KeyError` if the text is none."""
    try:
        return read(text)
    except FormulaError as error:
        raise KeyError(text) from error


def value_of(tree: Tree, x: FloatArray) -> Value:
    """Compute a part of a formula at points (n, 2): (n,), or one number where it is the same at all."""
    if isinstance(tree, Variable):
        return x[:, tree.index - 1]
    if isinstance(tree, Number):
        return np.float64(tree.value)
    if isinstance(tree, Constant):
        return _CONSTANTS[tree.name]
    if isinstance(tree, Negative):
        return -value_of(tree.operand, x)
    if isinstance(tree, Call):
        return _FUNCTIONS[tree.function](*(value_of(argument, x) for argument in tree.arguments))
    return _OPERATIONS[tree.sign](value_of(tree.left, x), value_of(tree.right, x))


def gap_among(text: str, x: FloatArray) -> Gap | None:
    """Return the point (of n, 2) nearest to the middle at which a formula is not finite, or beyond 1e30."""
    values = formula_column(text, x)
    # Written so that NaN counts as well.
    missing = np.flatnonzero(~(np.abs(values) <= GREATEST))
    if not len(missing):
        return None
    used = [index - 1 for index in sorted(coordinates_of(read(text)))]
    nearest = missing[np.argmin(np.square(x[missing][:, used]).sum(axis=1))]
    return Gap((float(x[nearest, 0]), float(x[nearest, 1])), float(values[nearest]))


@lru_cache(maxsize=128)
def gap_on_plane(text: str) -> Gap | None:
    """Return where a formula has no usable value on a grid of the plane, from -6 to 6 each way."""
    steps = np.round(np.linspace(-REACH, REACH, STEPS), 1)
    return gap_among(text, np.column_stack([np.tile(steps, STEPS), np.repeat(steps, STEPS)]))
