from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from playground.document.experiment import Experiment
from playground.worker.messages import Frame, News, Pause, Ready, Shown, Start, Watch
from playground.worker.process import ONE_BLAS_THREAD, WorkerProcess
from playground.worker.run import Run
from playground.worker.snapshots import Neuron, Probe, SpaceChoice
from tests.worker.faults import serve_half_a_message, serve_nothing, serve_slowly
from tests.worker.tables import experiment_on, table_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
PATIENCE = 20.0  # a limit for a machine that is busy; nothing takes near as long
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def until(found: Callable[[], Any]) -> Any:
    """Look again and again until there is something."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        thing = found()
        if thing:
            return thing
        time.sleep(0)
    raise AssertionError("it never came")


def news_of(
    worker: WorkerProcess, kind: type[News], wanted: Callable[[Any], bool] = lambda news: True
) -> Any:
    def look() -> Any:
        for news in worker.receive():
            if isinstance(news, Frame):
                worker.send(Shown(news.serial))
            if isinstance(news, kind) and wanted(news):
                return news
        return None

    return until(look)


@pytest.fixture
def worker() -> Iterator[WorkerProcess]:
    process = WorkerProcess()
    yield process
    process.close()


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z (zombie)" not in Path(f"/proc/{pid}/status").read_text() if Path("/proc").exists() else True


def test_it_trains_in_a_process_of_its_own_as_here(worker: WorkerProcess) -> None:
    news_of(worker, Ready)
    looks = {"summed": Neuron(1, 0), "spread": 0, "space": SpaceChoice(1)}
    worker.send(Watch(frozenset(Probe), map_size=20, neuron_size=10, **looks))
    worker.send(Start(1, Experiment(), playing=True))
    news_of(worker, Frame, lambda frame: frame.step > 50)
    worker.send(Pause())
    frame = news_of(worker, Frame, lambda frame: not frame.playing)
    run = Run(Experiment())
    run.trainer.run(frame.step)
    assert np.array_equal(frame.checkpoint.parameters, run.network.parameters)
    assert frame.points[-1] == run.measure()
    assert frame.probes.keys() == set(Probe)
    assert worker.pid != os.getpid()


def test_a_table_reaches_it(worker: WorkerProcess) -> None:
    table = table_with()
    worker.send(Start(1, experiment_on(table), table))
    frame = news_of(worker, Frame)
    assert frame.points[-1] == Run(experiment_on(table), table).measure()


def test_closing_ends_it_in_order() -> None:
    worker = WorkerProcess()
    pid = worker.pid
    news_of(worker, Ready)
    worker.close()
    assert not worker.alive
    assert not is_alive(pid)
    worker.close()
    worker.kill()


def test_closing_does_not_wait_for_a_long_step() -> None:
    worker = WorkerProcess(serve_slowly)
    worker.send(Start(1, Experiment(), playing=True))
    news_of(worker, Frame)
    began = time.monotonic()
    worker.close()
    assert time.monotonic() - began < 1.0


@POSIX
def test_closing_does_not_wait_for_a_worker_that_was_stopped() -> None:
    worker = WorkerProcess()
    news_of(worker, Ready)
    os.kill(worker.pid, signal.SIGSTOP)
    for _ in range(50):
        worker.send(Start(1, Experiment(), table_with(columns=50, rows=2000)))
    began = time.monotonic()
    assert list(worker.receive()) is not None
    worker.close()
    assert time.monotonic() - began < 1.0


@POSIX
def test_one_that_stops_in_the_middle_of_a_message_holds_nobody_up() -> None:
    worker = WorkerProcess(serve_half_a_message)
    news_of(worker, Ready)
    began = time.monotonic()
    assert list(worker.receive()) == []
    worker.close()
    assert time.monotonic() - began < 1.0


@POSIX
def test_one_that_was_killed_is_gone_and_says_how() -> None:
    worker = WorkerProcess()
    news_of(worker, Ready)
    os.kill(worker.pid, signal.SIGKILL)
    until(lambda: not worker.alive)
    assert worker.exit_code == -signal.SIGKILL
    worker.send(Pause())
    worker.close()


def test_one_that_leaves_by_itself_is_gone() -> None:
    worker = WorkerProcess(serve_nothing)
    until(lambda: not worker.alive)
    assert worker.exit_code == 0
    worker.close()


@POSIX
@pytest.mark.parametrize("kind", ["busy", "slow"])
def test_a_killed_window_leaves_no_worker(kind: str) -> None:
    command = [sys.executable, "-m", "tests.worker.orphan", kind]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        parent, child = map(int, program.stdout.readline().split())
        assert is_alive(child)
        os.kill(parent, signal.SIGKILL)
        began = time.monotonic()
        until(lambda: not is_alive(child))
        assert time.monotonic() - began < 2.0


def test_blas_has_one_thread_there_and_the_environment_here_is_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.delenv("MKL_NUM_THREADS", raising=False)
    before = dict(os.environ)
    worker = WorkerProcess()
    news_of(worker, Ready)
    if Path("/proc").exists():
        seen = Path(f"/proc/{worker.pid}/environ").read_bytes().split(b"\0")
        assert all(f"{name}={value}".encode() in seen for name, value in ONE_BLAS_THREAD.items())
    worker.close()
    assert dict(os.environ) == before


def test_importing_it_does_not_import_qt() -> None:
    program = "import sys, playground.worker.process; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not {"PySide6", "shiboken6", "pyqtgraph"} & {name.split(".")[0] for name in done.stdout.split()}


def test_every_message_survives_the_way() -> None:
    table = table_with()
    start = Start(2, experiment_on(table), table, Run(Experiment()).trainer.checkpoint(), Experiment(), True)
    there = pickle.loads(pickle.dumps(start))
    assert there.experiment == start.experiment
    assert there.table.content_hash() == table.content_hash()
    assert there.origin == Experiment()


def test_a_worker_that_was_ended_still_says_who_it_was_and_how() -> None:
    worker = WorkerProcess(serve_nothing)
    pid = worker.pid
    until(lambda: not worker.alive)
    worker.kill()
    assert (worker.pid, worker.exit_code) == (pid, 0)
