"""The page Jacobian in the real window, with the real worker, by mouse and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from playground.session.training import TrainingState
from playground.ui.panels.jacobian.words import half_axes

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow
    from playground.ui.pages.jacobian.page import JacobianPage
    from playground.worker.questions import JacobianAnswer
    from tests.ui.window.conftest import Opened

LEFT = Qt.MouseButton.LeftButton


def turned_to(qtbot: QtBot, window: MainWindow) -> JacobianPage:
    window.actions_by_key["jacobian_page"].trigger()
    page = window.pages.jacobian
    qtbot.waitUntil(lambda: page.answer is not None, timeout=20_000)
    return page


def answered(qtbot: QtBot, page: JacobianPage, sample: int) -> JacobianAnswer:
    qtbot.waitUntil(lambda: page.answer is not None and page.answer.sample == sample, timeout=10_000)
    assert page.answer is not None
    return page.answer


def at(place: object) -> QPoint:
    return place.toPoint()  # type: ignore[attr-defined]


def test_a_sample_is_picked_by_mouse_and_keys(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    page = turned_to(qtbot, window)
    first = answered(qtbot, page, 0)
    picture = page.sample.map
    place = picture.place_of(9)
    assert place is not None
    qtbot.mouseClick(picture, LEFT, pos=at(place))
    answer = answered(qtbot, page, 9)
    np.testing.assert_allclose(answer.values, window.session.samples.train_points[9])
    assert page.chooser.field.text() == "10"
    assert picture.slope == pytest.approx(tuple(answer.slopes[0]))
    picture.setFocus()
    qtbot.keyClick(picture, Qt.Key.Key_Right)
    assert answered(qtbot, page, 10).sample == window.session.experiment.view.sample
    qtbot.mouseClick(page.chooser.before, LEFT)
    answered(qtbot, page, 9)
    assert not np.allclose(answer.slopes, first.slopes)
    assert page.claim.text().endswith("(rms over all directions).")
    assert len(page.circle.strip.cells()) == len(answer.layers) + 1


def test_radius_scale_and_what_is_pointed_at(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle", size=(1280, 720))
    page = turned_to(qtbot, window)
    before = answered(qtbot, page, 0)
    track = page.circle.slider.track
    track.setFocus()
    qtbot.keyClick(track, Qt.Key.Key_PageDown)
    qtbot.waitUntil(
        lambda: page.answer is not None and page.answer.radius == pytest.approx(0.03), timeout=10_000
    )
    assert page.answer is not None
    assert page.answer.layers[0].bend < 0.3 * before.layers[0].bend
    qtbot.waitUntil(lambda: window.session.experiment.view.jacobian.radius == pytest.approx(0.03))
    assert not window.session.undo_stack.canUndo()

    strip = page.circle.strip
    qtbot.mouseMove(strip, at(strip.cells()[1].square.center()))
    qtbot.waitUntil(lambda: strip.looked_at == 0)
    first, _ = half_axes(page.answer.layers[0])
    assert page.circle.note.text().startswith("Layer 1, ")
    assert first == pytest.approx(page.answer.layers[0].running[0])
    strip.setFocus()
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert page.circle.note.text().startswith("Layer 2, ")
    assert page.plot.read_out(1)[0].name == "Layer 2"

    own = [strip.reach(index) for index in range(len(strip.cells()))]
    assert len(set(own)) > 1
    page.circle.sizes.setFocus()
    qtbot.keyClick(page.circle.sizes, Qt.Key.Key_Right)
    assert window.session.experiment.view.jacobian.one_size
    assert {strip.reach(index) for index in range(len(own))} == {max(own)}
    assert window.width() == 1280 and window.height() == 720


def test_it_follows_the_training_and_asks_nothing_out_of_sight(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    page = turned_to(qtbot, window)
    start = answered(qtbot, page, 0)
    qtbot.mouseClick(page.sample.arrows, LEFT)
    qtbot.waitUntil(lambda: page.sample.map.field is not None, timeout=10_000)
    window.session.training.play()
    qtbot.waitUntil(lambda: len(page.history) >= 3, timeout=20_000)
    window.session.training.pause()
    qtbot.waitUntil(lambda: window.session.training.state is TrainingState.PAUSED, timeout=10_000)
    qtbot.waitUntil(
        lambda: page.answer is not None and page.answer.step == window.session.step, timeout=10_000
    )
    assert page.answer is not None and page.answer.step > start.step
    assert [each.name for each in page.time.plot.series] == ["layer 1", "layer 2", "output"]
    asked: list[str] = []
    window.session.studies.told.connect(lambda told: asked.append(told.slot))
    window.actions_by_key["network_page"].trigger()
    asked.clear()
    with qtbot.waitSignal(window.session.training.frame_arrived, timeout=10_000):
        window.session.training.advance(1)
    window.session.training.settle(2.0)
    assert not asked


def test_images_are_seen_class_by_class(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("digits", theme="light", text="large")
    page = turned_to(qtbot, window)
    answer = answered(qtbot, page, 0)
    assert page.sample.image.isVisible() and not page.sample.map.isVisible()
    assert page.slopes.view.reach == pytest.approx(np.abs(answer.slopes).max())
    assert "Forward mode 64 passes" in page.slopes.modes.text()
    assert "reverse mode 10 passes" in page.slopes.modes.text()
    page.sample.image.setFocus()
    qtbot.keyClick(page.sample.image, Qt.Key.Key_Left)
    label = answered(qtbot, page, answer.samples - 1).label
    assert label in answer.outputs and page.chooser.of.text().endswith(f", class {label}")
    assert (window.width(), window.height()) == (1440, 900)
