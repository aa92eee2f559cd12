from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt

from playground.document import codec
from playground.document.choices import Activation, CanvasMode, Dataset, Optimizer, Regularization
from playground.document.sources import GeneratedSource
from playground.document.view import View
from playground.session.training import TrainingState
from playground.ui.actions import COMMANDS
from playground.ui.pages.cards.weight_card import WeightCard

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow
    from tests.ui.window.conftest import Opened

Key = Qt.Key
Shift, Control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def press(
    qtbot: QtBot,
    window: MainWindow,
    key: Key,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    qtbot.keyClick(window, key, modifiers)


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def plain(window: MainWindow) -> str:
    return codec.to_json(replace(window.session.experiment, view=View()))


# Training


def test_space_plays_and_pauses(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    press(qtbot, window, Key.Key_Space)
    qtbot.waitUntil(lambda: window.session.step > 100)
    assert window.session.training.state is TrainingState.PLAYING
    press(qtbot, window, Key.Key_Space)
    assert window.session.training.state is TrainingState.PAUSED


def test_the_play_button_trains_until_it_is_learnt(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    click(qtbot, window.page.transport.play_button)
    qtbot.waitUntil(lambda: (window.session.measured.test_accuracy or 0) >= 0.97, timeout=20_000)


def test_s_takes_exactly_one_step(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    press(qtbot, window, Key.Key_S)
    qtbot.waitUntil(lambda: window.session.step == 1)
    press(qtbot, window, Key.Key_S)
    qtbot.waitUntil(lambda: window.session.step == 2)


def test_shift_s_goes_to_the_end_of_the_epoch(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    press(qtbot, window, Key.Key_S, Shift)
    qtbot.waitUntil(lambda: window.session.epoch == 1.0)
    assert window.session.step == 25


def test_reset_brings_back_the_same_first_loss(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    first = window.session.measured
    press(qtbot, window, Key.Key_S, Shift)
    qtbot.waitUntil(lambda: window.session.epoch == 1.0)
    with qtbot.waitSignal(window.session.training.frame_arrived):
        press(qtbot, window, Key.Key_R)
    qtbot.waitUntil(lambda: window.session.step == 0 and window.session.measured is not None)
    assert window.session.measured == first


def test_the_learning_rate_changes_while_it_trains_and_the_weights_stay(
    qtbot: QtBot, open_window: Opened
) -> None:
    window = open_window()
    press(qtbot, window, Key.Key_Space)
    qtbot.waitUntil(lambda: window.session.step > 200)
    step = window.session.step
    press(qtbot, window, Key.Key_BracketRight)
    assert window.session.experiment.training.learning_rate == pytest.approx(0.03 * 10**0.1, rel=1e-2)
    qtbot.waitUntil(lambda: window.session.step > step + 200)
    assert window.session.training.state is TrainingState.PLAYING


# Building


def test_layers_and_neurons_are_added_with_the_mouse(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    click(qtbot, window.page.header.layers.more_button)
    assert window.session.experiment.layer_sizes == (2, 4, 2, 2, 1)
    click(qtbot, window.page.header.layers.fewer_button)
    click(qtbot, window.page.header.layers.fewer_button)
    assert window.session.experiment.layer_sizes == (2, 4, 1)


def test_a_three_layer_net_is_built_with_the_keyboard_only(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    press(qtbot, window, Key.Key_Plus, Control)
    canvas = window.page.canvas
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(3):
        qtbot.keyClick(canvas, Key.Key_Right)
    qtbot.keyClick(canvas, Key.Key_Plus)
    sizes = window.session.experiment.layer_sizes
    assert len(sizes) == 5
    assert sum(sizes) == 2 + 4 + 2 + 2 + 1 + 1


def test_a_new_layer_while_it_trains_goes_on_training(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    press(qtbot, window, Key.Key_Space)
    qtbot.waitUntil(lambda: window.session.step > 100)
    press(qtbot, window, Key.Key_Plus, Control)
    step = window.session.step
    qtbot.waitUntil(lambda: window.session.step > step + 100)
    assert window.session.training.state is TrainingState.PLAYING


def test_undo_all_gives_the_first_experiment_byte_for_byte(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    first = plain(window)
    press(qtbot, window, Key.Key_Plus, Control)
    press(qtbot, window, Key.Key_D)
    press(qtbot, window, Key.Key_D, Control)
    press(qtbot, window, Key.Key_BracketLeft)
    press(qtbot, window, Key.Key_R, Control | Shift)
    assert plain(window) != first
    while window.session.undo_stack.canUndo():
        press(qtbot, window, Key.Key_Z, Control)
    assert plain(window) == first
    while window.session.undo_stack.canRedo():
        press(qtbot, window, Key.Key_Z, Control | Shift)
    assert isinstance(window.session.experiment.data.source, GeneratedSource)
    assert len(window.session.experiment.network.hidden) == 3


def test_undo_moves_the_slider_back(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    slider = window.page.transport.rate
    slider.setFocus()
    qtbot.keyClick(slider.track, Key.Key_Right)
    assert window.session.experiment.training.learning_rate > 0.03
    press(qtbot, window, Key.Key_Z, Control)
    assert slider.value() == pytest.approx(0.03)


# Data


def test_d_walks_through_the_gallery(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    seen = []
    for _ in Dataset:
        press(qtbot, window, Key.Key_D)
        source = window.session.experiment.data.source
        assert isinstance(source, GeneratedSource)
        seen.append(source.dataset)
    assert set(seen) == set(Dataset)


def test_a_thumb_of_a_table_makes_its_columns_the_inputs(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    click(qtbot, window.page.data.gallery.table_thumbs["wine"])
    assert window.session.experiment.layer_sizes[0] == 13
    assert window.session.experiment.outputs == 3
    qtbot.waitUntil(lambda: window.session.measured is not None)


def test_a_feature_is_switched_by_a_click_on_the_canvas(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    window.page.canvas.input_toggled.emit("sin x1", True)
    assert window.session.experiment.data.inputs == ("x1", "x2", "sin x1")
    qtbot.waitUntil(lambda: window.session.measured is not None)


def test_a_refused_value_is_told_and_the_old_one_stays(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("plane")
    before = window.session.experiment
    press(qtbot, window, Key.Key_Minus, Control)
    assert window.session.experiment == before
    assert "none left" in window.status.told()


# Looking


def test_g_and_w_change_what_the_edges_show(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    press(qtbot, window, Key.Key_G)
    assert window.session.experiment.view.mode is CanvasMode.GRADIENTS
    press(qtbot, window, Key.Key_W)
    assert window.session.experiment.view.mode is CanvasMode.WEIGHTS
    assert not window.session.undo_stack.canUndo()


def test_hovering_a_neuron_shows_its_map_and_leaving_brings_the_output_back(
    qtbot: QtBot, open_window: Opened
) -> None:
    window = open_window()
    canvas = window.page.canvas
    node = canvas.scene.layout.columns[1].nodes[0]
    place = canvas.scene.camera.to_viewport(node.rect.center()).toPoint()
    qtbot.mouseMove(canvas, place)
    qtbot.waitUntil(lambda: window.page.decision.shown_neuron is not None, timeout=5_000)
    assert window.page.decision.caption() == "Neuron 1.1"
    qtbot.mouseMove(canvas, QPoint(2, 2))
    qtbot.waitUntil(lambda: window.page.decision.shown_neuron is None, timeout=5_000)
    assert window.page.decision.caption() == "Output ŷ"


def test_a_weight_is_set_by_hand_and_undone(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    canvas = window.page.canvas
    node = canvas.scene.layout.columns[1].nodes[0]
    place = canvas.scene.camera.to_viewport(node.bias_centre).toPoint()
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place)
    card = window.page.cards.strip.card
    assert isinstance(card, WeightCard)
    before = card.slider.value()
    field = card.slider.field
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "0,75")
    qtbot.keyClick(field, Key.Key_Return)
    weights = lambda: window.session.training.checkpoint.parameters  # noqa: E731
    qtbot.waitUntil(lambda: 0.75 in weights())
    press(qtbot, window, Key.Key_Z, Control)
    qtbot.waitUntil(lambda: 0.75 not in weights())
    assert before != 0.75


@pytest.mark.parametrize("size", [(1280, 720), (1440, 900), (1920, 1080)])
@pytest.mark.parametrize("text", ["normal", "large", "projector"])
def test_the_window_keeps_the_size_it_is_given(open_window: Opened, size: tuple[int, int], text: str) -> None:
    window = open_window("iris", size=size, text=text)
    assert (window.width(), window.height()) == size
    assert window.minimumSizeHint().width() <= 1280
    assert window.minimumSizeHint().height() <= 720


def test_the_theme_changes_at_once(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    dark = window.grab().toImage().pixelColor(5, 400).lightnessF()
    press(qtbot, window, Key.Key_T, Control)
    assert window.grab().toImage().pixelColor(5, 400).lightnessF() > dark + 0.5


def test_text_grows_and_shrinks_again(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    heights = []
    for _ in range(3):
        heights.append(window.page.transport.height())
        press(qtbot, window, Key.Key_L, Control | Shift)
    assert heights == sorted(set(heights))
    assert window.page.transport.height() == heights[0]


@pytest.mark.parametrize("keys", [(Key.Key_B, "data"), (Key.Key_R, "loss")])
def test_panels_fold_and_come_back(qtbot: QtBot, open_window: Opened, keys: tuple[Key, str]) -> None:
    window = open_window()
    key, name = keys
    panel = getattr(window.page, name)
    assert panel.isVisible()
    press(qtbot, window, key, Control)
    assert not panel.isVisible()
    press(qtbot, window, key, Control)
    assert panel.isVisible()


# The table of commands


def test_every_command_does_something_and_has_a_text_and_a_tip(open_window: Opened) -> None:
    window = open_window()
    assert set(window.actions_by_key) == {command.key for command in COMMANDS}
    for command in COMMANDS:
        action: QAction = window.actions_by_key[command.key]
        assert action.text()
        assert action.toolTip()


def test_no_two_commands_share_a_key() -> None:
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))


def test_menus_hold_every_command_once(open_window: Opened) -> None:
    window = open_window()
    shown = [action for menu in window.menuBar().actions() for action in menu.menu().actions()]
    for action in window.actions_by_key.values():
        assert shown.count(action) == 1


# Settings in the bar


def test_activation_optimiser_and_regularisation_follow_their_lists(
    qtbot: QtBot, open_window: Opened
) -> None:
    window = open_window()
    bar = window.page.transport
    for combo, key in ((bar.activation, "relu"), (bar.optimizer, "adam"), (bar.regularization, "l2")):
        combo.box.setFocus()
        combo.box.setCurrentIndex(combo.box.findData(key))
        combo.box.activated.emit(combo.box.currentIndex())
    experiment = window.session.experiment
    assert {layer.activation for layer in experiment.network.hidden} == {Activation.RELU}
    assert experiment.training.optimizer is Optimizer.ADAM
    assert experiment.training.regularization is Regularization.L2
