"""A worker that is killed, hangs or fails: the training goes on, and says what happened."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.document import edits, limits
from playground.document.choices import Optimizer
from playground.document.experiment import Experiment
from playground.session import supervisor
from playground.session.session import Session
from playground.session.training import MOST_RESTARTS, Training, TrainingState
from playground.storage.examples import example_named
from playground.storage.tables import table_of
from playground.storage.trained import Trained
from playground.worker.process import WorkerProcess, serve
from playground.worker.run import Run
from tests.worker.faults import (
    serve_failing_at_step_100,
    serve_failing_at_the_start,
    serve_nothing,
    serve_slowly,
)
from tests.worker.tables import table_with

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from playground.worker.messages import Frame

PATIENCE = 20_000
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
MakeSession = Callable[..., Session]


@pytest.fixture
def make_session(qtbot: QtBot) -> Iterator[MakeSession]:
    sessions: list[Session] = []

    def make(experiment: Experiment | None = None, target: Callable[..., None] = serve) -> Session:
        training = Training(start_worker=partial(WorkerProcess, target))
        sessions.append(Session(training, Trained(experiment or Experiment())))
        return sessions[-1]

    yield make
    for session in sessions:
        session.close()


def play_beyond(qtbot: QtBot, session: Session, step: int) -> None:
    def reached(frame: Frame) -> bool:
        return frame.step > step

    with qtbot.waitSignal(session.training.frame_arrived, timeout=PATIENCE, check_params_cb=reached):
        session.training.play()


def pause(qtbot: QtBot, session: Session) -> None:
    session.training.pause()
    qtbot.waitUntil(lambda: session.training._settled, timeout=PATIENCE)


@POSIX
def test_a_killed_worker_is_replaced_the_tenth_time_as_the_first(
    qtbot: QtBot, make_session: MakeSession
) -> None:
    session = make_session()
    play_beyond(qtbot, session, 0)
    for _ in range(10):
        step, pid = session.step, session.training.worker_pid
        with qtbot.waitSignal(session.training.recovered, timeout=1_000) as told:
            os.kill(pid, signal.SIGKILL)
        assert "goes on from step" in told.args[0]
        assert session.training.worker_pid != pid
        assert session.training.state is TrainingState.PLAYING
        qtbot.waitUntil(lambda step=step: session.step > step, timeout=PATIENCE)  # type: ignore[misc]
    pause(qtbot, session)
    run = Run(Experiment())
    run.trainer.run(session.step)
    assert session.training.checkpoint is not None
    assert np.array_equal(session.training.checkpoint.parameters, run.network.parameters)
    assert (np.diff(session.history.steps) > 0).all()


@POSIX
def test_a_worker_killed_in_a_pause_is_replaced_each_time(qtbot: QtBot, make_session: MakeSession) -> None:
    session = make_session()
    play_beyond(qtbot, session, 20)
    pause(qtbot, session)
    step = session.step
    for _ in range(MOST_RESTARTS + 2):
        with qtbot.waitSignal(session.training.frame_arrived, timeout=PATIENCE):
            os.kill(session.training.worker_pid, signal.SIGKILL)
        assert session.training.state is TrainingState.PAUSED
        assert session.step == step


@POSIX
def test_a_hung_worker_is_noticed_within_five_seconds(qtbot: QtBot, make_session: MakeSession) -> None:
    session = make_session()
    play_beyond(qtbot, session, 0)
    with qtbot.waitSignal(session.training.recovered, timeout=5_000) as told:
        os.kill(session.training.worker_pid, signal.SIGSTOP)
    assert told.args[0].startswith("The training process no longer answered.")
    step = session.step
    qtbot.waitUntil(lambda: session.step > step, timeout=PATIENCE)


@POSIX
def test_a_worker_killed_right_after_a_change_of_the_network_carries_it_over(
    qtbot: QtBot, make_session: MakeSession
) -> None:
    session = make_session()
    play_beyond(qtbot, session, 20)
    pause(qtbot, session)
    assert session.training.checkpoint is not None
    old = Run(Experiment(), checkpoint=session.training.checkpoint)
    os.kill(session.training.worker_pid, signal.SIGKILL)
    session.edit("Add neuron", edits.add_neuron, 0)
    with qtbot.waitSignal(session.training.frame_arrived, timeout=PATIENCE):
        pass
    new = Run(session.experiment, checkpoint=session.training.checkpoint)
    assert np.array_equal(new.network.weights(0)[:, :4], old.network.weights(0))
    assert session.step == old.step


def test_a_worker_that_fails_is_replaced_and_in_the_end_given_up(
    qtbot: QtBot, make_session: MakeSession
) -> None:
    session = make_session(target=serve_failing_at_step_100)
    failures: list[tuple[str, str]] = []
    told: list[str] = []
    session.training.failed.connect(lambda summary, text: failures.append((summary, text)))
    session.training.recovered.connect(told.append)
    session.training.play()
    qtbot.waitUntil(lambda: session.training.state is TrainingState.STOPPED, timeout=PATIENCE)
    assert failures[0][0] == "ZeroDivisionError: poisoned"
    assert "in poisoned" in failures[0][1]
    assert len(told) > MOST_RESTARTS
    assert told[0].startswith("The training process met an error of its own. It was started again")
    assert told[-1].endswith("Training does not get any further. Press play to try again.")
    before = len(told)
    session.training.play()
    assert session.training.state is TrainingState.PLAYING
    qtbot.waitUntil(lambda: session.training.state is TrainingState.STOPPED, timeout=PATIENCE)
    assert len(told) > before


def test_an_edit_leads_on_from_where_it_was_given_up(qtbot: QtBot, make_session: MakeSession) -> None:
    session = make_session(target=serve_failing_at_step_100)
    session.training.play()
    qtbot.waitUntil(lambda: session.training.state is TrainingState.STOPPED, timeout=PATIENCE)
    session.reset()
    assert session.training.state is TrainingState.PAUSED
    with qtbot.waitSignal(session.training.frame_arrived, timeout=PATIENCE):
        session.training.advance(3)
    qtbot.waitUntil(lambda: session.step == 3, timeout=PATIENCE)


def test_want_of_memory_is_told_in_plain_words(qtbot: QtBot, make_session: MakeSession) -> None:
    session = make_session(target=serve_failing_at_the_start)
    told: list[str] = []
    session.training.recovered.connect(told.append)
    qtbot.waitUntil(lambda: session.training.state is TrainingState.STOPPED, timeout=PATIENCE)
    assert told[0].startswith("The training process ran out of memory.")
    assert len(told) == MOST_RESTARTS + 1


def test_a_worker_that_leaves_by_itself_is_given_up_in_the_end(
    qtbot: QtBot, make_session: MakeSession
) -> None:
    session = make_session(target=serve_nothing)
    qtbot.waitUntil(lambda: session.training.state is TrainingState.STOPPED, timeout=PATIENCE)


def test_a_step_that_takes_long_does_not_hold_the_end_up(qtbot: QtBot, make_session: MakeSession) -> None:
    session = make_session(target=serve_slowly)
    with qtbot.waitSignal(session.training.frame_arrived, timeout=PATIENCE):
        session.training.play()
    began = time.monotonic()
    session.close()
    assert time.monotonic() - began < 1.0
    assert not session.training._supervisor.alive


@POSIX
def test_a_stopped_worker_does_not_hold_the_end_up(qtbot: QtBot, make_session: MakeSession) -> None:
    session = make_session()
    play_beyond(qtbot, session, 0)
    os.kill(session.training.worker_pid, signal.SIGSTOP)
    began = time.monotonic()
    session.close()
    assert time.monotonic() - began < 1.0
    assert not session.training._supervisor.alive


def test_closing_at_any_moment(qtbot: QtBot, make_session: MakeSession) -> None:
    make_session().close()
    session = make_session()
    session.training.play()
    session.close()
    session.close()


def test_a_system_that_allows_no_new_worker(qtbot: QtBot) -> None:
    workers: list[WorkerProcess] = []

    def start() -> WorkerProcess:
        if len(workers) == 1:
            workers.append(workers[0])
            raise OSError("no more")
        workers.append(WorkerProcess())
        return workers[-1]

    session = Session(Training(start_worker=start), Trained(Experiment()))
    with qtbot.waitSignal(session.training.recovered, timeout=PATIENCE) as told:
        os.kill(session.training.worker_pid, signal.SIGTERM)
    assert "allows no new training process" in told.args[0]
    assert session.training.state is TrainingState.STOPPED
    with qtbot.waitSignal(session.training.frame_arrived, timeout=PATIENCE):
        session.training.play()
    session.close()


def test_patience_grows_with_the_work() -> None:
    small = supervisor.patience_for(Experiment(), None)
    large = supervisor.patience_for(edits.set_hidden(Experiment(), (4000, 4000)), None)
    assert 3.0 <= small < 4.0
    assert 10.0 < large <= 70.0
    assert supervisor.patience_for(Experiment(), table_with(columns=100, rows=100_000)) > 20.0
    middle = edits.set_hidden(Experiment(), (40, 40))
    many = table_with(columns=2, rows=limits.SAMPLES[1])  # as many may be generated
    assert supervisor.patience_for(middle, None) >= supervisor.patience_for(middle, many) - 1.0
    few = edits.set_optimizer(edits.set_hidden(Experiment(), (14, 16)), Optimizer.NEWTON)
    assert supervisor.patience_for(few, None) > 20.0  # of few weights the activations take the time
    newton = edits.set_optimizer(middle, Optimizer.NEWTON)  # a step of it is many passes
    assert supervisor.patience_for(newton, None) > supervisor.patience_for(middle, None) + 3.0


def test_patience_counts_a_convolution_at_each_of_its_places() -> None:
    experiment = example_named("mnist-convolution").experiment()
    table = table_of(experiment)
    assert table is not None
    dense = edits.set_hidden(experiment, (38,))  # of about as many parameters
    assert dense.parameter_count > experiment.parameter_count
    assert supervisor.patience_for(experiment, table) > supervisor.patience_for(dense, table) + 3.0
