"""How a table is made from its file, so that opening it again gives the same rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from playground.document.added import ADDED


class Missing(StrEnum):
    """What becomes of a cell that can't be read."""

    DROP = "drop"
    MEAN = "mean"
    MEDIAN = "median"
    FREQUENT = "frequent"
    ZERO = "zero"


class Words(StrEnum):
    """What becomes of a column of words."""

    LEAVE_OUT = "leave_out"
    ONE_HOT = "one_hot"
    ORDINAL = "ordinal"


@dataclass(frozen=True, slots=True)
class ColumnRecipe:
    """A column of the file that is an input, and what becomes of its cells."""

    name: str
    missing: Missing = field(default=Missing.DROP, metadata=ADDED)
    words: Words = field(default=Words.LEAVE_OUT, metadata=ADDED)


@dataclass(frozen=True, slots=True)
class TableRecipe:
    """How the file is written, which rows are taken, and which columns.

    Without `inputs` the columns of the table are those of the file, as they are. `every` is k where each k-th
    row is taken, `sample` the size of a random sample, 0 for none.
    """

    encoding: str
    delimiter: str
    decimal: str
    quote: str
    has_header: bool
    inputs: tuple[ColumnRecipe, ...] = field(default=(), metadata=ADDED)
    every: int = field(default=1, metadata=ADDED)
    sample: int = field(default=0, metadata=ADDED)
    seed: int = field(default=0, metadata=ADDED)
