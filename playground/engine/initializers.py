"""Where the weights begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.engine.arrays import Array


@dataclass(frozen=True)
class Fan:
    """
    How a layer is connected.

    Attributes
    ----------
    inputs, outputs : int
        Weights that lead into a unit, and units that an input leads to.
    rows : int
        Sets of weights that are drawn: `outputs`, but for a convolution its channels.
    """

    inputs: int
    outputs: int
    rows: int

    @property
    def shape(self) -> tuple[int, int]:
        """The weights to draw, (inputs, rows)."""
        return self.inputs, self.rows


@dataclass(frozen=True)
class Initializer:
    """
    One way to draw the first weights of a layer.

    Attributes
    ----------
    name : str
        Its key in `INITIALIZERS`.
    weights : callable (generator, fan) -> ndarray
        Draws float64 weights of the shape (fan.inputs, fan.rows).
    bias : float
        What every bias begins with.
    """

    name: str
    weights: Callable[[np.random.Generator, Fan], Array]
    bias: float = 0.0


def _uniform(generator: np.random.Generator, bound: float, fan: Fan) -> Array:
    return generator.uniform(-bound, bound, fan.shape)


def _normal(generator: np.random.Generator, deviation: float, fan: Fan) -> Array:
    return generator.normal(0, deviation, fan.shape)


def _xavier(generator: np.random.Generator, fan: Fan) -> Array:
    """Draw uniformly in ± sqrt(6 / (n_in + n_out)) (Glorot & Bengio, 2010, equation 16)."""
    return _uniform(generator, np.sqrt(6 / (fan.inputs + fan.outputs)), fan)


def _xavier_normal(generator: np.random.Generator, fan: Fan) -> Array:
    """Draw normally with variance 2 / (n_in + n_out) (Glorot & Bengio, 2010, equation 12)."""
    return _normal(generator, np.sqrt(2 / (fan.inputs + fan.outputs)), fan)


def _he(generator: np.random.Generator, fan: Fan) -> Array:
    """Draw normally with variance 2 / n_in (He et al., 2015, equation 10)."""
    return _normal(generator, np.sqrt(2 / fan.inputs), fan)


def _he_uniform(generator: np.random.Generator, fan: Fan) -> Array:
    """Draw uniformly in ± sqrt(6 / n_in): the variance of He et al., 2015, equation 10."""
    return _uniform(generator, np.sqrt(6 / fan.inputs), fan)


def _lecun(generator: np.random.Generator, fan: Fan) -> Array:
    """Draw normally with variance 1 / n_in (LeCun et al., "Efficient BackProp", 1998, equation 16)."""
    return _normal(generator, np.sqrt(1 / fan.inputs), fan)


def _lecun_uniform(generator: np.random.Generator, fan: Fan) -> Array:
    """Draw uniformly in ± sqrt(3 / n_in): the variance of LeCun et al., 1998, equation 16."""
    return _uniform(generator, np.sqrt(3 / fan.inputs), fan)


def _orthogonal(generator: np.random.Generator, fan: Fan) -> Array:
    """
    Draw orthonormal columns, or rows where there are fewer (Saxe, McClelland & Ganguli, 2014, section 3).

    Q of a normal matrix, each column with the sign of R's diagonal: only so are all directions equally likely
    (Mezzadri, "How to generate random matrices from the classical compact groups", 2007).
    """
    tall = generator.normal(size=(max(fan.shape), min(fan.shape)))
    q, r = np.linalg.qr(tall)
    q *= np.where(np.diagonal(r) < 0, -1.0, 1.0)
    return q if q.shape == fan.shape else q.T


def _small_normal(generator: np.random.Generator, fan: Fan) -> Array:
    """Draw normally with deviation 0.1, whatever the width."""
    return _normal(generator, 0.1, fan)


def _small_uniform(generator: np.random.Generator, fan: Fan) -> Array:
    """Draw uniformly in ± 0.1, whatever the width."""
    return _uniform(generator, 0.1, fan)


def _zeros(generator: np.random.Generator, fan: Fan) -> Array:
    """Begin with 0 everywhere: all units of a layer then stay alike for ever."""
    return np.zeros(fan.shape)


def _reference(generator: np.random.Generator, fan: Fan) -> Array:
    """Draw uniformly in ± 0.5, as in TensorFlow Playground."""
    return _uniform(generator, 0.5, fan)


INITIALIZERS: dict[str, Initializer] = {
    initializer.name: initializer
    for initializer in (
        Initializer("xavier", _xavier),
        Initializer("xavier_normal", _xavier_normal),
        Initializer("he", _he),
        Initializer("he_uniform", _he_uniform),
        Initializer("lecun", _lecun),
        Initializer("lecun_uniform", _lecun_uniform),
        Initializer("orthogonal", _orthogonal),
        Initializer("normal", _small_normal),
        Initializer("uniform", _small_uniform),
        Initializer("zeros", _zeros),
        Initializer("reference", _reference, bias=0.1),
    )
}
