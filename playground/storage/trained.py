"""A trained experiment in a project file: its weights, optimiser, history and rows beside the settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.data.csv_import import never
from playground.data.errors import DataError
from playground.data.table import Table
from playground.document import limits
from playground.document.codec import REMEDY
from playground.document.errors import FileError
from playground.document.sources import TableSource
from playground.engine.checkpoint import Checkpoint
from playground.storage.history_csv import COLUMNS
from playground.storage.project import Project, load_project, save_project
from playground.storage.tables import table_of
from playground.storage.weights import join_checkpoint, split_checkpoint

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from playground.document.experiment import Experiment
    from playground.storage.tensors import Arrays

HISTORY, ROWS = "history", "rows"
DATA, VALUES, TARGET = "data", "values", "target"
# Step, epoch, train loss and penalty; the loss on a test set that is not there is NaN.
FINITE_COLUMNS, TEST_LOSS, FIRST_ACCURACY = [0, 1, 2, 4], 3, 5
MOST_COLUMNS = len(COLUMNS) + limits.MAX_LAYERS + 1


@dataclass(frozen=True, eq=False)
class Trained:
    """An experiment, the rows of its table, where its training stands, and the way there.

    `history` has a row per measured step: step, epoch, train and test loss, penalty, train and test accuracy,
    and maybe the norm of each layer's gradient, NaN where the layers were others; NaN too for the loss and
    accuracy on a test set that is not there.
    """

    experiment: Experiment
    table: Table | None = None
    checkpoint: Checkpoint | None = None
    history: NDArray[np.float64] | None = None


def save_trained(path: Path, trained: Trained) -> None:
    """Write the project file; on `FileError` the old file is untouched."""
    save_project(path, to_project(trained))


def load_trained(path: Path, cancelled: Callable[[], bool] = never) -> Trained:
    """Read a project file; raise `FileError`, with the file's name in its place, for what is wrong.

    `ImportCancelled` comes out if `cancelled` said so while a table was read from its own file.
    """
    project = load_project(path)
    try:
        return from_project(project, cancelled)
    except FileError as error:
        raise FileError(f"{path.name}, {error.place}", error.problem, error.remedy) from error


def to_project(trained: Trained) -> Project:
    """Return what a file holds of it; a large table stays where it is."""
    arrays: dict[str, Arrays] = {}
    if trained.checkpoint is not None:
        arrays |= split_checkpoint(trained.checkpoint.to_arrays())
    if trained.history is not None and len(trained.history):
        arrays[HISTORY] = {ROWS: trained.history}
    table = trained.table
    if table is not None and isinstance(trained.experiment.data.source, TableSource):
        most = limits.EMBEDDED_TABLE_BYTES
        if not trained.experiment.data.source.path:  # a shipped one can be read wherever the file is opened
            most = min(most, limits.EMBEDDED_SHIPPED_BYTES)
        if table.values.nbytes + table.target.nbytes <= most:
            arrays[DATA] = {VALUES: table.values, TARGET: table.target}
    return Project(trained.experiment, arrays)


def from_project(project: Project, cancelled: Callable[[], bool] = never) -> Trained:
    """Return what a file holds; raise `FileError` for parts that do not fit the experiment."""
    return Trained(
        experiment=project.experiment,
        table=_table(project, cancelled),
        checkpoint=_checkpoint(project),
        history=_history(project),
    )


def _table(project: Project, cancelled: Callable[[], bool]) -> Table | None:
    source = project.experiment.data.source
    arrays = project.arrays.get(DATA)
    if arrays is None:
        return table_of(project.experiment, cancelled)
    if not isinstance(source, TableSource) or arrays.keys() != {VALUES, TARGET}:
        raise FileError(DATA, "it does not belong to this experiment.", REMEDY)
    _check_types(arrays, classes=bool(source.classes))
    try:
        table = Table(source.columns, arrays[VALUES], arrays[TARGET], source.target, source.classes or None)
    except (DataError, ValueError) as error:
        raise FileError(DATA, f"{error}", REMEDY) from error
    if table.content_hash() != source.sha256:
        raise FileError(DATA, "its rows are not those of the experiment.", REMEDY)
    return table


def _check_types(arrays: Arrays, *, classes: bool) -> None:
    wanted = {VALUES: np.dtype(np.float64), TARGET: np.dtype(np.int64 if classes else np.float64)}
    for name, dtype in wanted.items():
        if arrays[name].dtype != dtype:
            raise FileError(f"{DATA}, {name}", f"its numbers are of type {arrays[name].dtype}.", REMEDY)


def _checkpoint(project: Project) -> Checkpoint | None:
    arrays = join_checkpoint(project.arrays)
    if arrays is None:
        return None
    try:
        return Checkpoint.from_arrays(arrays)
    except ValueError as error:
        raise FileError("optimizer", f"{error}.", REMEDY) from error


def _history(project: Project) -> NDArray[np.float64] | None:
    arrays = project.arrays.get(HISTORY)
    if arrays is None:
        return None
    if arrays.keys() != {ROWS}:
        raise FileError(HISTORY, f"it must hold “{ROWS}” and nothing else.", REMEDY)
    rows = arrays[ROWS]
    if rows.dtype != np.float64 or rows.ndim != 2 or not len(COLUMNS) <= rows.shape[1] <= MOST_COLUMNS:
        raise FileError(HISTORY, f"its rows are not of {len(COLUMNS)} numbers and norms.", REMEDY)
    if not _is_a_run(rows):
        raise FileError(HISTORY, "its numbers are not those of a run.", REMEDY)
    return rows


def _is_a_run(rows: NDArray[Any]) -> bool:
    """Return whether steps rise, losses are finite, and accuracies are shares and norms sizes if any."""
    accuracies, norms = rows[:, FIRST_ACCURACY : len(COLUMNS)], rows[:, len(COLUMNS) :]
    shares = np.isnan(accuracies) | ((accuracies >= 0) & (accuracies <= 1))
    sizes = np.isnan(norms) | ((norms >= 0) & np.isfinite(norms))
    finite = np.isfinite(rows[:, FINITE_COLUMNS]).all() and not np.isinf(rows[:, TEST_LOSS]).any()
    in_order = (rows[:, :2] >= 0).all() and (np.diff(rows[:, 0]) > 0).all()
    return bool(finite and shares.all() and sizes.all() and in_order)
