"""Every choice of the engine is in the window, and is what the worker then trains with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel

from playground.document.choices import Activation, Initializer, Loss, Optimizer, Precision, Regularization
from playground.document.training_choices import Clipping, Schedule
from playground.session import wording
from playground.session.training import TrainingState

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow
    from playground.ui.panels.options.card import OptionsCard
    from playground.ui.widgets.combo import LabelledCombo
    from tests.ui.window.conftest import Opened

Key = Qt.Key


def options(qtbot: QtBot, window: MainWindow) -> OptionsCard:
    """Open the card of further settings by its button."""
    qtbot.mouseClick(window.page.transport._more, Qt.MouseButton.LeftButton)
    card = window.page.transport._options._card
    assert card is not None and card.isVisible()
    return card


def pick(qtbot: QtBot, combo: LabelledCombo, key: str) -> None:
    """Walk to a choice by the arrow keys, as a person at the keyboard does."""
    combo.box.setFocus()
    qtbot.keyClick(combo.box, Key.Key_Home)
    while combo.choice() != key:
        before = combo.box.currentIndex()
        qtbot.keyClick(combo.box, Key.Key_Down)
        assert combo.box.currentIndex() == before + 1


def test_every_choice_has_its_words() -> None:
    for words, choices in (
        (wording.ACTIVATIONS, Activation),
        (wording.OPTIMIZERS, Optimizer),
        (wording.REGULARIZATIONS, Regularization),
        (wording.LOSSES, Loss),
        (wording.INITIALIZERS, Initializer),
        (wording.PRECISIONS, Precision),
        (wording.SCHEDULES, Schedule),
        (wording.CLIPPINGS, Clipping),
    ):
        assert set(words) == set(choices)
        assert len(set(words.values())) == len(words)


def test_any_activation_and_optimiser_train_in_the_worker(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    bar, session = window.page.transport, window.session
    qtbot.keyClick(window, Key.Key_Space)
    for activation, optimizer in (
        (Activation.GELU, Optimizer.ADAMW),
        (Activation.SELU, Optimizer.RMSPROP),
        (Activation.SINE, Optimizer.ADAGRAD),
        (Activation.SOFTPLUS, Optimizer.NESTEROV),
    ):
        pick(qtbot, bar.activation, activation.value)
        pick(qtbot, bar.optimizer, optimizer.value)
        assert {layer.activation for layer in session.experiment.network.hidden} == {activation}
        assert session.experiment.training.optimizer is optimizer
        step = session.step
        qtbot.waitUntil(lambda step=step: session.step > step + 50, timeout=10_000)
    assert session.training.state is TrainingState.PLAYING


def test_single_precision_is_trained_in_and_undone(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    session = window.session
    pick(qtbot, options(qtbot, window).network.precision, Precision.SINGLE.value)
    qtbot.waitUntil(
        lambda: getattr(session.training.checkpoint, "parameters", np.zeros(0)).dtype == np.float32
    )
    session.undo_stack.undo()
    qtbot.waitUntil(lambda: session.training.checkpoint.parameters.dtype == np.float64)


@pytest.mark.parametrize(
    ("name", "losses"),
    [
        ("circle", list(Loss)),
        ("plane", [Loss.HALF_SQUARED, Loss.ABSOLUTE, Loss.HUBER]),
        ("iris", [Loss.SOFTMAX_CROSS_ENTROPY]),
    ],
)
def test_only_losses_that_suit_the_target_are_offered(
    qtbot: QtBot, open_window: Opened, name: str, losses: list[Loss]
) -> None:
    box = options(qtbot, open_window(name)).loss.loss.box
    model = box.model()
    assert isinstance(model, QStandardItemModel)
    items = {box.itemData(row): model.item(row) for row in range(box.count())}
    assert list(items) == [each.value for each in wording.LOSSES]
    assert [key for key, item in items.items() if item.isEnabled()] == [
        each.value for each in wording.LOSSES if each in losses
    ]
    for key, item in items.items():
        assert bool(item.toolTip()) == (Loss(key) not in losses)
        assert item.toolTip() == "" or wording.LOSSES[Loss(key)] in item.toolTip()


def test_the_circle_is_learnt_under_the_hinge_loss_too(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    pick(qtbot, options(qtbot, window).loss.loss, Loss.HINGE.value)
    qtbot.keyClick(window, Key.Key_Space)
    qtbot.waitUntil(lambda: (window.session.measured.test_accuracy or 0) >= 0.97, timeout=20_000)
    assert window.session.experiment.network.loss is Loss.HINGE


@pytest.mark.parametrize(("name", "inputs"), [("digits", 64), ("mnist-5000", 784)])
def test_a_thumb_of_images_makes_their_pixels_the_inputs(
    qtbot: QtBot, open_window: Opened, name: str, inputs: int
) -> None:
    window = open_window()
    qtbot.mouseClick(window.page.data.gallery.table_thumbs[name], Qt.MouseButton.LeftButton)
    assert len(window.session.experiment.data.inputs) == inputs
    qtbot.keyClick(window, Key.Key_Space)
    qtbot.waitUntil(lambda: window.session.step > 20, timeout=20_000)
    assert window.session.experiment.network.loss is Loss.SOFTMAX_CROSS_ENTROPY
