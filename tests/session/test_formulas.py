"""Formulas and columns in an open experiment: refused with the place, undone with the weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.assets import asset
from playground.data.shipped import load_shipped
from playground.document import edits
from playground.document.experiment import Experiment
from playground.session.inputs import BINS, InputSummaries
from playground.worker.messages import Watch
from playground.worker.probes import Probes
from playground.worker.run import Run
from tests.session.edits import markers, parameters, undone
from tests.worker.tables import source_of, table_with

if TYPE_CHECKING:
    from playground.document.errors import ExperimentError
    from tests.session.conftest import Desk, MakeDesk


def first_weights(desk: Desk) -> np.ndarray:
    desk.go()
    return Run(desk.session.experiment, checkpoint=desk.checkpoint).network.weights(0).copy()


def test_a_formula_keeps_the_weights_of_the_other_inputs(desk: Desk) -> None:
    desk.train(50)
    before = first_weights(desk)
    assert desk.session.edit("Add", edits.add_formula, "sin(x1*x2)")
    desk.go(3)
    assert np.array_equal(first_weights(desk)[:2], before)
    assert markers(desk) == ["+ sin(x₁x₂)"]
    desk.session.edit("Change", edits.replace_formula, "sin(x1*x2)", "2x1")
    desk.go(3)
    assert np.array_equal(first_weights(desk)[:2], before)
    desk.session.edit("Remove", edits.remove_formula, "2*x1")
    desk.go(3)
    assert np.array_equal(first_weights(desk), before)


def test_undo_brings_a_formula_and_its_weights_back(desk: Desk) -> None:
    desk.session.edit("Add", edits.add_formula, "sin(x1*x2)")
    desk.train(50)
    trained, experiment = parameters(desk), desk.session.experiment
    desk.session.edit("Remove", edits.remove_formula, "sin(x1*x2)")
    assert desk.session.experiment == Experiment()
    undone(desk)
    assert desk.session.experiment == experiment
    assert np.array_equal(parameters(desk), trained)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("log(x1)", "log(x₁) is not a number at x₁ = −"),
        ("1/x2", "1/x₂ is infinite at x₂ = 0."),
        ("sqrt(x1 - x2)", "sqrt(x₁ − x₂) is not a number at x₁ = "),
        ("1/(x1 - 5.5)", "is infinite at x₁ = 5.5."),
        ("exp(exp(x1))", "is too large to train on at x₁ = 4."),
    ],
)
def test_a_formula_without_a_value_somewhere_is_refused_with_the_place(
    desk: Desk, text: str, says: str
) -> None:
    refusals: list[ExperimentError] = []
    desk.session.edit_refused.connect(refusals.append)
    assert not desk.session.edit("Add", edits.add_formula, text)
    assert desk.session.experiment == Experiment()
    assert says in str(refusals[0])
    summaries = InputSummaries(desk.session.experiment.data, desk.session.samples, None)
    assert says in summaries.problem_of(text)


def test_the_place_is_one_where_the_formula_has_no_value(desk: Desk) -> None:
    summaries = InputSummaries(desk.session.experiment.data, desk.session.samples, None)
    place = float(summaries.problem_of("log(x1)").split("x₁ = ")[1].split(". ")[0].replace("−", "-"))
    points = np.concatenate([desk.session.samples.train_points, desk.session.samples.test_points])
    nearest = points[points[:, 0] <= 0.0, 0].max()
    assert place == pytest.approx(nearest, rel=0.01)


def test_a_picture_that_has_a_hole_on_the_drawn_grid_is_none() -> None:
    # Between the tenths that are looked at, and in the middle of a pixel of this grid.
    experiment = edits.add_formula(Experiment(), "1/(x1 - 0.25)")
    maps = Probes(Run(experiment), Watch(frozenset(), neuron_size=24)).input_maps()
    pictures = dict(zip(maps.names, maps.maps, strict=True))
    assert not np.isfinite(pictures["1/(x1 - 0.25)"]).all()
    assert np.isfinite(pictures["x1"]).all()


# What a feature or a column is like


def test_a_features_range_is_that_of_the_training_points(desk: Desk) -> None:
    desk.session.edit("Add", edits.add_formula, "2x1 + 1")
    session = desk.session
    summaries = InputSummaries(session.experiment.data, session.samples, session.table)
    own, radius = summaries.of("2*x1 + 1"), summaries.of("radius")
    x1, x2 = session.samples.train_points.T
    assert (own.low, own.high) == pytest.approx((2 * x1.min() + 1, 2 * x1.max() + 1))
    assert (own.label, own.meaning) == ("2x₁ + 1", "")
    assert radius.high == pytest.approx(np.sqrt(x1**2 + x2**2).max())
    assert "from the middle" in radius.meaning


def test_a_columns_histogram_counts_the_training_rows_on_or_off(make_desk: MakeDesk) -> None:
    table = table_with(columns=3)
    desk = make_desk(edits.set_table(Experiment(), source_of(table)), table)
    session = desk.session
    own = session.samples.own_units(session.samples.train_inputs)
    session.edit("Off", edits.set_input_on, "c1", False)
    summaries = InputSummaries(session.experiment.data, session.samples, session.table)
    for column, name in enumerate(table.columns):
        summary = summaries.of(name)
        expected, _ = np.histogram(own[:, column], bins=BINS)
        assert summary.counts.sum() == len(own)
        assert np.abs(summary.counts - expected).sum() <= 2  # at the borders of bins the last bit decides
        assert (summary.low, summary.high) == pytest.approx((own[:, column].min(), own[:, column].max()))


def test_a_column_of_one_value_has_one_bar(make_desk: MakeDesk) -> None:
    table = load_shipped("digits", asset("datasets"))
    desk = make_desk(edits.set_table(Experiment(), source_of(table)), table)
    summaries = InputSummaries(desk.session.experiment.data, desk.session.samples, table)
    corner = summaries.of(table.columns[0])
    assert (corner.low, corner.high) == (0.0, 0.0)
    assert np.count_nonzero(corner.counts) == 1


def test_summaries_hold_for_the_same_rows_only(desk: Desk) -> None:
    data = desk.session.experiment.data
    summaries = InputSummaries(data, desk.session.samples, None)
    assert summaries.are_of(edits.add_formula(desk.session.experiment, "2x1").data)
    assert not summaries.are_of(edits.set_noise(desk.session.experiment, 0.1).data)
