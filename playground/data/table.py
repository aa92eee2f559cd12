"""A table of numbers with a target column: the form in which imported data lives."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.data.errors import DataError
from playground.data.limits import COLUMNS, FEWEST_CLASSES, LARGEST_NUMBER, MOST_CLASSES

if TYPE_CHECKING:
    from playground.data.arrays import FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Table:
    """Rows of numbers and what is to be predicted from them; the arrays are read-only, and else copied.

    Parameters
    ----------
    columns : tuple of str
        Names of the input columns, each different.
    values : (n, c) float64
        The inputs, in the units of the source.
    target : (n,) float64 or int64
        A number per row, or the index of its class.
    target_name : str
        Name of the target column.
    classes : tuple of str, or None
        Names of the classes; None means that the target is a number (regression).

    Raises
    ------
    DataError
        If shapes, names or values contradict each other, or a value isn't finite.
    """

    columns: tuple[str, ...]
    values: FloatArray
    target: FloatArray | IntArray
    target_name: str
    classes: tuple[str, ...] | None

    def __post_init__(self) -> None:
        """Freeze the arrays and check that the parts fit."""
        _freeze(self, "values", np.float64)
        _freeze(self, "target", np.float64 if self.classes is None else np.int64)
        _check_names(self)
        _check_shapes(self)
        _check_values(self)

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.target)

    def content_hash(self) -> str:
        """Return the SHA-256 (64 hexadecimal digits) of names, shape, values and target."""
        names = [list(self.columns), self.target_name, self.classes and list(self.classes), self.rows]
        digest = hashlib.sha256(json.dumps(["table", 1, *names]).encode("ascii"))
        # Adding 0.0 turns -0.0 into 0.0; the byte order is fixed so that machines agree.
        digest.update((self.values + 0.0).astype("<f8").tobytes())
        digest.update((self.target + 0).astype("<f8" if self.classes is None else "<i8").tobytes())
        return digest.hexdigest()


def _freeze(table: Table, field: str, dtype: type[np.float64 | np.int64]) -> None:
    array = getattr(table, field)
    flags = array.flags
    # An array that nobody can write to any more is taken as it is: a large one stands in memory once.
    if array.dtype != dtype or flags.writeable or not (flags.owndata and flags.c_contiguous):
        array = np.array(array, dtype=dtype, order="C")
        array.setflags(write=False)
    object.__setattr__(table, field, array)


def _check_names(table: Table) -> None:
    names = (*table.columns, table.target_name)
    if not 1 <= len(table.columns) <= COLUMNS:
        raise _contradiction(f"{len(table.columns)} input columns, where 1 to {COLUMNS} are allowed")
    if len(set(names)) != len(names):
        raise _contradiction("two columns have the same name")
    if table.classes is not None and not FEWEST_CLASSES <= len(set(table.classes)) <= MOST_CLASSES:
        raise _contradiction(
            f"{len(set(table.classes))} classes, where {FEWEST_CLASSES} to {MOST_CLASSES} are allowed"
        )
    if table.classes is not None and len(set(table.classes)) != len(table.classes):
        raise _contradiction("two classes have the same name")


def _check_shapes(table: Table) -> None:
    if table.target.ndim != 1 or table.values.shape != (len(table.target), len(table.columns)):
        raise _contradiction(
            f"values of shape {table.values.shape} and a target of shape {table.target.shape} "
            f"don't fit {len(table.columns)} columns"
        )


def _check_values(table: Table) -> None:
    # Written so that NaN, which compares false with everything, fails too.
    if not _within(table.values, -LARGEST_NUMBER, LARGEST_NUMBER):
        raise _contradiction(f"a value isn't a number within \N{PLUS-MINUS SIGN}{LARGEST_NUMBER:g}")
    limit = LARGEST_NUMBER if table.classes is None else len(table.classes) - 1
    lowest = -LARGEST_NUMBER if table.classes is None else 0
    if not _within(table.target, lowest, limit):
        raise _contradiction("a target is outside its range")


def _within(array: FloatArray | IntArray, lowest: float, highest: float) -> bool:
    return not array.size or bool(lowest <= array.min() and array.max() <= highest)


def _contradiction(problem: str) -> DataError:
    return DataError("table", problem, "Import the data again")
