"""The person's own formulas as inputs of an experiment."""

from __future__ import annotations

from dataclasses import replace

import pytest

from playground.document import edits, limits
from playground.document.choices import Dataset, Feature
from playground.document.codec import encode, from_json, to_json
from playground.document.errors import ExperimentError, FileError
from playground.document.experiment import Aspect, Experiment
from playground.document.rules import check
from playground.document.sources import TableSource
from playground.formula.reading import read
from playground.formula.tree import coordinates_of

TABLE = TableSource("points", "0" * 64, ("x1", "x2"), "kind", ("a", "b"))


def with_formulas(*texts: str) -> Experiment:
    experiment = Experiment()
    for text in texts:
        experiment = edits.add_formula(experiment, text)
    return experiment


def test_a_formula_is_an_input_that_is_on() -> None:
    after = with_formulas("sin( x1*x2 )")
    assert after.data.formulas == ("sin(x1*x2)",)
    assert after.data.inputs == ("x1", "x2", "sin(x1*x2)")
    assert after.data.available_inputs[-1] == "sin(x1*x2)"
    assert after.layer_sizes == (3, 4, 2, 1)
    assert Experiment().changes(after) is Aspect.DATA


def test_the_same_formula_with_other_spaces_is_the_same_input() -> None:
    once = with_formulas("2x1 + 1")
    assert edits.add_formula(once, "2 * x1+1") == once


def test_one_that_is_off_is_switched_on() -> None:
    off = edits.set_input_on(with_formulas("2*x1"), "2*x1", False)
    assert off.data.formulas == ("2*x1",)
    assert edits.add_formula(off, "2x1").data.inputs == ("x1", "x2", "2*x1")


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("x1*x2", Feature.X1_X2),
        ("x2²", Feature.X2_SQUARED),
        ("sin(x1)", Feature.SIN_X1),
        ("cos(x2)", Feature.COS_X2),
        ("abs(x1)", Feature.ABS_X1),
        ("x1^3", Feature.X1_CUBED),
        ("sqrt(x1²+x2²)", Feature.RADIUS),
    ],
)
def test_the_formula_of_a_feature_switches_that_on(text: str, feature: Feature) -> None:
    after = with_formulas(text)
    assert after.data.formulas == ()
    assert feature.value in after.data.inputs
    assert coordinates_of(read(text)) == feature.coordinates


def test_inputs_stand_in_the_order_of_features_then_formulas() -> None:
    after = edits.set_input_on(with_formulas("2*x1", "3*x1"), "radius", True)
    assert after.data.inputs == ("x1", "x2", "radius", "2*x1", "3*x1")
    off = edits.set_inputs_on(after, ("x1", "2*x1"), False)
    assert off.data.inputs == ("x2", "radius", "3*x1")
    assert edits.set_inputs_on(off, ("2*x1", "x1"), True) == after


def test_a_formula_that_is_removed_is_off_as_well() -> None:
    assert edits.remove_formula(with_formulas("2*x1"), "2*x1") == Experiment()


def test_the_last_input_cannot_be_removed() -> None:
    alone = edits.set_inputs_on(with_formulas("2*x1"), ("x1", "x2"), False)
    with pytest.raises(ExperimentError, match="all are off"):
        edits.remove_formula(alone, "2*x1")


def test_a_formula_is_replaced_in_its_place() -> None:
    after = edits.replace_formula(with_formulas("2*x1", "3*x1"), "2*x1", "x1 - x2")
    assert after.data.formulas == ("x1 - x2", "3*x1")
    assert after.data.inputs == ("x1", "x2", "x1 - x2", "3*x1")


@pytest.mark.parametrize("text", ["3x1", "x1*x2", "sin(x1)"])
def test_it_is_not_replaced_by_one_that_is_there(text: str) -> None:
    with pytest.raises(ExperimentError, match=r"there already|twice"):
        edits.replace_formula(with_formulas("2*x1", "3*x1"), "2*x1", text)


def test_a_wrong_formula_says_what_is_wrong() -> None:
    with pytest.raises(ExperimentError, match=r"Formula: x3 is not known\. Use x1 and x2\."):
        edits.add_formula(Experiment(), "sin(x3)")


def test_there_may_be_sixteen() -> None:
    most = with_formulas(*(f"{number}*x1" for number in range(2, 2 + limits.MAX_FORMULAS)))
    assert len(most.data.formulas) == limits.MAX_FORMULAS
    with pytest.raises(ExperimentError, match="too many"):
        edits.add_formula(most, "x1/2")


def test_a_table_has_no_formulas_even_if_its_columns_are_called_x1_and_x2() -> None:
    table = edits.set_table(with_formulas("2*x1"), TABLE)
    assert table.data.formulas == ()
    assert table.data.inputs == ("x1", "x2")
    with pytest.raises(ExperimentError, match="table"):
        edits.add_formula(table, "2*x1")


def test_formulas_stay_when_another_set_of_points_is_chosen() -> None:
    before = edits.set_input_on(with_formulas("2*x1", "x1 + x2"), "2*x1", False)
    after = edits.set_dataset(before, Dataset.SPIRAL)
    assert (after.data.formulas, after.data.inputs) == (before.data.formulas, before.data.inputs)


def test_formulas_are_written_to_a_file_and_read_back() -> None:
    experiment = with_formulas("sin(x1*x2)")
    assert from_json(to_json(experiment)) == experiment
    assert "formulas" not in encode(Experiment())["data"]


@pytest.mark.parametrize(
    "formulas",
    [("sin(x3)",), ("x1+x2",), ("x1",), ("sin(x1)",), ("2*x1", "2*x1"), ("2",), ("x1 + " * 60 + "x1",)],
)
def test_formulas_of_a_file_are_checked(formulas: tuple[str, ...]) -> None:
    experiment = Experiment()
    wrong = replace(experiment, data=replace(experiment.data, formulas=formulas))
    with pytest.raises(ExperimentError):
        check(wrong)
    with pytest.raises(FileError):
        from_json(to_json(wrong))
