"""The window while it trains: frames a second, how long an event waits, what training loses to it.

`python -m tests.benchmarks.frames [--seconds 6] [--rounds 3] [--json]` needs a display (a real one, or Xvfb).
The window and a training without one take turns; medians are reported. Nothing is asserted. "Used and told"
is from a change of the learning rate to the frame that trained with it: an upper bound of when it is used.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import statistics
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.cli.display import missing_display

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

SUBJECT = "spiral"
BURST = 200
STARTED_BY = 30.0
RETUNE_EACH_MS = 150


def headless(seconds: float, result: Connection) -> None:
    """Train as the worker does, told by nobody, and send the steps per second."""
    from playground.storage.examples import example_named
    from playground.worker.run import Run

    run = Run(example_named(SUBJECT).experiment())
    run.trainer.run(BURST)
    began, first = time.perf_counter(), run.step
    while time.perf_counter() - began < seconds:
        run.trainer.run(BURST)
    result.send((run.step - first) / (time.perf_counter() - began))


def without_window(seconds: float) -> float:
    """Return the steps per second of a process of its own with one BLAS thread."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    context = multiprocessing.get_context("spawn")
    mine, theirs = context.Pipe()
    process = context.Process(target=headless, args=(seconds, theirs))
    process.start()
    speed: float = mine.recv()
    process.join()
    return speed


class Knocking:
    """Writes the time into a pipe at random moments; the window's handler notes how long that waited."""

    def __init__(self) -> None:
        self.read, self._write = os.pipe()
        self.waits: list[float] = []
        self._going = True
        self._thread = threading.Thread(target=self._knock, daemon=True)
        self._thread.start()

    def answer(self) -> None:
        """Note how long the oldest knock waited."""
        stamp = np.frombuffer(os.read(self.read, 8), dtype=np.float64)[0]
        self.waits.append(time.perf_counter() - stamp)

    def stop(self) -> None:
        """End the thread."""
        self._going = False
        self._thread.join()

    def _knock(self) -> None:
        while self._going:
            threading.Event().wait(random.uniform(0.005, 0.03))
            os.write(self._write, np.float64(time.perf_counter()).tobytes())


class Retuning:
    """Changes the learning rate again and again; notes how long it takes until a frame knows of it."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._asked: tuple[float, float] | None = None
        self._changes = 0
        self.waits: list[float] = []
        session.training.frame_arrived.connect(self._look)

    def change(self) -> None:
        """Ask for another rate, unless the last is still under way."""
        from playground.document import edits

        if self._asked is None:
            self._changes += 1
            rate = 0.01 + 1e-5 * self._changes
            self._asked = rate, time.perf_counter()
            self._session.edit("Learning rate", edits.set_learning_rate, rate, gesture=1)

    def _look(self, frame: Any) -> None:
        if self._asked is not None and frame.learning_rate == self._asked[0]:
            self.waits.append(time.perf_counter() - self._asked[1])
            self._asked = None


def with_window(seconds: float, gradients: bool) -> dict[str, float]:
    """Train in the real window and return what it reached."""
    from PySide6.QtCore import QEventLoop, QSocketNotifier, QTimer

    from playground import app as program
    from playground.document import edits
    from playground.document.choices import CanvasMode
    from playground.storage.examples import example_named
    from playground.storage.preferences import Preferences
    from playground.storage.trained import Trained
    from playground.worker.process import WorkerProcess

    application = program.make_application(["playground"])
    look = Preferences(theme="dark", text="normal")
    experiment = example_named(SUBJECT).experiment()
    if gradients:
        experiment = edits.set_mode(experiment, CanvasMode.GRADIENTS)
    session = program.make_session(Trained(experiment), WorkerProcess)
    window = program.MainWindow(program.themed(application, look), session, look, lambda _: None)
    window.show()
    arrivals: list[float] = []
    session.training.frame_arrived.connect(lambda _frame: arrivals.append(time.perf_counter()))
    loop = QEventLoop()

    def spend(span: float) -> None:
        QTimer.singleShot(int(span * 1000), loop.quit)
        loop.exec()

    spend(1.0)
    pressed = time.perf_counter()
    arrivals.clear()
    session.training.play()
    spend(1.5)
    first = arrivals[0] - pressed if arrivals else float("nan")
    knocking = Knocking()
    notifier = QSocketNotifier(knocking.read, QSocketNotifier.Type.Read)
    notifier.activated.connect(knocking.answer)
    retuning = Retuning(session)
    every = QTimer()
    every.timeout.connect(retuning.change)
    every.start(RETUNE_EACH_MS)
    arrivals.clear()
    began, first_step = time.perf_counter(), session.step
    spend(seconds)
    spent, steps = time.perf_counter() - began, session.step - first_step
    knocking.stop()
    every.stop()
    notifier.setEnabled(False)
    gaps = np.diff(arrivals) * 1e3
    waits = np.array(knocking.waits) * 1e3
    used = np.array(retuning.waits) * 1e3
    session.close()
    window.close_quietly()
    window.deleteLater()
    application.processEvents()
    return {
        "frames_per_second": len(arrivals) / spent,
        "frame_ms_p50": float(np.percentile(gaps, 50)),
        "frame_ms_p99": float(np.percentile(gaps, 99)),
        "event_waits_ms_p50": float(np.percentile(waits, 50)),
        "event_waits_ms_p99": float(np.percentile(waits, 99)),
        "rate_used_and_told_ms_p50": float(np.percentile(used, 50)),
        "rate_used_and_told_ms_p99": float(np.percentile(used, 99)),
        "steps_per_second": steps / spent,
        "play_to_picture_ms": first * 1e3,
    }


def measure(seconds: float, rounds: int, gradients: bool) -> dict[str, Any]:
    """Let both take turns and return the medians."""
    alone: list[float] = []
    shown: list[dict[str, float]] = []
    for _ in range(rounds):
        alone.append(without_window(seconds))
        shown.append(with_window(seconds, gradients))
    result = {name: statistics.median(each[name] for each in shown) for name in shown[0]}
    result["steps_per_second_without_window"] = statistics.median(alone)
    result["share_of_speed"] = statistics.median(
        each["steps_per_second"] / speed for each, speed in zip(shown, alone, strict=True)
    )
    return result


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--gradients", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if reason := missing_display():
        sys.exit(f"frames: {reason}")
    result = measure(options.seconds, options.rounds, options.gradients)
    if options.json:
        print(json.dumps(result))
        return
    for name, value in result.items():
        print(f"{name:<34} {value:12.3f}")


if __name__ == "__main__":
    main()
