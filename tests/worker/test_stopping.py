"""Each stop rule ends the run at the right epoch, by a count of its own here, and can be gone past."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from playground.cli.subject import Subject
from playground.cli.train import train
from playground.document import edits
from playground.document.choices import Dataset
from playground.document.experiment import Experiment
from playground.document.stopping import StopRules
from playground.document.training_choices import StopRule
from playground.session.stop_words import stop_in_words
from playground.storage.trained import Trained
from playground.worker.messages import Diverged, Pause, Play, Retune, SetParameters, Start, Stopped
from playground.worker.run import Run
from playground.worker.snapshots import LossPoint, Parameter
from playground.worker.stopping import Stopper
from tests.worker.local import LocalLoop

STEPS_PER_EPOCH = 25


def ruled(**rules: float) -> Experiment:
    experiment = Experiment()
    return replace(
        experiment,
        training=replace(experiment.training, stop=StopRules(**rules)),  # type: ignore[arg-type]
    )


def losses(epochs: int) -> list[LossPoint]:
    """Give the measures at the end of each epoch, of a run without rules."""
    run = Run(Experiment())
    points = []
    for _ in range(epochs):
        run.trainer.run(STEPS_PER_EPOCH)
        points.append(run.measure(gradient=False))
    return points


def played(local: LocalLoop, turns: int = 4000) -> Stopped:
    """Play until a rule says stop."""
    local.take()
    local.give(Play())
    for _ in range(turns):
        local.turn()
        found = [each for each in local.news if isinstance(each, Stopped)]
        if found:
            local.turn(3)
            assert not local.last.playing
            assert (local.last.step, local.last.epoch) == (found[0].step, found[0].epoch)
            return found[0]
    raise AssertionError("no rule has stopped it")


@pytest.mark.parametrize("tick", [0.0001, 0.004, 0.5])
def test_epochs_stop_it_exactly_there_and_go_on_to_as_many_more(tick: float) -> None:
    local = LocalLoop(tick=tick)
    local.give(Start(1, ruled(epochs=5)), turns=2)
    for epoch in (5, 10, 15):
        news = played(local)
        assert (news.rule, news.epoch, news.step) == (StopRule.EPOCHS, epoch, STEPS_PER_EPOCH * epoch)
    run = Run(Experiment())
    run.trainer.run(15 * STEPS_PER_EPOCH)
    assert local.last.checkpoint is not None
    assert np.array_equal(local.last.checkpoint.parameters, run.network.parameters)


def test_a_pause_on_the_way_changes_nothing() -> None:
    local = LocalLoop()
    local.give(Start(1, ruled(epochs=5)), Play(), turns=9)
    local.give(Pause(), turns=3)
    assert 0 < local.last.epoch < 5
    assert played(local).epoch == 5


@pytest.mark.parametrize("tick", [0.0001, 0.004])
def test_a_loss_stops_it_at_the_end_of_the_first_epoch_that_reaches_it(tick: float) -> None:
    points = losses(120)
    bound = 0.2
    first = next(index for index, point in enumerate(points, start=1) if point.train_loss <= bound)
    local = LocalLoop(tick=tick)
    local.give(Start(1, ruled(train_loss=bound)), turns=2)
    news = played(local)
    assert (news.rule, news.epoch) == (StopRule.TRAIN_LOSS, first)
    assert news.value == pytest.approx(points[first - 1].train_loss, rel=1e-12)
    assert news.bound == bound


def test_an_accuracy_stops_it_by_the_test_samples() -> None:
    points = losses(120)
    first = next(index for index, point in enumerate(points, start=1) if (point.test_accuracy or 0) >= 0.95)
    local = LocalLoop()
    local.give(Start(1, ruled(accuracy=0.95)), turns=2)
    news = played(local)
    assert (news.rule, news.epoch, news.on_test) == (StopRule.ACCURACY, first, True)
    assert news.value == points[first - 1].test_accuracy


def test_a_plateau_stops_it_after_as_many_epochs_as_were_allowed() -> None:
    experiment = edits.set_patience(edits.set_learning_rate(Experiment(), 1e-5), 3)
    local = LocalLoop()
    local.give(Start(1, experiment), turns=2)
    news = played(local)
    # So small a rate gains less than a thousandth an epoch: the first measure stays the best.
    assert (news.rule, news.epoch, news.best_epoch, news.bound) == (StopRule.PATIENCE, 4, 1, 3)
    assert played(local).epoch == 7


def test_what_has_stopped_it_does_not_do_so_again_before_it_was_left() -> None:
    stopper = Stopper(StopRules(train_loss=0.1))
    points = [replace(losses(1)[0], train_loss=loss) for loss in (0.3, 0.09, 0.08, 0.11, 0.1, 0.05)]
    stops = [stopper.judge(epoch, point) is not None for epoch, point in enumerate(points, start=1)]
    assert stops == [False, True, False, False, True, False]


def test_another_number_arms_a_rule_again_and_the_same_does_not() -> None:
    stopper = Stopper(StopRules(train_loss=0.1, accuracy=0.9))
    point = replace(losses(1)[0], train_loss=0.05, test_accuracy=0.95)
    assert stopper.judge(1, point) is not None
    stopper.follow(StopRules(train_loss=0.1, accuracy=0.9, patience=50))
    assert stopper.judge(2, point) is None
    stopper.follow(StopRules(train_loss=0.2, accuracy=0.9))
    verdict = stopper.judge(3, point)
    assert verdict is not None and verdict.rule is StopRule.TRAIN_LOSS


def test_progress_is_a_thousandth_of_the_best() -> None:
    stopper = Stopper(StopRules(patience=2))
    point = losses(1)[0]
    course = (1.0, 0.9995, 0.9985, 0.998, 0.9976)
    verdicts = [stopper.judge(at, replace(point, train_loss=loss)) for at, loss in enumerate(course, start=1)]
    assert [each is not None for each in verdicts] == [False, False, False, False, True]
    assert verdicts[-1] is not None
    assert (verdicts[-1].value, verdicts[-1].best_epoch) == (0.9985, 3)


def test_without_test_samples_the_training_accuracy_counts_and_a_number_has_none() -> None:
    stopper = Stopper(StopRules(accuracy=0.9))
    point = losses(1)[0]
    verdict = stopper.judge(1, replace(point, train_accuracy=0.93, test_accuracy=None))
    assert verdict is not None and (verdict.value, verdict.on_test) == (0.93, False)
    assert (
        Stopper(StopRules(accuracy=0.9)).judge(1, replace(point, train_accuracy=None, test_accuracy=None))
        is None
    )


def test_rules_set_in_mid_run_take_hold_at_once() -> None:
    local = LocalLoop()
    local.give(Start(1, Experiment(), playing=True), turns=60)
    done = local.last.epoch
    local.give(Retune(ruled(epochs=7)))
    for _ in range(400):
        local.turn()
    news = [each for each in local.news if isinstance(each, Stopped)]
    assert len(news) == 1
    assert news[0].epoch % 7 == 0
    assert 0 <= news[0].epoch - done < 7 + 1


def test_a_weight_set_by_hand_counts_progress_anew() -> None:
    experiment = edits.set_patience(edits.set_learning_rate(Experiment(), 1e-5), 3)
    local = LocalLoop()
    local.give(Start(1, experiment), Play(), turns=4)
    while local.last.epoch < 3:
        local.turn()
    local.give(SetParameters(((Parameter(2, None, 0), 0.7),)))
    while not (news := [each for each in local.news if isinstance(each, Stopped)]):
        local.turn()
    assert news[0].best_epoch > 1
    assert news[0].epoch == news[0].best_epoch + 3


def test_a_run_that_blows_up_is_no_stop() -> None:
    linear = edits.set_hidden(edits.set_dataset(ruled(train_loss=1e-9), Dataset.PLANE), ())
    local = LocalLoop()
    local.give(Start(1, edits.set_learning_rate(linear, 3.0), playing=True), turns=300)
    assert isinstance(local.diverged, Diverged)
    assert not [each for each in local.news if isinstance(each, Stopped)]


def test_the_command_line_stops_where_the_window_does(capsys: pytest.CaptureFixture[str]) -> None:
    experiment = ruled(train_loss=0.2, patience=40)
    local = LocalLoop()
    local.give(Start(1, experiment), turns=2)
    said = stop_in_words(played(local))
    assert train(Subject(Trained(experiment, None), 300)) == 0
    assert said in capsys.readouterr().out
    assert "training loss" in said and "at or below 0.2, epoch" in said
