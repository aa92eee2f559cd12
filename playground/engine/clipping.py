"""Gradients that are too large are cut before they move anything."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.engine.arrays import constant

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.engine.arrays import Array

CLIPPINGS = ("none", "value", "norm")


@dataclass(frozen=True)
class Clipping:
    """
    A limit c for gradients g.

    "value" makes each entry min(max(g, -c), c); "norm" keeps the direction and makes the length at most c:
    g <- g c / |g| where |g| > c (Pascanu, Mikolov & Bengio, 2013, algorithm 1).

    Attributes
    ----------
    kind : str
        "none", "value" or "norm".
    limit : float
        c, above 0 and finite.

    Raises
    ------
    ValueError
        For another kind or limit.
    """

    kind: str = "none"
    limit: float = 1.0

    def __post_init__(self) -> None:
        """Refuse what can't be."""
        if self.kind not in CLIPPINGS:
            raise ValueError(f"unknown clipping {self.kind!r}; known: {', '.join(CLIPPINGS)}")
        if not (self.limit > 0 and math.isfinite(self.limit)):
            raise ValueError(f"the limit of a gradient must be above 0 and finite, not {self.limit}")

    def plan(self, gradient: Array) -> Callable[[float], object] | None:
        """
        Bind the cut.

        Parameters
        ----------
        gradient : ndarray
            Shape (size,): changed in place at each call.

        Returns
        -------
        callable or None
            Takes the gradient's squared norm; None when nothing is cut.
        """
        if self.kind == "none":
            return None
        return self._by_value(gradient) if self.kind == "value" else self._by_norm(gradient)

    def _by_value(self, gradient: Array) -> Callable[[float], object]:
        limit = min(self.limit, float(np.finfo(gradient.dtype).max))
        least, most = constant(-limit, gradient.dtype), constant(limit, gradient.dtype)

        def cut(squared_norm: float) -> None:
            np.maximum(gradient, least, out=gradient)
            np.minimum(gradient, most, out=gradient)

        return cut

    def _by_norm(self, gradient: Array) -> Callable[[float], object]:
        def cut(squared_norm: float) -> None:
            norm = math.sqrt(squared_norm)
            if norm > self.limit:
                np.multiply(gradient, self.limit / norm, gradient)

        return cut
