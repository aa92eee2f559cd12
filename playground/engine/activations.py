"""The functions a unit applies to its weighted sum, with their first and second derivatives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.engine.arrays import ONE, Array, scalars

if TYPE_CHECKING:
    from collections.abc import Callable

_ZERO = scalars(0.0)
_TWO = scalars(2.0)
_THREE = scalars(3.0)


@dataclass(frozen=True)
class Activation:
    """
    One activation function, element by element, written into buffers of any equal shape.

    Attributes
    ----------
    name : str
        Its key in `ACTIVATIONS`.
    f : callable (z, out) -> out
        The activation a = f(z). `out` may be `z`.
    derivative : callable (z, a, out) -> out
        f'(z), from the pre-activation and the activation, whichever is cheaper.
    second_derivative : callable (z, a, out) -> out
        f''(z), likewise.
    identity : bool
        Whether f(z) = z, so that a plan may leave out both the function and the factor 1.
    """

    name: str
    f: Callable[[Array, Array], Array]
    derivative: Callable[[Array, Array, Array], Array]
    second_derivative: Callable[[Array, Array, Array], Array]
    identity: bool = False


def _tanh_derivative(z: Array, a: Array, out: Array) -> Array:
    """Give 1 - tanh^2 z."""
    np.multiply(a, a, out)
    return np.subtract(ONE[out.dtype], out, out)


def _tanh_second(z: Array, a: Array, out: Array) -> Array:
    """Give 2 tanh z (tanh^2 z - 1)."""
    np.multiply(a, a, out)
    np.subtract(out, ONE[out.dtype], out)
    np.multiply(out, a, out)
    return np.multiply(out, _TWO[out.dtype], out)


def _relu(z: Array, out: Array) -> Array:
    """Rectifier max(0, z) (Nair & Hinton, 2010)."""
    return np.maximum(z, _ZERO[out.dtype], out=out)


def _relu_derivative(z: Array, a: Array, out: Array) -> Array:
    """Give 1 where z > 0, else 0; at the kink 0, as is usual."""
    np.greater(a, _ZERO[out.dtype], out)
    return out


def _sigmoid(z: Array, out: Array) -> Array:
    """Logistic function 1 / (1 + e^-z); e^-z may overflow to infinity, and the result 0 is then right."""
    np.negative(z, out)
    np.exp(out, out)
    np.add(out, ONE[out.dtype], out)
    return np.reciprocal(out, out)


def _sigmoid_derivative(z: Array, a: Array, out: Array) -> Array:
    """Give s (1 - s)."""
    np.subtract(ONE[out.dtype], a, out)
    return np.multiply(out, a, out)


def _sigmoid_second(z: Array, a: Array, out: Array) -> Array:
    """Give s (1 - s) (1 - 2 s) = ((2 s - 3) s + 1) s."""
    np.multiply(a, _TWO[out.dtype], out)
    np.subtract(out, _THREE[out.dtype], out)
    np.multiply(out, a, out)
    np.add(out, ONE[out.dtype], out)
    return np.multiply(out, a, out)


def _linear(z: Array, out: Array) -> Array:
    """Identity."""
    np.copyto(out, z)
    return out


def _one(z: Array, a: Array, out: Array) -> Array:
    """Give 1, the slope of the identity."""
    out.fill(1)
    return out


def _zero(z: Array, a: Array, out: Array) -> Array:
    """Give 0, the curvature of straight lines."""
    out.fill(0)
    return out


# tanh: LeCun et al., "Efficient BackProp", 1998, section 4.4.
ACTIVATIONS: dict[str, Activation] = {
    activation.name: activation
    for activation in (
        Activation("tanh", np.tanh, _tanh_derivative, _tanh_second),
        Activation("relu", _relu, _relu_derivative, _zero),
        Activation("sigmoid", _sigmoid, _sigmoid_derivative, _sigmoid_second),
        Activation("linear", _linear, _one, _zero, identity=True),
    )
}
