"""What is drawn over the decision map, as a file keeps it."""

from __future__ import annotations

import pytest

from playground.document import edits
from playground.document.codec import from_json, to_json
from playground.document.errors import ExperimentError
from playground.document.experiment import Aspect, Experiment


def test_arrows_contours_and_fineness_are_kept_in_a_file() -> None:
    experiment = edits.set_map_size(edits.set_contours(edits.set_arrows(Experiment(), True), True), 200)
    assert from_json(to_json(experiment)) == experiment
    view = experiment.view
    assert (view.arrows, view.contours, view.map_size) == (True, True, 200)


def test_a_file_from_before_has_neither_and_the_usual_fineness() -> None:
    view = from_json(to_json(Experiment())).view
    assert (view.arrows, view.contours, view.map_size) == (False, False, 110)
    assert "arrows" not in to_json(Experiment())


def test_they_are_only_looks() -> None:
    before = Experiment()
    for after in (
        edits.set_arrows(before, True),
        edits.set_contours(before, True),
        edits.set_map_size(before, 60),
    ):
        assert not before.changes(after) & (Aspect.DATA | Aspect.NETWORK | Aspect.TRAINING)


@pytest.mark.parametrize("size", [0, 19, 201, -5])
def test_a_map_beyond_the_limits_is_refused(size: int) -> None:
    with pytest.raises(ExperimentError, match="Fineness of the map"):
        edits.set_map_size(Experiment(), size)
