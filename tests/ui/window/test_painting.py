"""Painting one's own data with mouse and keys on the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from playground.document import edits
from playground.document.choices import Dataset
from playground.document.experiment import Experiment
from playground.document.painted import PaintedSource
from playground.session.training import TrainingState
from playground.ui.plots.painting import Tool
from playground.worker.snapshots import Neuron

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow
    from playground.ui.plots.curve_view import CurveView
    from playground.ui.plots.decision_map import DecisionMapView
    from tests.ui.window.conftest import Opened

Key, Button = Qt.Key, Qt.MouseButton
WAVE = tuple((x / 2, 0.0, round(float(np.sin(x / 2)), 4)) for x in range(-10, 11))


def spot(surface: DecisionMapView | CurveView, x: float, y: float) -> QPoint:
    return QPoint(round(surface.frame().px(x)), round(surface.frame().py(y)))


def click(
    surface: DecisionMapView | CurveView, x: float, y: float, button: Qt.MouseButton = Button.LeftButton
) -> None:
    QTest.mouseMove(surface, spot(surface, x, y))
    QTest.mouseClick(surface, button, pos=spot(surface, x, y))


def drag(surface: DecisionMapView | CurveView, *way: tuple[float, float], hold: int = 0) -> None:
    QTest.mousePress(surface, Button.LeftButton, pos=spot(surface, *way[0]))
    for place in way[1:]:
        QTest.mouseMove(surface, spot(surface, *place))
    if hold:
        QTest.qWait(hold)
    QTest.mouseRelease(surface, Button.LeftButton, pos=spot(surface, *way[-1]))


def source(window: MainWindow) -> PaintedSource:
    source = window.session.experiment.data.source
    assert isinstance(source, PaintedSource)
    return source


def points(window: MainWindow) -> tuple[tuple[float, float, float], ...]:
    return source(window).points


def own(window: MainWindow, *given: tuple[float, float, float]) -> DecisionMapView:
    """Begin an own set, with some points in it."""
    window.actions_by_key["paint_own"].trigger()
    if given:
        window.session.edit("Points", edits.add_points, given)
    QApplication.processEvents()  # the tools take their room from the map
    return window.page.decision.map


def paint_xor(qtbot: QtBot, window: MainWindow) -> None:
    shown = own(window)
    for label, x, y in ((Key.Key_1, 0, 0), (Key.Key_2, 0, 1), (Key.Key_2, 1, 0), (Key.Key_1, 1, 1)):
        qtbot.keyClick(shown, label)
        click(shown, x, y)


def test_the_textbook_xor_is_painted_and_learnt(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    paint_xor(qtbot, window)
    assert points(window) == ((0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0))
    window.session.edit("Share", edits.set_train_share, 1.0)
    window.session.edit("Rate", edits.set_learning_rate, 0.3)
    qtbot.mouseClick(window.page.transport.play_button, Button.LeftButton)
    qtbot.waitUntil(
        lambda: window.session.measured is not None and window.session.measured.train_accuracy == 1.0,
        timeout=30_000,
    )
    window.page.live.settle()
    loss = window.page.loss
    assert window.session.measured is not None
    assert window.session.measured.test_loss is None
    assert "test" not in [each.name for each in loss.plot.series]
    window.page.loss.show_point(window.session.measured)
    assert "none" in {metric.text() for metric in (loss._test, loss._accuracy)}


def test_undo_goes_back_stroke_by_stroke_to_the_first_experiment(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    first = window.session.experiment
    paint_xor(qtbot, window)
    for left in (3, 2, 1, 0):
        qtbot.keyClick(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert len(points(window)) == left
    qtbot.keyClick(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.experiment.data == first.data
    assert not window.session.undo_stack.canUndo()


def test_an_empty_map_says_what_to_do_and_cannot_be_trained(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    own(window)
    assert window.page.decision.bench.tools.isVisible()
    assert not window.page.transport.play_button.isEnabled()
    assert not window.actions_by_key["step"].isEnabled()
    assert window.status._message.text() == "Paint at least two points."
    click(window.page.decision.map, 1, 1)
    assert not window.page.transport.play_button.isEnabled()
    click(window.page.decision.map, -1, 1)
    assert window.page.transport.play_button.isEnabled()
    assert window.status._message.text() == ""


def test_a_generated_set_is_painted_over(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    shown = window.page.decision.map
    qtbot.keyClick(window, Key.Key_P)
    assert window.page.decision.bench.on
    QApplication.processEvents()
    click(shown, -5.5, 5.5)
    assert len(points(window)) == 501
    assert points(window)[-1] == (-5.5, 5.5, 1.0)
    qtbot.keyClick(window, Key.Key_P)
    before = len(points(window))
    click(shown, 5.5, 5.5)
    assert len(points(window)) == before


def test_a_point_is_dragged_and_undone_in_one(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    shown = own(window, (0, 0, 1), (3, 3, 0))
    steps = window.session.undo_stack.count()
    QTest.mouseMove(shown, spot(shown, 0, 0))
    assert shown.cursor().shape() == Qt.CursorShape.SizeAllCursor
    drag(shown, (0, 0), (-1, 0), (-2, -1), (-4, -2))
    assert points(window) == ((-4, -2, 1), (3, 3, 0))
    assert window.session.undo_stack.count() == steps + 1
    qtbot.keyClick(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert points(window)[0] == (0, 0, 1)


def test_a_drag_out_of_the_map_stops_at_its_border(open_window: Opened) -> None:
    window = open_window("circle")
    shown = own(window, (0, 0, 1), (3, 3, 0))
    drag(shown, (0, 0), (3, 0), (9, 0))
    assert points(window)[0][0] == pytest.approx(6.0, abs=0.05)


def test_escape_takes_the_stroke_back(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    shown = own(window, (0, 0, 1), (3, 3, 0))
    steps, before = window.session.undo_stack.count(), points(window)
    QTest.mousePress(shown, Button.LeftButton, pos=spot(shown, -3, -3))
    assert len(points(window)) == 3
    qtbot.keyClick(shown, Key.Key_Escape)
    QTest.mouseRelease(shown, Button.LeftButton, pos=spot(shown, -2, -2))
    assert points(window) == before
    assert window.session.undo_stack.count() == steps


def test_the_right_button_removes_the_point_under_it_and_no_other(open_window: Opened) -> None:
    window = open_window("circle")
    shown = own(window, (0, 0, 1), (3, 3, 0))
    click(shown, -4, -4, Button.RightButton)
    assert len(points(window)) == 2
    click(shown, 3, 3, Button.RightButton)
    assert points(window) == ((0, 0, 1),)


def test_the_brush_sprays_while_it_is_held_and_is_one_step(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    shown, bench = own(window), window.page.decision.bench
    steps = window.session.undo_stack.count()
    bench.tools.tools.chosen.emit(Tool.BRUSH.value)
    QTest.mousePress(shown, Button.LeftButton, pos=spot(shown, 2, 2))
    at_once = len(points(window))
    assert at_once == 3
    qtbot.waitUntil(lambda: len(points(window)) >= 12)
    QTest.mouseRelease(shown, Button.LeftButton, pos=spot(shown, 2, 2))
    places = np.array(points(window))[:, :2]
    assert (np.hypot(*(places - 2).T) <= bench.paint.radius + 0.05).all()
    assert window.session.undo_stack.count() == steps + 1


def test_ctrl_and_the_wheel_change_the_size_of_the_brush(open_window: Opened) -> None:
    window = open_window("circle")
    shown, bench = own(window), window.page.decision.bench
    before = bench.paint.radius
    at = QPointF(spot(shown, 0, 0))
    turn = QWheelEvent(
        at,
        shown.mapToGlobal(at),
        QPoint(),
        QPoint(0, 240),
        Button.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(shown, turn)
    assert bench.paint.radius > before
    assert bench.tools.brush_size.number() == bench.paint.radius


def test_the_eraser_leaves_no_gap_on_its_way(open_window: Opened) -> None:
    window = open_window("circle")
    line = tuple((x / 2, 0.0, 1.0) for x in range(-10, 11))
    shown = own(window, *line, (0.0, 4.0, 0.0))
    window.page.decision.bench.tools.tools.chosen.emit(Tool.ERASE.value)
    drag(shown, (-6, 0), (5.5, 0))
    assert points(window) == ((0.0, 4.0, 0.0),)


def test_keys_alone_add_and_remove(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    shown = own(window)
    assert window.focusWidget() is shown
    qtbot.keyClick(shown, Key.Key_1)
    qtbot.keyClick(shown, Key.Key_Return)
    for _ in range(5):
        qtbot.keyClick(shown, Key.Key_Right)
    qtbot.keyClick(shown, Key.Key_2)
    qtbot.keyClick(shown, Key.Key_Space)
    assert points(window) == ((0, 0, 0), (1, 0, 1))
    assert window.session.training.state is TrainingState.PAUSED
    qtbot.keyClick(shown, Key.Key_Delete)
    assert points(window) == ((0, 0, 0),)


def test_classes_are_added_chosen_and_painted(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    shown, tools = own(window), window.page.decision.bench.tools
    qtbot.mouseClick(tools.classes.more_button, Button.LeftButton)
    assert source(window).classes == 3
    assert [chip.isVisible() for chip in tools.chips] == [True] * 3 + [False] * 3
    qtbot.mouseClick(tools.chips[2], Button.LeftButton)
    click(shown, 2, 2)
    assert points(window) == ((2, 2, 2),)
    for _ in range(2):
        qtbot.mouseClick(tools.classes.fewer_button, Button.LeftButton)
    assert source(window).classes == 0
    assert tools.number.isVisible()
    assert not tools.classes.fewer_button.isEnabled()
    tools.number.moved.emit(-0.5)
    click(shown, -2, -2)
    assert points(window)[-1] == (-2, -2, -0.5)
    qtbot.mouseClick(tools.clear, Button.LeftButton)
    assert points(window) == ()


def test_it_is_painted_while_it_trains(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    shown = own(window, *((float(x), float(x % 3), float(x % 2)) for x in range(-5, 6)))
    qtbot.mouseClick(window.page.transport.play_button, Button.LeftButton)
    qtbot.waitUntil(lambda: window.session.step > 100)
    step, maps = window.session.step, []
    window.session.training.frame_arrived.connect(lambda frame: maps.append(frame.step))
    for number in range(4):
        click(shown, -5 + number, 5)
        seen = len(maps)
        qtbot.waitUntil(lambda seen=seen: len(maps) > seen)
    assert window.session.training.state is TrainingState.PLAYING
    assert window.session.step > step
    assert len(points(window)) == 15
    assert window.session.history.steps[0] == 0


def test_a_table_is_not_painted_on(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("iris")
    assert not window.page.decision.bench.button.isVisible()
    qtbot.keyClick(window, Key.Key_P)
    assert not window.page.decision.bench.on
    assert "as they are" in window.status._message.text()


def test_another_set_can_still_be_chosen_while_painting(open_window: Opened) -> None:
    window = open_window("circle")
    shown = own(window)
    click(shown, 1, 1)
    window.session.edit("Data set", edits.set_dataset, Dataset.SPIRAL)
    assert window.page.decision.bench.on
    click(shown, 5.8, -5.8)
    assert len(points(window)) == 501


# One input


def curve_of(window: MainWindow) -> CurveView:
    wave = edits.set_painted(Experiment(), PaintedSource(WAVE, 0, 1))
    window.session.edit("Curve", lambda _: wave)
    curve = window.page.decision.curve
    assert curve.isVisible()
    assert not window.page.decision.map.isVisible()
    QApplication.processEvents()
    return curve


def test_one_input_shows_a_curve_that_tells_its_number(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    curve = curve_of(window)
    told: list[tuple[float, float, str] | None] = []
    curve.value_hovered.connect(told.append)
    qtbot.waitUntil(lambda: len(curve.curve()[0]) > 0)
    QTest.mouseMove(curve, spot(curve, 2.0, 0.5))
    assert told[-1] is not None
    x, value, text = told[-1]
    places, values = curve.curve()
    assert x == pytest.approx(2.0, abs=0.05)
    assert value == pytest.approx(np.interp(x, places, values))
    assert text in curve.accessibleDescription()


def test_the_curve_is_learnt(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    curve = curve_of(window)
    window.session.edit("Rate", edits.set_learning_rate, 0.1)
    qtbot.mouseClick(window.page.transport.play_button, Button.LeftButton)
    qtbot.waitUntil(
        lambda: window.session.measured is not None and window.session.measured.train_loss < 0.01,
        timeout=30_000,
    )
    window.session.training.pause()
    qtbot.waitUntil(lambda: abs(np.interp(1.5, *curve.curve()) - 1.0) < 0.5)


def test_on_a_curve_the_height_is_the_number(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    curve = curve_of(window)
    qtbot.keyClick(window, Key.Key_P)
    QApplication.processEvents()
    click(curve, 0.0, 0.8)
    assert points(window)[-1] == pytest.approx((0.0, 0.0, 0.8), abs=0.02)
    drag(curve, (0.0, 0.8), (1.0, 0.0), (2.0, -0.5))
    assert points(window)[-1] == pytest.approx((2.0, 0.0, -0.5), abs=0.05)
    assert points(window)[-1][1] == 0.0
    click(curve, 2.0, -0.5, Button.RightButton)
    assert points(window) == WAVE


def test_the_curve_of_a_neuron_is_its_activation(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    curve = curve_of(window)
    window.page.canvas.neuron_hovered.emit(Neuron(1, 0))
    qtbot.waitUntil(lambda: window.page.decision.shown_neuron == Neuron(1, 0))
    assert np.abs(curve.curve()[1]).max() <= 1.0
    low, high = curve.frame().y_range
    assert low <= curve.curve()[1].min()
    assert curve.curve()[1].max() <= high


def test_leaving_the_map_hides_the_pointer_mark(open_window: Opened) -> None:
    window = open_window("circle")
    shown = own(window)
    QTest.mouseMove(shown, spot(shown, 1, 1))
    easel = window.page.decision.bench.easels[0]
    assert easel._pointer is not None
    QApplication.sendEvent(shown, QEvent(QEvent.Type.Leave))
    assert easel._pointer is None
