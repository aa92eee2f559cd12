"""The walk along a path in the real window, gone through by mouse and keys."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from playground.document import edits
from playground.document.choices import ChainMode, Extent
from playground.session.training import TrainingState
from playground.ui.panels.chain_rule.lane_panel import PAUSED, LanePanel
from playground.ui.panels.chain_rule.stage import EVERYTHING, Stage
from tests.session.insights.reading import numbers_in

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow
    from tests.ui.window.conftest import Opened


def lane_in(qtbot: QtBot, window: MainWindow) -> LanePanel:
    """Turn to the page, and wait for a path of the weight x₁ → 1.1."""
    window.session.edit("Weight", partial(edits.set_chain_rule, parameter=(0, 0, 0)))
    window.actions_by_key["chain_rule_page"].trigger()
    lane = window.findChild(LanePanel)
    assert isinstance(lane, LanePanel)
    qtbot.waitUntil(lambda: lane.view.lane is not None, timeout=20_000)
    return lane


def note_in(lane: LanePanel) -> str:
    return lane._note.text() if lane._note.isVisible() else ""


def test_a_path_is_walked_by_keys_and_buttons(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    session = window.session
    session.play()
    lane = lane_in(qtbot, window)
    stages: list[Stage] = []
    lane.stage_changed.connect(stages.append)
    count = lane.walker.count
    assert lane.view.accessibleDescription().count("blank") > 10
    assert lane.controls.count.text() == f"step 1 of {count}"
    lane.view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(lane.view, Qt.Key.Key_N)
    # Setting out stops the training, so that the numbers stand still.
    qtbot.waitUntil(lambda: session.training.state is TrainingState.PAUSED, timeout=20_000)
    assert lane.walker.place == 1
    assert stages[-1].value == 1
    assert PAUSED in note_in(lane)
    qtbot.keyClick(lane.view, Qt.Key.Key_Right)
    assert lane.walker.place == 2
    qtbot.keyClick(lane.view, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(lane.view, Qt.Key.Key_Left)
    assert lane.walker.place == 0
    assert not lane.controls.back.isEnabled()
    qtbot.mouseClick(lane.controls.forth, Qt.MouseButton.LeftButton)
    assert lane.controls.count.text() == f"step 2 of {count}"
    qtbot.keyClick(lane.view, Qt.Key.Key_End)
    assert stages[-1].updated
    assert not lane.controls.forth.isEnabled()
    assert "blank" not in lane.view.accessibleDescription()
    qtbot.keyClick(lane.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()[1:]]
    assert len(rows) == len(lane.view.lane.stations)
    derivatives = [float(row[3]) for row in rows[:-1]]
    assert float(rows[0][4]) == pytest.approx(math.prod(derivatives), rel=1e-12)
    session.play()
    qtbot.waitUntil(lambda: PAUSED not in note_in(lane), timeout=20_000)
    qtbot.waitUntil(lambda: session.step > 100, timeout=20_000)
    assert lane.walker.at_end, "new numbers leave the walk where it is"


def test_it_walks_by_itself_and_starts_anew_at_another_weight(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    lane = lane_in(qtbot, window)
    lane.walker._timer.setInterval(1)
    qtbot.mouseClick(lane.controls.auto, Qt.MouseButton.LeftButton)
    assert lane.controls.auto.accessibleName() == "Stop walking by itself"
    qtbot.waitUntil(lambda: lane.walker.at_end and not lane.walker.playing, timeout=20_000)
    assert "gradient descent" in lane.caption
    window.session.edit("Weight", partial(edits.set_chain_rule, parameter=(1, 0, 0)))
    qtbot.waitUntil(lambda: lane.view.lane.stations[0].name == "w₁₁⁽²⁾", timeout=20_000)
    assert lane.walker.place == 0
    lane.walker.play()
    window.actions_by_key["network_page"].trigger()
    assert not lane.walker.playing, "nobody sees it"


def test_all_at_once_parts_are_pointed_at_and_selected(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    look = partial(edits.set_chain_rule, mode=ChainMode.ALL, extent=Extent.ALL)
    window.session.edit("Path", look)
    lane = lane_in(qtbot, window)
    view = lane.view
    assert lane.stage == EVERYTHING
    assert lane.caption == ""
    assert not lane.controls.isVisible()
    assert numbers_in(note_in(lane)) == [1, 250]
    pointed: list[object] = []
    lane.pointed.connect(pointed.append)
    plot = view.places().plot(1).center().toPoint()
    qtbot.mouseMove(view.viewport(), plot)
    qtbot.waitUntil(lambda: pointed == [("link", 1)], timeout=5_000)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=plot)
    assert view.selected == ("link", 1)
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.selected == ("value", 2)
    assert pointed[-1] == ("value", 2)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.selected is None
    qtbot.mouseMove(view.viewport(), QPoint(2, 2))
    # So narrow that not all stations fit, the selected one is scrolled into sight.
    window.resize(window.minimumSize())
    view.resize(420, view.height())
    for _ in range(len(view.lane.keys)):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.selected == ("value", len(view.lane.stations) - 1)
    layout = view.places()
    left, right = layout.span(view.selected)
    assert layout.labels <= left < right <= view.viewport().width()
    lane.show_reason("Blown up.")
    assert view.lane is None
    assert view.accessibleDescription() == "Blown up."
    assert not note_in(lane)
