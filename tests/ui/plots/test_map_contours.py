"""Lines of equal value, where they lie and what stands on them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from playground.document.choices import Task
from playground.ui.plots.decision_map import DecisionMapView
from playground.ui.plots.map_contours import levels_of, step_text
from playground.worker.snapshots import DecisionMap, Neuron

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme

PLANE = (-6.0, 6.0, -6.0, 6.0)


def plane(size: int) -> tuple[np.ndarray, np.ndarray]:
    middles = (np.arange(size) + 0.5) / size * 12 - 6
    across, down = np.meshgrid(middles, -middles)
    return across, down


def decision(values: np.ndarray, **changes: Any) -> DecisionMap:
    plain = DecisionMap(None, values.astype(np.float32), None, -1.0, 1.0, PLANE)
    return replace(plain, **changes)


@pytest.mark.parametrize("size", [40, 60, 110, 200])
def test_a_level_lies_where_the_field_has_its_value(size: int) -> None:
    x, y = plane(size)
    radius = np.hypot(x, y)
    levels = levels_of(decision(1.0 - radius / 4.0), Task.CLASSIFICATION)
    assert [level.text for level in levels] == ["−0.8", "−0.6", "−0.4", "−0.2", "0.2", "0.4", "0.6", "0.8"]
    for level in levels:
        columns, rows = np.concatenate(level.lines).T
        found = np.hypot((columns + 0.5) / size * 12 - 6, 6 - (rows + 0.5) / size * 12)
        assert np.allclose(found, 4.0 * (1.0 - level.value), atol=0.06)


def test_zero_is_a_border_of_classes_and_of_neurons_but_a_level_of_numbers() -> None:
    x, _ = plane(50)
    shown = decision(x / 6.0)
    assert "0" not in [level.text for level in levels_of(shown, Task.CLASSIFICATION)]
    assert "0" in [level.text for level in levels_of(shown, Task.REGRESSION)]
    neuron = replace(shown, focus=Neuron(1, 0))
    assert "0" not in [level.text for level in levels_of(neuron, Task.REGRESSION)]


def test_of_several_classes_the_winner_s_probability_is_told_in_percent() -> None:
    x, _ = plane(50)
    sure = 0.34 + 0.6 * np.abs(x) / 6.0
    shown = decision(sure, winners=(x > 0).astype(np.uint8), low=1 / 3, high=1.0)
    levels = levels_of(shown, Task.CLASSIFICATION)
    assert [level.text for level in levels] == ["40\u2009%", "60\u2009%", "80\u2009%"]
    assert step_text(shown) == "20\u2009%"
    for level in levels:
        columns = np.concatenate(level.lines)[:, 0]
        found = 0.34 + 0.6 * np.abs((columns + 0.5) / 50 * 12 - 6) / 6.0
        assert np.allclose(found, level.value, atol=0.01)


def test_the_step_is_that_between_two_levels() -> None:
    x, _ = plane(50)
    shown = decision(x, low=-6.0, high=6.0)
    values = [level.value for level in levels_of(shown, Task.REGRESSION)]
    assert step_text(shown) == "2"
    assert np.allclose(np.diff(values), 2.0)


def test_a_flat_map_has_no_lines() -> None:
    assert levels_of(decision(np.full((30, 30), 0.05)), Task.CLASSIFICATION) == []
    assert levels_of(decision(np.full((30, 30), np.nan)), Task.CLASSIFICATION) == []


def test_they_are_drawn_when_they_are_wanted(qtbot: QtBot, theme: Theme) -> None:
    view = DecisionMapView(theme)
    qtbot.addWidget(view)
    view.resize(340, 340)
    view.show()
    x, _ = plane(110)
    view.show_map(decision(x / 6.0))
    plain = view.picture()
    assert view.levels == []
    view.set_contours(True)
    assert len(view.levels) == 8
    drawn, frame = view.picture(), view.frame()
    row = round(frame.py(0.7))
    changed = [
        frame.x_at(column + 0.5)
        for column in range(int(frame.rect.left()) + 4, int(frame.rect.right()) - 4)
        if abs(drawn.pixelColor(column, row).lightness() - plain.pixelColor(column, row).lightness()) > 40
    ]
    assert changed
    # Each of them at a level, or where its number stands.
    assert sum(min(abs(at - value) for value in np.arange(-4.8, 5.0, 1.2)) < 0.1 for at in changed) >= 8
    view.set_contours(False)
    assert view.picture() == plain
