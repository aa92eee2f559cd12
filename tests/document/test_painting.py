from __future__ import annotations

from dataclasses import replace

import pytest

from playground.document import codec, edits, limits
from playground.document.choices import Dataset, Feature, Loss, Task
from playground.document.errors import ExperimentError, FileError
from playground.document.experiment import Experiment
from playground.document.painted import PaintedSource
from playground.document.sources import GeneratedSource, TableSource

XOR = ((0.0, 0.0, 0.0), (0.0, 1.0, 1.0), (1.0, 0.0, 1.0), (1.0, 1.0, 0.0))


def painted(*points: tuple[float, float, float], classes: int = 2, coordinates: int = 2) -> Experiment:
    return edits.set_painted(Experiment(), PaintedSource(points, classes, coordinates))


def points_of(experiment: Experiment) -> tuple[tuple[float, float, float], ...]:
    assert isinstance(experiment.data.source, PaintedSource)
    return experiment.data.source.points


def test_an_empty_set_is_an_experiment() -> None:
    empty = painted()
    assert empty.name == "painted"
    assert empty.data.source.class_count == 2
    assert empty.task is Task.CLASSIFICATION


def test_points_are_added_behind_those_that_are_there_with_four_decimals() -> None:
    after = edits.add_points(painted(XOR[0]), ((0.123456, -1.00004, 1.0),))
    assert points_of(after) == (XOR[0], (0.1235, -1.0, 1.0))


def test_a_point_moves_and_takes_its_new_label() -> None:
    assert points_of(edits.move_point(painted(*XOR), 1, (2.0, 3.0, 0.0)))[1] == (2.0, 3.0, 0.0)


def test_where_points_are_removed_the_last_ones_take_their_places() -> None:
    after = edits.remove_points(painted(*XOR, (5.0, 5.0, 1.0)), [1, 3, 1])
    assert set(points_of(after)) == {XOR[0], XOR[2], (5.0, 5.0, 1.0)}
    assert points_of(after)[0] == XOR[0]
    assert points_of(after)[2] == XOR[2]


def test_clearing_keeps_the_classes() -> None:
    after = edits.clear_points(painted(*XOR, classes=4))
    assert after.data.source == PaintedSource((), 4)


@pytest.mark.parametrize("index", [-1, 4])
def test_a_point_that_is_not_there_is_not_touched(index: int) -> None:
    with pytest.raises(ExperimentError, match="no point"):
        edits.move_point(painted(*XOR), index, XOR[0])
    with pytest.raises(ExperimentError, match="no point"):
        edits.remove_points(painted(*XOR), [index])


def test_only_a_painted_set_is_painted_on() -> None:
    for edit, rest in ((edits.add_points, (XOR,)), (edits.clear_points, ()), (edits.remove_points, ([0],))):
        with pytest.raises(ExperimentError, match="not painted"):
            edit(Experiment(), *rest)


def test_more_classes_need_softmax_and_fewer_lose_the_points_of_those_that_are_gone() -> None:
    three = edits.set_painted_classes(painted(*XOR), 3)
    assert three.network.loss is Loss.SOFTMAX_CROSS_ENTROPY
    assert three.outputs == 3
    three = edits.add_points(three, ((2.0, 2.0, 2.0),))
    assert points_of(edits.set_painted_classes(three, 2)) == XOR


def test_classes_become_numbers_and_numbers_classes() -> None:
    numbers = edits.set_painted_classes(painted(*XOR), 0)
    assert numbers.task is Task.REGRESSION
    assert [label for *_, label in points_of(numbers)] == [-1.0, 1.0, 1.0, -1.0]
    some = painted((0.0, 0.0, -0.9), (0.0, 0.0, 0.1), (0.0, 0.0, 5.0), classes=0)
    assert [label for *_, label in points_of(edits.set_painted_classes(some, 3))] == [0.0, 1.0, 2.0]
    assert points_of(edits.set_painted_classes(numbers, 2)) == XOR


@pytest.mark.parametrize("classes", [1, 7, -1])
def test_two_to_six_classes_can_be_painted(classes: int) -> None:
    with pytest.raises(ExperimentError, match="Classes"):
        edits.set_painted_classes(painted(), classes)


@pytest.mark.parametrize(
    ("point", "classes"),
    [
        ((21.0, 0.0, 0.0), 2),
        ((0.0, -21.0, 0.0), 2),
        ((0.0, 0.0, 2.0), 2),
        ((0.0, 0.0, 0.5), 2),
        ((0.0, 0.0, 11.0), 0),
    ],
)
def test_a_point_out_of_bounds_is_refused(point: tuple[float, float, float], classes: int) -> None:
    with pytest.raises(ExperimentError, match="Points"):
        painted(point, classes=classes)


def test_there_is_an_end_to_points() -> None:
    full = painted(*(XOR[0],) * limits.MAX_POINTS)
    with pytest.raises(ExperimentError, match="10,001"):
        edits.add_points(full, (XOR[1],))


def test_one_coordinate_has_only_features_of_it_and_a_number() -> None:
    curve = painted((1.0, 0.0, 0.5), classes=0, coordinates=1)
    assert curve.data.inputs == ("x1",)
    assert not [name for name in curve.data.source.available_inputs if "x2" in name]
    assert {"x1", "x1^2", "sin x1", "|x1|"} <= set(curve.data.source.available_inputs)
    assert not {"radius", "angle"} & set(curve.data.source.available_inputs)
    with pytest.raises(ExperimentError, match="one coordinate"):
        painted(coordinates=1)
    with pytest.raises(ExperimentError, match="Points"):
        painted((1.0, 0.5, 0.5), classes=0, coordinates=1)


def test_features_stay_on_and_back_to_a_generated_set_too() -> None:
    squares = edits.set_input_on(Experiment(), Feature.X1_SQUARED.value, True)
    own = edits.set_painted(squares, PaintedSource(XOR))
    assert own.data.inputs == squares.data.inputs
    back = edits.set_dataset(own, Dataset.SPIRAL)
    assert back.data.inputs == squares.data.inputs
    assert back.data.source == GeneratedSource(Dataset.SPIRAL)


def test_a_table_tells_how_many_coordinates_it_has() -> None:
    assert TableSource("t", "0" * 64, ("a",), "b").coordinates == 1
    assert TableSource("t", "0" * 64, ("a", "c"), "b").coordinates == 2
    assert GeneratedSource().coordinates == 2


def test_all_may_be_trained_on() -> None:
    assert edits.set_train_share(painted(*XOR), 1.0).data.train_share == 1.0
    with pytest.raises(ExperimentError, match="Training share"):
        edits.set_train_share(painted(*XOR), 1.1)


# Files


@pytest.mark.parametrize("classes", [0, 2, 5])
def test_what_is_written_is_read_back(classes: int) -> None:
    experiment = painted((1.5, -2.25, 1.0), (0.0001, 6.0, 0.0), (-1e-4, 0.0, 1.0), classes=classes)
    assert codec.from_json(codec.to_json(experiment)) == experiment


def test_a_point_is_a_line_and_ten_thousand_fit() -> None:
    point = (-5.1234, -5.1234, 1.0)
    text = codec.to_json(painted(*(point,) * limits.MAX_POINTS))
    assert text.count("[-5.1234, -5.1234, 1.0]") == limits.MAX_POINTS
    assert len(text) < limits.JSON_BYTES / 8
    assert len(points_of(codec.from_json(text))) == limits.MAX_POINTS


@pytest.mark.parametrize(
    "bad", ["[1.0, 2.0]", "[1.0, 2.0, 3.0]", '[1.0, 2.0, "0"]', "[1.0, 99.0, 0.0]", "[true, 0.0, 0.0]"]
)
def test_a_damaged_point_is_told(bad: str) -> None:
    text = codec.to_json(painted((4.0, 4.0, 1.0)))
    assert text != text.replace("[4.0, 4.0, 1.0]", bad)
    with pytest.raises(FileError):
        codec.from_json(text.replace("[4.0, 4.0, 1.0]", bad))


def test_files_without_painted_points_are_written_as_before() -> None:
    layer = replace(Experiment().network.hidden[0], neurons=(0, 1, 3))
    text = codec.to_json(edits.set_hidden(Experiment(), ()))
    assert "\n" in text
    network = replace(Experiment().network, hidden=(layer,))
    assert "[\n" in codec.to_json(replace(Experiment(), network=network))
