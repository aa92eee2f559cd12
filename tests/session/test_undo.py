from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.document import codec, edits
from playground.document.choices import Dataset, Optimizer, Regularization
from playground.document.experiment import Experiment
from playground.session import session as session_module
from playground.session.training import TrainingState
from playground.worker.messages import SetParameters
from playground.worker.run import Run
from playground.worker.snapshots import Parameter
from tests.session.edits import EDITS, parameters, rows, undone
from tests.worker.tables import experiment_on, source_of, table_with

if TYPE_CHECKING:
    from tests.session.conftest import Desk, MakeDesk


@pytest.mark.parametrize("name", EDITS)
def test_undo_brings_back_weights_history_and_experiment(name: str, desk: Desk) -> None:
    desk.train(60)
    before, weights, measured = (
        codec.to_json(desk.session.experiment),
        parameters(desk),
        rows(desk.session.history),
    )
    samples = desk.session.samples
    EDITS[name](desk)
    desk.train(20)
    assert not np.array_equal(parameters(desk), weights)
    undone(desk)
    assert codec.to_json(desk.session.experiment) == before
    assert np.array_equal(parameters(desk), weights)
    assert np.array_equal(rows(desk.session.history), measured, equal_nan=True)
    assert (desk.session.step, desk.checkpoint.step) == (60, 60)
    assert np.array_equal(desk.session.samples.train_inputs, samples.train_inputs)


@pytest.mark.parametrize("name", [name for name in EDITS if name != "table"])
def test_redo_comes_to_the_same_experiment_again(name: str, desk: Desk) -> None:
    desk.train(30)
    EDITS[name](desk)
    after = desk.session.experiment
    undone(desk)
    desk.session.undo_stack.redo()
    desk.go()
    assert desk.session.experiment == after
    assert desk.training.state is TrainingState.PAUSED


def test_training_goes_on_from_the_weights_that_undo_brought_back(desk: Desk) -> None:
    desk.train(40)
    desk.session.reset()
    desk.go()
    undone(desk)
    desk.train(25)
    run = Run(Experiment())
    run.trainer.run(65)
    assert np.array_equal(parameters(desk), run.network.parameters)


def test_undo_in_the_same_moment_brings_the_weights_back_too(desk: Desk) -> None:
    """No frame of the new network is here yet when the next edit and both undos come."""
    desk.train(40)
    weights = parameters(desk)
    desk.session.edit("Add layer", edits.add_layer)
    desk.session.edit("Add neuron", edits.add_neuron, 0)
    desk.session.edit("Noise", edits.set_noise, 0.2)
    for _ in range(3):
        desk.session.undo_stack.undo()
    assert np.array_equal(parameters(desk), weights)
    assert desk.session.experiment == Experiment()
    assert len(desk.workers) == 1


def test_one_undo_of_two_quick_edits_carries_what_it_can(desk: Desk) -> None:
    desk.train(40)
    old = Run(Experiment(), checkpoint=desk.checkpoint)
    desk.session.edit("Add neuron", edits.add_neuron, 0)
    desk.session.edit("Add layer", edits.add_layer)
    undone(desk)
    new = Run(desk.session.experiment, checkpoint=desk.checkpoint)
    assert desk.session.experiment == edits.add_neuron(Experiment(), 0)
    assert np.array_equal(new.network.weights(0)[:, :4], old.network.weights(0))
    assert np.array_equal(new.network.weights(2), old.network.weights(2))
    assert desk.session.step == 40


def test_undoing_everything_gives_the_first_experiment_byte_for_byte(desk: Desk) -> None:
    first = codec.to_json(desk.session.experiment)
    weights = parameters(desk)
    rng = random.Random(5)
    changes = [
        *EDITS.values(),
        lambda desk: desk.session.edit("Rate", edits.set_learning_rate, rng.uniform(0.01, 1.0)),
        lambda desk: desk.session.edit("Batch", edits.set_batch_size, rng.randint(1, 50)),
        lambda desk: desk.session.edit("Optimiser", edits.set_optimizer, rng.choice(list(Optimizer))),
        lambda desk: desk.session.edit("Penalty", edits.set_regularization, rng.choice(list(Regularization))),
        lambda desk: desk.session.edit("Rate", edits.set_learning_rate, rng.uniform(0.01, 1.0), gesture=4),
    ]
    changes = [change for change in changes if change is not EDITS["weight"]]
    for _ in range(60):
        rng.choice(changes)(desk)
        if rng.random() < 0.3:
            desk.go()
        if rng.random() < 0.1:
            desk.train(3)
    while desk.session.undo_stack.canUndo():
        desk.session.undo_stack.undo()
    assert codec.to_json(desk.session.experiment) == first
    assert np.array_equal(parameters(desk), weights)
    assert len(desk.workers) == 1
    assert desk.session.table is None


def test_a_table_and_the_way_back(make_desk: MakeDesk) -> None:
    table = table_with()
    desk = make_desk(experiment_on(table), table)
    desk.train(10)
    desk.session.edit("Data", edits.set_dataset, Dataset.XOR)
    assert desk.session.table is None
    undone(desk)
    assert desk.session.table is table
    assert desk.session.experiment.data.source == source_of(table)
    assert desk.session.step == 10


def test_the_oldest_changes_forget_their_weights_when_they_are_too_many(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_module, "KEPT_BYTES", 3 * desk.checkpoint.parameters.nbytes)
    for index in range(8):
        desk.session.edit("Seed", edits.set_network_seed, index + 1)
        desk.go()
    kept = [desk.session.undo_stack.command(index).before.kept is not None for index in range(8)]  # type: ignore[attr-defined]
    assert kept == [False] * 4 + [True] * 4
    while desk.session.undo_stack.canUndo():
        undone(desk)
    assert desk.session.experiment == Experiment()


def test_a_drag_is_one_change(desk: Desk) -> None:
    for rate in (0.04, 0.1, 0.5):
        desk.session.edit("Learning rate", edits.set_learning_rate, rate, gesture=1)
    assert desk.session.undo_stack.count() == 1
    undone(desk)
    assert desk.session.experiment == Experiment()


@pytest.mark.parametrize(
    ("gesture", "label"), [(2, "Learning rate"), (None, "Learning rate"), (1, "Momentum")]
)
def test_another_drag_is_another_change(gesture: int | None, label: str, desk: Desk) -> None:
    desk.session.edit("Learning rate", edits.set_learning_rate, 0.1, gesture=1)
    desk.session.edit(label, edits.set_learning_rate, 0.5, gesture=gesture)
    assert desk.session.undo_stack.count() == 2


def test_a_drag_that_ends_where_it_began_vanishes(desk: Desk) -> None:
    for rate in (0.04, 0.1, 0.03):
        desk.session.edit("Learning rate", edits.set_learning_rate, rate, gesture=1)
    assert desk.session.undo_stack.count() == 0
    assert desk.session.experiment == Experiment()
    assert not desk.session.dirty


def test_a_drag_of_the_data_that_ends_where_it_began_brings_the_weights_back(desk: Desk) -> None:
    desk.train(50)
    weights, measured = parameters(desk), rows(desk.session.history)
    for noise in (0.1, 0.2, 0.0):
        desk.session.edit("Noise", edits.set_noise, noise, gesture=1)
        desk.go()
    assert desk.session.undo_stack.count() == 0
    assert np.array_equal(parameters(desk), weights)
    assert np.array_equal(rows(desk.session.history), measured)
    assert desk.session.step == 50


def test_a_drag_of_a_weight_is_one_change_and_vanishes_where_it_began(desk: Desk) -> None:
    place, begin = Parameter(1, 2, 0), 0.25
    for before, after in ((begin, 0.5), (0.5, 1.0), (1.0, 1.5)):
        desk.session.by_hand.set_parameter(place, before, after, gesture=1)
    assert desk.session.undo_stack.count() == 1
    desk.session.by_hand.set_parameter(place, 1.5, begin, gesture=1)
    assert desk.session.undo_stack.count() == 0
    assert desk.worker.sent[-1] == SetParameters(((place, begin),))


def test_two_weights_are_two_changes(desk: Desk) -> None:
    desk.session.by_hand.set_parameter(Parameter(1, 2, 0), 0.0, 0.5, gesture=1)
    desk.session.by_hand.set_parameter(Parameter(1, 1, 0), 0.0, 0.5, gesture=1)
    assert desk.session.undo_stack.count() == 2


@pytest.mark.parametrize("name", EDITS)
def test_redo_brings_back_exactly_what_undo_left(name: str, desk: Desk) -> None:
    desk.train(30)
    EDITS[name](desk)
    desk.train(20)
    left, step, measured = parameters(desk), desk.session.step, rows(desk.session.history)
    after = desk.session.experiment
    undone(desk)
    desk.train(5)
    desk.session.undo_stack.redo()
    assert desk.session.step == step
    assert np.array_equal(rows(desk.session.history), measured, equal_nan=True)
    assert np.array_equal(parameters(desk), left)
    assert desk.session.experiment == after


def test_what_undo_leaves_is_bounded_in_memory_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_module, "KEPT_BYTES", 3 * desk.checkpoint.parameters.nbytes)
    for index in range(6):
        desk.session.edit("Seed", edits.set_network_seed, index + 1)
        desk.go()
    for _ in range(6):
        undone(desk)
    stack = desk.session.undo_stack
    held = [stack.command(index).kept_bytes for index in range(5)]  # type: ignore[attr-defined]
    assert sum(held) <= session_module.KEPT_BYTES
    while stack.canRedo():
        stack.redo()
        desk.go()
    assert desk.session.experiment.network.seed == 6


def test_the_same_table_again_is_no_change(desk: Desk) -> None:
    table = table_with()
    assert desk.session.use_table(table, source_of(table))
    desk.train(5)
    assert desk.session.use_table(table_with(), source_of(table))
    assert desk.session.undo_stack.count() == 1
    assert desk.session.step == 5
