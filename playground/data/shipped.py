"""The tables and the sets of images that come with the program."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from playground.data.csv_format import CsvFormat
from playground.data.csv_import import read_csv
from playground.data.csv_table import build_table
from playground.data.errors import DataError
from playground.data.table import Table

if TYPE_CHECKING:
    from pathlib import Path

    from playground.data.arrays import ByteArray

_FORMAT = CsvFormat(encoding="utf-8", delimiter=",", decimal=".", has_header=True)


@dataclass(frozen=True)
class ShippedTable:
    """One shipped table: its key and file, its title and a line for the screen, and what it predicts.

    `image` is (channels, height, width) where a row is an image, its columns the pixels; else it is empty.
    """

    key: str
    file: str
    title: str
    target: str
    line: str
    image: tuple[int, ...] = ()


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
    ShippedTable(
        "digits", "digits.npz", "Digits 8×8", "digit", "1,797 handwritten digits of 8 by 8 pixels", (1, 8, 8)
    ),
    ShippedTable(
        "mnist-5000",
        "mnist-5000.npz",
        "Digits 28×28",
        "digit",
        "5,000 handwritten digits of 28 by 28 pixels, from MNIST",
        (1, 28, 28),
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
    if shipped.image:
        return _table_of_images(shipped, folder)
    table, _ = build_table(read_csv(folder / shipped.file, _FORMAT), shipped.target, kind="classes")
    return table


@lru_cache(maxsize=len(_ALL))
def load_images(name: str, folder: Path) -> tuple[ByteArray, ByteArray]:
    """Load a shipped set of images once; a `KeyError` if there is no table of this name.

    Parameters
    ----------
    name : str
        A key of `SHIPPED`, of a set of images.
    folder : Path
        Where the shipped data sets lie.

    Returns
    -------
    images : (n, height, width) uint8
        Grey levels from 0, which is paper.
    labels : (n,) uint8
        What each shows.

    Raises
    ------
    DataError
        If the file is missing or damaged.
    """
    path = folder / SHIPPED[name].file
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            images, labels = arrays["images"], arrays["labels"]
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, zlib.error) as error:
        problem = f"its images can't be read ({error})"
        raise DataError(path.name, problem, "Install the program again") from error
    for array in (images, labels):
        array.setflags(write=False)
    return images, labels


def _table_of_images(shipped: ShippedTable, folder: Path) -> Table:
    images, labels = load_images(shipped.key, folder)
    _, height, width = shipped.image
    columns = tuple(f"r{row}c{column}" for row in range(1, height + 1) for column in range(1, width + 1))
    classes = tuple(str(each) for each in np.unique(labels).tolist())
    pixels = images.reshape(len(images), -1).astype(np.float64)
    return Table(columns, pixels, labels.astype(np.int64), shipped.target, classes)
