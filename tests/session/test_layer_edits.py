"""Freezing, drawing anew and the options of a layer, undone and done again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Initializer, Normalization
from playground.document.experiment import Experiment
from playground.worker.messages import Redraw, Retune, Start
from playground.worker.run import Run
from playground.worker.snapshots import Parameter
from tests.session.edits import parameters, undone

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.session.conftest import Desk

NEURON = (Parameter(0, 0, 1), Parameter(0, 1, 1), Parameter(0, None, 1))


def weights_of(desk: Desk) -> Run:
    return Run(desk.session.experiment, checkpoint=desk.checkpoint)


def sent(desk: Desk, kind: type) -> int:
    return sum(isinstance(each, kind) for each in desk.worker.sent)


def test_freezing_restarts_no_run_and_holds_from_the_next_step(desk: Desk) -> None:
    desk.train(40)
    starts = sent(desk, Start)
    desk.session.edit("Freeze weight", edits.set_parameter_frozen, 0, 1, 2, True)
    held = weights_of(desk).network.weights(0)[1, 2]
    desk.train(40)
    assert (sent(desk, Start), sent(desk, Retune)) == (starts, 1)
    assert weights_of(desk).network.weights(0)[1, 2] == held
    assert desk.session.step == 80
    assert desk.session.history.markers[-1][1] == "freeze 1 parameter"


def test_undo_of_a_freeze_lets_it_move_again_and_keeps_what_was_learnt(desk: Desk) -> None:
    desk.session.edit("Freeze layer", edits.set_layer_frozen, 0, True)
    desk.train(30)
    held = weights_of(desk).network.weights(0).copy()
    undone(desk)
    assert desk.session.experiment == Experiment()
    assert desk.session.step == 30
    desk.train(10)
    assert not np.array_equal(weights_of(desk).network.weights(0), held)


def test_what_is_frozen_of_a_neuron_that_goes_comes_back_with_it(desk: Desk) -> None:
    desk.session.edit("Freeze neuron", edits.set_neuron_frozen, 0, 3, True)
    frozen = desk.session.experiment
    desk.session.edit("Remove neuron", edits.remove_neuron, 0, 3)
    assert desk.session.experiment.training.frozen == ()
    undone(desk)
    assert desk.session.experiment == frozen
    held = weights_of(desk).network.weights(0)[:, 3].copy()
    desk.train(30)
    assert np.array_equal(weights_of(desk).network.weights(0)[:, 3], held)


def test_weights_drawn_anew_are_undone_and_done_again_bit_for_bit(desk: Desk) -> None:
    desk.train(30)
    before = parameters(desk)
    desk.session.by_hand.redraw(NEURON)
    desk.go(3)
    after = parameters(desk)
    changed = weights_of(desk).network
    assert np.count_nonzero(after != before) == 3
    assert (np.abs(changed.weights(0)[:, 1]) <= 0.5).all()
    assert changed.biases(0)[1] == 0.1
    assert desk.session.step == 30
    undone(desk)
    assert np.array_equal(parameters(desk), before)
    desk.session.undo_stack.redo()
    desk.go(3)
    assert np.array_equal(parameters(desk), after)


def test_two_draws_differ(desk: Desk) -> None:
    drawn = []
    for _ in range(2):
        desk.session.by_hand.redraw(NEURON[:1])
        desk.go(3)
        drawn.append(weights_of(desk).network.weights(0)[0, 1])
    assert drawn[0] != drawn[1]
    seeds = {each.seed for each in desk.worker.sent if isinstance(each, Redraw)}
    assert len(seeds) == 2


def test_nothing_is_drawn_in_a_run_that_has_blown_up(desk: Desk) -> None:
    refused: list[object] = []
    desk.session.edit_refused.connect(refused.append)
    desk.session.run.divergence = object()  # type: ignore[assignment]
    count = desk.session.undo_stack.count()
    desk.session.by_hand.redraw(NEURON)
    desk.session.run.divergence = None
    assert len(refused) == 1
    assert desk.session.undo_stack.count() == count


@pytest.mark.parametrize(
    ("edit", "value"),
    [
        (edits.set_layer_bias, False),
        (edits.set_layer_dropout, 0.3),
        (edits.set_layer_normalization, Normalization.LAYER),
    ],
)
def test_an_option_of_a_layer_keeps_the_weights(
    edit: Callable[..., Experiment], value: object, desk: Desk
) -> None:
    desk.train(40)
    before = weights_of(desk).network.weights(0).copy()
    assert desk.session.edit("Layer", edit, 0, value)
    desk.go(3)
    assert np.array_equal(weights_of(desk).network.weights(0), before)
    assert desk.session.step == 40
    assert desk.session.history.markers


def test_another_initialiser_of_a_layer_begins_anew_and_undo_brings_the_old_weights(desk: Desk) -> None:
    desk.train(40)
    before = parameters(desk)
    desk.session.edit("Initialiser", edits.set_layer_initializer, 0, Initializer.HE)
    desk.go(3)
    assert desk.session.step == 0
    undone(desk)
    assert np.array_equal(parameters(desk), before)


def test_an_initialiser_that_draws_the_same_changes_nothing(desk: Desk) -> None:
    desk.train(20)
    before = parameters(desk)
    same = desk.session.experiment.network.initializer
    desk.session.edit("Initialiser", edits.set_layer_initializer, 0, same)
    desk.go(3)
    assert np.array_equal(parameters(desk), before)
