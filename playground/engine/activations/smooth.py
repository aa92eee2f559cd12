"""Activations that bend smoothly everywhere."""

from __future__ import annotations

import math

import numpy as np

from playground.engine.activations.activation import Activation
from playground.engine.arrays import ONE, Array, scalars

_ZERO, _HALF, _QUARTER = scalars(0.0), scalars(0.5), scalars(0.25)
_TWO, _THREE = scalars(2.0), scalars(3.0)

# Hendrycks & Gimpel, 2016, section 2: u(z) = c (z + k z^3)
_C, _K = math.sqrt(2 / math.pi), 0.044715
_GELU_C, _GELU_K, _GELU_3CK = scalars(_C), scalars(_K), scalars(3 * _C * _K)
_SATURATED = 10.0  # from |z| = 8 on, tanh u(z) is 1 or -1 to the last digit
_SATURATED_SQUARE = scalars(_SATURATED**2)


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


def _sigmoid(z: Array, out: Array) -> Array:
    """Give s = 1 / (1 + e^-z); e^-z may overflow to infinity, and s = 0 is then right."""
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


def _softplus(z: Array, out: Array) -> Array:
    """Give log(1 + e^z)."""
    return np.logaddexp(z, _ZERO[out.dtype], out)


def _softplus_derivative(z: Array, a: Array, out: Array) -> Array:
    """Give the sigmoid of z."""
    return _sigmoid(z, out)


def _softplus_second(z: Array, a: Array, out: Array) -> Array:
    """Give s (1 - s) = 1/4 - (s - 1/2)^2."""
    _sigmoid(z, out)
    np.subtract(out, _HALF[out.dtype], out)
    np.multiply(out, out, out)
    return np.subtract(_QUARTER[out.dtype], out, out)


def _softsign(z: Array, out: Array) -> Array:
    """Give z / (1 + |z|)."""
    np.absolute(z, out)
    np.add(out, ONE[out.dtype], out)
    return np.divide(z, out, out)


def _softsign_derivative(z: Array, a: Array, out: Array) -> Array:
    """Give 1 / (1 + |z|)^2; 1 - |a| would lose its digits where a is near 1."""
    np.absolute(z, out)
    np.add(out, ONE[out.dtype], out)
    np.multiply(out, out, out)
    return np.reciprocal(out, out)


def _softsign_second(z: Array, a: Array, out: Array) -> Array:
    """Give -2 sign(z) / (1 + |z|)^3."""
    np.divide(-2 * np.sign(z), (1 + np.abs(z)) ** 3, out)
    return out


def _sine_derivative(z: Array, a: Array, out: Array) -> Array:
    """Give cos z."""
    return np.cos(z, out)


def _sine_second(z: Array, a: Array, out: Array) -> Array:
    """Give -sin z."""
    return np.negative(a, out)


def _silu(z: Array, out: Array, scratch: Array) -> Array:
    """Give z s, with s the sigmoid of z; the scratch is not needed here."""
    return np.multiply(_sigmoid(z, out), z, out)


def _silu_derivative(z: Array, a: Array, out: Array, scratch: Array) -> Array:
    """Give s (1 + z (1 - s))."""
    _sigmoid(z, out)
    np.subtract(ONE[out.dtype], out, scratch)
    np.multiply(scratch, z, scratch)
    np.add(scratch, ONE[out.dtype], scratch)
    return np.multiply(out, scratch, out)


def _silu_second(z: Array, a: Array, out: Array) -> Array:
    """Give s (1 - s) (2 + z (1 - 2 s))."""
    s = _sigmoid(z, out).copy()
    return np.multiply(s * (1 - s), 2 + z * (1 - 2 * s), out)


def _gelu_tanh(z: Array, out: Array) -> Array:
    """Give T = tanh u(z), u = c (1 + k z^2) z."""
    np.multiply(z, z, out)
    np.multiply(out, _GELU_K[out.dtype], out)
    np.add(out, ONE[out.dtype], out)
    np.multiply(out, z, out)
    np.multiply(out, _GELU_C[out.dtype], out)
    return np.tanh(out, out)


def _gelu(z: Array, out: Array, scratch: Array) -> Array:
    """Give (1 + T) / 2 z; the scratch is not needed here."""
    _gelu_tanh(z, out)
    np.add(out, ONE[out.dtype], out)
    np.multiply(out, _HALF[out.dtype], out)
    return np.multiply(out, z, out)


def _gelu_derivative(z: Array, a: Array, out: Array, scratch: Array) -> Array:
    """
    Give ((1 + T) + (1 - T) (1 + T) u' z) / 2 with u' = c + 3 c k z^2.

    Far out, where 1 - T or 1 + T is 0, u' is kept from becoming infinite.
    """
    _gelu_tanh(z, out)
    np.multiply(z, z, scratch)
    np.minimum(scratch, _SATURATED_SQUARE[out.dtype], out=scratch)
    np.multiply(scratch, _GELU_3CK[out.dtype], scratch)
    np.add(scratch, _GELU_C[out.dtype], scratch)
    np.subtract(ONE[out.dtype], out, out)
    np.multiply(scratch, out, scratch)
    np.subtract(_TWO[out.dtype], out, out)
    np.multiply(scratch, out, scratch)
    np.multiply(scratch, z, scratch)
    np.add(out, scratch, out)
    return np.multiply(out, _HALF[out.dtype], out)


def _gelu_second(z: Array, a: Array, out: Array) -> Array:
    """Give (1 - T^2) (u' + z u'' / 2 - z T u'^2), u'' = 6 c k z; it is 0 far out."""
    z = np.clip(z, -_SATURATED, _SATURATED)
    T = _gelu_tanh(z, out).copy()
    c, k = out.dtype.type(_C), out.dtype.type(_K)
    slope = c * (1 + 3 * k * z * z)
    return np.multiply(1 - T * T, slope + 3 * c * k * z * z - z * T * slope * slope, out)


# LeCun, Bottou, Orr & Müller, "Efficient BackProp", 1998, section 4.4.
TANH = Activation("tanh", np.tanh, _tanh_derivative, _tanh_second)
# Rumelhart, Hinton & Williams, "Learning representations by back-propagating errors", 1986, equation 2.
SIGMOID = Activation("sigmoid", _sigmoid, _sigmoid_derivative, _sigmoid_second)
# Dugas, Bengio, Bélisle, Nadeau & Garcia, "Incorporating second-order functional knowledge", 2001.
SOFTPLUS = Activation("softplus", _softplus, _softplus_derivative, _softplus_second)
# Glorot & Bengio, "Understanding the difficulty of training deep feedforward networks", 2010, section 3.
SOFTSIGN = Activation("softsign", _softsign, _softsign_derivative, _softsign_second)
# Sitzmann et al., "Implicit neural representations with periodic activation functions", 2020, with omega 1.
SINE = Activation("sine", np.sin, _sine_derivative, _sine_second)
# Elfwing, Uchibe & Doya, "Sigmoid-weighted linear units", 2018, equations 1 and 3.
SILU = Activation("silu", _silu, _silu_derivative, _silu_second, needs_scratch=True)
# Hendrycks & Gimpel, "Gaussian error linear units", 2016, section 2: the form with tanh, taken as it is.
GELU = Activation("gelu", _gelu, _gelu_derivative, _gelu_second, needs_scratch=True)
