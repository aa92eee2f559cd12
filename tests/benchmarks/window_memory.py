"""The memory of the window and of its worker while it trains flat out: how fast it grows.

`python -m tests.benchmarks.window_memory [--minutes 10]` needs a display (a real one, or Xvfb). After the
first minute the resident memory is read every five seconds, and a straight line is laid through it. Nothing
is asserted.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np

from playground.cli.display import missing_display

SUBJECT = "spiral"
EACH_MS = 5_000
WARM_UP = 60.0
MEGABYTE = 2**20


def resident(pid: int) -> float:
    """Return the resident memory of a process in MB, without what it shares with files."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) * 1024 / MEGABYTE


def slope(readings: list[tuple[float, float]]) -> float:
    """Return how many MB an hour a line through (seconds, MB) rises by."""
    seconds, megabytes = np.array(readings).T
    return float(np.polyfit(seconds / 3600, megabytes, 1)[0])


def run(minutes: float) -> None:
    """Train in the real window and print how the memory went."""
    import os

    from PySide6.QtCore import QEventLoop, QTimer

    from playground import app as program
    from playground.storage.examples import example_named
    from playground.storage.preferences import Preferences
    from playground.storage.trained import Trained
    from playground.worker.process import WorkerProcess

    application = program.make_application(["playground"])
    look = Preferences(theme="dark", text="normal")
    session = program.make_session(Trained(example_named(SUBJECT).experiment()), WorkerProcess)
    window = program.MainWindow(program.themed(application, look), session, look, lambda _: None)
    window.show()
    began = time.monotonic()
    readings: dict[str, list[tuple[float, float]]] = {"window": [], "worker": []}

    def read() -> None:
        passed = time.monotonic() - began
        if passed >= WARM_UP:
            readings["window"].append((passed, resident(os.getpid())))
            readings["worker"].append((passed, resident(session.training.worker_pid)))

    reader = QTimer()
    reader.timeout.connect(read)
    reader.start(EACH_MS)
    loop = QEventLoop()
    QTimer.singleShot(1_000, session.training.play)
    QTimer.singleShot(int(minutes * 60_000), loop.quit)
    loop.exec()
    for name, read_so_far in readings.items():
        first, last = read_so_far[0][1], read_so_far[-1][1]
        print(f"{name}: {first:.1f} to {last:.1f} MB, {slope(read_so_far):+.1f} MB/h")
    print(f"{session.step:,} steps")
    session.close()
    window.close_quietly()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=10.0)
    options = parser.parse_args()
    if reason := missing_display():
        sys.exit(f"window_memory: {reason}")
    run(options.minutes)


if __name__ == "__main__":
    main()
