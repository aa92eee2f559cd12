"""Storms of clicks, drags, undo and losses of the worker while it trains."""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.document import codec, edits, limits
from playground.document.choices import Activation, Dataset, Loss, Optimizer, Regularization
from playground.document.experiment import Experiment
from playground.document.training_choices import Clipping, Schedule
from playground.session.training import TrainingState
from playground.worker.messages import Watch
from playground.worker.snapshots import Neuron, Parameter, Probe
from tests.worker.tables import source_of, table_with

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.session.conftest import Desk

LONG = os.environ.get("PLAYGROUND_LONG") == "1"
TABLE = table_with(columns=2)


def edit(function: Callable[..., Experiment], *args: object) -> Callable[[Desk, random.Random], object]:
    return lambda desk, rng: desk.session.edit(function.__name__, function, *args)


def neuron(desk: Desk, rng: random.Random) -> None:
    if desk.session.experiment.network.hidden:
        at = rng.randrange(len(desk.session.experiment.network.hidden))
        desk.session.edit("Neuron", rng.choice([edits.add_neuron, edits.remove_neuron]), at)


def drag(desk: Desk, rng: random.Random) -> None:
    gesture = rng.randrange(10**6)
    for _ in range(rng.randint(1, 5)):
        function, value = rng.choice(
            [(edits.set_learning_rate, 10 ** rng.uniform(-3, 1)), (edits.set_noise, rng.choice([0.0, 0.1]))]
        )
        desk.session.edit(function.__name__, function, value, gesture=gesture)


def poke(desk: Desk, rng: random.Random) -> None:
    before, after = rng.uniform(-1, 1), rng.uniform(-9, 9)
    desk.session.by_hand.set_parameter(Parameter(0, None, 0), before, after, gesture=rng.choice([None, 5]))


def look(desk: Desk, rng: random.Random) -> None:
    probes = frozenset(probe for probe in Probe if rng.random() < 0.5)
    focus = Neuron(rng.randrange(4), rng.randrange(6)) if rng.random() < 0.5 else None
    axes = (rng.randrange(7), rng.randrange(7))
    desk.training.watch(Watch(probes, focus, axes, rng.choice([6, 9]), rng.choice([4, 5])))


EVENTS: list[Callable[[Desk, random.Random], object]] = [
    neuron,
    drag,
    poke,
    look,
    edit(edits.add_layer),
    edit(edits.add_layer, 0),
    edit(edits.remove_layer),
    edit(edits.set_input_on, "x1^2", True),
    edit(edits.set_input_on, "x1", False),
    edit(edits.set_input_on, "x1", True),
    edit(edits.set_loss, Loss.SOFTMAX_CROSS_ENTROPY),
    edit(edits.set_loss, Loss.HALF_SQUARED),
    edit(edits.set_learning_rate, 10.0),
    edit(edits.set_learning_rate, 0.01),
    edit(edits.set_batch_size, 1),
    *(edit(edits.set_dataset, dataset) for dataset in Dataset),
    edit(edits.set_samples, 10),
    edit(edits.set_samples, 3_000),
    edit(edits.set_balance, 0.1),
    edit(edits.set_class_count, 2),
    edit(edits.set_class_count, 6),
    *(edit(edits.set_activation, activation) for activation in Activation),
    *(edit(edits.set_optimizer, optimizer) for optimizer in Optimizer),
    *(edit(edits.set_regularization, kind) for kind in Regularization),
    *(edit(edits.set_schedule, schedule) for schedule in Schedule),
    *(edit(edits.set_clipping, clipping) for clipping in Clipping),
    edit(edits.set_label_smoothing, 0.1),
    edit(edits.set_batch_size, limits.ALL_SAMPLES),
    *(edit(edits.set_stop_epochs, epochs) for epochs in (0, 3)),
    *(edit(edits.set_patience, epochs) for epochs in (0, 2)),
    edit(edits.set_stop_loss, 0.3),
    lambda desk, rng: desk.session.use_table(TABLE, source_of(TABLE)),
    lambda desk, rng: desk.session.reset(),
    lambda desk, rng: desk.session.new_seed(),
    lambda desk, rng: desk.session.resample(),
    lambda desk, rng: desk.session.rewind(safe_rate=rng.random() < 0.5),
    *[lambda desk, rng: desk.session.undo_stack.undo()] * 6,
    *[lambda desk, rng: desk.session.undo_stack.redo()] * 3,
    *[lambda desk, rng: desk.training.play()] * 6,
    lambda desk, rng: desk.training.pause(),
    lambda desk, rng: desk.training.advance(rng.randint(1, 30)),
    lambda desk, rng: desk.training.advance(epoch=True),
    lambda desk, rng: desk.worker.dies(),
    *[lambda desk, rng: desk.go(rng.randint(1, 3))] * 15,
]


@pytest.mark.parametrize("seed", range(400 if LONG else 12))
@pytest.mark.long
def test_a_storm_leaves_everything_in_order(seed: int, desk: Desk) -> None:
    rng = random.Random(seed)
    failures: list[str] = []
    desk.training.failed.connect(lambda summary, text: failures.append(text))
    first = codec.to_json(desk.session.experiment)
    for _ in range(250):
        rng.choice(EVENTS)(desk, rng)
        history, step = desk.session.history, desk.session.step
        assert (np.diff(history.steps) > 0).all()
        assert np.isfinite(history.rows[:, :5]).all()
        assert step >= 0
    assert failures == []
    assert desk.training.state is not TrainingState.STOPPED
    while desk.session.undo_stack.canUndo():
        desk.session.undo_stack.undo()
    desk.go(4)
    assert codec.to_json(desk.session.experiment) == first
    assert desk.checkpoint.parameters.size == Experiment().parameter_count
    assert failures == []
