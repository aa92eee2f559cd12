"""Regularisation: a price on large weights, added to the loss, from which biases are free."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.engine.arrays import Array, chunks
from playground.engine.registry import entry

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class _Kind:
    """The price of a weight and its derivative, each for a rate of 1."""

    value: Callable[[Array], float]
    derivative: Callable[[Array, Array], Array]
    curvature: float


def _absolute(weights: Array) -> float:
    return float(np.abs(weights).sum(dtype=np.float64))


def _half_square(weights: Array) -> float:
    return float(np.square(weights).sum(dtype=np.float64)) / 2


def _sign(weights: Array, out: Array) -> Array:
    """Give d|w|/dw, and 0 at 0, so that a weight which reaches zero may leave it again."""
    return np.sign(weights, out)


def _itself(weights: Array, out: Array) -> Array:
    """Give d(w^2/2)/dw = w; nothing needs writing."""
    return weights


_KINDS: dict[str, _Kind | None] = {
    "none": None,
    "l1": _Kind(_absolute, _sign, curvature=0.0),
    "l2": _Kind(_half_square, _itself, curvature=1.0),
}


@dataclass(frozen=True)
class Penalty:
    """
    A price on weights: rate times the sum of |w| ("l1") or of w^2 / 2 ("l2"), or nothing ("none").

    Attributes
    ----------
    kind : str
        "none", "l1" or "l2".
    rate : float
        Finite and not negative.

    Raises
    ------
    ValueError
        For another kind or rate.
    """

    kind: str = "none"
    rate: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what can't be."""
        entry(_KINDS, self.kind, "penalty")
        if not (math.isfinite(self.rate) and self.rate >= 0):
            raise ValueError(f"the penalty's rate must be finite and not negative, not {self.rate}")

    def value(self, parameters: Array, mask: Array) -> float:
        """
        Give the price of these parameters.

        Parameters
        ----------
        parameters : ndarray
            Shape (size,).
        mask : ndarray
            Shape (size,): 1 on weights, 0 on biases.

        Returns
        -------
        float
            rate/2 sum w^2, or rate sum |w|, or 0.
        """
        kind = _KINDS[self.kind]
        return self.rate * kind.value(parameters * mask) if kind else 0.0

    @property
    def curvature(self) -> float:
        """The second derivative of the price by each weight, where it has one: the rate for "l2", else 0."""
        kind = _KINDS[self.kind]
        return self.rate * kind.curvature if kind else 0.0

    def plan(self, parameters: Array, gradient: Array, mask: Array) -> list[Callable[[], object]]:
        """
        Bind the calls that add the price's derivative to a gradient, in place.

        Parameters
        ----------
        parameters, gradient, mask : ndarray
            Each of shape (size,) and one dtype; the first two are read and written at each call.

        Returns
        -------
        list of callable
            To be called in order; empty when there is nothing to add.
        """
        kind = _KINDS[self.kind]
        if kind is None or self.rate == 0:
            return []
        price = mask * mask.dtype.type(self.rate)
        pieces = chunks(len(parameters))
        scratch = np.empty_like(parameters[pieces[0]])
        return [
            _addition(kind, parameters[piece], gradient[piece], price[piece], scratch) for piece in pieces
        ]


def _addition(kind: _Kind, w: Array, g: Array, price: Array, scratch: Array) -> Callable[[], object]:
    """Bind g <- g + price * derivative(w), the price being 0 on biases."""
    derivative = kind.derivative
    part = scratch[: len(w)]

    def add() -> None:
        np.multiply(derivative(w, part), price, part)
        np.add(g, part, g)

    return add
