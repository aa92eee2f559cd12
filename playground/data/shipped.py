"""The tables that come with the program."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from playground.data.csv_format import CsvFormat
from playground.data.csv_import import read_csv
from playground.data.csv_table import build_table

if TYPE_CHECKING:
    from pathlib import Path

    from playground.data.table import Table

_FORMAT = CsvFormat(encoding="utf-8", delimiter=",", decimal=".", has_header=True)


@dataclass(frozen=True)
class ShippedTable:
    """One shipped table: its key and file, its title and a line for the screen, and what it predicts."""

    key: str
    file: str
    title: str
    target: str
    line: str


_ALL = (
    ShippedTable(
        "iris",
        "iris.csv",
        "Iris",
        "species",
        "150 iris flowers of three species, by the size of petals and sepals",
    ),
    ShippedTable(
        "wine", "wine.csv", "Wine", "cultivar", "178 Italian wines of three cultivars, by chemical analysis"
    ),
    ShippedTable(
        "breast-cancer",
        "breast-cancer.csv",
        "Breast cancer",
        "diagnosis",
        "569 breast masses, benign or malignant, by the shape of their cell nuclei",
    ),
)
SHIPPED: dict[str, ShippedTable] = {table.key: table for table in _ALL}


@lru_cache(maxsize=len(_ALL))
def load_shipped(name: str, folder: Path) -> Table:
    """Load a shipped table once; a `KeyError` if there is none of this name.

    Parameters
    ----------
    name : str
        A key of `SHIPPED`.
    folder : Path
        Where the shipped data sets lie.

    Returns
    -------
    Table
        The same object each time; its arrays are read-only.

    Raises
    ------
    DataError
        If the file is missing or damaged.
    """
    shipped = SHIPPED[name]
    table, _ = build_table(read_csv(folder / shipped.file, _FORMAT), shipped.target, kind="classes")
    return table
