"""The timeline under the loss plot, used with mouse and keys in the real window around the real worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from playground.document import edits
from playground.session.training import TrainingState
from playground.ui.theme.numbers import format_significant
from playground.worker.run import Run
from playground.worker.snapshots import ParameterSnapshot

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow

    Opened = Callable[..., MainWindow]

EPOCHS = 20
STEPS = 25 * EPOCHS  # 250 samples in batches of 10


def trained(open_window: Opened, qtbot: QtBot) -> MainWindow:
    window = open_window("circle")
    train(window, qtbot, STEPS)
    return window


def train(window: MainWindow, qtbot: QtBot, steps: int) -> None:
    goal = window.session.step + steps
    window.session.advance(steps)
    qtbot.waitUntil(lambda: window.session.step == goal and window.session.training.stands, timeout=20_000)
    window.settle()


def wait_for(window: MainWindow, qtbot: QtBot, step: int) -> None:
    def is_there() -> bool:
        point = window.session.measured
        return window.session.step == step and point is not None and point.step == step

    qtbot.waitUntil(is_there, timeout=20_000)
    window.settle()


def press_at(window: MainWindow, share: float) -> None:
    track = window.page.loss.timeline.track
    (_, first), (_, last) = track.course.first, track.course.last
    x = round(track.x_of(first + share * (last - first)))
    QTest.mouseClick(track, Qt.MouseButton.LeftButton, pos=QPoint(x, track.height() // 2))


def drawn_weights(window: MainWindow) -> np.ndarray:
    parameters = window.page.canvas.scene.values.parameters
    assert isinstance(parameters, ParameterSnapshot)
    return np.concatenate([np.r_[each.weights.ravel(), each.biases] for each in parameters.layers])


def trained_weights(window: MainWindow, steps: int) -> np.ndarray:
    run = Run(window.session.experiment)
    run.trainer.run(steps)
    split = run.network.split(run.network.parameters)
    return np.concatenate([np.r_[weights.ravel(), biases] for weights, biases in split])


def test_a_press_on_the_timeline_shows_that_moment_everywhere(open_window: Opened, qtbot: QtBot) -> None:
    window = trained(open_window, qtbot)
    press_at(window, 0.5)
    qtbot.waitUntil(lambda: window.session.time.point is not None, timeout=20_000)
    step = window.session.step
    assert abs(step - STEPS / 2) <= 5
    wait_for(window, qtbot, step)
    qtbot.waitUntil(lambda: np.array_equal(drawn_weights(window), trained_weights(window, step)))
    run = Run(window.session.experiment)
    run.trainer.run(step)
    loss = run.measure().train_loss
    assert window.page.loss._train.text() == format_significant(loss, 3)
    assert f"step {step}" in window.status.told()
    assert window.session.undo_stack.count() == 0


def test_keys_go_to_the_start_and_to_now_and_play_goes_on_from_there(
    open_window: Opened, qtbot: QtBot
) -> None:
    window = trained(open_window, qtbot)
    end = drawn_weights(window)
    QTest.keyClick(window, Qt.Key.Key_Home)
    wait_for(window, qtbot, 0)
    QTest.keyClick(window, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: window.session.time.now is None and window.session.training.stands)
    window.settle()
    assert window.session.step == STEPS
    assert np.array_equal(drawn_weights(window), end)
    QTest.keyClick(window, Qt.Key.Key_Home)
    wait_for(window, qtbot, 0)
    QTest.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.session.step > 0 and window.session.time.now is None)
    QTest.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.session.training.stands)
    assert window.session.undo_stack.undoText() == "Go back to epoch 0"
    window.actions_by_key["undo"].trigger()
    qtbot.waitUntil(lambda: window.session.step == STEPS and window.session.training.stands)
    window.settle()
    assert np.array_equal(drawn_weights(window), end)
    assert window.session.history.steps[-1] == STEPS


def test_arrows_on_the_timeline_go_by_steps_and_epochs(open_window: Opened, qtbot: QtBot) -> None:
    window = trained(open_window, qtbot)
    track = window.page.loss.timeline.track
    track.setFocus()
    QTest.keyClick(track, Qt.Key.Key_Left)
    wait_for(window, qtbot, STEPS - 1)
    QTest.keyClick(track, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    wait_for(window, qtbot, STEPS - 26)
    QTest.keyClick(track, Qt.Key.Key_Right)
    wait_for(window, qtbot, STEPS - 25)
    QTest.keyClick(track, Qt.Key.Key_PageDown)
    wait_for(window, qtbot, STEPS - 275)
    assert track.value() == STEPS - 275


def test_the_button_returns_to_now(open_window: Opened, qtbot: QtBot) -> None:
    window = trained(open_window, qtbot)
    timeline = window.page.loss.timeline
    assert not timeline.back.isEnabled()
    QTest.keyClick(window, Qt.Key.Key_B)
    wait_for(window, qtbot, STEPS - 1)
    assert timeline.back.isEnabled()
    QTest.mouseClick(timeline.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session.time.now is None and window.session.training.stands)
    assert not timeline.back.isEnabled()
    assert window.status.told() == ""


def test_a_network_of_another_shape_is_shown_as_it_was(open_window: Opened, qtbot: QtBot) -> None:
    window = trained(open_window, qtbot)
    window.session.edit("Add neuron", edits.add_neuron, 0)
    train(window, qtbot, 50)
    assert window.page.canvas.scene.design.columns[1].count == 5
    QTest.keyClick(window, Qt.Key.Key_Home)
    wait_for(window, qtbot, 0)
    qtbot.waitUntil(lambda: np.array_equal(drawn_weights(window), trained_weights(window, 0)))
    assert window.session.experiment.network.hidden[0].units == 4
    QTest.keyClick(window, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: window.session.time.now is None and window.session.training.stands)
    assert window.session.experiment.network.hidden[0].units == 5


def test_a_drag_while_it_plays_pauses_it(open_window: Opened, qtbot: QtBot) -> None:
    window = trained(open_window, qtbot)
    window.session.play()
    qtbot.waitUntil(lambda: window.session.step > STEPS)
    press_at(window, 0.25)
    qtbot.waitUntil(lambda: window.session.time.point is not None, timeout=20_000)
    assert window.session.training.state is TrainingState.PAUSED
    now = window.session.time.now
    assert now is not None
    assert now.step > STEPS > window.session.step


def test_the_insight_line_tells_the_moment_that_is_shown(open_window: Opened, qtbot: QtBot) -> None:
    window = trained(open_window, qtbot)
    window.session.time.visit(333)
    wait_for(window, qtbot, 333)
    history = window.session.run.shown()
    point = window.session.measured
    assert point is not None
    assert history.latest == point
    assert window.session.history.steps[-1] == STEPS


def test_the_tab_that_looks_open_unfolds_the_panel(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("circle")
    window.actions_by_key["fold_bottom"].trigger()
    assert window.page.bottom.tab == ""
    segment = next(each for each in window.page.bottom.tabs._segments if each.isChecked())
    QTest.mouseClick(segment, Qt.MouseButton.LeftButton)
    assert window.page.bottom.tab == "gradients"
