"""Formulas at points, and where they have no value."""

from __future__ import annotations

import numpy as np
import pytest

from playground.data.features import apply_features, feature_label
from playground.data.formulas import formula_column, gap_among, gap_on_plane
from playground.data.generators import generate
from playground.data.prepare import prepare_points

POINTS = np.random.default_rng(3).uniform(-6, 6, (40, 2))


def test_a_formula_is_computed_at_every_point():
    a, b = POINTS.T
    assert formula_column("sin(x1*x2) + x2^3", POINTS) == pytest.approx(np.sin(a * b) + b * b * b)
    assert formula_column("x1", POINTS).base is None


def test_features_and_formulas_stand_side_by_side():
    both = apply_features(["x1*x2", "2*x1", "sin x1"], POINTS)
    assert both == pytest.approx(
        np.column_stack([POINTS[:, 0] * POINTS[:, 1], 2 * POINTS[:, 0], np.sin(POINTS[:, 0])])
    )


def test_samples_name_a_formula_as_it_is_read():
    points = generate("circle", noise=0.0, seed=1)
    prepared = prepare_points(points, ["x1", "sin(x1*x2)"], 0.5, 1)
    assert prepared.input_names == ("x₁", "sin(x₁x₂)")
    a, b = prepared.train_points.T
    assert prepared.train_inputs == pytest.approx(np.column_stack([a, np.sin(a * b)]))


@pytest.mark.parametrize("text", ["x3", "", "x1 +", "2"])
def test_what_is_no_formula_is_refused(text):
    with pytest.raises(KeyError):
        formula_column(text, POINTS)


@pytest.mark.parametrize(
    "text", ["1/(1 + x1^2)", "log(1 + abs(x1))", "tan(x1)", "exp(x1)", "sqrt(x1 + 6)", "sigmoid(x1^9)"]
)
def test_a_formula_with_a_value_everywhere_has_no_gap(text):
    assert gap_on_plane(text) is None


def test_gaps_are_found_where_they_are_nearest_to_the_middle():
    gap = gap_among("log(x1)", np.array([[3.0, 0.0], [-3.2, 1.0], [-5.0, 0.0]]))
    assert gap.point == (-3.2, 1.0)
    assert np.isnan(gap.value)
    assert gap_among("log(x1)", np.array([[3.0, -9.0]])) is None


def test_a_pole_is_found_at_the_very_place():
    assert gap_on_plane("1/(x2 + 1.5)").point[1] == -1.5
    pole = gap_on_plane("1/(abs(x1 - 2) + abs(x2 - 3))")
    assert (pole.point, pole.value) == ((2.0, 3.0), np.inf)


def test_a_value_beyond_single_precision_is_a_gap():
    assert gap_on_plane("10^(8*x1)").value == pytest.approx(10.0 ** (8 * 3.8))
    assert gap_on_plane("10^(4*x1)") is None


def test_labels():
    assert [feature_label(name) for name in ("x1^2", "radius", "x1^2*x2")] == ["x₁²", "r", "x₁²x₂"]
