"""The next step and the race, in the real window with the real worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt

from playground.ui.panels.landscape.bowl_panel import BowlPanel
from playground.ui.panels.landscape.race_panel import RacePanel
from playground.worker.questions import NEWTON_STEP

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.window.conftest import Opened


def parameters(window) -> np.ndarray:
    return window.session.training.checkpoint.parameters.copy()


def settled(qtbot: QtBot, window) -> None:
    qtbot.waitUntil(lambda: window.session.training.up_to_date, timeout=10_000)


def test_a_step_is_taken_and_taken_back_bit_for_bit(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    window.actions_by_key["landscape_page"].trigger()
    panel = window.findChild(BowlPanel)
    qtbot.waitUntil(lambda: panel.answer is not None, timeout=20_000)
    answer = panel.answer
    assert answer.steps[-1].name == NEWTON_STEP
    assert list(panel.rows) == [step.name for step in answer.steps]
    settled(qtbot, window)
    before, newton = parameters(window), answer.steps[-1]
    qtbot.keyClick(panel.rows[NEWTON_STEP].take, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not (parameters(window) == before).all(), timeout=20_000)
    settled(qtbot, window)
    there = parameters(window)
    assert np.linalg.norm(there - before) == pytest.approx(newton.length, rel=1e-6)
    assert window.session.undo_stack.undoText() == "Take a step: Newton, damped"
    qtbot.waitUntil(lambda: panel.answer.loss == pytest.approx(answer.loss + newton.actual), timeout=20_000)
    window.session.undo()
    settled(qtbot, window)
    assert (parameters(window) == before).all()
    window.session.redo()
    settled(qtbot, window)
    assert (parameters(window) == there).all()
    # While it trains, a step begins where training stands when the button is pressed.
    window.session.play()
    qtbot.waitUntil(lambda: window.session.step > 20, timeout=20_000)
    qtbot.mouseClick(panel.rows["sgd"].take, Qt.MouseButton.LeftButton)
    taken = "Take a step: Gradient descent"
    qtbot.waitUntil(lambda: window.session.undo_stack.undoText() == taken, timeout=20_000)
    settled(qtbot, window)
    step, after = window.session.step, parameters(window)
    window.session.undo()
    settled(qtbot, window)
    moved = np.linalg.norm(parameters(window) - after)
    assert window.session.step == step
    rate = window.session.experiment.training.learning_rate
    qtbot.waitUntil(lambda: panel.answer.slope * rate == pytest.approx(moved, rel=1e-6), timeout=20_000)


def test_a_race_runs_on_copies_and_can_be_stopped(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("xor")
    window.actions_by_key["landscape_page"].trigger()
    panel, race = window.findChild(BowlPanel), window.findChild(RacePanel)
    qtbot.mouseClick(panel.race, Qt.MouseButton.LeftButton)
    assert race.isVisible()
    assert not panel.isVisible()
    before = parameters(window)
    race.steps.show_choice("50")
    qtbot.mouseClick(race.start, Qt.MouseButton.LeftButton)
    assert race.start.text() == "Stop"
    qtbot.waitUntil(lambda: race.start.text() == "Start", timeout=30_000)
    results = race.answer.results
    assert [each.racer.optimizer for each in results] == ["sgd", "momentum", "adam", "rmsprop"]
    assert results[0].racer.learning_rate == window.session.experiment.training.learning_rate
    assert all(each.steps[-1] == 50 for each in results)
    assert race.answer.known.all()
    assert len(race.curves.series) == 4
    row, target = race.rows[0], race.target.value()
    assert target == pytest.approx(results[0].losses[0] / 2, rel=0.05)
    assert row.loss.text() != "–"
    race.steps.show_choice("1000")
    qtbot.mouseClick(race.start, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(race.start, Qt.MouseButton.LeftButton)
    assert (race.start.text(), race.progress.share) == ("Start", None)
    qtbot.mouseClick(race.close_button, Qt.MouseButton.LeftButton)
    assert panel.isVisible()
    window.session.new_seed()
    assert race.answer is None
    window.session.undo()
    settled(qtbot, window)
    assert (parameters(window) == before).all()
