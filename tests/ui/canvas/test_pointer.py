"""The mouse: what is hovered and clicked is asked for, never done."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from playground.document.edits import set_hidden, set_input_on
from playground.document.experiment import Experiment
from playground.ui.canvas.items import InputPlace
from playground.ui.canvas.unit_grid import UnitGrid
from playground.worker.snapshots import LayerValues, Neuron, Parameter, ParameterSnapshot
from tests.ui.canvas.networks import feed, on_screen, table

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.canvas.canvas import NetworkCanvas

LEFT = Qt.MouseButton.LeftButton
BARE_SPOT = QPointF(4.0, 394.0)


def node_at(canvas: NetworkCanvas, item: InputPlace | Neuron) -> QPoint:
    return on_screen(canvas, canvas.scene.layout.nodes[item].rect.center())


def edge_at(canvas: NetworkCanvas, parameter: Parameter) -> QPoint:
    """Return a point of an edge near its source, where no other edge runs."""
    edge = canvas.scene.edges.place(parameter)
    assert edge is not None
    apart = min(
        canvas.scene.edges.points[edge].tolist(),
        key=lambda point: -distance_to_others(canvas, edge, point),
    )
    return on_screen(canvas, QPointF(*apart))


def distance_to_others(canvas: NetworkCanvas, edge: int, point: list[float]) -> float:
    others = [points for other, points in enumerate(canvas.scene.edges.points) if other != edge]
    return min(float(((points - point) ** 2).sum(axis=1).min()) for points in others)


def test_click_on_a_feature_asks_to_switch_it(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    with qtbot.waitSignal(canvas.input_toggled) as on:
        qtbot.mouseClick(canvas, LEFT, pos=node_at(canvas, InputPlace("x1^2")))
    with qtbot.waitSignal(canvas.input_toggled) as off:
        qtbot.mouseClick(canvas, LEFT, pos=node_at(canvas, InputPlace("x1")))
    assert on.args == ["x1^2", True]
    assert off.args == ["x1", False]
    assert canvas.scene.is_on(InputPlace("x1")), "the canvas waits for the new experiment"


@pytest.mark.parametrize("wanted", [Parameter(0, 1, 3), Parameter(1, 2, 0), Parameter(2, 1, 0)])
def test_click_on_an_edge_chooses_its_weight(qtbot: QtBot, canvas: NetworkCanvas, wanted: Parameter) -> None:
    with qtbot.waitSignal(canvas.parameter_chosen) as chosen:
        qtbot.mouseClick(canvas, LEFT, pos=edge_at(canvas, wanted))
    assert chosen.args is not None
    parameter, anchor = chosen.args
    assert parameter == wanted
    assert canvas.mapFromGlobal(anchor) == edge_at(canvas, wanted)
    assert canvas.scene.pointing.selected == wanted


def test_click_on_a_dot_chooses_the_bias(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    dot = canvas.scene.layout.by_neuron[Neuron(1, 3)].bias_centre
    with qtbot.waitSignal(canvas.parameter_chosen) as chosen:
        qtbot.mouseClick(canvas, LEFT, pos=on_screen(canvas, dot))
    assert chosen.args is not None
    assert chosen.args[0] == Parameter(0, None, 3)


def test_double_click_on_a_neuron_edits_its_bias(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    with qtbot.waitSignal(canvas.parameter_chosen) as chosen:
        qtbot.mouseDClick(canvas, LEFT, pos=node_at(canvas, Neuron(2, 1)))
    assert chosen.args is not None
    assert chosen.args[0] == Parameter(1, None, 1)


def test_a_double_click_means_what_its_first_click_met(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    at = node_at(canvas, Neuron(1, 3))
    qtbot.mouseClick(canvas, LEFT, pos=at)
    canvas.resize(canvas.width(), 220)  # as when a card opens below
    assert not canvas.scene.layout.by_neuron[Neuron(1, 3)].rect.contains(QPointF(at))
    with qtbot.waitSignal(canvas.parameter_chosen) as chosen:
        event = QMouseEvent(
            QEvent.Type.MouseButtonDblClick,
            QPointF(at),
            QPointF(at),
            LEFT,
            LEFT,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(canvas, event)
    assert chosen.args is not None
    assert chosen.args[0] == Parameter(0, None, 3)


def test_click_selects_and_a_click_beside_clears(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    qtbot.mouseClick(canvas, LEFT, pos=node_at(canvas, Neuron(1, 2)))
    assert canvas.scene.pointing.selected == Neuron(1, 2)
    assert canvas.accessibleDescription().startswith("Neuron 1.3, tanh, bias")
    qtbot.mouseClick(canvas, LEFT, pos=on_screen(canvas, BARE_SPOT))
    assert canvas.scene.pointing.selected is None


def test_hovering_tells_the_neuron_and_leaving_tells_none(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    told: list[object] = []
    canvas.neuron_hovered.connect(told.append)
    for place in (Neuron(1, 2), InputPlace("x2"), InputPlace("x1^2"), Neuron(3, 0)):
        qtbot.mouseMove(canvas, node_at(canvas, place))
    qtbot.mouseMove(canvas, on_screen(canvas, BARE_SPOT))
    assert told == [Neuron(1, 2), Neuron(0, 1), None, Neuron(3, 0), None]


def test_hovering_an_edge_tells_its_weight(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    told: list[object] = []
    canvas.parameter_hovered.connect(told.append)
    qtbot.mouseMove(canvas, edge_at(canvas, Parameter(0, 0, 0)))
    qtbot.mouseMove(canvas, on_screen(canvas, BARE_SPOT))
    assert told == [Parameter(0, 0, 0), None]


def test_buttons_of_a_column_ask_for_neurons(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    column = canvas.scene.layout.columns[2]
    assert column.add is not None
    assert column.remove is not None
    with qtbot.waitSignal(canvas.neuron_add_requested) as added:
        qtbot.mouseClick(canvas, LEFT, pos=on_screen(canvas, column.add))
    with qtbot.waitSignal(canvas.neuron_remove_requested) as removed:
        qtbot.mouseClick(canvas, LEFT, pos=on_screen(canvas, column.remove))
    assert added.args == [1]
    assert removed.args == [1, -1]


def test_the_last_neuron_of_a_layer_stays(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    canvas.show_experiment(set_hidden(Experiment(), (1,)))
    remove = canvas.scene.layout.columns[1].remove
    assert remove is not None
    with qtbot.assertNotEmitted(canvas.neuron_remove_requested):
        qtbot.mouseClick(canvas, LEFT, pos=on_screen(canvas, remove))


def test_resting_in_a_gap_offers_a_layer_there(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    middle = canvas.scene.layout.inserts[1]
    qtbot.mouseMove(canvas, on_screen(canvas, QPointF(middle.x(), 380.0)))
    assert canvas.scene.pointing.insert is None
    qtbot.waitUntil(lambda: canvas.scene.pointing.insert == 1)
    with qtbot.waitSignal(canvas.layer_insert_requested) as asked:
        qtbot.mouseClick(canvas, LEFT, pos=on_screen(canvas, middle))
    assert asked.args == [1]
    qtbot.mouseMove(canvas, on_screen(canvas, BARE_SPOT))
    assert canvas.scene.pointing.insert is None


def test_the_ghost_column_asks_for_a_first_layer(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    canvas.show_experiment(set_hidden(Experiment(), ()))
    ghost = canvas.scene.layout.ghost
    assert ghost is not None
    with qtbot.waitSignal(canvas.layer_insert_requested) as asked:
        qtbot.mouseClick(canvas, LEFT, pos=on_screen(canvas, ghost.center() + QPointF(0.0, 100.0)))
    assert asked.args == [0]


def test_the_tile_opens_a_grid_of_all_units_to_choose_one(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    canvas.show_experiment(table(30))
    column = canvas.scene.layout.columns[0]
    assert column.tile is not None
    hidden = InputPlace("column 27")
    assert hidden not in canvas.scene.layout.nodes
    qtbot.mouseClick(canvas, LEFT, pos=on_screen(canvas, column.tile.center()))
    grid = canvas.findChild(UnitGrid)
    assert isinstance(grid, UnitGrid)
    place = grid.grid.model().index(27, 0)
    grid.grid.scrollTo(place)
    middle = grid.grid.visualRect(place).center()
    qtbot.mouseClick(grid.grid.viewport(), LEFT, pos=middle)
    assert not grid.isVisible()
    assert hidden in canvas.scene.layout.nodes
    assert canvas.scene.pointing.selected == hidden


def test_of_too_many_units_those_that_pass_most_on_are_drawn(canvas: NetworkCanvas) -> None:
    canvas.show_experiment(set_hidden(Experiment(), (40, 2)))
    sizes = canvas.scene.design.sizes
    layers = [LayerValues(np.zeros(shape), np.zeros(shape[1])) for shape in pairwise(sizes)]
    strong = [3, 18, 31, 39]
    layers[1].weights[strong] = [[1.0, -2.0], [-3.0, 0.1], [0.5, 0.5], [9.0, 0.0]]
    canvas.show_parameters(ParameterSnapshot(tuple(layers)))
    drawn = [neuron.index for neuron in canvas.scene.layout.by_neuron if neuron.layer == 1]
    assert set(strong) <= set(drawn)
    assert drawn == sorted(drawn)


def test_units_change_places_only_when_training_pauses(canvas: NetworkCanvas) -> None:
    canvas.show_experiment(set_hidden(Experiment(), (40, 2)))
    feed(canvas)
    canvas.show_playing(True)
    before = set(canvas.scene.layout.by_neuron)
    values = canvas.scene.values.parameters
    assert values is not None
    weak = next(index for index in range(40) if Neuron(1, index) not in before)
    stronger = values.layers[1].weights.copy()
    stronger[weak] = 100.0
    changed = (values.layers[0], LayerValues(stronger, values.layers[1].biases), values.layers[2])
    canvas.show_parameters(ParameterSnapshot(changed))
    assert set(canvas.scene.layout.by_neuron) == before
    canvas.show_playing(False)
    assert Neuron(1, weak) in canvas.scene.layout.by_neuron


def wheel(canvas: NetworkCanvas, at: QPoint, notches: int, keys: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        QPointF(at),
        QPointF(canvas.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, event)


@pytest.mark.parametrize("keys", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
def test_the_wheel_zooms_about_the_pointer_and_fit_goes_back(
    canvas: NetworkCanvas, keys: Qt.KeyboardModifier
) -> None:
    at = node_at(canvas, Neuron(1, 2))
    before = canvas.scene.camera.to_canvas(QPointF(at))
    wheel(canvas, at, 3, keys)
    after = canvas.scene.camera.to_canvas(QPointF(at))
    assert canvas.scene.camera.zoom == pytest.approx(1.2**3)
    assert (after.x(), after.y()) == pytest.approx((before.x(), before.y()))
    canvas.fit()
    assert canvas.scene.camera.zoom == 1.0


def test_shift_and_wheel_scrolls_sideways_only_what_exceeds(canvas: NetworkCanvas) -> None:
    wheel(canvas, QPoint(300, 200), -2, Qt.KeyboardModifier.ShiftModifier)
    assert (canvas.scene.camera.x, canvas.scene.camera.y) == (0.0, 0.0)
    canvas.show_experiment(set_hidden(Experiment(), (4,) * 24))
    wheel(canvas, QPoint(300, 200), -2, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.scene.camera.x == pytest.approx(-120.0)


def test_the_middle_button_pans(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    canvas.show_experiment(set_hidden(Experiment(), (4,) * 24))
    qtbot.mousePress(canvas, Qt.MouseButton.MiddleButton, pos=QPoint(400, 200))
    qtbot.mouseMove(canvas, QPoint(320, 200))
    qtbot.mouseRelease(canvas, Qt.MouseButton.MiddleButton, pos=QPoint(320, 200))
    assert canvas.scene.camera.x == pytest.approx(-80.0)


def test_gestures_hit_the_same_things_when_zoomed(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    wheel(canvas, QPoint(300, 200), 4, Qt.KeyboardModifier.ControlModifier)
    feed(canvas)
    qtbot.mouseClick(canvas, LEFT, pos=node_at(canvas, Neuron(1, 1)))
    assert canvas.scene.pointing.selected == Neuron(1, 1)


def test_a_pointer_at_rest_knows_what_moved_under_it(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    told: list[object] = []
    canvas.neuron_hovered.connect(told.append)
    qtbot.mouseMove(canvas, node_at(canvas, InputPlace("x2")))
    canvas.show_experiment(set_input_on(Experiment(), "x1", False))
    canvas.show_experiment(set_input_on(Experiment(), "x2", False))
    assert told == [Neuron(0, 1), Neuron(0, 0), None]


def test_a_click_takes_the_card_away_until_the_pointer_has_left(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    at = node_at(canvas, Neuron(1, 0))
    qtbot.mouseMove(canvas, at)
    canvas.scene.pointing.rested = True
    assert canvas.scene.pointing.told == Neuron(1, 0)
    qtbot.mouseClick(canvas, LEFT, pos=at)
    assert canvas.scene.pointing.told is None
    qtbot.mouseMove(canvas, node_at(canvas, Neuron(1, 1)))
    qtbot.mouseMove(canvas, at)
    canvas.scene.pointing.rested = True
    assert canvas.scene.pointing.told == Neuron(1, 0)


def test_what_is_being_edited_is_not_told_of_twice(qtbot: QtBot, canvas: NetworkCanvas) -> None:
    weight = Parameter(1, 2, 0)
    at = edge_at(canvas, weight)
    qtbot.mouseClick(canvas, LEFT, pos=at)
    qtbot.mouseMove(canvas, node_at(canvas, Neuron(1, 1)))
    qtbot.mouseMove(canvas, at)
    assert canvas.scene.pointing.hovered == weight
    assert canvas.scene.pointing.told is None
    canvas.forget_edited()
    assert canvas.scene.pointing.told == weight
