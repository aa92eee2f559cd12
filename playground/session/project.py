"""The open experiment as what a project file holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document.errors import FileError
from playground.storage.data_csv import export_data
from playground.storage.trained import Trained, save_trained

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playground.session.session import Session

    Report = Callable[[str, float], None]

LONGEST_WAIT = 3.0


def trained_of(session: Session) -> Trained:
    """Return the open experiment with the weights and the history of its last checkpoint, if it has one."""
    experiment, kept = session.present()
    if kept is None or kept.origin.network != experiment.network or kept.origin.data != experiment.data:
        return Trained(experiment, session.table)
    return Trained(experiment, session.table, kept.checkpoint, kept.history.table)


def data_exporter(session: Session, path: Path) -> Callable[[Report, Callable[[], bool]], int]:
    """Return what writes all samples, as they are now, to a CSV file; it may run in another thread.

    It returns how many there are, and raises `FileError`, or `ImportCancelled` where it is stopped.
    """
    data, samples, table = session.experiment.data, session.samples, session.table
    count = len(samples.train_labels) + len(samples.test_labels)

    def write(report: Report, stopped: Callable[[], bool]) -> int:
        def progress(rows: int) -> None:
            report(f"{rows:,} of {count:,} rows", rows / count)

        return export_data(path, data, samples, table, cancelled=stopped, progress=progress)

    return write


def save(session: Session, path: Path) -> Trained:
    """Write the open experiment as it stands and return what was written; `FileError` if that can't be."""
    settled = session.training.settle(LONGEST_WAIT)
    trained = trained_of(session)
    if trained.checkpoint is None or not settled:
        raise FileError("Weights", "the training has not told them yet.", "Try again in a moment.")
    save_trained(path, trained)
    return trained
