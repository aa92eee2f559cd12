"""The features against the mathematics library."""

from __future__ import annotations

import math

import numpy as np
import pytest

from playground.data.features import FEATURES, apply_features

EXPECTED = {
    "x1": lambda a, b: a,
    "x2": lambda a, b: b,
    "x1^2": lambda a, b: a * a,
    "x2^2": lambda a, b: b * b,
    "x1*x2": lambda a, b: a * b,
    "sin x1": lambda a, b: math.sin(a),
    "sin x2": lambda a, b: math.sin(b),
}


def test_the_features_stand_in_the_order_of_the_reference():
    assert list(FEATURES) == list(EXPECTED)
    assert [feature.label for feature in FEATURES.values()] == [
        "x₁",
        "x₂",
        "x₁²",
        "x₂²",
        "x₁x₂",
        "sin x₁",
        "sin x₂",
    ]


def test_values_in_the_order_asked_for():
    x = np.random.default_rng(0).uniform(-6, 6, (50, 2))
    names = ["sin x2", "x1", "x1*x2", "x2^2", "x2", "sin x1", "x1^2"]
    expected = [[EXPECTED[name](a, b) for name in names] for a, b in x.tolist()]
    assert apply_features(names, x) == pytest.approx(np.array(expected), abs=1e-15)


def test_the_result_is_a_copy():
    x = np.zeros((3, 2))
    apply_features(["x1"], x)[:] = 1.0
    assert not x.any()


def test_no_features_and_no_points():
    assert apply_features([], np.zeros((3, 2))).shape == (3, 0)
    assert apply_features(["x1", "x2"], np.zeros((0, 2))).shape == (0, 2)


def test_an_unknown_feature_is_refused():
    with pytest.raises(KeyError):
        apply_features(["x3"], np.zeros((1, 2)))


def test_features_of_x1_alone_need_no_x2():
    x = np.linspace(-6, 6, 7)[:, np.newaxis]
    expected = np.column_stack([x, x**2, np.sin(x)])
    assert apply_features(["x1", "x1^2", "sin x1"], x) == pytest.approx(expected)
