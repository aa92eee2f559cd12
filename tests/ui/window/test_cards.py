"""The cards under the canvas, used with mouse and keys in the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QLineEdit

from playground.document import edits
from playground.document.choices import Activation, Initializer, Normalization, Optimizer
from playground.session.training import TrainingState
from playground.ui.pages.cards.layer_card import LayerCard
from playground.ui.pages.cards.neuron_card import NeuronCard
from playground.ui.pages.cards.weight_card import WeightCard
from playground.ui.pages.cards.weights_model import FROZEN, WEIGHT
from playground.worker.run import Run
from playground.worker.snapshots import Neuron, Parameter

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow
    from tests.ui.window.conftest import Opened

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
Control = Qt.KeyboardModifier.ControlModifier


def click_at(qtbot: QtBot, window: MainWindow, point: QPointF) -> None:
    canvas = window.page.canvas
    qtbot.mouseClick(canvas, LEFT, pos=canvas.scene.camera.to_viewport(point).toPoint())


def neuron_card(qtbot: QtBot, window: MainWindow, neuron: Neuron) -> NeuronCard:
    click_at(qtbot, window, window.page.canvas.scene.layout.by_neuron[neuron].rect.center())
    card = window.page.cards.strip.card
    assert isinstance(card, NeuronCard)
    assert card.neuron == neuron
    qtbot.waitUntil(lambda: card.sum.text() != "", timeout=10_000)
    return card


def weight_card(qtbot: QtBot, window: MainWindow, parameter: Parameter) -> WeightCard:
    assert parameter.source is None
    node = window.page.canvas.scene.layout.by_neuron[Neuron(parameter.layer + 1, parameter.target)]
    click_at(qtbot, window, node.bias_centre)
    card = window.page.cards.strip.card
    assert isinstance(card, WeightCard)
    assert card.parameter == parameter
    return card


def layer_card(qtbot: QtBot, window: MainWindow, layer: int) -> LayerCard:
    layout = window.page.canvas.scene.layout
    click_at(qtbot, window, QPointF(layout.columns[layer + 1].x, layout.title_y))
    card = window.page.cards.strip.card
    assert isinstance(card, LayerCard)
    assert card.layer == layer
    return card


def set_weight(qtbot: QtBot, card: NeuronCard, row: int, text: str) -> None:
    """Type a weight into the table, by the keyboard."""
    table = card.table
    table.setFocus()
    table.setCurrentIndex(table.weights.index(row, WEIGHT))
    qtbot.keyClick(table, Key.Key_Return)
    editor = table.viewport().findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(lambda: table.viewport().findChild(QLineEdit) is None)


def run_of(window: MainWindow) -> Run:
    training = window.session.training
    return Run(window.session.experiment, checkpoint=training.checkpoint)


def settled(qtbot: QtBot, window: MainWindow) -> Run:
    qtbot.waitUntil(lambda: window.session.training.up_to_date, timeout=10_000)
    return run_of(window)


# A neuron


def test_the_xor_net_of_the_textbook_is_set_by_hand_and_its_sums_are_those_on_paper(
    qtbot: QtBot, open_window: Opened
) -> None:
    window = open_window("xor")
    session = window.session
    session.edit("Inputs", lambda e: edits.set_hidden(only_plain_inputs(e), (2,)))
    session.edit("Activation", edits.set_activation, Activation.RELU)
    qtbot.waitUntil(lambda: window.page.canvas.scene.values.parameters is not None, timeout=10_000)
    # Goodfellow, Bengio & Courville, Deep Learning, section 6.1: W = 1, c = (0, -1), w = (1, -2), b = 0.
    for neuron, numbers in (
        (Neuron(1, 0), ("1", "1", "0")),
        (Neuron(1, 1), ("1", "1", "-1")),
        (Neuron(2, 0), ("1", "-2", "0")),
    ):
        card = neuron_card(qtbot, window, neuron)
        for row, text in enumerate(numbers):
            set_weight(qtbot, card, row, text)
    network = settled(qtbot, window).network
    assert network.weights(0).tolist() == [[1, 1], [1, 1]]
    assert network.biases(0).tolist() == [0, -1]
    assert network.weights(1).tolist() == [[1], [-2]]
    assert network.biases(1).tolist() == [0]
    card = window.page.cards.strip.card
    assert isinstance(card, NeuronCard)
    field = card.sample.field
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "8")
    qtbot.keyClick(field, Key.Key_Return)
    x = session.samples.train_inputs[7]
    both = max(x.sum(), 0.0), max(x.sum() - 1.0, 0.0)
    z = both[0] - 2.0 * both[1]
    said = f"= {abs(z):.2f}" if z >= 0 else f"= −{abs(z):.2f}"
    qtbot.waitUntil(lambda: card.sum.text().splitlines()[1].endswith(said), timeout=10_000)
    assert card.sum.text().splitlines()[0] == "z = 1·a1.1 − 2·a1.2 + 0"
    assert session.experiment.view.sample == 7
    assert session.undo_stack.undoText() == "Set weight"


def only_plain_inputs(experiment):  # type: ignore[no-untyped-def]
    for name in experiment.data.inputs:
        if name not in ("x1", "x2"):
            experiment = edits.set_input_on(experiment, name, False)
    return edits.set_input_on(edits.set_input_on(experiment, "x1", True), "x2", True)


def test_the_sum_is_live_while_it_trains(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    card = neuron_card(qtbot, window, Neuron(1, 0))
    before = card.sum.text()
    qtbot.keyClick(window, Key.Key_Space)
    qtbot.waitUntil(lambda: card.sum.text() != before, timeout=10_000)
    assert window.session.training.state is TrainingState.PLAYING


def test_arrows_choose_the_next_sample_and_it_is_ringed_on_the_map(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    card = neuron_card(qtbot, window, Neuron(2, 0))
    qtbot.mouseClick(card.sample.after, LEFT)
    qtbot.mouseClick(card.sample.after, LEFT)
    qtbot.mouseClick(card.sample.before, LEFT)
    assert window.session.experiment.view.sample == 1
    points = window.session.samples.train_points
    assert points is not None
    assert window.page.decision.map.marked == pytest.approx(tuple(points[1]))
    assert window.session.undo_stack.isClean()
    qtbot.keyClick(card.sample.field, Key.Key_Escape)
    assert window.page.decision.map.marked is None


def test_space_freezes_the_weight_of_a_row_and_training_leaves_it_alone(
    qtbot: QtBot, open_window: Opened
) -> None:
    window = open_window()
    card = neuron_card(qtbot, window, Neuron(1, 2))
    card.table.setFocus()
    card.table.setCurrentIndex(card.table.weights.index(1, FROZEN))
    qtbot.keyClick(card.table, Key.Key_Space)
    assert window.session.training.state is TrainingState.PAUSED
    assert [each.source for each in window.session.experiment.training.frozen] == ["x2"]
    held = settled(qtbot, window).network.weights(0).copy()
    window.session.training.advance(50)
    qtbot.waitUntil(lambda: window.session.step == 50 and window.session.training.up_to_date)
    now = run_of(window).network.weights(0)
    assert np.argwhere(now == held).tolist() == [[1, 2]]
    qtbot.keyClick(window, Key.Key_Z, Control)
    assert window.session.experiment.training.frozen == ()


def test_a_whole_neuron_is_frozen_and_drawn_anew(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    card = neuron_card(qtbot, window, Neuron(1, 1))
    before = settled(qtbot, window).network.weights(0).copy()
    qtbot.mouseClick(card.frozen, LEFT)
    assert len(window.session.experiment.training.frozen) == 3
    qtbot.mouseClick(card.redraw, LEFT)
    now = settled(qtbot, window).network.weights(0)
    assert np.argwhere((now != before).all(axis=0)).tolist() == [[1]]
    assert np.count_nonzero(now != before) == 2


def test_esc_in_the_card_gives_the_keyboard_back_to_the_canvas(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    card = neuron_card(qtbot, window, Neuron(1, 1))
    card.table.setFocus()
    qtbot.keyClick(card.table, Key.Key_Escape)
    assert not window.page.cards.is_open
    assert window.focusWidget() is window.page.canvas


def test_the_card_follows_the_arrow_keys_and_closes_on_esc(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    neuron_card(qtbot, window, Neuron(1, 1))
    canvas = window.page.canvas
    canvas.setFocus()
    qtbot.keyClick(canvas, Key.Key_Down)
    assert window.page.cards.strip.subject == Neuron(1, 2)
    qtbot.keyClick(canvas, Key.Key_Escape)
    assert not window.page.cards.is_open


def test_the_canvas_keeps_its_place_and_the_card_hides_nothing(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    before = window.page.canvas.size()
    neuron_card(qtbot, window, Neuron(1, 1))
    strip, canvas = window.page.cards.strip, window.page.canvas
    assert abs(canvas.height() - before.height()) <= 2
    assert not strip.geometry().intersects(canvas.geometry())
    assert not window.page.bottom.isHidden()
    qtbot.mouseClick(strip.close_button, LEFT)
    assert abs(canvas.height() - before.height()) <= 2


def test_f6_reaches_the_card(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    neuron_card(qtbot, window, Neuron(1, 1))
    window.page.canvas.setFocus()
    qtbot.keyClick(window, Key.Key_F6)
    focused = window.focusWidget()
    assert focused is not None
    assert window.page.cards.strip.isAncestorOf(focused)


# A weight


def test_enter_goes_on_in_the_card_of_the_bias(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    canvas = window.page.canvas
    neuron_card(qtbot, window, Neuron(1, 1))
    canvas.setFocus()
    qtbot.keyClick(canvas, Key.Key_Return)
    card = window.page.cards.strip.card
    assert isinstance(card, WeightCard)
    assert card.parameter == Parameter(0, None, 1)
    assert window.focusWidget() is card.slider.track


def test_clicking_away_accepts_and_esc_restores(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    card = weight_card(qtbot, window, Parameter(0, None, 2))
    field = card.slider.field
    before = field.text()
    for text, leave, said in (("0.5", Key.Key_Escape, before), ("0.25", Key.Key_Tab, "+0.250")):
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, text)
        qtbot.keyClick(field, leave)
        assert field.text() == said
    assert window.page.cards.is_open
    assert settled(qtbot, window).network.biases(0)[2] == 0.25


def test_a_weight_is_zeroed_drawn_anew_and_undone(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    weight_card(qtbot, window, Parameter(0, None, 0))
    strip = window.page.cards.strip
    qtbot.mouseClick(strip.after, LEFT)
    card = strip.card
    assert isinstance(card, WeightCard)
    assert card.parameter == Parameter(0, 0, 1)
    assert window.page.canvas.scene.pointing.selected == Parameter(0, 0, 1)
    before = settled(qtbot, window).network.weights(0)[0, 1]
    qtbot.mouseClick(card.zero, LEFT)
    assert settled(qtbot, window).network.weights(0)[0, 1] == 0
    qtbot.mouseClick(card.redraw, LEFT)
    assert settled(qtbot, window).network.weights(0)[0, 1] not in (0, before)
    for _ in range(2):
        qtbot.keyClick(window, Key.Key_Z, Control)
    assert settled(qtbot, window).network.weights(0)[0, 1] == before


def test_the_next_step_is_claimed_only_where_it_is_true(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    session = window.session
    session.edit("Optimiser", edits.set_optimizer, Optimizer.SGD)
    card = weight_card(qtbot, window, Parameter(0, None, 0))
    assert card.next_step.isVisible()
    qtbot.waitUntil(lambda: "not known" not in card.next_step.accessibleName(), timeout=10_000)
    session.edit("Optimiser", edits.set_optimizer, Optimizer.ADAM)
    assert not card.next_step.isVisible()
    assert "Adam takes another step" in card.note.text()
    session.edit("Optimiser", edits.set_optimizer, Optimizer.SGD)
    qtbot.mouseClick(card.frozen, LEFT)
    assert not card.next_step.isVisible()
    assert "does not move" in card.note.text()


# A layer


def test_the_options_of_a_layer_are_edits(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    card = layer_card(qtbot, window, 0)
    for combo, key in (
        (card.activation, Activation.SIGMOID),
        (card.initializer, Initializer.HE),
        (card.normalization, Normalization.LAYER),
    ):
        box = combo.box
        box.setFocus()
        while box.currentData() != key:
            qtbot.keyClick(box, Key.Key_Down)
    qtbot.keyClick(card.dropout.track, Key.Key_Right)
    for control in (card.biases, card.frozen, card.neurons.more_button):
        qtbot.mouseClick(control, LEFT)
    layer = window.session.experiment.network.hidden[0]
    assert (layer.activation, layer.initializer) == (Activation.SIGMOID, Initializer.HE)
    assert (layer.normalization, layer.dropout) == (Normalization.LAYER, 0.05)
    assert (layer.bias, layer.units) == (False, 5)
    assert window.session.experiment.training.frozen_layers == (layer.key,)
    while window.session.undo_stack.canUndo():
        qtbot.keyClick(window, Key.Key_Z, Control)
    assert card.layer == 0
    assert card.activation.choice() == Activation.TANH
    assert card.biases.isChecked()
    qtbot.mouseClick(card.remove, LEFT)
    assert len(window.session.experiment.network.hidden) == 1
    assert not window.page.cards.is_open


def test_a_layer_shows_what_its_activation_is_given(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    card = layer_card(qtbot, window, 1)
    qtbot.waitUntil(lambda: card.spread.text() != "", timeout=10_000)
    run = settled(qtbot, window)
    a = np.tanh(run.samples.train_inputs @ run.network.weights(0) + run.network.biases(0))
    z = a @ run.network.weights(1) + run.network.biases(1)
    assert f"deviation {z.std():.3g}" in card.spread.text()
    assert "250 training samples" in card.spread.text()


def test_a_layer_without_biases_shows_none(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    card = layer_card(qtbot, window, 0)
    qtbot.mouseClick(card.biases, LEFT)
    scene = window.page.canvas.scene
    assert not any(scene.layout.by_neuron[Neuron(1, index)].biased for index in range(4))
    click_at(qtbot, window, scene.layout.by_neuron[Neuron(1, 0)].rect.center())
    card_of_neuron = window.page.cards.strip.card
    assert isinstance(card_of_neuron, NeuronCard)
    qtbot.waitUntil(lambda: card_of_neuron.sum.text() != "", timeout=10_000)
    assert card_of_neuron.table.weights.rowCount() == 2
    assert "no bias" in window.page.canvas.accessibleDescription()


def test_the_output_has_a_card_with_what_is_its_own(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    card = layer_card(qtbot, window, 2)
    assert not card.activation.isVisible()
    qtbot.mouseClick(card.biases, LEFT)
    assert not window.session.experiment.network.output_bias
    qtbot.keyClick(card.biases, Key.Key_Escape)
    assert not window.page.cards.is_open


@pytest.mark.parametrize(("name", "size"), [("iris", (1440, 900)), ("spiral", (1280, 720))])
def test_the_sum_stands_in_the_card_to_its_last_line_without_scrolling(
    qtbot: QtBot, open_window: Opened, name: str, size: tuple[int, int]
) -> None:
    window = open_window(name, size=size)
    card = neuron_card(qtbot, window, Neuron(1, 0))
    assert card.sum.text().splitlines()[-1].startswith("a = tanh(z)")
    strip, needed = window.page.cards.strip, card.sum.heightForWidth(card.sum.width())
    qtbot.waitUntil(lambda: card.sum.height() >= needed)
    assert card.sum.mapTo(strip, QPoint(0, needed)).y() <= strip.height()


def test_a_sum_of_another_activation_is_not_shown(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    card = neuron_card(qtbot, window, Neuron(1, 0))
    window.session.edit("Activation", edits.set_activation, Activation.RELU)
    assert "tanh" not in card.sum.text()
    qtbot.waitUntil(lambda: "ReLU(z)" in card.sum.text(), timeout=10_000)
