"""Where the weights begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.engine.arrays import Array


@dataclass(frozen=True)
class Initializer:
    """
    One way to draw the first weights of a layer.

    Attributes
    ----------
    name : str
        Its key in `INITIALIZERS`.
    weights : callable (generator, n_in, n_out) -> ndarray
        Draws float64 weights of shape (n_in, n_out).
    bias : float
        What every bias begins with.
    """

    name: str
    weights: Callable[[np.random.Generator, int, int], Array]
    bias: float = 0.0


def _xavier(generator: np.random.Generator, n_in: int, n_out: int) -> Array:
    """Draw uniformly in ± sqrt(6 / (n_in + n_out)) (Glorot & Bengio, 2010, equation 16)."""
    bound = np.sqrt(6 / (n_in + n_out))
    return generator.uniform(-bound, bound, (n_in, n_out))


def _he(generator: np.random.Generator, n_in: int, n_out: int) -> Array:
    """Draw from a normal distribution of variance 2 / n_in (He et al., 2015, equation 10)."""
    return generator.normal(0, np.sqrt(2 / n_in), (n_in, n_out))


def _reference(generator: np.random.Generator, n_in: int, n_out: int) -> Array:
    """Draw uniformly in ± 0.5, as in TensorFlow Playground."""
    return generator.uniform(-0.5, 0.5, (n_in, n_out))


INITIALIZERS: dict[str, Initializer] = {
    initializer.name: initializer
    for initializer in (
        Initializer("xavier", _xavier),
        Initializer("he", _he),
        Initializer("reference", _reference, bias=0.1),
    )
}
