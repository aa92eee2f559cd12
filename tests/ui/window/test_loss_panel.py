"""The panel with the loss, used with mouse and keys in the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from playground.document import edits
from playground.document.choices import LossPicture, Regularization, Smoothing
from playground.worker.snapshots import Probe

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow
    from playground.ui.plots.series import Series

    Opened = Callable[..., MainWindow]


def train(window: MainWindow, qtbot: QtBot, epochs: int) -> None:
    goal = window.session.step + 25 * epochs
    window.session.training.advance(25 * epochs, measure_each=1)
    qtbot.waitUntil(lambda: window.session.step == goal and window.session.training.stands, timeout=20_000)
    window.settle()


def named(window: MainWindow) -> dict[str, Series]:
    return {series.name: series for series in window.page.loss.plot.series if series.name}


def choose(window: MainWindow, chip: str, key: str) -> None:
    menu = getattr(window.page.loss, chip)
    next(action for action in menu._group.actions() if action.data() == key).trigger()


def test_the_accuracy_is_drawn_in_percent(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("circle")
    train(window, qtbot, 3)
    choose(window, "_picture", LossPicture.ACCURACY)
    rows = window.session.history.rows
    assert np.array_equal(named(window)["train"].told[1], 100 * rows[:, 5])
    assert np.array_equal(named(window)["test"].told[1], 100 * rows[:, 6])
    assert window.page.loss._scale.isHidden()


def test_the_penalty_is_a_curve_of_its_own_where_there_is_one(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("circle")
    train(window, qtbot, 2)
    assert "penalty" not in named(window)
    window.session.edit("Regularisation", edits.set_regularization, Regularization.L2)
    train(window, qtbot, 2)
    penalties = named(window)["penalty"].y
    parameters = window.page.canvas.scene.values.parameters
    assert parameters is not None
    weights = np.concatenate([each.weights.ravel() for each in parameters.layers])
    rate = window.session.experiment.training.regularization_rate
    assert np.isclose(penalties[-1], rate / 2 * weights.dot(weights), rtol=1e-9)


def test_smoothing_is_chosen_and_the_raw_curve_stays_behind(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("circle")
    train(window, qtbot, 70)
    raw = window.session.history.train_losses
    assert not np.array_equal(named(window)["train"].y, raw)
    assert any(np.array_equal(series.y, raw) for series in window.page.loss.plot.series if not series.name)
    choose(window, "_smoothing", Smoothing.OFF)
    assert np.array_equal(named(window)["train"].y, raw)


def test_zoomed_in_at_the_live_end_it_goes_on_with_it(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("circle")
    train(window, qtbot, 10)
    plot, whole = window.page.loss.plot, window.page.loss._whole
    assert whole.isHidden()
    plot.zoom_to(6.0, 10.0)
    assert not whole.isHidden()
    train(window, qtbot, 5)
    assert plot.span() == (11.0, 15.0)
    plot.zoom_to(2.0, 4.0)
    train(window, qtbot, 1)
    assert plot.span() == (2.0, 4.0)
    QTest.mouseClick(whole, Qt.MouseButton.LeftButton)
    assert plot.following
    assert whole.isHidden()


def test_changes_that_stand_close_are_told_together_and_each_in_the_read_out(
    open_window: Opened, qtbot: QtBot
) -> None:
    window = open_window("circle")
    train(window, qtbot, 10)
    for rate in (0.1, 0.3, 0.01):
        window.session.edit("Learning rate", edits.set_learning_rate, rate)
    train(window, qtbot, 10)
    plot = window.page.loss.plot
    place = QPointF(plot.arrangement.frame.px(10.0), plot.arrangement.frame.rect.center().y()).toPoint()
    QTest.mouseMove(plot.viewport(), place + QPoint(1, 0))
    QTest.mouseMove(plot.viewport(), place)
    qtbot.waitUntil(lambda: plot.reading() is not None)
    reading = plot.reading()
    assert reading is not None
    told = [row.name for row in plot.read_out_rows(reading)]
    assert ["η 0.03 → 0.1", "η 0.1 → 0.3", "η 0.3 → 0.01"] == [text for text in told if "η" in text]


def test_the_card_of_runs_keeps_renames_hides_and_forgets(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("circle")
    train(window, qtbot, 5)
    QTest.mouseClick(window.page.loss.runs, Qt.MouseButton.LeftButton)
    card = window.page.loss.runs.card
    assert card is not None
    QTest.mouseClick(card.keep, Qt.MouseButton.LeftButton)
    (row,) = card.rows
    row.name.setFocus()
    row.name.selectAll()
    QTest.keyClicks(row.name, "Before")
    QTest.keyClick(row.name, Qt.Key.Key_Return)
    assert "Before" in named(window)
    QTest.mouseClick(row.drawn, Qt.MouseButton.LeftButton)
    assert "Before" not in named(window)
    QTest.mouseClick(row.remove, Qt.MouseButton.LeftButton)
    assert window.session.runs.all == ()
    assert card.rows == []
    QTest.keyClick(card, Qt.Key.Key_Escape)
    assert not card.isVisible()


def told_at(window: MainWindow, epoch: float) -> dict[str, str]:
    plot = window.page.loss.plot
    plot.point_at(epoch)
    reading = plot.reading()
    assert reading is not None
    return {row.name: row.value for row in plot.read_out_rows(reading)}


def test_the_read_out_tells_loss_and_accuracy_in_either_picture(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("circle")
    train(window, qtbot, 4)
    row = window.session.history.rows[window.session.history.epochs == 3.0][0]
    told = told_at(window, 3.0)
    assert told["test accuracy"] == f"{100 * row[6]:.1f}\N{THIN SPACE}%"
    choose(window, "_picture", LossPicture.ACCURACY)
    told = told_at(window, 3.0)
    assert told["test"] == f"{100 * row[6]:.1f}\N{THIN SPACE}%"
    assert told["train"] == f"{100 * row[5]:.1f}\N{THIN SPACE}%"
    assert float(told["test loss"]) == pytest.approx(row[3], rel=0.01)


def test_numbers_have_no_accuracy_to_tell(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("plane")
    train(window, qtbot, 2)
    assert not any("accuracy" in name for name in told_at(window, 1.0))


def test_keep_this_run_is_a_command(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("circle")
    window.actions_by_key["keep_run"].trigger()
    assert window.session.runs.all == ()
    train(window, qtbot, 3)
    window.actions_by_key["keep_run"].trigger()
    assert "Run 1" in named(window)


def test_a_new_run_beside_a_longer_one_is_shown_whole(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("circle")
    train(window, qtbot, 10)
    window.actions_by_key["keep_run"].trigger()
    plot, whole = window.page.loss.plot, window.page.loss._whole
    plot.zoom_to(6.0, 10.0)
    window.session.reset()
    train(window, qtbot, 2)
    assert plot.following
    assert whole.isHidden()
    assert told_at(window, 9.0).keys() == {"epoch 9", "Run 1"}


def test_the_card_of_many_runs_stays_in_the_window(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("circle", size=(1280, 720), text="large")
    window.page.columns.turn_to_loss()
    train(window, qtbot, 1)
    for _ in range(8):
        train(window, qtbot, 1)
        window.session.runs.keep_present()
    window.page.loss.runs.click()
    card = window.page.loss.runs.card
    assert card is not None
    inside = window.rect()
    assert inside.contains(card.keep.rect().translated(card.keep.mapTo(window, QPoint(0, 0))))
    assert not card.keep.isEnabled()
    assert len(card.rows) == 8
    train(window, qtbot, 1)
    assert card.keep.isEnabled()
    card.keep.click()
    assert [row.name.text() for row in card.rows] == [f"Run {number}" for number in range(9, 1, -1)]
    assert inside.contains(card.keep.rect().translated(card.keep.mapTo(window, QPoint(0, 0))))


def test_a_folded_result_column_asks_for_nothing_and_knows_all_when_it_is_back(
    open_window: Opened, qtbot: QtBot
) -> None:
    window = open_window("circle")
    fold = window.actions_by_key["fold_result"]
    fold.trigger()
    assert Probe.DECISION_MAP not in window.session.training.watched.probes
    train(window, qtbot, 3)
    fold.trigger()
    assert Probe.DECISION_MAP in window.session.training.watched.probes
    qtbot.waitUntil(window.page.loss.plot.isVisible)
    assert np.array_equal(named(window)["train"].told[1], window.session.history.train_losses)
