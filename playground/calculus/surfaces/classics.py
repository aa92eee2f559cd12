"""Classic functions of two variables, each with its gradient by the rules of differentiation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.engine.arrays import Array


@dataclass(frozen=True)
class Surface:
    """
    A function f(x, y), element by element on arrays of one shape.

    Attributes
    ----------
    name : str
        Its key in `SURFACES`.
    value : callable (x, y) -> f
        The function.
    gradient : callable (x, y) -> (df/dx, df/dy)
        Its partial derivatives, the other variable held.
    window : tuple of float
        Left, right, bottom and top of the square in which its shape is seen.
    start : tuple of float
        A point of the window at which it is not flat.
    """

    name: str
    value: Callable[[Array, Array], Array]
    gradient: Callable[[Array, Array], tuple[Array, Array]]
    window: tuple[float, float, float, float] = (-2.0, 2.0, -2.0, 2.0)
    start: tuple[float, float] = (1.0, 0.5)


def _rosenbrock_gradient(x: Array, y: Array) -> tuple[Array, Array]:
    # f = (1 - x)^2 + 100 u^2 with u = y - x^2, du/dx = -2 x and du/dy = 1 (Rosenbrock, 1960).
    u = y - x * x
    return -2.0 * (1.0 - x) - 400.0 * x * u, 200.0 * u


_ALL = (
    Surface("bowl", lambda x, y: x * x + y * y, lambda x, y: (2.0 * x, 2.0 * y)),
    Surface("valley", lambda x, y: 0.5 * x * x + 5.0 * y * y, lambda x, y: (x, 10.0 * y)),
    Surface("saddle", lambda x, y: x * x - y * y, lambda x, y: (2.0 * x, -2.0 * y)),
    Surface(
        "monkey_saddle",
        lambda x, y: x * x * x - 3.0 * x * y * y,
        lambda x, y: (3.0 * (x * x - y * y), -6.0 * x * y),
    ),
    Surface(
        "rosenbrock",
        lambda x, y: np.square(1.0 - x) + 100.0 * np.square(y - x * x),
        _rosenbrock_gradient,
        window=(-2.0, 2.0, -1.0, 3.0),
        start=(-1.0, 1.5),
    ),
    Surface(
        "waves",
        lambda x, y: np.sin(x) * np.cos(y),
        lambda x, y: (np.cos(x) * np.cos(y), -np.sin(x) * np.sin(y)),
        window=(-3.5, 3.5, -3.5, 3.5),
        start=(0.5, 1.0),
    ),
)
SURFACES: dict[str, Surface] = {each.name: each for each in _ALL}
