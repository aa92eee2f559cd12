"""`playground [FILE]`: the window, or the terminal where there is no display."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from playground.cli.display import missing_display
from playground.cli.subject import PROJECT_ENDING, Subject, subject_named
from playground.cli.train import train
from playground.worker.process import WorkerProcess

if TYPE_CHECKING:
    from argparse import Namespace

FIRST = "circle"


def run(request: Namespace) -> int:
    """Open the window on the file, or train it in the terminal; a table with gaps is first looked at."""
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

    path = Path(file) if file else None
    if subject is None or path is None:
        return run_window(worker, None, None)
    if subject.note:
        return run_window(worker, None, None, table=path)
    project = path.suffix.lower() == PROJECT_ENDING
    return run_window(worker, subject.trained, path if project else None)
