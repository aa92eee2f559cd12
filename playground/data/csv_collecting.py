"""The rows of a CSV file on their way into columns: sampled, counted, and set aside where they don't fit."""

from __future__ import annotations

from collections import Counter
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

from playground.data.csv_columns import ColumnCollector
from playground.data.csv_content import WHOLE_ROW, CellProblem, Column
from playground.data.csv_rows import PlainRows, Row
from playground.data.csv_sampling import RowSampler
from playground.data.errors import DataError
from playground.data.limits import CELLS, LISTED_PROBLEMS_PER_COLUMN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from playground.data.arrays import IntArray
    from playground.data.csv_choices import RowChoice

_CHUNK_CELLS = 50_000


class RowCollector:
    """Takes rows, hands those that fit to the columns in chunks, and counts those that don't.

    `fitting` counts the rows that fit, `rows` those of them that are taken.
    """

    def __init__(self, names: Sequence[str], decimal: str, choice: RowChoice) -> None:
        self._columns = [ColumnCollector(name, decimal) for name in names]
        self._sampler = RowSampler(choice)
        self.fitting = self.rows = 0
        self.broken_rows: Counter[str] = Counter()
        self.broken: list[CellProblem] = []
        self._waiting: list[str] = []
        self._waiting_lines: list[IntArray | list[int]] = []
        self._lines: list[IntArray] = []

    @property
    def seen(self) -> int:
        """All rows so far, whatever became of them."""
        width = len(self._columns)
        return self.fitting + len(self._waiting) // width + self.broken_rows.total()

    def add(self, rows: Row | PlainRows) -> None:
        """Take a row, or several."""
        if isinstance(rows, Row):
            self._add_row(rows.line, rows.cells)
        elif rows.width != len(self._columns) or "" in rows.cells[:: rows.width]:
            # An empty first cell is rare, and may begin a row without any cell.
            for place in range(0, len(rows.cells), rows.width):
                self._add_row(rows.line + place // rows.width, rows.cells[place : place + rows.width])
        else:
            count = len(rows.cells) // rows.width
            self._waiting.extend(rows.cells)
            self._waiting_lines.append(np.arange(rows.line, rows.line + count, dtype=np.int64))
        if len(self._waiting) >= _CHUNK_CELLS:
            self._flush()

    def finish(self) -> tuple[list[Column], list[CellProblem], IntArray]:
        """Return the columns, what is listed of their problems, and the line on which each row begins."""
        self._flush()
        self._forget(self._sampler.overflow(ended=True))
        finished = [column.finish() for column in self._columns]
        lines = np.concatenate([np.zeros(0, dtype=np.int64), *self._lines])
        self._lines.clear()
        listed = [problem for _, problems in finished for problem in problems]
        if self.rows < self.fitting:
            there = set(np.intersect1d([problem.row for problem in listed], lines).tolist())
            listed = [problem for problem in listed if problem.row in there]
        return [column for column, _ in finished], listed, lines

    def _add_row(self, line: int, cells: list[str]) -> None:
        """Take a row, or count it as broken; cells beyond the header that are empty don't matter."""
        width = len(self._columns)
        if len(cells) > width and not any(cells[width:]):
            cells = cells[:width]
        why = _misfit(cells, width)
        if why:
            self._note_broken(line, cells, why)
            return
        self._waiting.extend(cells)
        if not self._waiting_lines or not isinstance(self._waiting_lines[-1], list):
            self._waiting_lines.append([])
        latest = self._waiting_lines[-1]
        if isinstance(latest, list):
            latest.append(line)

    def _flush(self) -> None:
        """Hand the waiting rows to the columns."""
        if not self._waiting:
            return
        width = len(self._columns)
        lines = np.concatenate([np.asarray(each, dtype=np.int64) for each in self._waiting_lines])
        taken = self._sampler.taken(len(lines))
        self._lines.append(lines if taken is None else lines[taken])
        for place, column in enumerate(self._columns):
            cells = self._waiting[place::width]
            if taken is not None:
                cells = list(compress(cells, taken.tolist()))
            if cells:
                column.add(cells, self._lines[-1])
        self.fitting += len(lines)
        self.rows += len(self._lines[-1])
        self._waiting, self._waiting_lines = [], []
        self._forget(self._sampler.overflow())
        self._check_cells()

    def _forget(self, stay: NDArray[np.bool_] | None) -> None:
        if stay is None:
            return
        for column in self._columns:
            column.keep(stay)
        self._lines = [np.concatenate(self._lines)[stay]]
        self.rows = int(np.count_nonzero(stay))

    def _check_cells(self) -> None:
        if self.rows * len(self._columns) > CELLS:
            raise DataError(
                "file",
                f"it has more than {CELLS:,} cells, the limit",
                "Take every k-th row, a random sample of rows, or a part of the table",
            )

    def _note_broken(self, line: int, cells: list[str], why: str) -> None:
        self.broken_rows[why] += 1
        if len(self.broken) < LISTED_PROBLEMS_PER_COLUMN or self.broken_rows[why] == 1:
            found = "" if why == "empty" else f"{len(cells)} instead of {len(self._columns)}"
            self.broken.append(CellProblem(line, WHOLE_ROW, found, why))


def _misfit(cells: list[str], width: int) -> str:
    if len(cells) != width:
        return "too few cells" if len(cells) < width else "too many cells"
    return "" if any(cells) else "empty"
