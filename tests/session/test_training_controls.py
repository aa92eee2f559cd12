"""Schedules, stop rules and speed as a session has them: undo, drags, markers, news."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.document import edits, limits
from playground.document.choices import Loss, Optimizer
from playground.document.training_choices import Clipping, Schedule, StopRule
from playground.session.stop_words import stop_in_short, stop_in_words
from playground.session.training import TrainingState
from playground.worker.messages import Retune, Start, Stopped, Watch
from tests.session.edits import markers

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.document.experiment import Experiment
    from tests.session.conftest import Desk

SLIDERS = [
    (edits.set_rho, (0.8, 0.7, 0.5)),
    (edits.set_beta1, (0.8, 0.7, 0.5)),
    (edits.set_beta2, (0.99, 0.9, 0.5)),
    (edits.set_epsilon, (1e-7, 1e-6, 1e-5)),
    (edits.set_weight_decay, (0.1, 0.2, 0.3)),
    (edits.set_schedule_epochs, (50.0, 20.0, 10.0)),
    (edits.set_schedule_factor, (0.2, 0.3, 0.5)),
    (edits.set_clip_limit, (2.0, 3.0, 4.0)),
    (edits.set_batch_size, (30, 100, limits.ALL_SAMPLES)),
]


@pytest.mark.parametrize(("function", "values"), SLIDERS, ids=lambda each: getattr(each, "__name__", ""))
def test_a_drag_is_one_change_that_retunes_and_one_undo_takes_back(
    function: Callable[..., Experiment], values: tuple[float, ...], desk: Desk
) -> None:
    desk.train(30)
    before, starts = desk.session.experiment, sum(isinstance(each, Start) for each in desk.worker.sent)
    for value in values:
        desk.session.edit("Setting", function, value, gesture=7)
    assert desk.session.experiment == function(before, values[-1])
    assert desk.session.undo_stack.count() == 1
    assert desk.session.step == 30
    desk.session.undo_stack.undo()
    assert desk.session.experiment == before
    assert sum(isinstance(each, Start) for each in desk.worker.sent) == starts
    assert isinstance(desk.worker.sent[-1], Retune)
    desk.session.edit("Setting", function, values[0], gesture=8)
    desk.session.edit("Setting", function, getattr(before.training, function.__name__[4:]), gesture=8)
    assert desk.session.undo_stack.count() == 0


def test_changes_of_the_course_are_marked_in_words(desk: Desk) -> None:
    desk.train(25)
    for function, value in (
        (edits.set_schedule_epochs, 200.0),
        (edits.set_schedule, Schedule.COSINE),
        (edits.set_schedule_factor, 0.01),
        (edits.set_schedule, Schedule.STEP),
        (edits.set_schedule, Schedule.CONSTANT),
        (edits.set_clipping, Clipping.NORM),
        (edits.set_clip_limit, 2.0),
        (edits.set_clipping, Clipping.NONE),
        (edits.set_optimizer, Optimizer.ADAMW),
        (edits.set_beta2, 0.99),
        (edits.set_weight_decay, 0.1),
        (edits.set_batch_size, limits.ALL_SAMPLES),
        (edits.set_stop_epochs, 50),
        (edits.set_loss, Loss.BINARY_CROSS_ENTROPY),
        (edits.set_label_smoothing, 0.1),
    ):
        desk.session.edit("Setting", function, value)
    assert markers(desk) == [
        "schedule cosine to × 0.1 over 200 epochs",
        "schedule cosine to × 0.01 over 200 epochs",
        "schedule × 0.01 every 200 epochs",
        "no schedule",
        "gradient length cut at 1",
        "gradient length cut at 2",
        "no clipping",
        "optimiser AdamW",
        "β₂ 0.999 → 0.99",
        "weight decay 0.01 → 0.1",
        "batch 10 → all",
        "loss Binary cross-entropy",
        "label smoothing 0 → 0.1",
    ]


def test_the_speed_goes_by_the_watch_and_not_by_undo(desk: Desk) -> None:
    desk.session.edit("Speed", edits.set_speed, 5.0)
    assert not desk.session.undo_stack.canUndo()
    assert desk.session.experiment.view.speed == 5.0
    desk.session.edit("Rate", edits.set_learning_rate, 0.1)
    desk.session.undo_stack.undo()
    assert desk.session.experiment.view.speed == 5.0
    desk.training.watch(Watch(frozenset(), speed=5.0))
    desk.worker.dies()
    desk.go()
    assert any(isinstance(each, Watch) and each.speed == 5.0 for each in desk.worker.sent)


def test_a_stop_is_a_pause_that_is_told_and_marked_and_survives_a_reset_by_undo(desk: Desk) -> None:
    told: list[str] = []
    desk.session.stopped.connect(told.append)
    desk.session.edit("Stop", edits.set_stop_epochs, 4)
    for epoch in (4, 8):
        desk.training.play()
        for _ in range(200):
            desk.go()
            if desk.training.state is TrainingState.PAUSED:
                break
        assert (desk.session.step, desk.session.epoch) == (25 * epoch, epoch)
    assert told == [f"Stopped at epoch {epoch}: it is set to stop after every 4 epochs" for epoch in (4, 8)]
    assert markers(desk) == ["stopped at epoch 4", "stopped at epoch 8"]
    assert desk.training.settle(0.0)
    weights = desk.checkpoint.parameters.copy()
    desk.session.reset()
    assert markers(desk) == []
    desk.session.undo_stack.undo()
    desk.go()
    assert markers(desk) == ["stopped at epoch 4", "stopped at epoch 8"]
    assert np.array_equal(desk.checkpoint.parameters, weights)


def test_a_command_that_crosses_a_stop_leaves_window_and_worker_of_one_mind(desk: Desk) -> None:
    desk.session.edit("Stop", edits.set_stop_epochs, 1)
    desk.training.play()
    desk.worker.local.turn(60)  # it has stopped by now, and the window does not know yet
    desk.session.edit("Rate", edits.set_learning_rate, 0.1)
    assert desk.training.state is TrainingState.PLAYING
    desk.go(6)
    assert desk.training.state is TrainingState.PAUSED
    assert desk.session.epoch == 1.0
    desk.training.play()
    desk.worker.local.turn(60)
    desk.training.pause()
    desk.training.play()
    for _ in range(60):
        desk.go()
    assert desk.training.state is TrainingState.PAUSED
    assert desk.session.epoch == 3.0


@pytest.mark.parametrize(
    ("news", "sentence", "short"),
    [
        (
            Stopped(1, 5350, 214, StopRule.TRAIN_LOSS, 0.0098, 0.01),
            "Stopped: training loss 0.0098 is at or below 0.01, epoch 214",
            "stopped at loss ≤ 0.01",
        ),
        (
            Stopped(1, 300, 12, StopRule.ACCURACY, 0.972, 0.97, on_test=True),
            "Stopped: test accuracy 97.2\u2009% is at or above 97\u2009%, epoch 12",
            "stopped at accuracy ≥ 97\u2009%",
        ),
        (
            Stopped(1, 300, 12, StopRule.ACCURACY, 1.0, 1.0),
            "Stopped: training accuracy 100\u2009% is at or above 100\u2009%, epoch 12",
            "stopped at accuracy ≥ 100\u2009%",
        ),
        (
            Stopped(1, 300, 1200, StopRule.PATIENCE, 0.0213, 20, best_epoch=1180),
            "Stopped: the training loss got no better for 20 epochs, its best is 0.0213, "
            "of epoch 1\u2009180, epoch 1\u2009200",
            "stopped, 20 epochs no better",
        ),
        (
            Stopped(1, 25, 1, StopRule.EPOCHS, 1, 1),
            "Stopped at epoch 1: it is set to stop after each epoch",
            "stopped at epoch 1",
        ),
    ],
    ids=lambda each: each.rule.value if isinstance(each, Stopped) else "",
)
def test_a_stop_says_which_rule_it_was_with_its_numbers(news: Stopped, sentence: str, short: str) -> None:
    assert (stop_in_words(news), stop_in_short(news)) == (sentence, short)
