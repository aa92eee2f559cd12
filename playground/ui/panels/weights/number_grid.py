"""Numbers on the clipboard as spreadsheets write them: a line per row, a tab between two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document.errors import ExperimentError
from playground.ui.theme.numbers import parse_number

if TYPE_CHECKING:
    from collections.abc import Sequence

SEPARATORS = ("\t", ";")
LONGEST_SHOWN = 20
FIELD = "Paste"


def grid_to_text(rows: Sequence[Sequence[float]]) -> str:
    """Return the numbers with all their digits."""
    return "\n".join("\t".join(repr(float(value)) for value in row) for row in rows)


def grid_from_text(text: str) -> list[list[float]]:
    """Return the numbers of a text; raise `ExperimentError` naming the row and column of what is none."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        raise ExperimentError(FIELD, "there are no numbers on the clipboard.", "Copy some cells first.")
    rows = [_cells(line) for line in lines]
    for number, row in enumerate(rows, start=1):
        if len(row) != len(rows[0]):
            raise ExperimentError(
                FIELD, f"row {number} has {len(row)} cells, row 1 has {len(rows[0])}.", "Copy whole rows."
            )
    return [
        [_number(cell, row, column) for column, cell in enumerate(cells, start=1)]
        for row, cells in enumerate(rows, start=1)
    ]


def _cells(line: str) -> list[str]:
    separator = next((each for each in SEPARATORS if each in line), None)
    return line.split(separator)


def _number(cell: str, row: int, column: int) -> float:
    value = parse_number(cell)
    if value is None:
        shown = f"“{cell.strip()[:LONGEST_SHOWN]}”" if cell.strip() else "an empty cell"
        raise ExperimentError(
            FIELD, f"row {row}, column {column}: {shown} is no number.", "Nothing was changed."
        )
    return value
