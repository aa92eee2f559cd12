"""What can be chosen of a generated set, and what follows from choosing another."""

from __future__ import annotations

import json
from dataclasses import replace
from string import ascii_uppercase

import pytest

from playground.document import codec, edits
from playground.document.choices import Dataset, Feature, Loss, Task
from playground.document.errors import ExperimentError
from playground.document.experiment import Experiment
from playground.document.rules import check
from playground.document.sources import GeneratedSource, TableSource

A_TABLE = TableSource("flowers", "0" * 64, ("a", "b", "c"), "kind", ("x", "y", "z"))


def on(dataset: Dataset) -> Experiment:
    return edits.set_dataset(Experiment(), dataset)


def source_of(experiment: Experiment) -> GeneratedSource:
    assert isinstance(experiment.data.source, GeneratedSource)
    return experiment.data.source


def test_which_sets_have_numbers_one_input_or_many_classes() -> None:
    numbers = {dataset.value for dataset in Dataset if dataset.task is Task.REGRESSION}
    assert numbers == {"plane", "multi_gauss", "saddle", "sine", "step"}
    assert {dataset.value for dataset in Dataset if dataset.inputs == 1} == {"sine", "step"}
    assert {dataset.value for dataset in Dataset if dataset.many_classes} == {"rings", "arms", "blobs"}


def test_a_feature_names_the_coordinates_it_is_made_of() -> None:
    assert Feature.X1_SQUARED.coordinates == {1}
    assert Feature.SIN_X2.coordinates == {2}
    assert Feature.X1_X2.coordinates == {1, 2}


@pytest.mark.parametrize("dataset", Dataset)
def test_each_set_can_be_chosen_from_each_other_one(dataset: Dataset) -> None:
    for before in Dataset:
        after = edits.set_dataset(on(before), dataset)
        assert check(after) is after
        assert after.network.loss in edits.fitting_losses(after.data.source)
        assert set(after.data.inputs) >= {"x1", "x2"} if dataset.inputs == 2 else {"x1"}


def test_one_coordinate_is_enough_for_the_features_of_x1_alone() -> None:
    wide = edits.set_input_on(edits.set_input_on(Experiment(), "sin x1", True), "x1*x2", True)
    sine = edits.set_dataset(wide, Dataset.SINE)
    assert source_of(sine).coordinates == 1
    available = sine.data.source.available_inputs
    assert {"x1", "x1^2", "sin x1"} <= set(available)
    assert all(Feature(name).coordinates == {1} for name in available)
    assert sine.data.inputs == ("x1", "sin x1")
    with pytest.raises(ExperimentError, match="no input “x2”"):
        edits.set_input_on(sine, "x2", True)


def test_without_a_feature_left_x1_is_put_on() -> None:
    only = edits.set_input_on(edits.set_input_on(Experiment(), "x1", False), "sin x2", True)
    only = edits.set_input_on(only, "x2", False)
    assert edits.set_dataset(only, Dataset.STEP).data.inputs == ("x1",)


def test_back_in_the_plane_x2_is_put_on() -> None:
    sine = edits.set_input_on(on(Dataset.SINE), "sin x1", True)
    assert edits.set_dataset(sine, Dataset.CIRCLE).data.inputs == ("x1", "x2", "sin x1")


def test_in_the_plane_the_chosen_features_stay_as_they_are() -> None:
    without = edits.set_input_on(Experiment(), "x2", False)
    assert edits.set_dataset(without, Dataset.MOONS).data.inputs == ("x1",)


def test_more_classes_bring_softmax_and_an_output_each() -> None:
    rings = on(Dataset.RINGS)
    assert (rings.network.loss, rings.outputs) == (Loss.SOFTMAX_CROSS_ENTROPY, 3)
    assert edits.set_class_count(rings, 5).outputs == 5


def test_a_set_of_two_classes_that_gets_a_third_takes_the_fitting_loss() -> None:
    two = edits.set_loss(edits.set_class_count(on(Dataset.BLOBS), 2), Loss.HINGE)
    assert two.outputs == 1
    three = edits.set_class_count(two, 3)
    assert (three.network.loss, three.outputs) == (Loss.SOFTMAX_CROSS_ENTROPY, 3)


def test_classes_are_the_signs_or_letters() -> None:
    assert source_of(on(Dataset.MOONS)).class_names == ("\N{MINUS SIGN}1", "+1")
    assert source_of(edits.set_class_count(on(Dataset.ARMS), 2)).class_names == ("\N{MINUS SIGN}1", "+1")
    assert source_of(edits.set_class_count(on(Dataset.ARMS), 6)).class_names == tuple(ascii_uppercase[:6])
    assert source_of(on(Dataset.SADDLE)).class_names == ()


def test_noise_samples_and_balance_stay_where_they_can() -> None:
    chosen = edits.set_class_count(edits.set_balance(on(Dataset.RINGS), 0.3), 5)
    chosen = edits.set_samples(edits.set_noise(chosen, 0.2), 80)
    moons = source_of(edits.set_dataset(chosen, Dataset.MOONS))
    assert moons == GeneratedSource(Dataset.MOONS, 0.2, 80, 0.3)
    plane = source_of(edits.set_dataset(chosen, Dataset.PLANE))
    assert plane == GeneratedSource(Dataset.PLANE, 0.2, 80)


def test_a_table_leaves_nothing_behind() -> None:
    table = edits.set_table(edits.set_samples(Experiment(), 50), A_TABLE)
    assert edits.set_dataset(table, Dataset.SINE).data.source == GeneratedSource(Dataset.SINE)


@pytest.mark.parametrize(
    ("edit", "value", "said"),
    [
        (edits.set_samples, 9, "from 10 to 10000"),
        (edits.set_samples, 10_001, "from 10 to 10000"),
        (edits.set_samples, -1, "from 10 to 10000"),
        (edits.set_balance, 0.05, "from 0.1 to 0.9"),
        (edits.set_balance, float("nan"), "from 0.1 to 0.9"),
        (edits.set_class_count, 1, "from 2 to 6"),
        (edits.set_class_count, 7, "from 2 to 6"),
    ],
)
def test_what_is_out_of_range_is_refused_with_the_range(edit, value, said) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ExperimentError, match=said):
        edit(on(Dataset.RINGS), value)


def test_what_a_set_does_not_have_is_refused() -> None:
    with pytest.raises(ExperimentError, match="numbers, not classes"):
        edits.set_balance(on(Dataset.SINE), 0.3)
    with pytest.raises(ExperimentError, match="has its own"):
        edits.set_class_count(on(Dataset.CIRCLE), 4)
    table = edits.set_table(Experiment(), A_TABLE)
    for edit, value in ((edits.set_samples, 100), (edits.set_balance, 0.3), (edits.set_class_count, 4)):
        with pytest.raises(ExperimentError, match="generated"):
            edit(table, value)  # type: ignore[operator]


def test_the_usual_number_of_samples_can_be_taken_back() -> None:
    chosen = edits.set_samples(Experiment(), 10)
    assert edits.set_samples(chosen, 0) == Experiment()


def test_a_source_of_before_is_written_as_before() -> None:
    written = json.loads(codec.to_json(edits.set_noise(Experiment(), 0.25)))
    assert written["data"]["source"] == {"kind": "generated", "dataset": "circle", "noise": 0.25}


def test_what_was_chosen_is_written_and_read_back() -> None:
    chosen = edits.set_class_count(edits.set_samples(edits.set_balance(on(Dataset.ARMS), 0.7), 77), 4)
    written = json.loads(codec.to_json(chosen))["data"]["source"]
    assert (written["samples"], written["balance"], written["classes"]) == (77, 0.7, 4)
    assert codec.from_json(codec.to_json(chosen)) == chosen


@pytest.mark.parametrize("changed", [{"classes": 4}, {"samples": 3}])
def test_a_source_that_breaks_a_rule_is_no_experiment(changed: dict[str, int]) -> None:
    data = replace(Experiment().data, source=replace(GeneratedSource(), **changed))
    with pytest.raises(ExperimentError):
        check(replace(Experiment(), data=data))
