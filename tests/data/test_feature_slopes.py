"""The derivatives of features and formulas against central differences."""

from __future__ import annotations

import numpy as np
import pytest

from playground.data.feature_slopes import SLOPES, feature_slopes
from playground.data.features import FEATURES, apply_features
from playground.formula.tree import FUNCTIONS

POINTS = np.random.default_rng(5).uniform(-5.9, 5.9, (60, 2))
STEP = 1e-6
FORMULAS = [
    "sin(x1*x2) + x2^3",
    "cos(x1) - tan(x2/9)",
    "exp(-x1^2/9) * x2",
    "log(x1^2 + 1) / (2 + x2^2)",
    "sqrt(7 + x1) - sqrt(x2 + 6.5)",
    "abs(x1 - x2)",
    "tanh(x1) * sigmoid(x2)",
    "relu(x1 + x2) + sign(x1) + floor(x2)",
    "min(x1, x2) - max(x1, 2*x2)",
    "(x1^2 + 1)^(x2/3)",
    "2^x1",
    "x1^-1 + -x2",
    "pi*x1 + e*x2",
]


def differences(name: str, x: np.ndarray) -> np.ndarray:
    rises = []
    for axis in (0, 1):
        move = np.zeros(2)
        move[axis] = STEP
        rises.append((apply_features([name], x + move) - apply_features([name], x - move))[:, 0] / (2 * STEP))
    return np.stack(rises)


@pytest.mark.parametrize("name", [*FEATURES, *FORMULAS])
def test_a_slope_is_the_limit_of_the_differences(name: str) -> None:
    found = feature_slopes([name], POINTS)[:, :, 0]
    assert found == pytest.approx(differences(name, POINTS), rel=1e-6, abs=1e-6)


def test_every_feature_and_every_function_has_one() -> None:
    assert list(SLOPES) == list(FEATURES)
    used = {function for function in FUNCTIONS if any(f"{function}(" in text for text in FORMULAS)}
    assert used == set(FUNCTIONS)


def test_they_come_in_the_order_of_the_names() -> None:
    found = feature_slopes(["x2", "3*x1", "x1"], POINTS)
    assert found.shape == (2, 60, 3)
    assert found[:, 0].tolist() == [[0.0, 3.0, 1.0], [1.0, 0.0, 0.0]]


@pytest.mark.parametrize("name", ["|x1|", "|x2|", "radius", "angle", "abs(x1)"])
def test_a_kink_has_the_mean_of_its_sides(name: str) -> None:
    assert feature_slopes([name], np.zeros((1, 2))).ravel().tolist() == [0.0, 0.0]


def test_a_base_below_zero_has_a_slope_under_a_constant_exponent() -> None:
    assert feature_slopes(["x1^5"], np.array([[-2.0, 1.0]]))[:, 0, 0].tolist() == [80.0, 0.0]


def test_a_root_is_infinitely_steep_at_its_foot() -> None:
    assert np.isinf(feature_slopes(["sqrt(x1)"], np.array([[0.0, 1.0]]))[0, 0, 0])


@pytest.mark.parametrize("name", ["x3", "", "x1 +"])
def test_an_unknown_feature_is_refused(name: str) -> None:
    with pytest.raises(KeyError):
        feature_slopes([name], POINTS)
