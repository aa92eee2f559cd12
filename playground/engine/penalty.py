"""Regularisation: a price on large weights, added to the loss, from which biases are free."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.engine.arrays import Array, constant
from playground.engine.weight_pieces import WeightPiece, weight_pieces

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.engine.network import Network
    from playground.engine.operations.call import Call


@dataclass(frozen=True)
class Penalty:
    """
    A price on weights: l1 sum |w| + l2/2 sum w^2.

    (Tibshirani, "Regression shrinkage and selection via the lasso", 1996; Hoerl & Kennard, "Ridge
    regression", 1970; both together: Zou & Hastie, "Regularization and variable selection via the elastic
    net", 2005.)

    Attributes
    ----------
    l1, l2 : float
        The rates, finite and not negative.

    Raises
    ------
    ValueError
        For another rate.
    """

    l1: float = 0.0
    l2: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what can't be."""
        for rate in (self.l1, self.l2):
            if not (rate >= 0 and math.isfinite(rate)):
                raise ValueError(f"a penalty's rate must be finite and not negative, not {rate}")

    def value(self, network: Network) -> float:
        """Give the price of the network's weights."""
        price = 0.0
        for weights, _ in network.split(network.parameters):
            if self.l1:
                price += self.l1 * float(np.abs(weights).sum(dtype=np.float64))
            if self.l2:
                price += self.l2 * float(np.square(weights).sum(dtype=np.float64)) / 2
        return price

    def plan(self, network: Network, gradient: Array) -> list[Call]:
        """
        Bind the calls that add the price's derivative to a gradient, in place.

        The derivative of |w| is its sign, and 0 at 0, so that a weight which reaches zero may leave it again.

        Parameters
        ----------
        network : Network
            Its parameters are read at each call.
        gradient : ndarray
            Shape (network.size,), read and written at each call.

        Returns
        -------
        list of callable
            To be called in order; empty when there is nothing to add.
        """
        if self == Penalty():
            return []
        pieces = weight_pieces(network, network.parameters, gradient)
        scratch = np.empty(max(piece.parts[0].size for piece in pieces), network.dtype)
        return [call for piece in pieces for call in self._additions(piece, scratch)]

    def _additions(self, piece: WeightPiece, scratch: Array) -> list[Call]:
        """Bind g <- g + l1 sign(w) and g <- g + l2 w, where the mask is 1."""
        w, g = piece.parts
        part = scratch[: w.size].reshape(w.shape)

        def add(derivative: Callable[[Array, Array], Array], rate: float) -> Call:
            price = np.multiply(piece.mask, constant(rate, w.dtype))

            def run() -> None:
                np.multiply(derivative(w, part), price, part)
                np.add(g, part, g)

            return run

        calls = [add(np.sign, self.l1)] if self.l1 else []
        return [*calls, add(_itself, self.l2)] if self.l2 else calls


def _itself(weights: Array, out: Array) -> Array:
    """Give d(w^2/2)/dw = w; nothing needs writing."""
    return weights
