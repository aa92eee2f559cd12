"""A walk over every command, gesture and control: what is missing from it, or does nothing, fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import SIGNAL, QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from playground.document import edits
from playground.document.choices import Dataset, Picture
from playground.document.codec import to_json
from playground.session.training import TrainingState
from playground.ui.actions import CANVAS_KEYS, COMMANDS
from playground.ui.canvas.canvas import NetworkCanvas
from playground.ui.canvas.gestures.gesture import Gesture
from playground.ui.canvas.gestures.moving_layer import MovingLayer
from playground.ui.canvas.gestures.moving_neurons import MovingNeurons
from playground.ui.canvas.gestures.panning import Panning
from playground.ui.canvas.gestures.rubber_band import RubberBand
from playground.ui.canvas.items import InputPlace, LayerPlace
from playground.ui.plots import painting
from playground.ui.plots.cloud_plot import CloudPlot
from playground.ui.plots.curve_view import CurveView
from playground.ui.plots.hidden_space import HiddenSpaceView
from playground.ui.plots.map_view import MapView
from playground.ui.plots.ridges import RidgePlot
from playground.ui.plots.styled_plot import StyledPlot
from playground.ui.plots.surface.view import SurfaceView
from playground.ui.plots.weight_map import WeightMap
from playground.ui.widgets.field import NumberField
from playground.ui.widgets.track import SliderTrack
from playground.worker.snapshots import Neuron, Parameter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow
    from tests.ui.window.conftest import Opened

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
Key, Modifier = Qt.Key, Qt.KeyboardModifier


@pytest.fixture(autouse=True)
def clipboard() -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


# Commands


class Witness:
    """Sees whether anything that a command may change has changed; closes each dialog and remembers it."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.dialogs: list[str] = []
        self._timer = QTimer(window)
        self._timer.timeout.connect(self._close_dialog)
        self._timer.start(20)

    def _close_dialog(self) -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            self.dialogs.append(type(dialog).__name__)
            dialog.reject()

    def sees(self) -> tuple[object, ...]:
        """Return all that is to be seen."""
        window, session = self._window, self._window.session
        return (
            to_json(session.experiment),
            session.undo_stack.index(),
            session.step,
            session.training.state,
            len(session.runs.all),
            tuple(action.isChecked() for action in window.actions_by_key.values()),
            window.look.preferences,
            window.windowState(),
            window.page.bottom.tab,
            window.page.canvas.scene.camera,
            window.page.decision.bench.on,
            window.page.decision.caption(),
            window.page.own_windows.map_window is not None,
            window.page.own_windows.loss_window is not None,
            id(window.focusWidget()),
            QGuiApplication.clipboard().text(),
            QGuiApplication.clipboard().image().isNull(),
            window.status.findChildren(QWidget)[0].accessibleName(),
            len(self.dialogs),
        )


def an_edit(window: MainWindow) -> None:
    window.session.edit("Layers", edits.add_layer)


def an_undone_edit(window: MainWindow) -> None:
    an_edit(window)
    window.session.undo_stack.undo()


def an_enlarged_canvas(window: MainWindow) -> None:
    window.page.canvas.zoom_by(2.0, QPointF(10.0, 10.0))


def gradients(window: MainWindow) -> None:
    window.actions_by_key["gradients"].trigger()


def a_curve(window: MainWindow) -> None:
    window.session.advance(75)
    while window.session.runs.obstacle is not None or not window.session.training.stands:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


BEFORE: dict[str, Callable[[MainWindow], object]] = {
    "new": an_edit,
    "undo": an_edit,
    "redo": an_undone_edit,
    "to_start": lambda window: window.session.time.to_now(),
    "fit": an_enlarged_canvas,
    "keep_run": a_curve,
    "weights": gradients,
    "keep_map": lambda window: window.page.canvas.select(Neuron(1, 1)),
    "more_edges": lambda window: window.session.edit("Edges", edits.set_edge_share, 0.2),
}
CLOSES = ("quit",)


def test_every_command_changes_something_that_can_be_seen(
    qtbot: QtBot, open_window: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window("circle")
    witness = Witness(window)
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_args: witness.dialogs.append("file") or ("", ""))
    for command in COMMANDS:
        if command.key in CLOSES:
            continue
        BEFORE.get(command.key, lambda _: None)(window)
        before = witness.sees()
        window.actions_by_key[command.key].trigger()
        qtbot.waitUntil(lambda seen=before: witness.sees() != seen, timeout=10_000)
        if window.session.training.state is TrainingState.PLAYING:
            window.session.training.pause()


# Gestures of the canvas


def at(canvas: NetworkCanvas, point: QPointF) -> QPoint:
    return canvas.scene.camera.to_viewport(point).toPoint()


def drag(
    qtbot: QtBot, canvas: NetworkCanvas, start: QPointF, end: QPointF, button: Qt.MouseButton = LEFT
) -> None:
    first, last = at(canvas, start), at(canvas, end)
    qtbot.mousePress(canvas, button, pos=first)
    for step in range(1, 5):
        qtbot.mouseMove(canvas, first + (last - first) * step / 4)
    qtbot.mouseRelease(canvas, button, pos=last)


def head(canvas: NetworkCanvas, layer: int) -> QPointF:
    return QPointF(canvas.scene.layout.columns[layer].x, canvas.scene.layout.title_y)


def middle(canvas: NetworkCanvas, layer: int, index: int) -> QPointF:
    return canvas.scene.layout.by_neuron[Neuron(layer, index)].rect.center()


def move_a_layer(qtbot: QtBot, window: MainWindow) -> None:
    canvas = window.page.canvas
    drag(qtbot, canvas, head(canvas, 1), head(canvas, 2) + QPointF(30.0, 0.0))
    assert [layer.units for layer in window.session.experiment.network.hidden] == [2, 4]


def move_a_neuron(qtbot: QtBot, window: MainWindow) -> None:
    canvas = window.page.canvas
    drag(qtbot, canvas, middle(canvas, 1, 0), middle(canvas, 1, 3) + QPointF(0.0, 16.0))
    assert window.session.experiment.network.hidden[0].neurons == (1, 2, 3, 0)


def draw_a_band(qtbot: QtBot, window: MainWindow) -> None:
    canvas = window.page.canvas
    corner = middle(canvas, 1, 0) - QPointF(36.0, 32.0)
    drag(qtbot, canvas, corner, middle(canvas, 1, 3) + QPointF(4.0, 4.0))
    assert {neuron.index for neuron in canvas.scene.pointing.neurons if neuron.layer == 1} == {0, 1, 2, 3}


def pan(qtbot: QtBot, window: MainWindow) -> None:
    canvas = window.page.canvas
    canvas.zoom_by(3.0, QPointF(200.0, 200.0))
    before = canvas.scene.camera
    drag(qtbot, canvas, middle(canvas, 1, 1), middle(canvas, 1, 1) + QPointF(20.0, 10.0), MIDDLE)
    assert canvas.scene.camera != before


GESTURES: dict[type[Gesture], Callable[[QtBot, MainWindow], None]] = {
    MovingLayer: move_a_layer,
    MovingNeurons: move_a_neuron,
    RubberBand: draw_a_band,
    Panning: pan,
}


def test_every_gesture_is_walked() -> None:
    assert set(GESTURES) == set(Gesture.__subclasses__())


@pytest.mark.parametrize("gesture", GESTURES, ids=lambda gesture: gesture.__name__)
def test_each_gesture_does_what_it_stands_for(
    qtbot: QtBot, open_window: Opened, gesture: type[Gesture]
) -> None:
    GESTURES[gesture](qtbot, open_window("circle"))


# Keys of the canvas


KEYS: dict[str, tuple[object, tuple[tuple[Qt.Key, Qt.KeyboardModifier], ...]]] = {
    "Walk along neurons": (Neuron(1, 0), ((Key.Key_Down, Modifier.NoModifier),)),
    "Walk onto a neuron's weights": (Neuron(1, 0), ((Key.Key_Right, Modifier.ShiftModifier),)),
    "Select the next neuron as well": (Neuron(1, 0), ((Key.Key_Down, Modifier.ShiftModifier),)),
    "Select all hidden neurons": (None, ((Key.Key_A, Modifier.ControlModifier),)),
    "Move neurons, move a layer": (Neuron(1, 0), ((Key.Key_Down, Modifier.AltModifier),)),
    "Cut, copy, paste": (Neuron(1, 0), ((Key.Key_X, Modifier.ControlModifier),)),
    "Duplicate neurons or a layer": (
        LayerPlace(0),
        ((Key.Key_D, Modifier.ControlModifier | Modifier.ShiftModifier),),
    ),
    "All units of a long layer": (LayerPlace(0), ((Key.Key_PageDown, Modifier.NoModifier),)),
    "Edit the weight or bias, switch an input": (InputPlace("x1"), ((Key.Key_Return, Modifier.NoModifier),)),
    "Add or remove a neuron in the layer": (LayerPlace(1), ((Key.Key_Plus, Modifier.NoModifier),)),
    "Remove neurons or the layer": (LayerPlace(1), ((Key.Key_Delete, Modifier.NoModifier),)),
    "Give up a drag, select nothing": (Neuron(1, 0), ((Key.Key_Escape, Modifier.NoModifier),)),
}
BY_MOUSE = {"Zoom", "Scroll sideways", "Pan"}


def test_every_key_of_the_canvas_is_walked() -> None:
    assert {text for _, text, _ in CANVAS_KEYS} == KEYS.keys() | BY_MOUSE


def test_each_key_of_the_canvas_does_something(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    canvas, session = window.page.canvas, window.session
    for text, (item, presses) in KEYS.items():
        session.edit("Layers", edits.set_hidden, (40, 2) if text == "All units of a long layer" else (4, 2))
        canvas.select(item)  # type: ignore[arg-type]
        canvas.setFocus()
        before = (session.experiment, canvas.scene.pointing.selected, canvas.scene.pointing.group)
        children = len(window.findChildren(QWidget))
        for key, modifier in presses:
            qtbot.keyClick(canvas, key, modifier)
        after = (session.experiment, canvas.scene.pointing.selected, canvas.scene.pointing.group)
        assert after != before or len(window.findChildren(QWidget)) > children, text
        session.edit("Input", edits.set_input_on, "x1", True)


# Controls


# What is operated by the keyboard in its own way, and says by itself what the mouse is over.
PICTURES = (
    *(NetworkCanvas, StyledPlot, MapView, RidgePlot, CurveView, CloudPlot, WeightMap),
    *(SurfaceView, HiddenSpaceView),
)
# What must be connected for each kind of control to do anything.
SIGNALS: tuple[tuple[type[QWidget], str], ...] = (
    (SliderTrack, "moved(double)"),
    (NumberField, "accepted(double)"),
    (QPushButton, "clicked()"),
    (QComboBox, "activated(int)"),
    (QLineEdit, "textEdited(QString)"),
)


def usual(_qtbot: QtBot, window: MainWindow) -> None:
    window.page.live.settle()


def selected(item: object) -> Callable[[QtBot, MainWindow], None]:
    def select(qtbot: QtBot, window: MainWindow) -> None:
        window.page.canvas.select(item, show=True)  # type: ignore[arg-type]
        qtbot.waitUntil(lambda: window.page.cards.is_open)

    return select


def on(dataset: Dataset) -> Callable[[QtBot, MainWindow], None]:
    return lambda _qtbot, window: window.session.edit("Data", edits.set_dataset, dataset) and None


def gradients_page(key: str) -> Callable[[QtBot, MainWindow], None]:
    return lambda _qtbot, window: window.page.bottom.gradients.turn_to(key)


def picture(shown: Picture) -> Callable[[QtBot, MainWindow], None]:
    return lambda _qtbot, window: window.session.edit("Picture", edits.set_picture, shown) and None


def more_settings(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.mouseClick(window.page.transport._more, LEFT)


def more_about_the_run(qtbot: QtBot, window: MainWindow) -> None:
    window.session.edit("Layers", edits.set_hidden, ())
    window.session.advance(200)
    line = window.page.bottom.insight
    qtbot.waitUntil(lambda: line.insight is not None and line.insight.remedy is not None, timeout=20_000)
    qtbot.mouseClick(line, LEFT)


def weights_as(view: str) -> Callable[[QtBot, MainWindow], None]:
    def turn(_qtbot: QtBot, window: MainWindow) -> None:
        window.page.bottom.turn_to("weights")
        window.page.bottom.weights.turn_to(view)

    return turn


def residuals(_qtbot: QtBot, window: MainWindow) -> None:
    window.session.edit("Data", edits.set_dataset, Dataset.PLANE)
    window.page.bottom.turn_to("errors")


STATES: dict[str, Callable[[QtBot, MainWindow], None]] = {
    "as it opens": usual,
    "a neuron's card": selected(Neuron(1, 1)),
    "a weight's card": selected(Parameter(0, 0, 1)),
    "a bias's card": selected(Parameter(2, None, 0)),
    "a layer's card": selected(LayerPlace(0)),
    "weights as a table": lambda _qtbot, window: window.page.open_weights(),
    "weights as maps": weights_as("map"),
    "weights over time": weights_as("spread"),
    "activations": lambda _qtbot, window: window.page.bottom.turn_to("activations"),
    "mistakes": lambda _qtbot, window: window.page.bottom.turn_to("errors"),
    "residuals": residuals,
    "curvature": lambda _qtbot, window: window.page.bottom.turn_to("curvature"),
    "the gradient's spread": gradients_page("spread"),
    "the gradients of samples": gradients_page("samples"),
    "more settings": more_settings,
    "map options": lambda qtbot, window: qtbot.mouseClick(window.page.decision.options, LEFT),
    "strongest edges": lambda qtbot, window: qtbot.mouseClick(window.page.header.edges, LEFT),
    "painting": lambda _qtbot, window: window.actions_by_key["paint"].trigger(),
    "more about the run": more_about_the_run,
    "more classes": on(Dataset.BLOBS),
    "one input": on(Dataset.SINE),
    "a surface": picture(Picture.SURFACE),
    "a hidden space": picture(Picture.HIDDEN_SPACE),
}


def controls(window: MainWindow) -> list[QWidget]:
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def tip_of(widget: QWidget) -> str:
    """Return what the mouse is told: by the widget, or by what it is a part of."""
    for _ in range(3):
        if widget.toolTip():
            return widget.toolTip()
        parent = widget.parentWidget()
        if parent is None:
            break
        widget = parent
    return ""


@pytest.mark.parametrize("state", STATES)
def test_every_control_has_a_name_a_tip_and_something_to_do(
    qtbot: QtBot, open_window: Opened, state: str
) -> None:
    window = open_window("circle")
    STATES[state](qtbot, window)
    window.page.live.settle()
    found = controls(window)
    assert len(found) > 40
    assert [type(each).__name__ for each in found if not each.accessibleName()] == []
    spoken = [each for each in found if not isinstance(each, (*PICTURES, QTableView))]
    assert [each.accessibleName() for each in spoken if not tip_of(each)] == []
    dead = [
        f"{type(each).__name__} {each.accessibleName()}"
        for each in spoken
        for kind, signal in SIGNALS
        if isinstance(each, kind) and not each.receivers(SIGNAL(signal))
    ]
    assert dead == []
    window.session.training.pause()
    assert window.session.training.state is TrainingState.PAUSED


# Gestures of painting


STROKES: dict[type, tuple[str, int]] = {
    painting.PlacePoint: ("point", 1),
    painting.MovePoint: ("point", 0),
    painting.Spray: ("brush", 1),
    painting.Erase: ("erase", -1),
}


def test_every_gesture_of_painting_is_walked() -> None:
    needed = {name for name in vars(painting.Gesture) if not name.startswith("_")}
    made = {
        each
        for each in vars(painting).values()
        if isinstance(each, type) and each is not painting.Gesture and needed <= set(dir(each))
    }
    assert set(STROKES) == made


def test_each_gesture_of_painting_changes_the_points_and_is_one_undo(
    qtbot: QtBot, open_window: Opened
) -> None:
    window = open_window("circle")
    window.actions_by_key["paint"].trigger()
    session, board, bench = window.session, window.page.decision.map, window.page.decision.bench
    for tool, more in STROKES.values():
        before, index = session.experiment, session.undo_stack.index()
        count = len(session.samples.train_labels) + len(session.samples.test_labels)
        bench.tools.tool_chosen.emit(tool)
        frame = board.frame()
        places = session.samples.train_points
        assert places is not None
        x, y = (0.02, 5.6) if more > 0 else places[0]
        start = QPointF(frame.px(x), frame.py(y)).toPoint()
        qtbot.mousePress(board, LEFT, pos=start)
        for step in range(1, 5):
            qtbot.mouseMove(board, start + QPoint(4 * step, 3 * step))
            qtbot.wait(60)  # a stroke goes on at a pace of its own
        qtbot.mouseRelease(board, LEFT, pos=start + QPoint(16, 12))
        now = len(session.samples.train_labels) + len(session.samples.test_labels)
        assert session.experiment != before
        assert session.undo_stack.index() == index + 1
        assert (now > count, now == count, now < count)[1 - more], tool
