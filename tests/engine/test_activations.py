"""Activations against closed forms from the standard library, their derivatives against differences."""

from __future__ import annotations

import math

import numpy as np
import pytest

from playground.engine import ACTIVATIONS

Z = np.array([-6.0, -1.3, -0.2, 0.4, 1.0, 2.7, 6.0])

CLOSED = {
    "tanh": math.tanh,
    "relu": lambda z: max(0.0, z),
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "linear": lambda z: z,
}


def f(name: str, z: np.ndarray) -> np.ndarray:
    return ACTIVATIONS[name].f(z, np.empty_like(z))


def derivative(name: str, z: np.ndarray) -> np.ndarray:
    return ACTIVATIONS[name].derivative(z, f(name, z), np.empty_like(z))


def second_derivative(name: str, z: np.ndarray) -> np.ndarray:
    return ACTIVATIONS[name].second_derivative(z, f(name, z), np.empty_like(z))


def test_every_activation_has_a_closed_form_here() -> None:
    assert set(ACTIVATIONS) == set(CLOSED)
    assert all(name == activation.name for name, activation in ACTIVATIONS.items())


@pytest.mark.parametrize("name", CLOSED)
def test_values(name: str) -> None:
    np.testing.assert_allclose(f(name, Z), [CLOSED[name](z) for z in Z.tolist()], rtol=1e-14)


@pytest.mark.parametrize("name", CLOSED)
def test_first_and_second_derivative(name: str) -> None:
    h = 1e-5
    slope = (f(name, Z + h) - f(name, Z - h)) / (2 * h)
    np.testing.assert_allclose(derivative(name, Z), slope, atol=1e-9)
    bend = (derivative(name, Z + h) - derivative(name, Z - h)) / (2 * h)
    np.testing.assert_allclose(second_derivative(name, Z), bend, atol=1e-9)


@pytest.mark.parametrize("name", CLOSED)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_precision_is_kept_and_the_sum_may_be_overwritten(name: str, dtype: type) -> None:
    z = Z.astype(dtype)
    apart = f(name, z)
    in_place = ACTIVATIONS[name].f(z, z)
    assert in_place is z
    assert apart.dtype == derivative(name, apart).dtype == dtype
    np.testing.assert_array_equal(in_place, apart)


def test_rectifier_has_no_slope_at_its_kink() -> None:
    assert derivative("relu", np.zeros(1)) == 0


def test_sigmoid_is_right_in_its_tails() -> None:
    with np.errstate(over="ignore"):
        assert f("sigmoid", np.array([-1e4, 1e4])).tolist() == [0, 1]
    assert f("sigmoid", np.array([-40.0]))[0] == pytest.approx(math.exp(-40), rel=1e-12)
