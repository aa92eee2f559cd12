"""The numbers of a map as text, read back as another program would."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

from playground.ui.plots.map_numbers import map_text
from playground.worker.snapshots import DecisionMap

VALUES = np.arange(12, dtype=np.float32).reshape(3, 4) / 7
PLAIN = DecisionMap(None, VALUES, None, -1.0, 1.0, (-4.0, 4.0, 10.0, 16.0))


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_every_sample_has_a_line_with_its_place_and_value() -> None:
    head, *lines = rows(map_text(PLAIN, ("x₁", "x₂"), "value", ()))
    assert head == ["x₁", "x₂", "value"]
    assert len(lines) == 12
    found = np.array(lines, dtype=float)
    assert found[0].tolist() == pytest.approx([-3.0, 15.0, 0.0])
    assert found[6].tolist() == pytest.approx([1.0, 13.0, 6 / 7], rel=1e-6)
    assert found[:, 2] == pytest.approx(VALUES.ravel())


def test_of_several_classes_the_winner_is_named() -> None:
    winners = np.array([[0, 1, 2, 0]] * 3, np.uint8)
    decision = DecisionMap(None, VALUES, winners, 0.3, 1.0, PLAIN.extent)
    head, first, second, third, *_ = rows(map_text(decision, ("a, b", "c"), "probability", ("cat", "dog")))
    assert head == ["a, b", "c", "class", "probability"]
    assert [line[2] for line in (first, second, third)] == ["cat", "dog", "class 3"]


def test_of_a_single_coordinate_one_row_is_told() -> None:
    head, *lines = rows(map_text(PLAIN, ("x₁", ""), "value", ()))
    assert head == ["x₁", "value"]
    assert [line[1] for line in lines] == [f"{value:.7g}" for value in VALUES[1].tolist()]
