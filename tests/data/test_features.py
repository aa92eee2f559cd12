"""The features against the mathematics library."""

from __future__ import annotations

import math

import numpy as np
import pytest

from playground.data.features import FEATURES, apply_features
from playground.document.choices import Feature as Choice

EXPECTED = {
    "x1": lambda a, b: a,
    "x2": lambda a, b: b,
    "x1^2": lambda a, b: a * a,
    "x2^2": lambda a, b: b * b,
    "x1*x2": lambda a, b: a * b,
    "sin x1": lambda a, b: math.sin(a),
    "sin x2": lambda a, b: math.sin(b),
    "x1^3": lambda a, b: a**3,
    "x2^3": lambda a, b: b**3,
    "cos x1": lambda a, b: math.cos(a),
    "cos x2": lambda a, b: math.cos(b),
    "|x1|": lambda a, b: math.fabs(a),
    "|x2|": lambda a, b: math.fabs(b),
    "radius": lambda a, b: math.sqrt(a * a + b * b),
    "angle": lambda a, b: math.atan2(b, a),
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
        "x₁³",
        "x₂³",
        "cos x₁",
        "cos x₂",
        "|x₁|",
        "|x₂|",
        "r",
        "θ",
    ]


def test_the_document_offers_the_same_features():
    assert [feature.value for feature in Choice] == list(FEATURES)


def test_a_feature_depends_on_its_coordinates_and_on_no_other():
    x = np.array([[1.3, 2.1], [2.0, 2.1], [1.3, 2.8]])
    for feature in Choice:
        values = apply_features([feature.value], x)[:, 0]
        moved = {index for index in (1, 2) if values[index] != values[0]}
        assert moved == feature.coordinates


def test_values_in_the_order_asked_for():
    x = np.random.default_rng(0).uniform(-6, 6, (50, 2))
    names = ["angle", "sin x2", "x1", "x1*x2", "x2^3", "x2^2", "x2", "sin x1", "|x2|", "x1^2", "radius"]
    names += ["cos x1", "x1^3", "|x1|", "cos x2"]
    expected = [[EXPECTED[name](a, b) for name in names] for a, b in x.tolist()]
    assert apply_features(names, x) == pytest.approx(np.array(expected), rel=1e-14, abs=1e-15)


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
