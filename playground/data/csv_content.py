"""What was found in a CSV file: columns of numbers or words, and everything that can't be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from playground.data.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playground.data.arrays import CodeArray, FloatArray, IntArray
    from playground.data.csv_format import CsvFormat
    from playground.data.number_text import FaultArray

ColumnKind = Literal["number", "text", "date"]

WHOLE_ROW = "(whole row)"
_EXCERPT_CHARACTERS = 40


@dataclass(frozen=True)
class CellProblem:
    """One thing that can't be used: its line in the file (from 1), its column, the text and why."""

    row: int
    column: str
    text: str
    why: str


@dataclass(frozen=True, eq=False)
class Column:
    """One column of a CSV file.

    Parameters
    ----------
    name : str
        From the header, made unique.
    kind : "number", "text" or "date"
        "number" if more than half of the filled cells are numbers, else "date" if more than half of the
        different words are dates or times.
    numbers : (rows,) float64
        The values; NaN stands for a cell with a fault, never for a value.
    faults : (rows,) int8
        A `Fault` for each cell; in a column of words or dates only an empty cell is one.
    distinct : tuple of str
        The different texts in order of appearance, at most `limits.DISTINCT_VALUES`.
    distinct_complete : bool
        False if there are more.
    codes : (rows,) int16, or None
        Each cell's place in `distinct`, -1 if it is empty; None unless `distinct` is complete.
    problems : int
        Number of cells with a fault.
    """

    name: str
    kind: ColumnKind
    numbers: FloatArray
    faults: FaultArray
    distinct: tuple[str, ...]
    distinct_complete: bool
    codes: CodeArray | None
    problems: int


@dataclass(frozen=True, eq=False)
class CsvContent:
    """The whole of a CSV file.

    Parameters
    ----------
    format : CsvFormat
        How it was read.
    header : tuple of str
        The columns' names, unique.
    columns : tuple of Column
    rows : int
        Rows with the right number of cells that are taken.
    fitting : int
        Rows with the right number of cells, taken or not.
    row_lines : (rows,) int64
        The line of the file on which each row taken begins, from 1.
    problems : tuple of CellProblem
        What can't be read, by line; at most `limits.LISTED_PROBLEMS_PER_COLUMN` of each column.
    problem_count : int
        How many there are, listed or not.
    broken_rows : mapping of str to int
        Why rows don't fit the header, and how many; they are no part of `rows` nor of `fitting`.
    broken_lines : mapping of str to int
        The first line of each of them.
    renamed : tuple of CellProblem
        Names of the header that were missing or came twice, and what they are called here.
    """

    format: CsvFormat
    header: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: int
    fitting: int
    row_lines: IntArray
    problems: tuple[CellProblem, ...]
    problem_count: int
    broken_rows: Mapping[str, int]
    broken_lines: Mapping[str, int]
    renamed: tuple[CellProblem, ...]

    @property
    def total(self) -> int:
        """All rows of the file below the header, whatever became of them."""
        return self.fitting + sum(self.broken_rows.values())

    def column(self, name: str) -> Column:
        """Return a column by its name; a `DataError` if there is none."""
        if name not in self.header:
            raise DataError(place_of(name), "the file has no such column", "Choose one of its columns")
        return self.columns[self.header.index(name)]


def excerpt(text: str) -> str:
    """Return the beginning of a text on one line."""
    beginning = " ".join(text[: 2 * _EXCERPT_CHARACTERS].split())
    if len(text) <= _EXCERPT_CHARACTERS:
        return beginning
    return beginning[: _EXCERPT_CHARACTERS - 1] + "…"


def place_of(name: str) -> str:
    """Return how an error names a column."""
    return f'column "{excerpt(name)}"'
