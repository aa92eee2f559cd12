"""What the window and the process that imports a CSV file say to each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from playground.data.csv_content import CellProblem
    from playground.data.csv_format import CsvFormat
    from playground.data.csv_table import LeftOut, TargetKind
    from playground.data.errors import DataError
    from playground.data.table import Table

# Commands; columns go by their place, because a name may be very long.


@dataclass(frozen=True, slots=True)
class Read:
    """Read a file, in this format or in the one that is recognised."""

    serial: int
    path: Path
    format: CsvFormat | None


@dataclass(frozen=True, slots=True)
class Check:
    """Say what a choice of columns would give; the kind is suggested if it is None."""

    serial: int
    target: int
    inputs: tuple[int, ...]
    kind: TargetKind | None


@dataclass(frozen=True, slots=True)
class Fetch:
    """Hand over the table of the last check."""

    serial: int


# News


@dataclass(frozen=True, slots=True)
class Preview:
    """What is in the file: its format, names and kinds of columns, first rows, and what can't be read."""

    format: CsvFormat
    names: tuple[str, ...]
    are_numbers: tuple[bool, ...]
    rows: int
    first_rows: tuple[tuple[str, ...], ...]
    problems: tuple[CellProblem, ...]
    problem_count: int
    renamed: tuple[CellProblem, ...]
    target: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a choice of columns gives: `kept` of `total` rows, or why it can't be used."""

    kind: TargetKind
    kept: int
    total: int
    classes: int
    left_out: LeftOut | None
    refusal: DataError | None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to the command with this serial; a number is a progress from 0 to 1."""

    serial: int
    content: float | Preview | Verdict | Table | DataError


class Listener(Protocol):
    """Who is told how the import goes."""

    def csv_progress(self, share: float) -> None:
        """Take how much has been read, 0 to 1."""

    def csv_preview(self, preview: Preview) -> None:
        """Take what is in the file."""

    def csv_verdict(self, verdict: Verdict) -> None:
        """Take what the chosen columns give."""

    def csv_table(self, table: Table) -> None:
        """Take the table."""

    def csv_failed(self, place: str, problem: str, remedy: str) -> None:
        """Take why the file can't be read, or that the process died."""
