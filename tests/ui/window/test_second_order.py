"""Newton and L-BFGS in the window: what is set with them, what is held, what the status line says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from playground.document import edits, limits
from playground.document.choices import Optimizer
from tests.ui.window.test_training_controls import opened, pick, write

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.window.conftest import Opened

Key = Qt.Key


def test_newton_takes_all_samples_full_steps_and_says_what_each_came_to(
    qtbot: QtBot, open_window: Opened
) -> None:
    window = open_window()
    session, transport = window.session, window.page.transport
    pick(qtbot, transport.optimizer, Optimizer.NEWTON.value)
    training = session.experiment.training
    assert (training.batch_size, training.learning_rate) == (limits.ALL_SAMPLES, 1.0)
    assert transport.rate.label.text() == "Step length  η"
    assert transport.rate.track.accessibleName() == "Step length"
    assert transport.rate.field.text() == "1.00"
    card = opened(qtbot, window)
    for slider in (card.batch.batch, window.page.data._batch):
        assert not slider.isEnabled()
        assert "all samples" in slider.toolTip()
    assert not card.clipping.isVisible()
    write(qtbot, card.optimizer.initial_damping.field, "0.01")
    assert session.experiment.training.initial_damping == 0.01
    qtbot.keyClick(window, Key.Key_S)
    qtbot.waitUntil(lambda: window.status.told().startswith("Newton: step"), timeout=10_000)
    assert "μ = " in window.status.told()
    pick(qtbot, transport.optimizer, Optimizer.LBFGS.value)
    write(qtbot, card.optimizer.lbfgs_memory.field, "5")
    assert session.experiment.training.lbfgs_memory == 5
    qtbot.keyClick(window, Key.Key_S)
    qtbot.waitUntil(lambda: window.status.told().startswith("L-BFGS: step taken"), timeout=10_000)
    pick(qtbot, transport.optimizer, Optimizer.ADAM.value)
    assert transport.rate.label.text() == "Learning rate  η"
    assert card.batch.batch.isEnabled()
    qtbot.waitUntil(lambda: not window.status.told(), timeout=10_000)
    while session.undo_stack.canUndo():
        session.undo_stack.undo()
    undone = session.experiment.training
    assert (undone.optimizer, undone.batch_size, undone.learning_rate) == (Optimizer.SGD, 10, 0.03)


def test_with_dropout_they_cannot_be_picked_nor_dropout_with_them(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    session, combo = window.session, window.page.transport.optimizer
    assert session.edit("Dropout", edits.set_layer_dropout, 0, 0.2)
    for _ in Optimizer:
        qtbot.keyClick(combo.box, Key.Key_Down)
    assert session.experiment.training.optimizer is Optimizer.ADAMW
    newton = combo.box.model().item(combo.box.findData(Optimizer.NEWTON.value))
    assert not newton.isEnabled()
    assert "Switch dropout off" in newton.toolTip()
    session.undo_stack.clear()
    assert session.edit("Dropout", edits.set_layer_dropout, 0, 0.0)
    pick(qtbot, combo, Optimizer.NEWTON.value)
    assert not session.edit("Dropout", edits.set_layer_dropout, 0, 0.2)
    assert "Switch dropout off" in window.status.told()
    assert session.experiment.network.hidden[0].dropout == 0.0
