from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document import edits
from playground.document.choices import Activation, Loss, Optimizer, Regularization
from tests.session.edits import blown_up, markers, undone

if TYPE_CHECKING:
    from tests.session.conftest import Desk, MakeDesk


def test_changes_in_mid_run_are_marked_with_their_epoch(desk: Desk) -> None:
    desk.session.edit("Rate", edits.set_learning_rate, 0.1)
    assert markers(desk) == []
    desk.train(50)
    desk.session.edit("Rate", edits.set_learning_rate, 0.3)
    desk.train(25)
    desk.session.edit("Optimiser", edits.set_optimizer, Optimizer.ADAM)
    desk.session.edit("Batch", edits.set_batch_size, 30)
    desk.session.edit("Layer", edits.add_layer)
    desk.session.edit("Neuron", edits.remove_neuron, 0)
    desk.session.edit("Activation", edits.set_activation, Activation.RELU)
    desk.session.edit("Input", edits.set_input_on, "x1^2", True)
    desk.session.edit("Penalty", edits.set_regularization, Regularization.L2)
    desk.session.edit("Penalty", edits.set_regularization_rate, 0.01)
    desk.session.edit("Loss", edits.set_loss, Loss.BINARY_CROSS_ENTROPY)
    assert desk.session.history.markers[0] == (2.0, "η 0.1 → 0.3")
    assert desk.session.history.markers[1] == (3.0, "optimiser Adam")
    assert markers(desk)[2:] == [
        "batch 10 → 30",
        "+ layer",
        "− neuron",
        "activation ReLU",
        "+ x₁²",
        "L2 regularisation",
        "λ 0.001 → 0.01",
        "loss Binary cross-entropy",
    ]


def test_a_drag_is_one_marker_and_none_where_it_ends_where_it_began(desk: Desk) -> None:
    desk.train(10)
    for rate in (0.1, 0.3, 1.0):
        desk.session.edit("Rate", edits.set_learning_rate, rate, gesture=7)
    assert markers(desk) == ["η 0.03 → 1"]
    for rate in (0.3, 1.0):
        desk.session.edit("Rate", edits.set_learning_rate, rate, gesture=8)
    assert markers(desk) == ["η 0.03 → 1"]


def test_undo_restores_the_markers_with_the_history(desk: Desk) -> None:
    desk.train(10)
    desk.session.edit("Rate", edits.set_learning_rate, 0.3)
    desk.go()
    desk.session.reset()
    assert markers(desk) == []
    undone(desk)
    assert markers(desk) == ["η 0.03 → 0.3"]


def test_a_rewind_forgets_later_markers_and_marks_nothing_before(make_desk: MakeDesk) -> None:
    desk = blown_up(make_desk)
    assert markers(desk) == ["η 0.03 → 1"]
    desk.session.rewind(safe_rate=False)
    assert all(epoch <= desk.session.epoch for epoch, _ in desk.session.history.markers)
