"""Context menus ask for the same things as the other gestures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from playground.document.choices import Activation
from playground.ui.canvas.items import InputPlace
from playground.worker.snapshots import Neuron, Parameter
from tests.ui.canvas.networks import on_screen

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.canvas.canvas import NetworkCanvas


def open_menu(canvas: NetworkCanvas, at: QPoint) -> QMenu:
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(canvas, QContextMenuEvent(reason, at, canvas.mapToGlobal(at)))
    menu = canvas.findChild(QMenu)
    assert isinstance(menu, QMenu)
    return menu


def entry(menu: QMenu, text: str) -> QAction:
    found = [action for action in menu.actions() if action.text() == text]
    assert found, [action.text() for action in menu.actions()]
    return found[0]


def centre(canvas: NetworkCanvas, item: InputPlace | Neuron) -> QPoint:
    return on_screen(canvas, canvas.scene.layout.nodes[item].rect.center())


def test_a_neuron_can_be_removed(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    menu = open_menu(canvas, centre(canvas, Neuron(1, 2)))
    with qtbot.waitSignal(canvas.neurons_remove_requested) as asked:
        entry(menu, "Remove neuron").trigger()
    assert asked.args == [((0, 2),)]
    menu.close()


def test_a_neuron_offers_the_activations_of_its_layer(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    menu = open_menu(canvas, centre(canvas, Neuron(2, 0)))
    choices = entry(menu, "Activation of hidden layer 2").menu()
    assert isinstance(choices, QMenu)
    assert [action.text() for action in choices.actions() if action.isChecked()] == ["tanh"]
    with qtbot.waitSignal(canvas.activation_requested) as asked:
        entry(choices, "ReLU").trigger()
    assert asked.args == [1, Activation.RELU]
    menu.close()


def test_a_head_inserts_and_removes_layers(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    head = QPointF(canvas.scene.layout.columns[2].x, canvas.scene.layout.title_y)
    menu = open_menu(canvas, on_screen(canvas, head))
    asked: list[tuple[str, int]] = []
    canvas.layer_insert_requested.connect(lambda at: asked.append(("insert", at)))
    canvas.layer_remove_requested.connect(lambda at: asked.append(("remove", at)))
    for text in ("Insert layer before", "Insert layer after", "Remove layer"):
        entry(menu, text).trigger()
    assert asked == [("insert", 1), ("insert", 2), ("remove", 1)]
    menu.close()


def test_an_edge_can_be_edited(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    edge = canvas.scene.edges.place(Parameter(2, 0, 0))
    assert edge is not None
    menu = open_menu(canvas, on_screen(canvas, canvas.scene.edges.middle(edge)))
    with qtbot.waitSignal(canvas.parameter_chosen) as chosen:
        entry(menu, "Edit…").trigger()
    assert chosen.args is not None
    assert chosen.args[0] == Parameter(2, 0, 0)
    menu.close()


def test_an_input_can_be_switched(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    menu = open_menu(canvas, centre(canvas, InputPlace("x1")))
    with qtbot.waitSignal(canvas.input_toggled) as asked:
        entry(menu, "Switch off").trigger()
    assert asked.args == ["x1", False]
    menu.close()


def test_the_canvas_adds_a_layer_at_the_end_and_fits(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    canvas.zoom_by(2.0, QPointF(0.0, 0.0))
    menu = open_menu(canvas, QPoint(2, 398))
    with qtbot.waitSignal(canvas.layer_insert_requested) as asked:
        entry(menu, "Add hidden layer").trigger()
    entry(menu, "Fit to view").trigger()
    assert asked.args == [2]
    assert canvas.scene.camera.zoom == 1.0
    menu.close()


def test_a_menu_is_about_all_that_is_selected(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    canvas.select_neurons({Neuron(1, 0), Neuron(1, 3)})
    menu = open_menu(canvas, centre(canvas, Neuron(1, 3)))
    with qtbot.waitSignal(canvas.neurons_remove_requested) as asked:
        entry(menu, "Remove 2 neurons").trigger()
    assert asked.args == [((0, 0), (0, 3))]
    menu.close()


def test_a_menu_on_something_else_is_about_that(canvas: NetworkCanvas) -> None:
    canvas.select_neurons({Neuron(1, 0), Neuron(1, 3)})
    menu = open_menu(canvas, centre(canvas, Neuron(2, 0)))
    assert canvas.chosen.neurons == ((1, 0),)
    menu.close()


def test_a_head_moves_its_layer_where_there_is_room(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    head = QPointF(canvas.scene.layout.columns[1].x, canvas.scene.layout.title_y)
    menu = open_menu(canvas, on_screen(canvas, head))
    assert "Move to the left" not in [action.text() for action in menu.actions()]
    with qtbot.waitSignal(canvas.layer_move_requested) as asked:
        entry(menu, "Move to the right").trigger()
    assert asked.args == [0, 1]
    with qtbot.waitSignal(canvas.duplicate_requested):
        entry(menu, "Duplicate").trigger()
    assert canvas.chosen.layer == 0
    menu.close()
