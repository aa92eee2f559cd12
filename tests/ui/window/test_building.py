"""Building by hand in the real window: gestures become edits, and undo leads all the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication

from playground.document.codec import to_json
from playground.ui.canvas.items import LayerPlace
from playground.worker.snapshots import Neuron

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from playground.ui.canvas.canvas import NetworkCanvas
    from playground.ui.main_window import MainWindow
    from tests.ui.window.conftest import Opened

LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture(autouse=True)
def clipboard() -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


def at(canvas: NetworkCanvas, point: QPointF) -> QPoint:
    return canvas.scene.camera.to_viewport(point).toPoint()


def drag(qtbot: QtBot, canvas: NetworkCanvas, start: QPointF, end: QPointF) -> None:
    first, last = at(canvas, start), at(canvas, end)
    qtbot.mousePress(canvas, LEFT, pos=first)
    for step in range(1, 5):
        qtbot.mouseMove(canvas, first + (last - first) * step / 4)
    qtbot.mouseRelease(canvas, LEFT, pos=last)


def centre(canvas: NetworkCanvas, layer: int, index: int) -> QPointF:
    return canvas.scene.layout.by_neuron[Neuron(layer, index)].rect.center()


def head(canvas: NetworkCanvas, layer: int) -> QPointF:
    return QPointF(canvas.scene.layout.columns[layer].x, canvas.scene.layout.title_y)


def sizes(window: MainWindow) -> list[int]:
    return [layer.units for layer in window.session.experiment.network.hidden]


def neurons(window: MainWindow, layer: int) -> tuple[int, ...]:
    return window.session.experiment.network.hidden[layer].neurons


def test_the_mouse_alone_moves_removes_and_restores(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    canvas, before = window.page.canvas, window.session.experiment
    window.session.training.play()
    drag(qtbot, canvas, centre(canvas, 1, 0), centre(canvas, 1, 2) + QPointF(2.0, 14.0))
    assert neurons(window, 0) == (1, 2, 0, 3)
    assert canvas.scene.pointing.selected == Neuron(1, 2)
    drag(qtbot, canvas, head(canvas, 1), head(canvas, 2) + QPointF(30.0, 0.0))
    assert sizes(window) == [2, 4]
    assert canvas.scene.pointing.selected == LayerPlace(1)
    gap = canvas.scene.layout.inserts[2]
    drag(qtbot, canvas, centre(canvas, 2, 1), QPointF(gap.x() + 20.0, 200.0))
    assert sizes(window) == [2, 3]
    drag(qtbot, canvas, head(canvas, 1), QPointF(300.0, -80.0))
    assert sizes(window) == [3]
    for _ in range(4):
        window.actions_by_key["undo"].trigger()
    assert window.session.experiment == before
    assert not window.session.undo_stack.canUndo()


def test_the_keyboard_alone_builds_ten_layers_and_200_undos_lead_back(
    qtbot: QtBot, open_window: Opened
) -> None:
    window = open_window("circle")
    canvas, before = window.page.canvas, to_json(window.session.experiment)
    canvas.setFocus()
    for _ in range(8):
        qtbot.keyClick(canvas, Key.Key_Plus, CONTROL)
    assert len(sizes(window)) == 10
    canvas.select(LayerPlace(0))
    while window.session.undo_stack.count() < 200:
        qtbot.keyClick(canvas, Key.Key_Plus)
        qtbot.keyClick(canvas, Key.Key_Right)
        if canvas.scene.pointing.selected == LayerPlace(9):
            canvas.select(LayerPlace(0))
    assert sum(sizes(window)) == 4 + 2 * 9 + 192
    for _ in range(200):
        qtbot.keyClick(window, Key.Key_Z, CONTROL)
    assert to_json(window.session.experiment) == before
    assert not window.session.undo_stack.canUndo()


def test_neurons_are_copied_into_another_layer(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    canvas = window.page.canvas
    canvas.select_neurons({Neuron(1, 0), Neuron(1, 1), Neuron(1, 2)})
    qtbot.keyClick(canvas, Key.Key_C, CONTROL)
    canvas.select(LayerPlace(1))
    qtbot.keyClick(canvas, Key.Key_V, CONTROL)
    assert sizes(window) == [4, 5]
    assert canvas.chosen.neurons == ((1, 2), (1, 3), (1, 4))
    qtbot.keyClick(canvas, Key.Key_X, CONTROL)
    assert sizes(window) == [4, 2]
    canvas.select(None)
    qtbot.keyClick(canvas, Key.Key_V, CONTROL)
    assert sizes(window) == [4, 5], "they go back to where they came from"


def test_a_layer_is_copied_with_its_settings(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    canvas = window.page.canvas
    canvas.select(LayerPlace(0))
    qtbot.keyClick(canvas, Key.Key_C, CONTROL)
    canvas.select(LayerPlace(1))
    qtbot.keyClick(canvas, Key.Key_V, CONTROL)
    assert sizes(window) == [4, 2, 4]
    qtbot.keyClick(canvas, Key.Key_D, CONTROL | SHIFT)
    assert sizes(window) == [4, 2, 4, 4]
    assert canvas.scene.pointing.selected == LayerPlace(3)


def test_other_text_on_the_clipboard_pastes_nothing(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    QGuiApplication.clipboard().setText("0.5\t0.25")
    qtbot.keyClick(window.page.canvas, Key.Key_V, CONTROL)
    assert not window.session.undo_stack.canUndo()


def test_a_network_left_without_neurons_can_be_pasted_into(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    canvas = window.page.canvas
    qtbot.keyClick(canvas, Key.Key_A, CONTROL)
    qtbot.keyClick(canvas, Key.Key_X, CONTROL)
    assert sizes(window) == []
    qtbot.keyClick(canvas, Key.Key_V, CONTROL)
    assert sizes(window) == [4, 2]


def test_a_neuron_moved_with_keys_keeps_the_selection(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    canvas = window.page.canvas
    canvas.select(Neuron(1, 3))
    qtbot.keyClick(canvas, Key.Key_Up, ALT)
    qtbot.keyClick(canvas, Key.Key_Up, ALT)
    assert neurons(window, 0) == (0, 3, 1, 2)
    assert canvas.scene.pointing.selected == Neuron(1, 1)
    qtbot.keyClick(canvas, Key.Key_Right, ALT)
    assert sizes(window) == [2, 4]


def test_a_duplicate_trains_on(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    canvas = window.page.canvas
    canvas.select(Neuron(1, 1))
    qtbot.keyClick(canvas, Key.Key_D, CONTROL | SHIFT)
    assert neurons(window, 0) == (0, 1, 4, 2, 3)
    assert canvas.scene.pointing.selected == Neuron(1, 2)
    window.session.training.play()
    qtbot.waitUntil(lambda: window.session.epoch >= 2, timeout=20_000)
    window.session.training.pause()
