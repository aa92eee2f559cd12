"""The training with a worker that goes round by hand: what it sends, and what it makes of the news."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from playground.document import edits
from playground.document.experiment import Experiment
from playground.session import supervisor
from playground.session.training import MOST_RESTARTS, TrainingState
from playground.worker.messages import Frame, Pause, Play, Shown, Start, Watch
from playground.worker.run import Run
from playground.worker.snapshots import Parameter, Probe
from tests.worker.tables import experiment_on, table_with

if TYPE_CHECKING:
    import pytest

    from playground.worker.process import WorkerProcess
    from tests.session.conftest import Desk, MakeDesk


def test_each_frame_is_answered_once(desk: Desk) -> None:
    frames: list[Frame] = []
    desk.training.frame_arrived.connect(frames.append)
    shown = len(desk.worker.shown())
    desk.training.play()
    desk.go(6)
    assert frames
    assert desk.worker.shown()[shown:] == [frame.serial for frame in frames]


def test_frames_of_an_earlier_run_are_answered_but_not_shown(desk: Desk) -> None:
    frames: list[Frame] = []
    desk.training.frame_arrived.connect(frames.append)
    desk.training.play()
    desk.worker.local.turn(5)
    late = [news for news in desk.worker.local.news if isinstance(news, Frame)]
    assert late
    desk.session.reset()
    desk.training._take(late[0])
    assert frames == []
    assert desk.worker.sent[-1] == Shown(late[0].serial)


def test_states_are_told_once_each(desk: Desk) -> None:
    states: list[TrainingState] = []
    desk.training.state_changed.connect(states.append)
    desk.training.play()
    desk.training.play()
    desk.training.pause()
    desk.training.pause()
    desk.training.advance()
    assert states == [TrainingState.PLAYING, TrainingState.PAUSED, TrainingState.STEPPING]


def test_a_pause_ends_steps_that_are_under_way(desk: Desk) -> None:
    desk.training.advance(100_000)
    desk.go()
    desk.training.pause()
    desk.go(3)
    step = desk.session.step
    desk.go(5)
    assert 0 < step == desk.session.step < 100_000
    assert desk.training.speed == 0.0


def test_the_same_watch_is_sent_once(desk: Desk) -> None:
    watch = Watch(frozenset({Probe.PARAMETERS}))
    sent = len(desk.worker.sent)
    desk.training.watch(watch)
    desk.training.watch(Watch(frozenset({Probe.PARAMETERS})))
    assert desk.worker.sent[sent:] == [watch]


def test_a_new_worker_is_told_what_is_watched_and_where_to_go_on(desk: Desk) -> None:
    watch = Watch(frozenset({Probe.PARAMETERS}))
    desk.training.watch(watch)
    desk.train(30)
    desk.training.play()
    desk.worker.dies()
    desk.training.tick()
    assert len(desk.workers) == 2
    first, start = desk.worker.sent[:2]
    assert first == watch
    assert isinstance(start, Start)
    assert start.playing
    assert start.checkpoint is not None
    assert start.checkpoint.step == 30


def test_a_worker_lost_under_a_divergence_leaves_it_standing(desk: Desk) -> None:
    desk.training.state = TrainingState.DIVERGED
    told: list[str] = []
    desk.training.recovered.connect(told.append)
    desk.worker.dies()
    desk.go()
    assert desk.training.state is TrainingState.DIVERGED
    assert told == [
        "The training process was ended from outside, or for want of memory. It was started again."
    ]


def test_progress_forgives_earlier_losses(desk: Desk) -> None:
    desk.training.play()
    for _ in range(3 * MOST_RESTARTS):
        desk.go(6)
        desk.worker.dies()
        desk.training.tick()
    assert desk.training.state is TrainingState.PLAYING


def test_without_progress_it_is_given_up(desk: Desk) -> None:
    desk.training.play()
    desk.go(4)
    for _ in range(MOST_RESTARTS + 1):
        assert desk.training.state is TrainingState.PLAYING
        desk.worker.dies(1)
        desk.training.tick()
    assert desk.training.state is TrainingState.STOPPED
    desk.training.play()
    desk.go(6)
    assert desk.training.state is TrainingState.PLAYING
    assert isinstance(desk.worker.sent[-1], Shown | Play)


def test_a_window_that_slept_itself_does_not_blame_the_worker(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.worker.hanging = True
    desk.go()
    monkeypatch.setattr(desk.training._supervisor, "_heard", time.monotonic() - 100.0)
    monkeypatch.setattr(desk.training._supervisor, "_checked", time.monotonic() - 100.0)
    desk.training.tick()
    assert len(desk.workers) == 1
    monkeypatch.setattr(desk.training._supervisor, "_heard", time.monotonic() - supervisor.HUNG_AFTER - 0.1)
    desk.training.tick()
    assert len(desk.workers) == 2


def test_settling_waits_for_the_moment_where_it_stands(desk: Desk) -> None:
    desk.training.play()
    desk.go(4)
    desk.training.pause()
    desk.training.settle(5.0)
    assert desk.session.step == desk.checkpoint.step
    desk.session.edit("Add layer", edits.add_layer)
    desk.training.settle(5.0)
    assert desk.training.origin == desk.session.experiment
    assert desk.checkpoint.parameters.size == desk.session.experiment.parameter_count


def test_settling_does_not_wait_for_a_worker_that_hangs(desk: Desk) -> None:
    desk.worker.hanging = True
    desk.training.pause()
    desk.training.settle(0.02)
    assert desk.worker.sent[-1] == Pause()


def test_the_session_measures_what_came_last(desk: Desk) -> None:
    assert desk.session.measured is not None
    assert desk.session.measured.step == 0
    desk.train(7)
    assert desk.session.measured.step == 7
    assert len(desk.session.measured.gradient_norms) == 3
    assert desk.session.experiment == Experiment()
    assert desk.session.can_train == ""


def test_steps_are_a_state_of_their_own_until_they_are_done(desk: Desk) -> None:
    desk.training.advance(500)
    assert desk.training.state is TrainingState.STEPPING
    desk.go()
    assert desk.training.state is TrainingState.STEPPING
    while desk.training.state is TrainingState.STEPPING:
        desk.go()
    assert desk.training.state is TrainingState.PAUSED
    assert desk.session.step == 500


def test_a_pause_ends_the_steps_and_play_goes_beyond_them(desk: Desk) -> None:
    desk.training.advance(100_000)
    desk.go()
    desk.training.pause()
    assert desk.training.state is TrainingState.PAUSED
    desk.go()
    step = desk.session.step
    desk.go()
    assert desk.session.step == step
    desk.training.advance(3)
    desk.training.play()
    assert desk.training.state is TrainingState.PLAYING
    desk.go(10)
    assert desk.training.state is TrainingState.PLAYING
    assert desk.session.step > step + 3


def test_a_frame_that_was_under_way_is_not_taken_for_the_answer(desk: Desk) -> None:
    desk.training.pause()
    early = list(desk.worker.receive())
    assert any(isinstance(each, Frame) and each.checkpoint for each in early)
    desk.training.set_parameters(((Parameter(0, 0, 0), 3.0),))
    for each in early:
        desk.training._take(each)
    assert not desk.training.up_to_date
    assert desk.training.settle(1.0)
    assert Run(Experiment(), checkpoint=desk.checkpoint).network.weights(0)[0, 0] == 3.0
    desk.training.pause()
    early = list(desk.worker.receive())
    desk.training.advance(4)
    for each in early:
        desk.training._take(each)
    assert desk.training.state is TrainingState.STEPPING
    assert desk.training.settle(1.0)
    assert desk.checkpoint.step == 4


def test_where_no_new_worker_can_be_started_it_stays_stopped_and_says_so(desk: Desk) -> None:
    told: list[str] = []
    desk.training.recovered.connect(told.append)
    start = desk.training._supervisor._start

    def refuse() -> WorkerProcess:
        raise OSError("no more processes")

    desk.training._supervisor._start = refuse
    desk.worker.dies()
    desk.go(3)
    assert len(told) == 1
    for attempt in (desk.training.play, desk.training.advance, desk.session.reset, desk.session.new_seed):
        attempt()
        desk.go(3)
        assert desk.training.state is TrainingState.STOPPED
    assert len(told) == 5
    assert told[-1].startswith("The system allows no new training process.")
    desk.training._supervisor._start = start
    desk.training.play()
    desk.go(3)
    assert desk.training.state is TrainingState.PLAYING
    assert desk.session.step > 0


def test_a_table_reaches_a_worker_that_was_started_late(make_desk: MakeDesk) -> None:
    table = table_with()
    desk = make_desk(experiment_on(table), table)
    desk.worker.dies()
    start = desk.training._supervisor._start
    desk.training._supervisor._start = lambda: (_ for _ in ()).throw(OSError())
    desk.go()
    desk.session.reset()
    desk.training._supervisor._start = start
    desk.training.play()
    desk.go(4)
    assert desk.session.step > 0


def test_what_a_recovery_says(desk: Desk) -> None:
    told: list[str] = []
    desk.training.recovered.connect(told.append)
    desk.train(1_250)
    desk.worker.dies()
    desk.go()
    assert told[-1].endswith("It was started again; it waits at step 1\u2009250 (epoch 50).")
    desk.training.play()
    desk.worker.dies()
    desk.go()
    assert "It was started again; it goes on from step 1\u2009250 (epoch 50)." in told[-1]


def test_a_network_too_large_for_the_memory_is_refused_and_undo_goes_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.train(30)
    weights = desk.checkpoint.parameters.copy()
    told: list[str] = []
    desk.training.recovered.connect(told.append)
    monkeypatch.setattr("playground.worker.memory.free_memory", lambda: 200 * 2**20)
    desk.session.edit("Layers", edits.set_hidden, (4000, 4000, 4000))
    desk.go()
    assert desk.training.state is TrainingState.STOPPED
    assert "of memory, and 200 MB are free. Use fewer neurons" in told[0]
    desk.session.undo_stack.undo()
    desk.go(4)
    assert desk.training.state is TrainingState.PAUSED
    assert np.array_equal(desk.checkpoint.parameters, weights)
    desk.train(5)
