"""The picture of the decision that is looked at, and the space in it."""

from __future__ import annotations

import pytest

from playground.document import codec, edits
from playground.document.choices import Dataset, Picture
from playground.document.errors import ExperimentError
from playground.document.experiment import Experiment


def test_pictures_follow_each_other_round_and_round() -> None:
    experiment, seen = Experiment(), []
    for _ in range(4):
        seen.append(experiment.view.picture)
        experiment = edits.next_picture(experiment)
    assert seen == [Picture.MAP, Picture.SURFACE, Picture.HIDDEN_SPACE, Picture.MAP]


def test_over_one_coordinate_there_is_no_surface() -> None:
    line = edits.set_dataset(edits.set_picture(Experiment(), Picture.SURFACE), Dataset.SINE)
    assert edits.pictures_of(line) == (Picture.MAP, Picture.HIDDEN_SPACE)
    assert edits.next_picture(line).view.picture is Picture.HIDDEN_SPACE
    assert edits.next_picture(edits.next_picture(line)).view.picture is Picture.MAP


def test_another_layer_has_axes_of_its_own() -> None:
    experiment = edits.set_space_axes(edits.set_space_layer(Experiment(), 1), (2, 0))
    assert experiment.view.space_axes == (2, 0)
    assert edits.set_space_layer(experiment, 1).view.space_axes == (2, 0)
    assert edits.set_space_layer(experiment, 2).view.space_axes is None


@pytest.mark.parametrize("axes", [(1, 1), (-1, 0), (0, 10**6)])
def test_axes_are_two_neurons(axes: tuple[int, int]) -> None:
    with pytest.raises(ExperimentError, match="two neurons"):
        edits.set_space_axes(Experiment(), axes)


def test_a_layer_beyond_all_networks_is_refused() -> None:
    with pytest.raises(ExperimentError, match="Hidden space"):
        edits.set_space_layer(Experiment(), 10_000)


def test_what_is_looked_at_is_kept_in_a_file() -> None:
    experiment = edits.set_picture(Experiment(), Picture.HIDDEN_SPACE)
    experiment = edits.set_space_axes(edits.set_space_layer(experiment, 1), (3, 1))
    assert codec.from_json(codec.to_json(experiment)) == experiment
    assert "space" not in codec.to_json(Experiment()) and "picture" not in codec.to_json(Experiment())
