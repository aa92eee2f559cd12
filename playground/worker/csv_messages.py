"""What the window and the process that imports a CSV file say to each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from playground.data.csv_choices import ALL_ROWS, ColumnChoice, RowChoice

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from playground.data.csv_content import CellProblem, ColumnKind
    from playground.data.csv_format import CsvFormat
    from playground.data.csv_losses import LeftOut
    from playground.data.csv_source import Progress
    from playground.data.csv_table import TargetKind
    from playground.data.errors import DataError
    from playground.data.table import Table

# Commands; columns go by their place, because a name may be very long.


@dataclass(frozen=True, slots=True)
class Read:
    """Read a file, in this format or in the one that is recognised."""

    serial: int
    path: Path
    format: CsvFormat | None
    rows: RowChoice = ALL_ROWS


@dataclass(frozen=True, slots=True)
class Check:
    """Say what a choice of columns would give; the kind is suggested if it is None.

    `choices` names the places of the inputs that are not taken as they are.
    """

    serial: int
    target: int
    inputs: tuple[int, ...]
    kind: TargetKind | None
    choices: tuple[tuple[int, ColumnChoice], ...] = ()


@dataclass(frozen=True, slots=True)
class Fetch:
    """Hand over the table of the last check."""

    serial: int


# News


@dataclass(frozen=True, slots=True)
class TooMuch:
    """What reading these rows would need is not there; a random sample of `sample` rows would fit."""

    format: CsvFormat
    rows: int
    columns: int
    needed: int
    free: int
    sample: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What is in the file: its format, its columns, first rows, and what can't be read.

    For each column `problems_in` counts the cells that can't be read, and `words_in` the different words
    (none for numbers, -1 if they are too many to be counted). `rows` are all of the file, `taken` those read.
    """

    format: CsvFormat
    names: tuple[str, ...]
    kinds: tuple[ColumnKind, ...]
    problems_in: tuple[int, ...]
    words_in: tuple[int, ...]
    rows: int
    taken: int
    first_rows: tuple[tuple[str, ...], ...]
    problems: tuple[CellProblem, ...]
    problem_count: int
    renamed: tuple[CellProblem, ...]
    renamed_count: int
    target: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a choice of columns gives: `kept` of `total` rows and `inputs` inputs, or why it can't be used."""

    kind: TargetKind
    kept: int
    total: int
    classes: int
    left_out: LeftOut | None
    refusal: DataError | None
    inputs: int = 0
    passed_over: int = 0


@dataclass(frozen=True, slots=True)
class TableHead:
    """A table is coming, in pieces: its names and how many rows it has."""

    columns: tuple[str, ...]
    target_name: str
    classes: tuple[str, ...] | None
    rows: int


@dataclass(frozen=True, slots=True, eq=False)
class TablePiece:
    """The next rows of a table, and their targets."""

    values: NDArray[np.float64]
    target: NDArray[np.float64] | NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to the command with this serial."""

    serial: int
    content: Progress | TooMuch | Preview | Verdict | TableHead | TablePiece | DataError


class Listener(Protocol):
    """Who is told how the import goes."""

    def csv_progress(self, progress: Progress) -> None:
        """Take how much has been read."""

    def csv_too_much(self, news: TooMuch) -> None:
        """Take that the memory would not do, and how many rows would fit."""

    def csv_preview(self, preview: Preview) -> None:
        """Take what is in the file."""

    def csv_verdict(self, verdict: Verdict) -> None:
        """Take what the chosen columns give."""

    def csv_table(self, table: Table) -> None:
        """Take the table."""

    def csv_failed(self, place: str, problem: str, remedy: str) -> None:
        """Take why the file can't be read, or that the process died."""
