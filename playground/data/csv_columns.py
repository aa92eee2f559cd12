"""Columns of numbers and words, gathered from the rows of a CSV file."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from playground.data.csv_content import WHOLE_ROW, CellProblem, Column, ColumnKind, excerpt
from playground.data.errors import DataError
from playground.data.limits import CELLS, DISTINCT_VALUES, LISTED_PROBLEMS_PER_COLUMN
from playground.data.number_text import FAULT_TEXTS, Fault, FaultArray, read_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from playground.data.arrays import CodeArray, FloatArray, IntArray

_CHUNK_CELLS = 50_000
# What a column of numbers has, if only by mistake in how it is written.
_LIKE_NUMBERS = (Fault.NONE, Fault.NOT_FINITE, Fault.TOO_LARGE, Fault.OTHER_DECIMAL)


class ColumnCollector:
    """Reads one column chunk by chunk and decides in the end what it holds."""

    def __init__(self, name: str, decimal: str) -> None:
        self._name = name
        self._decimal = decimal
        self._numbers: list[FloatArray] = []
        self._faults: list[FaultArray] = []
        # Empty cells get -1, so the next new text gets the length less one.
        self._codes_of: dict[str, int] = {"": -1}
        self._codes: list[CodeArray] | None = []
        self._empty: list[CellProblem] = []
        self._unreadable: list[CellProblem] = []

    def add(self, cells: Sequence[str], lines: Sequence[int]) -> None:
        """Read a chunk of cells, which begin on these lines."""
        numbers, faults = read_numbers(cells, self._decimal)
        self._numbers.append(numbers)
        self._faults.append(faults)
        if self._codes is not None:
            self._encode(self._codes, cells)
        empty = faults == Fault.EMPTY
        self._note(self._empty, np.flatnonzero(empty), cells, lines, faults)
        self._note(self._unreadable, np.flatnonzero((faults != Fault.NONE) & ~empty), cells, lines, faults)

    def finish(self) -> tuple[Column, list[CellProblem]]:
        """Return the column and those of its problems that are listed."""
        faults = np.concatenate([np.zeros(0, dtype=np.int8), *self._faults])
        numbers = np.concatenate([np.zeros(0), *self._numbers])
        kind = _kind(faults)
        if kind == "text":
            faults = np.where(faults == Fault.EMPTY, faults, np.int8(Fault.NONE))
            numbers = np.full(len(numbers), np.nan)
        column = Column(
            name=self._name,
            kind=kind,
            numbers=numbers,
            faults=faults,
            distinct=tuple(self._codes_of)[1 : DISTINCT_VALUES + 1],
            distinct_complete=self._codes is not None,
            codes=None if self._codes is None else np.concatenate([np.zeros(0, np.int16), *self._codes]),
            problems=int(np.count_nonzero(faults)),
        )
        return column, self._listed(column)

    def _encode(self, codes: list[CodeArray], cells: Sequence[str]) -> None:
        known = self._codes_of
        new = [known.setdefault(cell, len(known) - 1) for cell in cells]
        if len(known) - 1 > DISTINCT_VALUES:
            self._codes = None
        else:
            codes.append(np.array(new, dtype=np.int16))

    def _note(
        self,
        listed: list[CellProblem],
        rows: NDArray[np.intp],
        cells: Sequence[str],
        lines: Sequence[int],
        faults: FaultArray,
    ) -> None:
        for row in rows[: LISTED_PROBLEMS_PER_COLUMN - len(listed)].tolist():
            why = FAULT_TEXTS[int(faults[row])]
            listed.append(CellProblem(lines[row], self._name, excerpt(cells[row]), why))

    def _listed(self, column: Column) -> list[CellProblem]:
        if not column.distinct:
            return []
        listed = self._empty if column.kind == "text" else [*self._empty, *self._unreadable]
        return sorted(listed, key=lambda problem: problem.row)[:LISTED_PROBLEMS_PER_COLUMN]


def _kind(faults: FaultArray) -> ColumnKind:
    filled = np.count_nonzero(faults != Fault.EMPTY)
    return "number" if np.isin(faults, _LIKE_NUMBERS).sum() * 2 > filled else "text"


class RowCollector:
    """Takes rows one by one, hands them to the columns in chunks and counts those that don't fit."""

    def __init__(self, names: Sequence[str], decimal: str) -> None:
        self.columns = [ColumnCollector(name, decimal) for name in names]
        self.rows = 0
        self.broken_rows: Counter[str] = Counter()
        self.broken: list[CellProblem] = []
        self._waiting: list[list[str]] = []
        self._waiting_lines: list[int] = []
        self._lines: list[IntArray] = []

    def lines(self) -> IntArray:
        """Return the line of the file on which each row begins (rows,)."""
        return np.concatenate([np.zeros(0, dtype=np.int64), *self._lines])

    def add(self, line: int, cells: list[str]) -> None:
        """Take a row, or count it as broken; cells beyond the header that are empty don't matter."""
        width = len(self.columns)
        if len(cells) > width and not any(cells[width:]):
            cells = cells[:width]
        why = _misfit(cells, width)
        if why:
            self._note_broken(line, cells, why)
            return
        self._waiting.append(cells)
        self._waiting_lines.append(line)
        if len(self._waiting) * width >= _CHUNK_CELLS:
            self.flush()

    def flush(self) -> None:
        """Hand the waiting rows to the columns."""
        if not self._waiting:
            return
        for column, cells in zip(self.columns, zip(*self._waiting, strict=True), strict=True):
            column.add(cells, self._waiting_lines)
        self.rows += len(self._waiting)
        self._lines.append(np.array(self._waiting_lines, dtype=np.int64))
        self._waiting, self._waiting_lines = [], []
        if self.rows * len(self.columns) > CELLS:
            raise DataError(
                "file", f"it has more than {CELLS:,} cells, the limit", "Choose a part of the table"
            )

    def _note_broken(self, line: int, cells: list[str], why: str) -> None:
        self.broken_rows[why] += 1
        if len(self.broken) < LISTED_PROBLEMS_PER_COLUMN:
            found = "" if why == "empty" else f"{len(cells)} instead of {len(self.columns)}"
            self.broken.append(CellProblem(line, WHOLE_ROW, found, why))


def _misfit(cells: list[str], width: int) -> str:
    if len(cells) != width:
        return "too few cells" if len(cells) < width else "too many cells"
    return "" if any(cells) else "empty"
