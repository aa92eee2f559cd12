from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Optimizer
from playground.document.experiment import Experiment
from playground.session.training import TrainingState
from playground.worker.messages import Retune, Start
from playground.worker.run import Run
from tests.session.edits import EDITS, parameters

if TYPE_CHECKING:
    from tests.session.conftest import Desk


def test_settings_change_while_it_runs_without_losing_the_weights(desk: Desk) -> None:
    desk.training.play()
    desk.go(5)
    step = desk.session.step
    starts = sum(isinstance(each, Start) for each in desk.worker.sent)
    for edit, value in (
        (edits.set_learning_rate, 0.3),
        (edits.set_batch_size, 5),
        (edits.set_optimizer, Optimizer.ADAM),
    ):
        assert desk.session.edit("Setting", edit, value)
        desk.go()
    assert sum(isinstance(each, Start) for each in desk.worker.sent) == starts
    assert sum(isinstance(each, Retune) for each in desk.worker.sent) == 3
    assert desk.session.step > step
    assert desk.training.state is TrainingState.PLAYING
    steps = desk.session.history.steps
    assert steps[0] == 0
    assert (np.diff(steps) > 0).all()


def test_a_new_layer_keeps_what_it_can_and_the_curves_go_on(desk: Desk) -> None:
    desk.train(100)
    points, norms = len(desk.session.history), desk.session.history.norms.shape
    old = Run(Experiment(), checkpoint=desk.checkpoint)
    desk.training.play()
    desk.session.edit("Add layer", edits.add_layer)
    desk.training.pause()
    desk.go(3)
    new = Run(desk.session.experiment, checkpoint=desk.checkpoint)
    assert desk.session.step >= 100
    assert len(desk.session.history) >= points
    assert desk.session.history.steps[0] == 0
    assert norms[1] == 3
    assert desk.session.history.norms.shape[1] == 4
    assert len(desk.session.history.norms) < len(desk.session.history)
    if desk.session.step == 100:
        assert np.array_equal(new.network.weights(0), old.network.weights(0))


def test_an_input_toggled_keeps_the_others_weights(desk: Desk) -> None:
    desk.train(100)
    old = Run(Experiment(), checkpoint=desk.checkpoint)
    desk.session.edit("Input", edits.set_input_on, "x1*x2", True)
    desk.go()
    new = Run(desk.session.experiment, checkpoint=desk.checkpoint)
    assert np.array_equal(new.network.weights(0)[:2], old.network.weights(0))
    assert np.array_equal(new.network.block(1), old.network.block(1))
    assert desk.session.step == 100


@pytest.mark.parametrize("name", ["new seed", "resample", "noise", "data"])
def test_other_samples_or_seeds_begin_anew_and_go_on_playing(name: str, desk: Desk) -> None:
    desk.train(100)
    desk.training.play()
    EDITS[name](desk)
    assert desk.session.step == 0
    desk.go()
    assert desk.session.history.steps[0] == 0
    assert desk.session.history.steps[-1] < 100
    assert desk.training.state is TrainingState.PLAYING


def test_reset_is_the_same_weights_again_and_a_pause(desk: Desk) -> None:
    weights = parameters(desk)
    desk.train(30)
    desk.training.play()
    desk.session.reset()
    desk.go()
    assert np.array_equal(parameters(desk), weights)
    assert desk.training.state is TrainingState.PAUSED
    assert (desk.session.step, desk.session.epoch) == (0, 0.0)


def test_what_undo_restores_never_shows_frames_of_the_run_before(desk: Desk) -> None:
    desk.train(50)
    desk.training.play()
    desk.session.edit("Noise", edits.set_noise, 0.3)
    for _ in range(4):
        desk.session.undo_stack.undo()
        desk.session.undo_stack.redo()
    desk.session.undo_stack.undo()
    desk.training.pause()
    desk.go(4)
    steps = desk.session.history.steps
    assert (np.diff(steps) > 0).all()
    assert desk.session.experiment == Experiment()
