"""The page "Landscape" in the real window, on the real worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from playground.document import edits
from playground.document.choices import LandscapeAxes, LandscapePicture
from playground.session.training import TrainingState
from playground.worker.questions import DirectionKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow
    from playground.ui.pages.landscape.page import LandscapePage

    Opened = Callable[..., MainWindow]

LONG, EPOCHS = 20_000, 6
Key, Button, Modifier = Qt.Key, Qt.MouseButton, Qt.KeyboardModifier


def turned(window: MainWindow, qtbot: QtBot) -> LandscapePage:
    """Train some epochs on few points, turn to the page and wait for a fine picture that fits the map."""
    window.session.edit("Share", edits.set_train_share, 0.1)
    for _ in range(EPOCHS):
        window.session.advance(epoch=True)
        qtbot.waitUntil(lambda: window.session.training.state is TrainingState.PAUSED, timeout=LONG)
    window.actions_by_key["landscape_page"].trigger()
    page = window.pages.landscape
    settled(page, qtbot)
    return page


def settled(page: LandscapePage, qtbot: QtBot, *, after: int = 0) -> None:
    def is_fine() -> bool:
        answer, drawn = page.slice.answer, page.slice.map._answer
        fits = answer is not None and answer.fine and answer.plane > after and answer is drawn
        shaped = abs(page.slice.map.aspect / page.slice._aspect - 1) < 0.03
        return fits and shaped and not page.slice.asking.under_way

    qtbot.waitUntil(is_fine, timeout=LONG)


def test_a_place_can_be_started_from_and_undo_brings_the_weights_back(
    open_window: Opened, qtbot: QtBot
) -> None:
    window = open_window("circle")
    page = turned(window, qtbot)
    session, panel = window.session, page.slice
    view, card = panel.map, panel.starting.card
    answer = panel.answer
    assert answer is not None and answer.step == session.step and len(answer.path_steps) >= EPOCHS
    assert "of the path" in panel.held.text() and "training samples" in panel.which.text()
    assert session.training.checkpoint is not None
    before = session.training.checkpoint.parameters.copy()
    x = (answer.extent[1] + answer.here[0]) / 2
    QTest.mouseClick(view, Button.LeftButton, Modifier.NoModifier, view.pixel_of((x, 0.0)).toPoint())
    qtbot.waitUntil(card.isVisible, timeout=LONG)
    assert card.text.text().startswith("Start from here: loss ") and view.cross is not None
    view.setFocus()
    QTest.keyClick(view, Key.Key_Up)
    qtbot.waitUntil(lambda: panel.starting._told is not None, timeout=LONG)
    told = panel.starting._told
    assert told is not None and (told.x, told.y) == view.cross
    assert told.loss_here == pytest.approx(answer.loss, rel=1e-9)
    QTest.keyClick(view, Key.Key_Return)
    assert view.cross is None and not card.isVisible()
    assert session.undo_stack.undoText() == "Start from another place"
    settled(page, qtbot, after=answer.plane)
    assert panel.answer is not None and panel.answer.loss == pytest.approx(told.loss, rel=1e-6)
    np.testing.assert_array_equal(session.training.checkpoint.parameters, told.parameters)
    assert np.abs(before - told.parameters).max() > 0.01
    last = panel.answer.plane
    window.actions_by_key["undo"].trigger()
    settled(page, qtbot, after=last)
    np.testing.assert_array_equal(session.training.checkpoint.parameters, before)
    assert panel.answer.loss == pytest.approx(answer.loss, rel=1e-12)


def test_slices_pictures_and_zoom_are_chosen_and_kept(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("circle", size=(1280, 720))
    page = turned(window, qtbot)
    panel, choices = page.slice, page.choices
    first = panel.answer
    assert first is not None and first.axes is LandscapeAxes.PATH
    row = choices.axes.findData(LandscapeAxes.WEIGHTS.value)
    choices.axes.setCurrentIndex(row)
    choices.axes.activated.emit(row)
    settled(page, qtbot, after=first.plane)
    assert panel.weights.isVisible() and panel.answer.axes is LandscapeAxes.WEIGHTS
    view = window.session.experiment.view.landscape
    assert view.across is not None and view.along is not None
    chosen = [direction.parameter for direction in panel.answer.directions]
    assert [(p.layer, p.target) for p in chosen if p] == [
        (place[0], place[2]) for place in (view.across, view.along)
    ]
    wide, before = panel.answer.extent, panel.answer.plane
    panel.nearer.click()
    settled(page, qtbot, after=before)
    assert panel.answer.extent[1] - panel.answer.extent[0] == pytest.approx((wide[1] - wide[0]) / 1.25)
    panel.whole.click()
    assert window.session.experiment.view.landscape.zoom == 1.0
    QTest.mouseClick(choices.picture._segments[1], Button.LeftButton)
    assert not panel.map.isVisible() and panel.surface.isVisible()
    assert window.session.experiment.view.landscape.picture is LandscapePicture.SURFACE
    assert window.session.undo_stack.count() == 1 and window.size().toTuple() == (1280, 720)


def test_it_follows_training_and_rests_out_of_sight(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("circle", text="large")
    page = turned(window, qtbot)
    panel = page.slice
    assert panel.answer is not None
    first = panel.answer.step
    window.session.play()
    qtbot.waitUntil(lambda: panel.answer is not None and panel.answer.step > first, timeout=LONG)
    assert window.session.training.state is TrainingState.PLAYING
    window.actions_by_key["network_page"].trigger()
    window.session.training.pause()
    assert not panel.asking.under_way
    at = panel.answer
    qtbot.waitUntil(lambda: window.session.training.state is TrainingState.PAUSED, timeout=LONG)
    window.session.reset()
    qtbot.waitUntil(lambda: window.session.step == 0, timeout=LONG)
    assert panel.answer is at
    window.actions_by_key["landscape_page"].trigger()
    qtbot.waitUntil(lambda: panel.answer is not None and panel.answer.step == 0, timeout=LONG)
    assert panel.answer.share is None and panel.answer.directions[0].kind is DirectionKind.GRADIENT
    panel.asking.give_up()
    assert panel.asking.given_up and not panel.asking.under_way


def test_the_cross_hair_goes_when_the_weights_change(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("circle")
    page = turned(window, qtbot)
    panel = page.slice
    first = panel.answer
    assert first is not None
    at = panel.map.pixel_of(((first.extent[1] + first.here[0]) / 2, 0.0)).toPoint()
    QTest.mouseClick(panel.map, Button.LeftButton, Modifier.NoModifier, at)
    qtbot.waitUntil(panel.starting.card.isVisible, timeout=LONG)
    window.session.advance(epoch=False)
    qtbot.waitUntil(lambda: not panel.starting.card.isVisible(), timeout=LONG)
    assert panel.map.cross is None
    settled(page, qtbot, after=first.plane)
    assert panel.answer is not None and panel.answer.step == first.step + 1


def test_a_run_that_has_blown_up_is_told_of_once(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("plane", size=(1280, 720), text="large")
    page = turned(window, qtbot)
    qtbot.waitUntil(lambda: bool(page.bowl.rows), timeout=LONG)
    rows = [row.height() for row in page.bowl.rows.values()]
    assert rows == [row.sizeHint().height() for row in page.bowl.rows.values()]
    assert page.bowl.height() >= page._stack.height()
    window.session.edit("Learning rate", edits.set_learning_rate, 3.0)
    window.session.play()
    qtbot.waitUntil(lambda: window.session.training.state is TrainingState.DIVERGED, timeout=LONG)
    said = "The run has blown up: its numbers are no longer finite. Rewind it on the page Network."
    qtbot.waitUntil(lambda: panel_reason(page) == said, timeout=LONG)
    assert not page.bowl.race.isEnabled() and not page.bowl.plot.isVisible()
    assert page.slice.held.text() == page.bowl.words.text() == ""
    window.actions_by_key["jacobian_page"].trigger()
    qtbot.waitUntil(lambda: window.pages.jacobian.claim.text() == f"No Jacobian: {said}", timeout=LONG)
    window.session.reset()
    window.actions_by_key["landscape_page"].trigger()
    qtbot.waitUntil(lambda: page.bowl.race.isEnabled() and page.bowl.plot.isVisible(), timeout=LONG)


def panel_reason(page: LandscapePage) -> str:
    return page.slice.map._reason
