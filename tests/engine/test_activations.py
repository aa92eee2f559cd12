"""Activations against closed forms from the standard library, their derivatives against differences."""

from __future__ import annotations

import cmath
import math

import numpy as np
import pytest

from playground.engine import ACTIVATIONS

Z = np.array([-6.0, -1.3, -0.2, 0.4, 1.0, 2.7, 6.0])
SELU = 1.0507009873554805, 1.6732632423543772


def gelu(z: complex) -> complex:
    return z / 2 * (1 + cmath.tanh(math.sqrt(2 / math.pi) * (z + 0.044715 * z**3)))


CLOSED = {
    "tanh": math.tanh,
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "relu": lambda z: max(0.0, z),
    "leaky_relu": lambda z: z if z > 0 else 0.01 * z,
    "elu": lambda z: z if z > 0 else math.expm1(z),
    "selu": lambda z: SELU[0] * (z if z > 0 else SELU[1] * math.expm1(z)),
    "gelu": lambda z: gelu(z).real,
    "silu": lambda z: z / (1 + math.exp(-z)),
    "softplus": lambda z: math.log(1 + math.exp(z)),
    "softsign": lambda z: z / (1 + abs(z)),
    "sine": math.sin,
    "linear": lambda z: z,
}


def test_every_activation_has_a_closed_form_here() -> None:
    assert set(ACTIVATIONS) == set(CLOSED)
    assert all(name == activation.name for name, activation in ACTIVATIONS.items())


@pytest.mark.parametrize("name", CLOSED)
def test_values(name: str) -> None:
    np.testing.assert_allclose(ACTIVATIONS[name].at(Z)[0], [CLOSED[name](z) for z in Z.tolist()], rtol=1e-13)


@pytest.mark.parametrize("name", CLOSED)
def test_first_and_second_derivative(name: str) -> None:
    h, f = 1e-5, ACTIVATIONS[name]
    ahead, behind = f.at(Z + h), f.at(Z - h)
    np.testing.assert_allclose(f.at(Z)[1], (ahead[0] - behind[0]) / (2 * h), atol=1e-9)
    np.testing.assert_allclose(f.at(Z)[2], (ahead[1] - behind[1]) / (2 * h), atol=1e-9)


@pytest.mark.parametrize("name", CLOSED)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_precision_is_kept(name: str, dtype: type) -> None:
    for rounded, exact in zip(ACTIVATIONS[name].at(Z.astype(dtype)), ACTIVATIONS[name].at(Z), strict=True):
        assert rounded.dtype == dtype
        np.testing.assert_allclose(
            rounded, exact, rtol=50 * np.finfo(dtype).eps, atol=5 * np.finfo(dtype).eps
        )


@pytest.mark.parametrize("name", CLOSED)
def test_it_writes_into_what_it_is_given_and_leaves_z_alone(name: str) -> None:
    z, a, slope, scratch = Z.copy(), np.empty(7), np.empty(7), np.empty(7)
    ACTIVATIONS[name].bind_f(z, a, scratch)()
    ACTIVATIONS[name].bind_derivative(z, a, slope, scratch)()
    np.testing.assert_array_equal(z, Z)
    np.testing.assert_array_equal(a, ACTIVATIONS[name].at(Z)[0])
    np.testing.assert_array_equal(slope, ACTIVATIONS[name].at(Z)[1])


@pytest.mark.parametrize("name", CLOSED)
def test_slopes_jump_at_the_stated_kinks_and_nowhere_else(name: str) -> None:
    h = 1e-7
    slope = lambda z: ACTIVATIONS[name].at(np.array([z]))[1][0]  # noqa: E731
    jumps = [z for z in (-1.0, 0.0, 1.0) if abs(slope(z + h) - slope(z - h)) > 1e-4]
    assert jumps == list(ACTIVATIONS[name].kinks)
    for kink in jumps:
        assert slope(kink) == pytest.approx(slope(kink - h), abs=1e-5)


@pytest.mark.parametrize("name", CLOSED)
def test_it_is_repeatable_where_it_says_so(name: str) -> None:
    f = CLOSED[name]
    assert all(f(f(z)) == f(z) for z in Z.tolist()) == ACTIVATIONS[name].repeatable


@pytest.mark.parametrize("name", sorted(set(CLOSED) - {"sine"}))
def test_tails_are_finite_and_right(name: str) -> None:
    left, right = ACTIVATIONS[name].at(np.array([-1e4, 1e4]))[0]
    bounded = {"tanh": (-1, 1), "sigmoid": (0, 1), "softsign": (-1, 1)}
    grown = {"selu": SELU[0] * 1e4}.get(name, 1e4)
    lowest = {"linear": -1e4, "leaky_relu": -100, "elu": -1, "selu": -SELU[0] * SELU[1]}
    expected = bounded.get(name, (lowest.get(name, 0), grown))
    np.testing.assert_allclose([left, right], expected, rtol=2e-4, atol=1e-12)
    for derivative in ACTIVATIONS[name].at(np.array([-1e4, 1e4]))[1:]:
        assert np.isfinite(derivative).all()


def test_the_sigmoid_keeps_its_digits_far_out() -> None:
    a, slope, _ = ACTIVATIONS["sigmoid"].at(np.array([-40.0]))
    assert a[0] == pytest.approx(math.exp(-40), rel=1e-12)
    assert slope[0] == pytest.approx(math.exp(-40), rel=1e-12)


@pytest.mark.parametrize("name", CLOSED)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_all_is_finite_however_far_out(name: str, dtype: type) -> None:
    far = [1e10, 3e13, 1e20, 1e30, 1e38] + ([1e110, 1e160, 1e300] if dtype is np.float64 else [])
    z = np.array([*far, *(-size for size in far)], dtype)
    for numbers in ACTIVATIONS[name].at(z):
        assert np.isfinite(numbers).all()


def test_gelu_is_straight_far_out() -> None:
    for dtype in (np.float32, np.float64):
        z = np.array([-3e38, -1e6, -12.0, 12.0, 1e6, 3e38], dtype)
        a, slope, curve = ACTIVATIONS["gelu"].at(z)
        np.testing.assert_array_equal(a, np.maximum(z, 0))
        np.testing.assert_array_equal(slope, z > 0)
        np.testing.assert_array_equal(curve, 0)
