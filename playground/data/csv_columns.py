"""Columns of numbers and words, gathered from the rows of a CSV file."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

from playground.data.csv_content import CellProblem, Column, ColumnKind, excerpt
from playground.data.csv_dates import are_dates
from playground.data.limits import DISTINCT_VALUES, LISTED_PROBLEMS_PER_COLUMN
from playground.data.number_text import FAULT_TEXTS, Fault, FaultArray, read_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from playground.data.arrays import CodeArray, FloatArray, IntArray

# What a column of numbers has, if only by mistake in how it is written.
_LIKE_NUMBERS = (Fault.NONE, Fault.NOT_FINITE, Fault.TOO_LARGE, Fault.OTHER_DECIMAL)
Item = TypeVar("Item", bound=np.generic)
_NO_FAULTS, _NO_NUMBERS, _NO_CODES = np.zeros(0, np.int8), np.zeros(0), np.zeros(0, np.int16)


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

    def add(self, cells: Sequence[str], lines: IntArray) -> None:
        """Read a chunk of cells, which begin on these lines."""
        numbers, faults = read_numbers(cells, self._decimal)
        self._numbers.append(numbers)
        self._faults.append(faults)
        if self._codes is not None:
            self._encode(self._codes, cells)
        if faults.any():
            empty = faults == Fault.EMPTY
            self._note(self._empty, np.flatnonzero(empty), cells, lines, faults)
            self._note(
                self._unreadable, np.flatnonzero((faults != Fault.NONE) & ~empty), cells, lines, faults
            )

    def keep(self, kept: NDArray[np.bool_]) -> None:
        """Forget the rows that are not `kept` (rows so far,)."""
        self._numbers = [_joined(self._numbers, _NO_NUMBERS)[kept]]
        self._faults = [_joined(self._faults, _NO_FAULTS)[kept]]
        if self._codes is not None:
            self._codes = [_joined(self._codes, _NO_CODES)[kept]]

    def finish(self) -> tuple[Column, list[CellProblem]]:
        """Return the column and those of its problems that are listed; the collector holds nothing then."""
        # What has been joined is let go before the next is, so that only one column stands twice in memory.
        faults = _joined(self._faults, _NO_FAULTS)
        numbers = _joined(self._numbers, _NO_NUMBERS)
        distinct = tuple(self._codes_of)[1 : DISTINCT_VALUES + 1]
        kind = _kind(faults, distinct)
        if kind != "number":
            faults = np.where(faults == Fault.EMPTY, faults, np.int8(Fault.NONE))
            numbers = np.broadcast_to(np.nan, len(numbers))
        column = Column(
            name=self._name,
            kind=kind,
            numbers=numbers,
            faults=faults,
            distinct=distinct,
            distinct_complete=self._codes is not None,
            codes=None if self._codes is None else _joined(self._codes, _NO_CODES),
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
        lines: IntArray,
        faults: FaultArray,
    ) -> None:
        for row in rows[: LISTED_PROBLEMS_PER_COLUMN - len(listed)].tolist():
            why = FAULT_TEXTS[int(faults[row])]
            listed.append(CellProblem(int(lines[row]), self._name, excerpt(cells[row]), why))

    def _listed(self, column: Column) -> list[CellProblem]:
        if not column.distinct:
            return []
        listed = [*self._empty, *self._unreadable] if column.kind == "number" else self._empty
        return sorted(listed, key=lambda problem: problem.row)[:LISTED_PROBLEMS_PER_COLUMN]


def _joined(chunks: list[NDArray[Item]], nothing: NDArray[Item]) -> NDArray[Item]:
    """Return the chunks as one array and empty their list."""
    joined = np.concatenate([nothing, *chunks])
    chunks.clear()
    return joined


def _kind(faults: FaultArray, distinct: tuple[str, ...]) -> ColumnKind:
    filled = np.count_nonzero(faults != Fault.EMPTY)
    if np.isin(faults, _LIKE_NUMBERS).sum() * 2 > filled:
        return "number"
    return "date" if are_dates(distinct) else "text"
