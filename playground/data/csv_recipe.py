"""All that a person chose about a CSV file, and the table that it gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.data.csv_choices import ALL_ROWS, AS_IT_IS, ColumnChoice, RowChoice
from playground.data.csv_import import never, read_csv
from playground.data.csv_table import TargetKind, build_table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playground.data.csv_format import CsvFormat
    from playground.data.table import Table


@dataclass(frozen=True, slots=True)
class CsvRecipe:
    """How a file is read: its format (recognised if None), its inputs, what becomes of them, and its rows."""

    format: CsvFormat | None
    inputs: tuple[tuple[str, ColumnChoice], ...]
    rows: RowChoice = ALL_ROWS

    @property
    def is_plain(self) -> bool:
        """Whether every input is taken as it is."""
        return all(choice == AS_IT_IS for _, choice in self.inputs)


def read_table(
    path: Path,
    recipe: CsvRecipe,
    target: str,
    kind: TargetKind,
    *,
    cancelled: Callable[[], bool] = never,
) -> Table:
    """Read a file and make the table that the recipe describes; as `read_csv` and `build_table` do.

    Parameters
    ----------
    path : Path
    recipe : CsvRecipe
    target : str
        Name of the column to be predicted.
    kind : "classes" or "number"
    cancelled : callable
        Asked several times a second; True stops the reading.

    Returns
    -------
    Table

    Raises
    ------
    DataError
        If the file, or a column of it, can't be used that way.
    ImportCancelled
        If `cancelled` said so.
    """
    content = read_csv(path, recipe.format, recipe.rows, cancelled=cancelled)
    names = [name for name, _ in recipe.inputs]
    table, _ = build_table(content, target, names, kind, dict(recipe.inputs))
    return table
