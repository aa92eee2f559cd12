"""Marks in the regions of a map of flat colours: a second sign beside the hue."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from playground.document.choices import Task
from playground.ui.plots.decision_map import DecisionMapView
from playground.ui.plots.map_regions import class_places
from playground.ui.plots.points import PointCloud
from playground.worker.snapshots import DecisionMap, Neuron

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme

SIZE = 110
MIDDLES = (np.arange(SIZE) + 0.5) / SIZE * 12 - 6
X, Y = np.meshgrid(MIDDLES, -MIDDLES)
NOWHERE = np.zeros((0, 2))


def classes(winners: np.ndarray) -> DecisionMap:
    sure = np.full(winners.shape, 0.9, np.float32)
    return DecisionMap(None, sure, winners.astype(np.uint8), 1 / 3, 1.0, (-6.0, 6.0, -6.0, 6.0))


def class_at(decision: DecisionMap, across: float, down: float) -> int:
    row, column = int(down * SIZE), int(across * SIZE)
    if decision.winners is not None:
        return int(decision.winners[row, column])
    return int(decision.values[row, column] >= 0)


def test_each_mark_stands_in_a_region_of_its_class() -> None:
    decision = classes(np.where(X < -2, 0, np.where(Y > 0, 1, 2)))
    places = class_places(decision, NOWHERE)
    assert {place.index for place in places} == {0, 1, 2}
    for place in places:
        assert class_at(decision, place.across, place.down) == place.index


def test_regions_apart_have_a_mark_each() -> None:
    decision = classes((np.abs(X) < 2).astype(int))
    sides = {place.across < 0.5 for place in class_places(decision, NOWHERE) if place.index == 0}
    assert sides == {True, False}


def test_two_classes_are_told_by_the_sign() -> None:
    values = (3.0 - np.hypot(X, Y)).astype(np.float32)
    decision = DecisionMap(None, values, None, -1.0, 1.0, (-6.0, 6.0, -6.0, 6.0))
    places = class_places(decision, NOWHERE)
    assert {place.index for place in places} == {0, 1}
    for place in places:
        assert class_at(decision, place.across, place.down) == place.index


def test_a_speck_has_no_mark() -> None:
    decision = classes((np.hypot(X, Y) < 0.3).astype(int))
    assert {place.index for place in class_places(decision, NOWHERE)} == {0}


def test_marks_keep_clear_of_the_samples_where_there_is_room() -> None:
    decision = classes(np.zeros((SIZE, SIZE)))
    crowd = np.column_stack([part.ravel() for part in np.meshgrid(np.linspace(-6, 0, 40), MIDDLES)])
    assert all(place.across > 0.5 for place in class_places(decision, crowd))
    everywhere = np.column_stack([X.ravel(), Y.ravel()])
    assert class_places(decision, everywhere)


def test_they_are_drawn_on_flat_colours_only(qtbot: QtBot, theme: Theme) -> None:
    view = DecisionMapView(theme)
    qtbot.addWidget(view)
    view.resize(340, 340)
    view.show()
    decision = DecisionMap(None, X.astype(np.float32), None, -1.0, 1.0, (-6.0, 6.0, -6.0, 6.0))
    empty = PointCloud.empty()

    def colors() -> int:
        """Return how many different colours the left half has."""
        image, frame = view.picture(), view.frame()
        return len(
            {
                image.pixel(x, y)
                for x in range(int(frame.px(-5.5)), int(frame.px(-0.5)))
                for y in range(int(frame.py(5.5)), int(frame.py(-5.5)))
            }
        )

    view.show_points(empty)
    view.show_map(decision)
    view.set_discretize(True)
    assert colors() > 3
    view.show_map(replace(decision, focus=Neuron(1, 0)))
    assert colors() == 1
    view.show_map(decision)
    view.show_points(replace(empty, task=Task.REGRESSION))
    assert colors() == 1
