"""The names of a file's columns, mended where they are missing or come twice."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from playground.data.csv_content import CellProblem
from playground.data.errors import DataError
from playground.data.limits import FILE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Collection

    from playground.data.csv_rows import Row


def names_of(first: Row, *, has_header: bool) -> tuple[tuple[str, ...], tuple[CellProblem, ...]]:
    """Return a unique name per column, and those that are not as they stand in the file.

    Raises
    ------
    DataError
        If there are more columns than `limits.FILE_COLUMNS`.
    """
    if len(first.cells) > FILE_COLUMNS:
        raise DataError(
            f"line {first.line}",
            f"it has {len(first.cells):,} columns; a file may have {FILE_COLUMNS:,}",
            "Choose a part of the table, or another separator",
        )
    if not has_header:
        return tuple(f"column {number}" for number in range(1, len(first.cells) + 1)), ()
    return _unique([" ".join(cell.split()) for cell in first.cells], first.line)


def _unique(names: list[str], line: int) -> tuple[tuple[str, ...], tuple[CellProblem, ...]]:
    # The next number to try is kept per name, or a thousand columns of one name would take a million tries.
    tried: dict[str, int] = {}
    taken: set[str] = set()
    renamed: list[CellProblem] = []
    unique: list[str] = []
    for number, name in enumerate(names, start=1):
        wanted = name or f"column {number}"
        given = free_name(wanted, taken, tried)
        if given != name:
            why = "the name comes twice" if name else "the column has no name"
            renamed.append(CellProblem(line, given, name, f'{why}; called "{given}" here'))
        taken.add(given)
        unique.append(given)
    return tuple(unique), tuple(renamed)


def free_name(wanted: str, taken: Collection[str], tried: dict[str, int] | None = None) -> str:
    """Return the name, with a number behind it if it is taken; `tried` keeps the numbers for later calls."""
    if wanted not in taken:
        return wanted
    numbers = {} if tried is None else tried
    number = next(n for n in count(numbers.get(wanted, 2)) if f"{wanted} ({n})" not in taken)
    numbers[wanted] = number + 1
    return f"{wanted} ({number})"
