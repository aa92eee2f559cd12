"""Everything the mouse can ask for, the keyboard can."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from playground.document.edits import set_hidden
from playground.document.experiment import Experiment
from playground.ui.canvas.items import InputPlace, LayerPlace
from playground.ui.canvas.unit_grid import UnitGrid
from playground.worker.snapshots import Neuron, Parameter
from tests.ui.canvas.networks import on_screen, pixel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.canvas.canvas import NetworkCanvas

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def test_the_first_arrow_selects_the_first_input(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    qtbot.keyClick(canvas, Key.Key_Down)
    assert canvas.scene.pointing.selected == InputPlace("x1")
    assert canvas.accessibleDescription() == "Input x₁, on, 4 out"


def test_arrows_walk_within_and_across_layers(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    canvas.select(Neuron(1, 0))
    qtbot.keyClick(canvas, Key.Key_Down)
    assert canvas.scene.pointing.selected == Neuron(1, 1)
    qtbot.keyClick(canvas, Key.Key_Up)
    assert canvas.scene.pointing.selected == Neuron(1, 0)
    qtbot.keyClick(canvas, Key.Key_Right)
    assert canvas.scene.pointing.selected == Neuron(2, 0)
    qtbot.keyClick(canvas, Key.Key_Right)
    qtbot.keyClick(canvas, Key.Key_Right)
    assert canvas.scene.pointing.selected == Neuron(3, 0)
    qtbot.keyClick(canvas, Key.Key_Left)
    assert isinstance(canvas.scene.pointing.selected, Neuron)
    assert canvas.scene.pointing.selected.layer == 2


def test_every_node_can_be_reached(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    reached: set[object] = set()
    canvas.select(canvas.scene.layout.columns[0].nodes[0].item)
    for column in canvas.scene.layout.columns:
        canvas.select(column.nodes[0].item)
        for _ in column.nodes:
            reached.add(canvas.scene.pointing.selected)
            qtbot.keyClick(canvas, Key.Key_Down)
    assert reached == set(canvas.scene.layout.nodes)


def test_shift_and_an_arrow_walks_onto_edges_which_up_and_down_cycle(
    qtbot: QtBot, canvas: NetworkCanvas
) -> None:
    canvas.select(Neuron(1, 2))
    qtbot.keyClick(canvas, Key.Key_Right, SHIFT)
    assert canvas.scene.pointing.selected == Parameter(1, 2, 0)
    qtbot.keyClick(canvas, Key.Key_Down)
    assert canvas.scene.pointing.selected == Parameter(1, 2, 1)
    qtbot.keyClick(canvas, Key.Key_Down)
    assert canvas.scene.pointing.selected == Parameter(1, 2, 0)
    qtbot.keyClick(canvas, Key.Key_Right)
    assert canvas.scene.pointing.selected == Neuron(2, 0)
    qtbot.keyClick(canvas, Key.Key_Left, SHIFT)
    assert canvas.scene.pointing.selected == Parameter(1, 0, 0)
    qtbot.keyClick(canvas, Key.Key_Down)
    assert canvas.scene.pointing.selected == Parameter(1, 1, 0)


def test_enter_edits_what_is_selected(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    for selected, wanted in (
        (Parameter(1, 2, 1), Parameter(1, 2, 1)),
        (Neuron(1, 3), Parameter(0, None, 3)),
        (Parameter(2, None, 0), Parameter(2, None, 0)),
    ):
        canvas.select(selected)
        with qtbot.waitSignal(canvas.parameter_chosen) as chosen:
            qtbot.keyClick(canvas, Key.Key_Return)
        assert chosen.args is not None
        assert chosen.args[0] == wanted
        assert canvas.rect().contains(canvas.mapFromGlobal(chosen.args[1]))


def test_enter_switches_an_input(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    canvas.select(InputPlace("sin x1"))
    with qtbot.waitSignal(canvas.input_toggled) as asked:
        qtbot.keyClick(canvas, Key.Key_Enter)
    assert asked.args == ["sin x1", True]


def test_delete_removes_the_neuron(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    canvas.select(Neuron(1, 2))
    with qtbot.waitSignal(canvas.neurons_remove_requested) as asked:
        qtbot.keyClick(canvas, Key.Key_Delete)
    assert asked.args == [((0, 2),)]


@pytest.mark.parametrize("item", [InputPlace("x1"), Neuron(3, 0), Parameter(1, 0, 0)])
def test_delete_removes_nothing_else(qtbot: QtBot, canvas: NetworkCanvas, item: object) -> None:
    canvas.select(item)  # type: ignore[arg-type]
    with qtbot.assertNotEmitted(canvas.neurons_remove_requested):
        qtbot.keyClick(canvas, Key.Key_Delete)


def test_plus_and_minus_count_the_neurons_of_the_selected_layer(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    canvas.select(Neuron(2, 1))
    with qtbot.waitSignal(canvas.neuron_add_requested) as added:
        qtbot.keyClick(canvas, Key.Key_Plus)
    with qtbot.waitSignal(canvas.neuron_remove_requested) as removed:
        qtbot.keyClick(canvas, Key.Key_Minus)
    assert added.args == [1]
    assert removed.args == [1, -1]


def test_escape_clears(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    canvas.select(Neuron(2, 1))
    qtbot.keyClick(canvas, Key.Key_Escape)
    assert canvas.scene.pointing.selected is None


def test_control_and_zero_fits(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    canvas.zoom_by(2.0, canvas.scene.layout.loss.center())
    qtbot.keyClick(canvas, Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert canvas.scene.camera.zoom == 1.0


def test_page_down_shows_all_units_of_a_long_column(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    canvas.show_experiment(set_hidden(Experiment(), (30, 3)))
    canvas.select(Neuron(2, 0))
    qtbot.keyClick(canvas, Key.Key_PageDown)
    assert canvas.findChild(UnitGrid) is None, "all are drawn already"
    canvas.select(LayerPlace(0))
    qtbot.keyClick(canvas, Key.Key_PageDown)
    grid = canvas.findChild(UnitGrid)
    assert isinstance(grid, UnitGrid)
    qtbot.keyClicks(grid.grid, "29")
    qtbot.keyClick(grid.grid, Key.Key_Return)
    assert canvas.scene.pointing.selected == Neuron(1, 28)
    assert Neuron(1, 28) in canvas.scene.layout.by_neuron


def test_walking_scrolls_to_what_is_selected(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    canvas.show_experiment(set_hidden(Experiment(), (4,) * 14))
    canvas.select(Neuron(1, 0))
    for _ in range(14):
        qtbot.keyClick(canvas, Key.Key_Right)
    assert canvas.scene.pointing.selected == Neuron(15, 0)
    node = canvas.scene.layout.by_neuron[Neuron(15, 0)]
    assert canvas.scene.camera.seen(canvas.scene.viewport).contains(node.rect)


def test_its_keys_win_over_shortcuts_of_the_window(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    fired: list[str] = []
    for keys in ("+", "G"):
        shortcut = QShortcut(QKeySequence(keys), canvas)
        shortcut.activated.connect(lambda keys=keys: fired.append(keys))
    canvas.activateWindow()
    canvas.setFocus()
    qtbot.waitUntil(canvas.hasFocus)
    canvas.select(Neuron(1, 0))
    with qtbot.waitSignal(canvas.neuron_add_requested):
        qtbot.keyClick(canvas, Key.Key_Plus)
    qtbot.keyClick(canvas, Key.Key_G)
    assert fired == ["G"]


def test_selection_stays_in_the_layer_when_its_last_neuron_goes(canvas: NetworkCanvas) -> None:
    canvas.select(Neuron(1, 3))
    canvas.show_experiment(set_hidden(Experiment(), (3, 2)))
    assert canvas.scene.pointing.selected == Neuron(1, 2)
    canvas.select(Parameter(1, 2, 1))
    canvas.show_experiment(set_hidden(Experiment(), (2,)))
    assert canvas.scene.pointing.selected is None


def test_the_neuron_the_keys_speak_of_has_a_ring_and_a_clicked_one_has_not(
    qtbot: QtBot, canvas: NetworkCanvas
) -> None:
    rect = canvas.scene.layout.by_neuron[Neuron(1, 0)].rect
    beside = QPointF(rect.center().x(), rect.top() - 4.5)
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=on_screen(canvas, rect.center()))
    clicked = pixel(canvas, beside)
    canvas.clearFocus()
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    ink = canvas._theme.color("ink")
    assert abs(pixel(canvas, beside).lightness() - ink.lightness()) < 60
    assert abs(clicked.lightness() - ink.lightness()) > 100


def test_over_the_first_neuron_stands_its_layer(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    canvas.select(Neuron(1, 0))
    qtbot.keyClick(canvas, Key.Key_Up)
    assert canvas.scene.pointing.selected == LayerPlace(0)
    assert canvas.accessibleDescription() == "Hidden layer 1, 4 neurons, tanh"
    qtbot.keyClick(canvas, Key.Key_Right)
    assert canvas.scene.pointing.selected == LayerPlace(1)
    qtbot.keyClick(canvas, Key.Key_Right)
    assert canvas.scene.pointing.selected == LayerPlace(1)
    with qtbot.waitSignal(canvas.layer_remove_requested) as asked:
        qtbot.keyClick(canvas, Key.Key_Delete)
    assert asked.args == [1]
    qtbot.keyClick(canvas, Key.Key_Down)
    assert canvas.scene.pointing.selected == Neuron(2, 0)


def test_shift_and_down_takes_the_next_neuron_along(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    canvas.select(Neuron(1, 1))
    qtbot.keyClick(canvas, Key.Key_Down, SHIFT)
    qtbot.keyClick(canvas, Key.Key_Up, SHIFT)
    assert canvas.scene.pointing.neurons == {Neuron(1, 0), Neuron(1, 1), Neuron(1, 2)}
    assert canvas.accessibleDescription() == "3 neurons selected: 1.1, 1.2, 1.3"
    with qtbot.waitSignal(canvas.neurons_remove_requested) as asked:
        qtbot.keyClick(canvas, Key.Key_Delete)
    assert asked.args == [((0, 0), (0, 1), (0, 2))]
    qtbot.keyClick(canvas, Key.Key_Escape)
    assert canvas.scene.pointing.neurons == frozenset()


def test_everything_hidden_can_be_selected_at_once(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    qtbot.keyClick(canvas, Key.Key_A, CONTROL)
    assert canvas.scene.pointing.neurons == {*(Neuron(1, i) for i in range(4)), Neuron(2, 0), Neuron(2, 1)}


def test_alt_and_arrows_carry_neurons_and_layers(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    canvas.select(Neuron(1, 1))
    with qtbot.waitSignal(canvas.neurons_move_requested) as down:
        qtbot.keyClick(canvas, Key.Key_Down, ALT)
    with qtbot.waitSignal(canvas.layer_move_requested) as right:
        qtbot.keyClick(canvas, Key.Key_Right, ALT)
    assert down.args == [0, (1,), 2]
    assert right.args == [0, 1]
    canvas.select(Neuron(1, 3))
    with qtbot.assertNotEmitted(canvas.neurons_move_requested):
        qtbot.keyClick(canvas, Key.Key_Down, ALT)


@pytest.mark.parametrize(
    ("key", "modifiers", "signal"),
    [
        (Key.Key_C, CONTROL, "copy_requested"),
        (Key.Key_X, CONTROL, "cut_requested"),
        (Key.Key_D, CONTROL | SHIFT, "duplicate_requested"),
    ],
)
def test_copies_are_asked_for_where_something_is_selected(
    qtbot: QtBot, canvas: NetworkCanvas, key: Qt.Key, modifiers: Qt.KeyboardModifier, signal: str
) -> None:
    with qtbot.assertNotEmitted(getattr(canvas, signal)):
        qtbot.keyClick(canvas, key, modifiers)
    canvas.select(Neuron(1, 0))
    with qtbot.waitSignal(getattr(canvas, signal)):
        qtbot.keyClick(canvas, key, modifiers)


def test_a_group_whose_last_neuron_is_gone_is_no_longer_one(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    canvas.show_experiment(set_hidden(Experiment(), (4, 3)))
    canvas.select_neurons({Neuron(1, 0), Neuron(2, 2)})
    canvas.show_experiment(set_hidden(Experiment(), (4, 2)))
    qtbot.keyClick(canvas, Key.Key_Up, SHIFT)
    assert canvas.scene.pointing.neurons == {Neuron(2, 0), Neuron(2, 1)}
