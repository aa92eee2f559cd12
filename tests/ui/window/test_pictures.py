"""Map, surface and hidden space in the real window, with the real worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from playground.document import edits
from playground.document.choices import Dataset, Picture
from playground.session.training import TrainingState
from playground.worker.snapshots import Probe

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow
    from playground.ui.panels.other_pictures import OtherPictures
    from playground.ui.plots.hidden_space import HiddenSpaceView
    from tests.ui.window.conftest import Opened

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier


def others(window: MainWindow) -> OtherPictures:
    return window.page.decision.others


def show(window: MainWindow, picture: Picture) -> None:
    window.session.edit("Picture", edits.set_picture, picture)


def space_of(window: MainWindow) -> HiddenSpaceView:
    return others(window).space.view


def at_layer(qtbot: QtBot, window: MainWindow, layer: int) -> None:
    def told() -> bool:
        window.settle()
        space = space_of(window).space
        return space is not None and space.layer == layer

    qtbot.waitUntil(told, timeout=10_000)


def train(qtbot: QtBot, window: MainWindow, epochs: int) -> None:
    window.session.training.play()
    qtbot.waitUntil(lambda: window.session.epoch >= epochs, timeout=60_000)
    window.session.training.pause()
    qtbot.waitUntil(lambda: window.session.training.state is TrainingState.PAUSED, timeout=10_000)


def test_the_chip_and_the_key_choose_the_picture(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    panel = window.page.decision
    assert (panel.picture.isVisible(), panel.others.isVisible()) == (True, False)
    panel.others.chip.chosen.emit(Picture.SURFACE.value)
    assert (panel.picture.isVisible(), panel.others.surface.isVisible()) == (False, True)
    window.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_M, SHIFT)
    assert (panel.others.surface.isVisible(), panel.others.space.isVisible()) == (False, True)
    qtbot.keyClick(window, Qt.Key.Key_M, SHIFT)
    assert (panel.picture.isVisible(), panel.others.isVisible()) == (True, False)


def test_only_what_is_seen_is_computed(open_window: Opened) -> None:
    window = open_window("circle")
    watched = []
    window.session.training.watch = watched.append  # type: ignore[method-assign]
    for picture in (Picture.HIDDEN_SPACE, Picture.SURFACE):
        show(window, picture)
    in_space, on_surface = (each.probes for each in watched[-2:])
    assert {Probe.HIDDEN_SPACE, Probe.SEPARABILITY} <= in_space
    assert Probe.DECISION_MAP not in in_space
    assert Probe.DECISION_MAP in on_surface
    assert not {Probe.HIDDEN_SPACE, Probe.SEPARABILITY} & on_surface


def test_layers_are_chosen_by_mouse_and_keys(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    show(window, Picture.HIDDEN_SPACE)
    at_layer(qtbot, window, 2)
    rungs = others(window).space.layers
    assert [rung.name for rung in rungs.rungs()] == ["Inputs", "Hidden 1", "Hidden 2", "Output"]
    qtbot.mouseClick(rungs, LEFT, pos=rungs.box_of(1).center().toPoint())
    at_layer(qtbot, window, 1)
    assert window.session.experiment.view.space_layer == 1
    view = space_of(window)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Left)
    at_layer(qtbot, window, 0)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert window.session.experiment.view.space_layer == 0
    rungs.setFocus()
    qtbot.keyClick(rungs, Qt.Key.Key_Right)
    at_layer(qtbot, window, 1)


def hidden(window: MainWindow, inputs: np.ndarray) -> np.ndarray:
    """Send samples through both tanh layers, by the weights that the canvas shows."""
    parameters = window.page.canvas.scene.values.parameters
    assert parameters is not None
    for layer in parameters.layers[:2]:
        inputs = np.tanh(inputs @ layer.weights + layer.biases)
    return inputs


def test_the_samples_lie_at_the_activations_of_the_weights_on_the_canvas(
    qtbot: QtBot, open_window: Opened
) -> None:
    window = open_window("circle")
    show(window, Picture.HIDDEN_SPACE)
    train(qtbot, window, 3)
    at_layer(qtbot, window, 2)

    def agree() -> None:
        window.settle()
        space, parameters = space_of(window).space, window.page.canvas.scene.values.parameters
        assert space is not None and parameters is not None
        last = parameters.layers[2]
        assert space.train == pytest.approx(hidden(window, window.session.samples.train_inputs), abs=1e-4)
        assert space.border == pytest.approx((*last.weights[:, 0], last.biases[0]), abs=1e-9)

    qtbot.waitUntil(agree, timeout=10_000)


def test_the_sentence_is_what_least_squares_makes_of_the_layer(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    show(window, Picture.HIDDEN_SPACE)
    train(qtbot, window, 60)
    samples, space = window.session.samples, others(window).space

    def right(values: np.ndarray) -> float:
        design = np.column_stack([values, np.ones(len(values))])
        found = np.linalg.pinv(design) @ (2.0 * samples.train_labels - 1.0)
        return float(np.mean((design @ found > 0) == (samples.train_labels == 1)))

    def agree() -> None:
        window.settle()
        here, inputs = right(hidden(window, samples.train_inputs)), right(samples.train_inputs)
        text = space.sentence.text()
        assert text.startswith("A straight line gets ")
        assert f", {inputs * 100:.0f}\N{THIN SPACE}% in the inputs." in text
        told = float(text.removeprefix("A straight line gets ").split("\N{THIN SPACE}")[0])
        assert told == pytest.approx(100 * here, abs=0.5)
        assert (told == 100) == (here == 1.0)
        assert space.layers.rungs()[2].share == pytest.approx(here)
        assert space.layers.rungs()[2].said in text

    qtbot.waitUntil(agree, timeout=10_000)


def test_two_of_many_neurons_can_be_the_axes(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    show(window, Picture.HIDDEN_SPACE)
    space = others(window).space
    assert not space.across.isVisible()
    window.session.edit("Hidden space", edits.set_space_layer, 1)
    assert space.across.isVisible() and not space.up.isVisible()
    space.across.chosen.emit("2")
    assert space.up.isVisible()
    assert window.session.experiment.view.space_axes == (2, 0)
    space.up.chosen.emit("2")
    assert window.session.experiment.view.space_axes == (0, 2)

    def named() -> bool:
        window.settle()
        return space.view._names.across == "a of 1.1" and space.view._names.up == "a of 1.3"

    qtbot.waitUntil(named, timeout=10_000)
    space.across.chosen.emit("best")
    assert window.session.experiment.view.space_axes is None
    qtbot.waitUntil(lambda: window.settle() or "best plane of 4: holds" in space.view._names.across)


def test_a_network_that_changes_keeps_a_layer_in_sight(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    show(window, Picture.HIDDEN_SPACE)
    window.session.edit("Hidden space", edits.set_space_layer, 3)
    at_layer(qtbot, window, 3)
    window.session.edit("Layers", edits.set_hidden, ())
    at_layer(qtbot, window, 1)
    assert [rung.name for rung in others(window).space.layers.rungs()] == ["Inputs", "Output"]


def test_painting_brings_the_map_and_leaving_it_the_picture(open_window: Opened) -> None:
    window = open_window("circle")
    panel = window.page.decision
    show(window, Picture.SURFACE)
    window.actions_by_key["paint"].trigger()
    assert panel.bench.on and panel.picture.isVisible() and not panel.others.isVisible()
    window.actions_by_key["paint"].trigger()
    assert panel.others.surface.isVisible()
    window.actions_by_key["paint"].trigger()
    window.actions_by_key["next_picture"].trigger()
    assert not panel.bench.on
    assert panel.others.space.isVisible()


def test_the_surface_shows_the_map_and_turns(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    show(window, Picture.SURFACE)
    surface = others(window).surface

    def told() -> bool:
        window.settle()
        return "ŷ from" in surface.accessibleDescription()

    qtbot.waitUntil(told, timeout=10_000)
    decision = window.page.decision.picture.decision
    assert decision is not None
    assert surface._decision is decision
    before = surface.camera
    qtbot.mousePress(surface, LEFT, pos=QPoint(100, 100))
    qtbot.mouseMove(surface, QPoint(150, 100))
    qtbot.mouseRelease(surface, LEFT, pos=QPoint(150, 100))
    assert surface.camera.turn != before.turn
    surface.setFocus()
    qtbot.keyClick(surface, Qt.Key.Key_Home)
    assert surface.camera == before
    qtbot.keyClick(surface, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().image().size() == surface.size()
    QGuiApplication.clipboard().clear()


def test_the_command_copies_what_is_shown(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("circle")
    show(window, Picture.HIDDEN_SPACE)
    at_layer(qtbot, window, 2)
    window.actions_by_key["copy_map"].trigger()
    assert QGuiApplication.clipboard().image().size() == space_of(window).size() * 2
    QGuiApplication.clipboard().clear()
    assert window.page.decision.numbers() == ""


def test_one_coordinate_offers_curve_and_space(open_window: Opened) -> None:
    window = open_window("circle")
    show(window, Picture.SURFACE)
    window.session.edit("Data", edits.set_dataset, Dataset.SINE)
    panel = window.page.decision
    assert panel.picture.isVisible() and not panel.others.isVisible()
    assert [action.text() for action in panel.others.chip._group.actions()] == ["Curve", "Hidden space"]


@pytest.mark.parametrize("name", ["iris", "breast-cancer", "multi-gauss", "digits"])
@pytest.mark.parametrize(("picture", "theme"), [(Picture.SURFACE, "dark"), (Picture.HIDDEN_SPACE, "light")])
def test_every_kind_of_data_is_shown(
    qtbot: QtBot, open_window: Opened, name: str, picture: Picture, theme: str
) -> None:
    window = open_window(name, theme=theme)
    show(window, picture)
    space, surface = space_of(window), others(window).surface

    def told() -> bool:
        window.settle()
        if picture is Picture.SURFACE:
            return "from" in surface.accessibleDescription().split("zoom")[1]
        return space.space is not None and bool(space.accessibleDescription())

    qtbot.waitUntil(told, timeout=20_000)
    view = surface if picture is Picture.SURFACE else space
    image = view.grab().toImage()
    colors = {image.pixel(x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4)}
    assert len(colors) > 20
    assert window.width() == 1440
