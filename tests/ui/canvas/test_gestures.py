"""Dragging on the canvas: every gesture starts, moves, ends, or is given up with Esc."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from playground.document.edits import set_hidden
from playground.document.experiment import Experiment
from playground.ui.canvas.drags import Band, Lifted, LiftedLayer
from playground.ui.canvas.items import LayerPlace
from playground.worker.snapshots import Neuron
from tests.ui.canvas.networks import feed, on_screen, pixel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.canvas.canvas import NetworkCanvas

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
STEPS = 4


def centre(canvas: NetworkCanvas, neuron: Neuron) -> QPointF:
    return canvas.scene.layout.by_neuron[neuron].rect.center()


def head(canvas: NetworkCanvas, layer: int) -> QPointF:
    return QPointF(canvas.scene.layout.columns[layer].x, canvas.scene.layout.title_y)


def pull(
    qtbot: QtBot,
    canvas: NetworkCanvas,
    start: QPointF,
    end: QPointF,
    *,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    release: bool = True,
) -> None:
    first, last = on_screen(canvas, start), on_screen(canvas, end)
    qtbot.mousePress(canvas, LEFT, keys, pos=first)
    for step in range(1, STEPS + 1):
        qtbot.mouseMove(canvas, first + (last - first) * step / STEPS)
    if release:
        qtbot.mouseRelease(canvas, LEFT, keys, pos=last)


def test_a_neuron_dragged_down_comes_behind_those_it_has_passed(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    below = centre(canvas, Neuron(1, 2)) + QPointF(3.0, 12.0)
    with qtbot.waitSignal(canvas.neurons_move_requested) as asked:
        pull(qtbot, canvas, centre(canvas, Neuron(1, 0)), below)
    assert asked.args == [0, (0,), 2]
    assert canvas.scene.pointing.drag is None


def test_a_neuron_dragged_up_comes_before_those_it_has_passed(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    top = centre(canvas, Neuron(1, 0)) + QPointF(0.0, -20.0)
    with qtbot.waitSignal(canvas.neurons_move_requested) as asked:
        pull(qtbot, canvas, centre(canvas, Neuron(1, 3)), top)
    assert asked.args == [0, (3,), 0]


def test_neurons_selected_together_are_moved_together(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    canvas.select_neurons({Neuron(1, 0), Neuron(1, 2), Neuron(2, 0)})
    with qtbot.waitSignal(canvas.neurons_move_requested) as asked:
        pull(qtbot, canvas, centre(canvas, Neuron(1, 0)), centre(canvas, Neuron(1, 3)) + QPointF(0.0, 15.0))
    assert asked.args == [0, (0, 2), 2]


def test_a_neuron_dragged_off_its_layer_says_so_and_is_removed(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    away = QPointF(canvas.scene.layout.inserts[2].x(), centre(canvas, Neuron(1, 1)).y())
    pull(qtbot, canvas, centre(canvas, Neuron(1, 1)), away, release=False)
    drag = canvas.scene.pointing.drag
    assert isinstance(drag, Lifted)
    assert drag.mark is None
    assert drag.words == "Release to remove neuron"
    with qtbot.waitSignal(canvas.neurons_remove_requested) as asked:
        qtbot.mouseRelease(canvas, LEFT, pos=on_screen(canvas, away))
    assert asked.args == [((0, 1),)]


def test_the_last_neurons_of_a_layer_say_that_the_layer_goes(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    canvas.select_neurons({Neuron(2, 0), Neuron(2, 1)})
    pull(qtbot, canvas, centre(canvas, Neuron(2, 0)), QPointF(20.0, 200.0), release=False)
    drag = canvas.scene.pointing.drag
    assert isinstance(drag, Lifted)
    assert drag.words == "Release to remove the layer"
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)


@pytest.mark.parametrize("layer", [1, 2])
def test_escape_leaves_everything_as_it_was(qtbot: QtBot, canvas: NetworkCanvas, layer: int) -> None:
    asked: list[object] = []
    for signal in (
        canvas.neurons_move_requested,
        canvas.neurons_remove_requested,
        canvas.layer_move_requested,
        canvas.layer_remove_requested,
    ):
        signal.connect(lambda *args: asked.append(args))
    for start in (centre(canvas, Neuron(layer, 0)), head(canvas, layer)):
        pull(qtbot, canvas, start, QPointF(30.0, 300.0), release=False)
        assert canvas.busy
        qtbot.keyClick(canvas, Qt.Key.Key_Escape)
        assert not canvas.busy
        qtbot.mouseRelease(canvas, LEFT, pos=QPoint(30, 300))
    assert asked == []
    assert canvas.scene.pointing.drag is None


def test_a_head_dragged_sideways_moves_its_layer(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    canvas.show_experiment(set_hidden(Experiment(), (2, 3, 4)))
    feed(canvas)
    beyond = head(canvas, 3) + QPointF(14.0, 0.0)
    pull(qtbot, canvas, head(canvas, 1), beyond, release=False)
    drag = canvas.scene.pointing.drag
    assert isinstance(drag, LiftedLayer)
    assert drag.words == "Release to make it hidden layer 3"
    with qtbot.waitSignal(canvas.layer_move_requested) as asked:
        qtbot.mouseRelease(canvas, LEFT, pos=on_screen(canvas, beyond))
    assert asked.args == [0, 2]


def test_a_head_dragged_back_and_forth_moves_nothing(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    with qtbot.assertNotEmitted(canvas.layer_move_requested):
        pull(qtbot, canvas, head(canvas, 1), head(canvas, 1) + QPointF(12.0, 30.0))


def test_a_head_dragged_off_the_canvas_removes_its_layer(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    with qtbot.waitSignal(canvas.layer_remove_requested) as asked:
        pull(qtbot, canvas, head(canvas, 2), QPointF(300.0, -60.0))
    assert asked.args == [1]


def test_a_click_on_a_head_selects_the_layer(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    with qtbot.waitSignal(canvas.selection_changed) as told:
        qtbot.mouseClick(canvas, LEFT, pos=on_screen(canvas, head(canvas, 2)))
    assert told.args == [LayerPlace(1)]
    assert canvas.chosen.layer == 1


def test_a_rubber_band_selects_what_it_touches(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    first, last = centre(canvas, Neuron(1, 0)), centre(canvas, Neuron(2, 1))
    corner = first - QPointF(34.0, 30.0)
    pull(qtbot, canvas, corner, QPointF(last.x(), first.y() + 4.0), release=False)
    assert isinstance(canvas.scene.pointing.drag, Band)
    canvas.grab()
    assert canvas.scene.look.color("ink").alpha() == 255, "the band's own colour leaves the ink as it was"
    qtbot.mouseRelease(canvas, LEFT, pos=on_screen(canvas, last))
    assert canvas.scene.pointing.drag is None
    assert Neuron(1, 0) in canvas.scene.pointing.neurons
    assert Neuron(1, 3) not in canvas.scene.pointing.neurons
    assert all(1 <= neuron.layer <= 2 for neuron in canvas.scene.pointing.neurons)


def test_shift_adds_to_the_selection_and_takes_away(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    for index in (0, 2, 3):
        qtbot.mouseClick(canvas, LEFT, SHIFT, pos=on_screen(canvas, centre(canvas, Neuron(1, index))))
    assert canvas.chosen.neurons == ((0, 0), (0, 2), (0, 3))
    qtbot.mouseClick(canvas, LEFT, SHIFT, pos=on_screen(canvas, centre(canvas, Neuron(1, 2))))
    assert canvas.chosen.neurons == ((0, 0), (0, 3))
    qtbot.mouseClick(canvas, LEFT, pos=on_screen(canvas, centre(canvas, Neuron(1, 3))))
    assert canvas.chosen.neurons == ((0, 3),), "a plain click chooses it alone"


def test_panning_is_given_up_with_escape(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    canvas.show_experiment(set_hidden(Experiment(), (4,) * 24))
    before = canvas.scene.camera
    qtbot.mousePress(canvas, Qt.MouseButton.MiddleButton, pos=QPoint(400, 200))
    qtbot.mouseMove(canvas, QPoint(320, 200))
    assert canvas.scene.camera != before
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.scene.camera == before
    qtbot.mouseRelease(canvas, Qt.MouseButton.MiddleButton, pos=QPoint(320, 200))


def test_a_network_that_changes_beneath_ends_the_gesture(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    pull(qtbot, canvas, centre(canvas, Neuron(2, 0)), QPointF(30.0, 300.0), release=False)
    canvas.show_experiment(set_hidden(Experiment(), (1,)))
    assert not canvas.busy
    with qtbot.assertNotEmitted(canvas.neurons_remove_requested):
        qtbot.mouseRelease(canvas, LEFT, pos=QPoint(30, 300))


def test_what_is_lifted_is_seen_under_the_pointer(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    spot = QPointF(canvas.scene.layout.inserts[0].x(), 300.0)
    before = pixel(canvas, spot)
    pull(qtbot, canvas, centre(canvas, Neuron(1, 0)), spot, release=False)
    assert pixel(canvas, spot) != before
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    qtbot.mouseMove(canvas, on_screen(canvas, QPointF(4.0, 394.0)))
    qtbot.mouseRelease(canvas, LEFT, pos=on_screen(canvas, QPointF(4.0, 394.0)))
