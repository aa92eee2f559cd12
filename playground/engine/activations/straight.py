"""Activations made of straight pieces, and those that are straight on one side."""

from __future__ import annotations

import numpy as np

from playground.engine.activations.activation import Activation
from playground.engine.arrays import ONE, Array, scalars

_ZERO = scalars(0.0)

LEAK = 0.01  # Maas, Hannun & Ng, 2013, section 3
_LEAK, _BEYOND_LEAK = scalars(LEAK), scalars(1 - LEAK)

# Klambauer et al., 2017, equation 14: what keeps mean 0 and variance 1 from layer to layer.
SELU_ALPHA, SELU_SCALE = 1.6732632423543772, 1.0507009873554805
_ALPHA, _SCALE = scalars(SELU_ALPHA), scalars(SELU_SCALE)
_FLOOR = scalars(SELU_SCALE * SELU_ALPHA)
_STEP = scalars(SELU_SCALE * (1 - SELU_ALPHA))


def _linear(z: Array, out: Array) -> Array:
    """Give z."""
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


def _relu(z: Array, out: Array) -> Array:
    """Give max(0, z)."""
    return np.maximum(z, _ZERO[out.dtype], out=out)


def _relu_derivative(z: Array, a: Array, out: Array) -> Array:
    """Give 1 where z > 0, else 0."""
    np.greater(a, _ZERO[out.dtype], out)
    return out


def _leaky_relu(z: Array, out: Array) -> Array:
    """Give z where z > 0, else k z: the greater of the two, k being below 1."""
    np.multiply(z, _LEAK[out.dtype], out)
    return np.maximum(z, out, out=out)


def _leaky_relu_derivative(z: Array, a: Array, out: Array) -> Array:
    """Give 1 where z > 0, else k: k + (1 - k) [z > 0]."""
    np.greater(z, _ZERO[out.dtype], out)
    np.multiply(out, _BEYOND_LEAK[out.dtype], out)
    return np.add(out, _LEAK[out.dtype], out)


def _elu(z: Array, out: Array) -> Array:
    """Give z where z > 0, else e^z - 1, which is never below z: the greater of z and e^min(z, 0) - 1."""
    np.minimum(z, _ZERO[out.dtype], out=out)
    np.expm1(out, out)
    return np.maximum(z, out, out=out)


def _elu_derivative(z: Array, a: Array, out: Array) -> Array:
    """Give 1 where z > 0, else e^z = a + 1."""
    np.minimum(a, _ZERO[out.dtype], out=out)
    return np.add(out, ONE[out.dtype], out)


def _elu_second(z: Array, a: Array, out: Array) -> Array:
    """Give 0 where z > 0, else e^z."""
    np.exp(np.minimum(z, _ZERO[out.dtype]), out)
    return np.multiply(out, z <= 0, out)


def _selu(z: Array, out: Array, scratch: Array) -> Array:
    """Give s max(z, 0) + s alpha (e^min(z, 0) - 1)."""
    np.minimum(z, _ZERO[out.dtype], out=out)
    np.expm1(out, out)
    np.multiply(out, _ALPHA[out.dtype], out)
    np.maximum(z, _ZERO[out.dtype], out=scratch)
    np.add(out, scratch, out)
    return np.multiply(out, _SCALE[out.dtype], out)


def _selu_derivative(z: Array, a: Array, out: Array, scratch: Array) -> Array:
    """Give s where z > 0, else s alpha e^z = a + s alpha: min(a, 0) + s alpha + s (1 - alpha) [z > 0]."""
    np.minimum(a, _ZERO[out.dtype], out=out)
    np.add(out, _FLOOR[out.dtype], out)
    np.greater(z, _ZERO[out.dtype], scratch)
    np.multiply(scratch, _STEP[out.dtype], scratch)
    return np.add(out, scratch, out)


def _selu_second(z: Array, a: Array, out: Array) -> Array:
    """Give 0 where z > 0, else s alpha e^z."""
    return np.multiply(_elu_second(z, a, out), _FLOOR[out.dtype], out)


LINEAR = Activation("linear", _linear, _one, _zero, identity=True, repeatable=True)
# Nair & Hinton, "Rectified linear units improve restricted Boltzmann machines", 2010.
RELU = Activation("relu", _relu, _relu_derivative, _zero, kinks=(0.0,), repeatable=True)
# Maas, Hannun & Ng, "Rectifier nonlinearities improve neural network acoustic models", 2013.
LEAKY_RELU = Activation("leaky_relu", _leaky_relu, _leaky_relu_derivative, _zero, kinks=(0.0,))
# Clevert, Unterthiner & Hochreiter, "Fast and accurate deep network learning by ELUs", 2016, with alpha 1.
ELU = Activation("elu", _elu, _elu_derivative, _elu_second)
# Klambauer, Unterthiner, Mayr & Hochreiter, "Self-normalizing neural networks", 2017, equation 2.
SELU = Activation("selu", _selu, _selu_derivative, _selu_second, needs_scratch=True, kinks=(0.0,))
