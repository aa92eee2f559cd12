"""Neurons that are copied, moved and removed while it trains: what each one had learnt goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.document import edits
from playground.worker.run import Run
from tests.session.edits import parameters, undone

if TYPE_CHECKING:
    from playground.engine import Network
    from tests.session.conftest import Desk


def network(desk: Desk) -> Network:
    desk.go(3)
    return Run(desk.session.experiment, checkpoint=desk.checkpoint).network


def test_a_copy_reads_what_its_original_reads_and_what_reads_it_is_new(desk: Desk) -> None:
    desk.train(60)
    old = network(desk)
    assert desk.session.by_hand.duplicate_neurons(0, (1, 3))
    new = network(desk)
    assert np.array_equal(new.weights(0)[:, [4, 5]], old.weights(0)[:, [1, 3]])
    assert np.array_equal(new.biases(0)[[4, 5]], old.biases(0)[[1, 3]])
    assert np.array_equal(new.weights(1)[:4], old.weights(1))
    assert not np.isin(new.weights(1)[[4, 5]], old.weights(1)).any()


def test_a_copy_is_one_step_of_undo_and_comes_back_with_redo(desk: Desk) -> None:
    desk.train(60)
    before = parameters(desk)
    desk.session.by_hand.duplicate_neurons(0, (0,))
    copied = parameters(desk)
    undone(desk)
    assert np.array_equal(parameters(desk), before)
    desk.session.undo_stack.redo()
    assert np.array_equal(parameters(desk), copied)


def test_another_order_of_neurons_is_the_same_function(desk: Desk) -> None:
    desk.train(60)
    old = network(desk)
    desk.session.edit("Move", edits.move_neurons, 0, (0,), 3)
    new = network(desk)
    points = np.random.default_rng(3).uniform(-5, 5, (20, 2))
    assert np.array_equal(new.weights(0), old.weights(0)[:, [1, 2, 3, 0]])
    assert np.allclose(new.predict(points), old.predict(points), rtol=0, atol=1e-15)
