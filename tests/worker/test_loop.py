from __future__ import annotations

import os
import random
from dataclasses import replace

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Activation, Dataset, Initializer, Loss, Optimizer, Regularization
from playground.document.errors import ExperimentError
from playground.document.experiment import Experiment
from playground.worker import teller
from playground.worker.loop import WindowGone
from playground.worker.messages import (
    Advance,
    Alive,
    Diverged,
    Failed,
    Frame,
    Pause,
    Play,
    Quit,
    Ready,
    Retune,
    SetParameter,
    Shown,
    Start,
    Watch,
)
from playground.worker.pictures import is_finite
from playground.worker.run import Run
from playground.worker.snapshots import DecisionMap, LossPoint, Neuron, Parameter, ParameterSnapshot, Probe
from tests.worker.local import LocalLoop
from tests.worker.tables import experiment_on, table_with

EVERYTHING = Watch(frozenset(Probe), map_size=8, neuron_size=6)
LINEAR = edits.set_hidden(edits.set_dataset(Experiment(), Dataset.PLANE), ())
LONG = os.environ.get("PLAYGROUND_LONG") == "1"


def parameters(experiment: Experiment, steps: int) -> np.ndarray:
    run = Run(experiment)
    run.trainer.run(steps)
    return run.network.parameters


# Frames


def test_a_run_begins_with_a_frame_of_its_first_step() -> None:
    local = LocalLoop()
    local.give(EVERYTHING, Start(3, Experiment()))
    frame = local.last
    assert (frame.run_id, frame.step, frame.epoch, frame.playing) == (3, 0, 0.0, False)
    assert frame.points == (Run(Experiment()).measure(),)
    assert frame.probes.keys() == set(Probe)
    assert frame.input_maps is not None
    assert frame.checkpoint is not None
    assert np.array_equal(frame.checkpoint.parameters, parameters(Experiment(), 0))


def test_a_run_that_starts_playing_tells_its_first_step_too() -> None:
    local = LocalLoop()
    local.give(Start(1, Experiment(), playing=True), turns=20)
    assert local.frames[0].points[0].step == 0
    assert local.last.step > 0


def test_nothing_is_told_twice_while_nothing_happens() -> None:
    local = LocalLoop()
    local.give(Start(1, Experiment()), turns=500)
    assert len(local.frames) == 1


def test_there_is_never_a_second_frame_before_the_first_is_shown() -> None:
    local = LocalLoop(shows=False)
    local.give(EVERYTHING, Start(1, Experiment(), playing=True), turns=300)
    local.give(Retune(Experiment()), Pause(), Play(), EVERYTHING, turns=50)
    local.give(Start(2, edits.add_layer(Experiment()), carry=True, playing=True), turns=50)
    assert len(local.frames) == 1
    local.give(Shown(local.last.serial), turns=50)
    assert len(local.frames) == 2
    local.give(Shown(99), turns=50)
    assert len(local.frames) == 2


def test_a_run_that_blows_up_sends_no_second_frame_either() -> None:
    local = LocalLoop(shows=False)
    local.give(Start(1, edits.set_learning_rate(LINEAR, 0.2), playing=True), turns=300)
    assert len(local.frames) == 1
    assert local.diverged is not None
    steps = [point.step for point in local.diverged.points]
    assert steps == sorted(steps)


def test_no_loss_point_is_lost_while_the_window_is_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    measured: dict[int, LossPoint] = {}
    measure = Run.measure

    def noted(run: Run) -> LossPoint:
        point = measure(run)
        measured[point.step] = point
        return point

    monkeypatch.setattr(Run, "measure", noted)
    local = LocalLoop(shows=False)
    local.give(Start(1, Experiment(), playing=True), turns=400)
    local.give(Shown(local.last.serial), turns=1)
    assert len(local.frames) == 2
    assert len(measured) > 50
    told = [point for frame in local.frames for point in frame.points]
    assert told == [measured[step] for step in sorted(measured)]


def test_beyond_the_limit_waiting_points_are_thinned_and_the_last_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(teller, "MOST_WAITING_POINTS", 20)
    local = LocalLoop(shows=False)
    local.give(Start(1, Experiment(), playing=True), turns=400)
    local.give(Pause(), Shown(local.last.serial), turns=2)
    points = local.last.points
    assert 10 <= len(points) <= 20
    assert points[-1].step == local.last.step
    assert points[0].step < points[-1].step / 3


def test_points_of_the_network_before_are_told_with_the_carried_ones() -> None:
    local = LocalLoop(shows=False)
    local.give(Start(1, Experiment(), playing=True), turns=200)
    local.give(Start(2, edits.add_neuron(Experiment(), 0), carry=True), turns=5)
    local.give(Shown(local.last.serial), turns=2)
    steps = [point.step for point in local.last.points]
    assert local.last.run_id == 2
    assert len(steps) > 20
    assert steps == sorted(set(steps))


def test_only_what_is_watched_is_computed() -> None:
    local = LocalLoop()
    local.give(
        Watch(frozenset({Probe.PARAMETERS}), map_size=8), Start(1, Experiment(), playing=True), turns=300
    )
    assert {probe for frame in local.frames for probe in frame.probes} == {Probe.PARAMETERS}


def test_what_is_newly_watched_is_told_at_once_and_alone() -> None:
    local = LocalLoop()
    local.give(
        Watch(frozenset({Probe.PARAMETERS}), map_size=8, neuron_size=6), Start(1, Experiment()), turns=5
    )
    local.give(EVERYTHING, turns=3)
    assert local.last.probes.keys() == set(Probe) - {Probe.PARAMETERS} or local.last.probes.keys() == set(
        Probe
    )
    assert len(local.frames) == 2


def test_another_neuron_in_focus_is_another_decision_map() -> None:
    local = LocalLoop()
    local.give(EVERYTHING, Start(1, Experiment()), turns=5)
    local.give(replace(EVERYTHING, focus=Neuron(1, 2)), turns=3)
    shown = local.last.probes[Probe.DECISION_MAP]
    assert isinstance(shown, DecisionMap)
    assert shown.focus == Neuron(1, 2)


def test_other_sizes_give_other_pictures() -> None:
    local = LocalLoop()
    local.give(EVERYTHING, Start(1, Experiment()), turns=5)
    local.give(replace(EVERYTHING, map_size=10, neuron_size=5), turns=3)
    shown = local.last.probes[Probe.DECISION_MAP]
    assert isinstance(shown, DecisionMap)
    assert shown.values.shape == (10, 10)
    assert local.last.input_maps is not None
    assert local.last.input_maps.maps.shape == (7, 5, 5)


def test_a_large_networks_checkpoint_comes_at_most_once_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(teller, "LARGE", 10)
    local = LocalLoop()
    local.give(Start(1, Experiment(), playing=True))
    times = []
    for _ in range(3000):
        local.give(Retune(Experiment()))
        if any(frame.checkpoint is not None for frame in local.frames):
            times.append(local.clock.now)
        local.take()
    assert len(times) > 3
    assert min(np.diff(times)) > 0.98  # looked at a little later each time


def test_a_large_networks_checkpoint_follows_a_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(teller, "LARGE", 10)
    local = LocalLoop()
    local.give(Start(1, Experiment(), playing=True), turns=60)
    local.give(Pause(), turns=1500)
    assert local.last.checkpoint is not None
    assert local.last.checkpoint.step == local.last.step
    assert not local.last.playing


def test_a_heart_beats_in_a_pause_and_in_play() -> None:
    local = LocalLoop()
    local.give(Start(1, Experiment()), turns=2000)
    paused = len([each for each in local.take() if isinstance(each, Alive)])
    assert paused > 5
    local.give(Play(), turns=2000)
    assert len([each for each in local.take() if isinstance(each, Alive)]) > 5


# Training


def test_playing_is_training_bit_for_bit() -> None:
    local = LocalLoop()
    local.give(EVERYTHING, Start(1, Experiment(), playing=True), turns=100)
    local.give(Pause(), turns=2)
    frame = local.last
    assert not frame.playing
    assert frame.checkpoint is not None
    assert frame.checkpoint.step == frame.step == frame.points[-1].step
    assert np.array_equal(frame.checkpoint.parameters, parameters(Experiment(), frame.step))


def test_a_step_is_one_step_and_an_epoch_ends_on_its_border() -> None:
    local = LocalLoop()
    local.give(Start(1, Experiment()), turns=2)
    local.give(Advance(1), turns=5)
    assert (local.last.step, local.last.playing) == (1, False)
    local.give(Advance(7), turns=9)
    assert local.last.step == 8
    local.give(Advance(epoch=True), turns=40)
    assert (local.last.step, local.last.epoch) == (25, 1.0)
    local.give(Advance(epoch=True), turns=40)
    assert (local.last.step, local.last.epoch) == (50, 2.0)
    assert local.last.checkpoint is not None
    assert np.array_equal(local.last.checkpoint.parameters, parameters(Experiment(), 50))


def test_a_pause_ends_steps_that_are_under_way() -> None:
    local = LocalLoop()
    local.give(Start(1, Experiment()), Advance(10_000), turns=4)
    local.give(Pause(), turns=3)
    stopped = local.last.step
    assert not local.last.playing
    local.turn(20)
    assert 0 < stopped == local.last.step < 10_000


def test_other_settings_take_hold_at_once_and_keep_the_weights() -> None:
    local = LocalLoop()
    faster = edits.set_learning_rate(Experiment(), 0.3)
    local.give(Start(1, Experiment()), Advance(20), turns=30)
    local.give(Retune(faster), turns=2)
    assert local.last.step == 20
    assert local.last.checkpoint is not None
    assert np.array_equal(local.last.checkpoint.parameters, parameters(Experiment(), 20))
    local.give(Advance(5), turns=9)
    run = Run(Experiment())
    run.trainer.run(20)
    run.trainer.set_learning_rate(0.3)
    run.trainer.run(5)
    assert local.last.checkpoint is not None
    assert np.array_equal(local.last.checkpoint.parameters, run.network.parameters)


def test_a_weight_set_by_hand_is_shown() -> None:
    local = LocalLoop()
    local.give(EVERYTHING, Start(1, Experiment()), turns=2)
    local.give(SetParameter(Parameter(1, 3, 0), 4.5), turns=2)
    shown = local.last.probes[Probe.PARAMETERS]
    assert isinstance(shown, ParameterSnapshot)
    assert shown.layers[1].weights[3, 0] == 4.5


def test_a_table_is_sent_once_and_kept() -> None:
    table = table_with()
    local = LocalLoop()
    local.give(Start(1, experiment_on(table), table), turns=2)
    local.give(Start(2, edits.set_train_share(experiment_on(table), 0.7)), turns=2)
    assert local.last.run_id == 2
    assert np.isfinite(local.last.points[-1].test_loss)


# What goes wrong


def test_without_rows_there_is_a_failure_that_says_so() -> None:
    local = LocalLoop()
    local.give(Start(1, experiment_on(table_with())), turns=2)
    failed = [each for each in local.news if isinstance(each, Failed)]
    assert len(failed) == 1
    assert ExperimentError.__name__ in failed[0].summary
    assert "samples_of" in failed[0].traceback


def test_after_a_failure_the_loop_goes_on() -> None:
    local = LocalLoop()
    local.give(Start(1, Experiment()), SetParameter(Parameter(9, 0, 0), 1.0), turns=3)
    assert [each for each in local.news if isinstance(each, Failed)]
    local.take()
    local.give(Start(2, Experiment(), playing=True), turns=20)
    assert local.last.run_id == 2
    assert local.last.step > 0


def test_an_error_while_a_divergence_is_explained_is_a_failure_and_no_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*args: object) -> Diverged:
        raise ZeroDivisionError

    monkeypatch.setattr("playground.worker.loop.explain", broken)
    local = LocalLoop()
    local.give(Start(1, edits.set_learning_rate(LINEAR, 3.0), playing=True), turns=200)
    assert [each.summary for each in local.news if isinstance(each, Failed)] == ["ZeroDivisionError: "]


def test_a_run_that_blew_up_is_over() -> None:
    local = LocalLoop()
    local.give(EVERYTHING, Start(1, edits.set_learning_rate(LINEAR, 3.0), playing=True), turns=200)
    assert isinstance([each for each in local.take() if not isinstance(each, Alive)][-1], Diverged)
    local.give(Play(), Advance(3), Retune(LINEAR), SetParameter(Parameter(0, 0, 0), 1.0), turns=50)
    assert not local.frames
    assert local.diverged is None


def test_a_weight_that_makes_the_loss_infinite_is_a_divergence() -> None:
    local = LocalLoop()
    local.give(Start(1, LINEAR), SetParameter(Parameter(0, 0, 0), 1e300), turns=3)
    assert local.diverged is not None
    assert np.array_equal(local.diverged.good.parameters, parameters(LINEAR, 0))


def test_the_window_that_is_gone_ends_the_loop() -> None:
    local = LocalLoop()
    local.pipe.open = False
    with pytest.raises(WindowGone):
        local.loop.turn()
    local.loop.serve()
    local = LocalLoop()
    local.pipe.commands.append(Quit())
    local.loop.serve()
    assert isinstance(local.pipe.sent[0], Ready)


def random_experiment(rng: random.Random) -> Experiment:
    experiment = edits.set_dataset(Experiment(), rng.choice(list(Dataset)))
    hidden = tuple(rng.randint(1, 9) for _ in range(rng.randint(0, 4)))
    experiment = edits.set_hidden(experiment, hidden)
    experiment = edits.set_activation(experiment, rng.choice(list(Activation)))
    for name in ("x1^2", "x2^2", "x1*x2", "sin x1"):
        experiment = edits.set_input_on(experiment, name, rng.random() < 0.4)
    if experiment.data.source.class_count:
        experiment = edits.set_loss(experiment, rng.choice(list(Loss)))
    experiment = edits.set_initializer(experiment, rng.choice(list(Initializer)))
    experiment = edits.set_optimizer(experiment, rng.choice(list(Optimizer)))
    experiment = edits.set_regularization(experiment, rng.choice(list(Regularization)))
    experiment = edits.set_regularization_rate(experiment, 10 ** rng.uniform(-4, 1))
    experiment = edits.set_momentum(experiment, rng.choice((0.5, 0.9, 0.999)))
    experiment = edits.set_batch_size(experiment, rng.choice((1, 10, 300)))
    return edits.set_learning_rate(experiment, 10 ** rng.uniform(-2, 1))


@pytest.mark.parametrize("seed", range(2000 if LONG else 60))
@pytest.mark.long
def test_no_view_is_ever_given_a_number_that_is_not_finite(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("playground.worker.loop.MOST_STEPS", 40)
    rng = random.Random(seed)
    local = LocalLoop(tick=0.001)
    local.give(EVERYTHING, Start(1, random_experiment(rng), playing=True), turns=400 if LONG else 60)
    local.give(Pause(), turns=3)
    for news in local.news:
        assert not isinstance(news, Failed), news.traceback
        if isinstance(news, Frame):
            assert is_finite(news.points)
            assert all(map(is_finite, news.probes.values()))
            assert news.checkpoint is None or is_finite(news.checkpoint.parameters)
        if isinstance(news, Diverged):
            assert is_finite(news.good.parameters)
            assert is_finite(news.points)
            assert is_finite((news.sharpness, news.bound, news.safe_rate))
    assert local.frames
