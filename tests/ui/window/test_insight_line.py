"""The sentence under the plots of the real window, read while the spiral is learned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from playground.document import edits
from playground.session.training import TrainingState
from tests.session.insights.reading import numbers_in
from tests.session.insights.test_choose import check_numbers

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow
    from playground.ui.panels.insight_line import InsightLine
    from tests.ui.window.conftest import Opened


def line_of(window: MainWindow) -> InsightLine:
    return window.page.bottom.insight


def trained_to(qtbot: QtBot, window: MainWindow, epoch: int) -> InsightLine:
    """Train, stand still, and let the line catch up."""
    session, line = window.session, line_of(window)
    session.play()
    qtbot.waitUntil(lambda: session.epoch >= epoch, timeout=60_000)
    session.training.pause()
    qtbot.waitUntil(
        lambda: session.training.state is TrainingState.PAUSED and session.training.up_to_date, timeout=20_000
    )
    qtbot.waitUntil(lambda: not line._timer.isActive(), timeout=20_000)
    return line


def test_it_says_what_play_will_do_then_what_the_run_does(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("spiral")
    line = line_of(window)
    qtbot.waitUntil(lambda: line.text().startswith("Nothing is learned yet."), timeout=20_000)
    assert numbers_in(line.text())[:2] == [window.session.experiment.parameter_count, 250]
    trained_to(qtbot, window, 30)
    assert line.insight is not None
    assert line.text() == line.insight.sentence == line.accessibleName()
    assert line.text() in line.toolTip()
    situation = line.source.situation()
    assert (situation.rows == window.session.history.rows).all()
    assert line.insight.key != "not_started"
    check_numbers(line.insight, situation)


def test_a_click_says_more_and_the_button_tries_it(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    session, line = window.session, line_of(window)
    session.edit("Layers", edits.set_hidden, ())
    trained_to(qtbot, window, 12)
    assert line.text().startswith("Only straight borders can be learned.")
    right = 100 * session.history.rows[-1, 5]
    assert numbers_in(line.text())[0] == pytest.approx(right, abs=0.06)
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    card = line._card
    assert card is not None
    assert card.isVisible()
    assert window.rect().contains(card.geometry().adjusted(20, 20, -20, -20))
    assert "weighted sum of the inputs" in card.text()
    assert card.button.text() == "Add a tanh layer"
    before = session.experiment
    qtbot.mouseClick(card.button, Qt.MouseButton.LeftButton)
    assert not card.isVisible()
    assert session.experiment.layer_sizes == (2, 4, 1)
    assert session.undo_stack.undoText() == "Add a tanh layer"
    session.undo()
    assert session.experiment.network == before.network


def test_enter_opens_it_and_esc_gives_the_keyboard_back(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    line = line_of(window)
    qtbot.waitUntil(lambda: line.insight is not None, timeout=20_000)
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line._card is not None
    qtbot.waitUntil(line._card.isVisible)
    qtbot.keyClick(line._card, Qt.Key.Key_Escape)
    assert not line._card.isVisible()
    assert line.hasFocus()


def test_it_stays_under_each_tab_and_costs_nothing_when_folded(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    bottom, line = window.page.bottom, line_of(window)
    for tab in bottom._tabs:
        bottom.turn_to(tab)
        assert line.isVisible()
    window.actions_by_key["fold_bottom"].trigger()
    assert not line.isVisible()
    said = line.text()
    window.session.play()
    qtbot.waitUntil(lambda: window.session.epoch >= 5, timeout=20_000)
    assert not line._timer.isActive()
    assert line.text() == said
    window.actions_by_key["fold_bottom"].trigger()
    assert line.text() != said


def test_it_is_quiet_where_the_banner_speaks(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("plane")
    session, line = window.session, line_of(window)
    session.edit("Rate", edits.set_learning_rate, 10.0)
    session.play()
    qtbot.waitUntil(lambda: session.divergence is not None, timeout=20_000)
    qtbot.waitUntil(lambda: not line.text(), timeout=20_000)
    assert line.focusPolicy() is Qt.FocusPolicy.NoFocus
