from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from playground.document import edits
from playground.document.choices import Dataset, Feature
from playground.document.experiment import Experiment
from playground.worker import pace, teller
from playground.worker.messages import (
    Advance,
    Alive,
    Pause,
    Play,
    Retune,
    Shown,
    Start,
    Watch,
)
from playground.worker.run import Run
from playground.worker.snapshots import DecisionMap, LossPoint, Neuron, Probe, SpaceChoice
from tests.worker.local import TICK, LocalLoop

if TYPE_CHECKING:
    import pytest

EVERYTHING = Watch(
    frozenset(Probe), map_size=8, neuron_size=6, summed=Neuron(1, 0), spread=0, space=SpaceChoice(1)
)
LINEAR = edits.set_hidden(edits.set_dataset(Experiment(), Dataset.PLANE), ())


def parameters(experiment: Experiment, steps: int) -> np.ndarray:
    run = Run(experiment)
    run.trainer.run(steps)
    return run.network.parameters


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
    local.give(Start(1, Experiment(), playing=True), turns=1_000)
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
    local.give(Start(1, Experiment(), playing=True), turns=350)
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
    assert local.last.input_maps.maps.shape == (len(Feature), 5, 5)


def test_a_large_networks_checkpoint_comes_at_most_once_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(teller, "LARGE", 10)
    local = LocalLoop(tick=0.005)  # longer than a burst, so that bursts stay single steps
    local.give(Start(1, Experiment(), playing=True))
    times, longest_turn = [], 0.0
    for _ in range(3000):
        began = local.clock.now
        local.give(Retune(Experiment()))
        longest_turn = max(longest_turn, local.clock.now - began)
        if any(frame.checkpoint is not None for frame in local.frames):
            times.append(local.clock.now)
        local.take()
    assert len(times) > 3
    # Each is looked at when its turn is over, and so up to a turn late.
    assert min(np.diff(times)) > 1.0 - longest_turn - 1e-9
    assert longest_turn < 0.2


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


def epochs_told(local: LocalLoop) -> list[float]:
    return [point.epoch for frame in local.frames for point in frame.points]


def test_the_first_epochs_ends_are_measured_though_the_machine_is_busy_at_times() -> None:
    local = LocalLoop()
    local.give(Start(1, Experiment(), playing=True), turns=30)
    for _ in range(60):
        local.clock.tick = 0.05  # something else keeps the machine busy
        local.give(turns=2)
        local.clock.tick = TICK
        local.give(turns=30)
    told = epochs_told(local)
    assert told[-1] > 50
    assert set(range(51)) <= set(told)


def test_where_measuring_is_dear_only_the_very_first_ends_are_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pace, "LONGEST_WAIT", 1e9)  # or, steps being as slow, every end would be due by then
    local = LocalLoop(tick=0.05)  # which a measure takes, then; a burst is a single step
    local.give(Start(1, Experiment(), playing=True), turns=1_000)
    ends = [epoch for epoch in epochs_told(local) if epoch and epoch == int(epoch)]
    assert ends[:4] == [1.0, 2.0, 3.0, 4.0]
    assert len(ends) < local.last.epoch / 2


def test_on_the_way_to_a_far_step_the_asked_for_ends_are_measured_and_nothing_else() -> None:
    for tick in (TICK, 0.05):
        local = LocalLoop(tick=tick)
        local.give(Start(1, Experiment()), Advance(100, measure_each=2), turns=300)
        assert epochs_told(local)[-1] == local.last.epoch
        assert set(epochs_told(local)) == {0.0, 2.0, 4.0}


def test_a_grid_of_another_size_is_not_measured_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    local = LocalLoop()
    local.give(EVERYTHING, Start(1, Experiment()), turns=3)
    assert len(local.frames) == 1
    monkeypatch.setattr(Run, "measure", None)
    local.give(replace(EVERYTHING, map_size=10), turns=3)
    assert local.last.probes.keys() == set(Probe)
