"""All samples of an experiment as a CSV file, in their own units, with the part that each belongs to."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import numpy as np

from playground.data.csv_import import never
from playground.data.csv_names import free_name
from playground.data.errors import ImportCancelled
from playground.data.prepare import GENERATED_CLASSES, Prepared, split_rows
from playground.storage.atomic import write_pieces_atomically

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from playground.data.table import Table
    from playground.document.experiment import Data

TRAIN, TEST = "train", "test"
PART = "part"
_SLICE_CELLS = 50_000


def _ignore(rows: int) -> None:
    """Take the progress and do nothing with it."""


def export_data(
    path: Path,
    data: Data,
    samples: Prepared,
    table: Table | None,
    *,
    cancelled: Callable[[], bool] = never,
    progress: Callable[[int], None] = _ignore,
) -> int:
    """Write all samples as UTF-8 with commas and decimal points, and return how many there are.

    A generated set gives x1, and x2 if it has it, a table its columns in the order of its rows; both give the
    target, and "train" or "test". Numbers have all their digits, so that reading them gives the same ones.
    `FileError` if it can't be written, `ImportCancelled` if it is stopped: the old file is untouched then.
    """
    columns = _of_points(samples) if table is None else _of_table(data, table)
    write_pieces_atomically(path, _pieces(columns, cancelled, progress))
    return len(columns.train)


class _Columns:
    """What is written: a header, inputs (n, d), a word or a number for each target, and who trains (n,)."""

    def __init__(
        self,
        header: Sequence[str],
        inputs: NDArray[np.float64],
        target: NDArray[np.float64] | NDArray[np.int64],
        classes: Sequence[str],
        train: NDArray[np.bool_],
    ) -> None:
        self.header = [*header, free_name(PART, header)]
        self.inputs, self.target, self.classes, self.train = inputs, target, classes, train

    def rows(self, start: int, stop: int) -> Iterator[list[float | str]]:
        """Yield some rows."""
        targets = self.target[start:stop].tolist()
        inputs, train = self.inputs[start:stop].tolist(), self.train[start:stop].tolist()
        for row, target, trains in zip(inputs, targets, train, strict=True):
            answer = self.classes[int(target)] if self.classes else target
            yield [*row, answer, TRAIN if trains else TEST]


def _of_points(samples: Prepared) -> _Columns:
    if samples.train_points is None or samples.test_points is None:
        raise ValueError("samples without a place in the plane need their table")
    classes = ("-1", "1") if samples.classes == GENERATED_CLASSES else samples.classes
    count = len(samples.train_labels)
    points = np.concatenate([samples.train_points, samples.test_points])
    return _Columns(
        header=(*("x1", "x2")[: points.shape[1]], samples.target_name),
        inputs=points,
        target=np.concatenate([samples.train_labels, samples.test_labels]),
        classes=classes,
        train=np.arange(count + len(samples.test_labels)) < count,
    )


def _of_table(data: Data, table: Table) -> _Columns:
    train = np.zeros(table.rows, dtype=np.bool_)
    train[split_rows(table, data.train_share, data.seed)[0]] = True
    header = (*table.columns, table.target_name)
    return _Columns(header, table.values, table.target, table.classes or (), train)


def _pieces(
    columns: _Columns, cancelled: Callable[[], bool], progress: Callable[[int], None]
) -> Iterator[bytes]:
    yield _text([columns.header])
    step = max(_SLICE_CELLS // len(columns.header), 1)
    for start in range(0, len(columns.train), step):
        if cancelled():
            raise ImportCancelled
        yield _text(columns.rows(start, start + step))
        progress(min(start + step, len(columns.train)))


def _text(rows: Iterator[list[float | str]] | Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    # The writer takes `repr` for a number: the shortest text that reads back as the same one.
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8")
