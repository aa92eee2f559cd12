"""`playground [FILE]`: the window, or the terminal where there is no display."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from playground.cli.display import missing_display
from playground.cli.subject import Subject, subject_named
from playground.cli.train import train
from playground.worker.process import WorkerProcess

if TYPE_CHECKING:
    from argparse import Namespace

FIRST = "circle"


def run(request: Namespace) -> int:
    """Open the window on the file, or train it in the terminal."""
    reason = missing_display()
    if reason:
        print(f"playground: {reason}. Training in the terminal instead.", file=sys.stderr)
        return train(subject_named(request.file or FIRST))
    worker = WorkerProcess()
    try:
        subject = subject_named(request.file) if request.file else None
    except ValueError:
        worker.kill()
        raise
    return _show(worker, subject, request.file)


def _show(worker: WorkerProcess, subject: Subject | None, file: str | None) -> int:
    from playground.app import run_window

    path = Path(file) if file and file.endswith(".playground") else None
    return run_window(worker, subject.trained if subject else None, path, subject.note if subject else "")
