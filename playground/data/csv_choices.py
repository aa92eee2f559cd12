"""What a person may decide about a CSV file: which rows are taken, and what becomes of each column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from playground.data.errors import DataError

Missing = Literal["drop", "mean", "median", "frequent", "zero"]
Words = Literal["leave_out", "one_hot", "ordinal"]

MISSING: tuple[Missing, ...] = get_args(Missing)
WORDS: tuple[Words, ...] = get_args(Words)
# A word has neither a mean nor a median, and 0 is none.
MISSING_WORDS: tuple[Missing, ...] = ("drop", "frequent")


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """What becomes of an input: of its cells that can't be read, and of its words if it holds words.

    Parameters
    ----------
    missing : Missing
        "drop" leaves out the row; the others put the mean, the median or the most frequent of the
        column's readable cells, or 0, in its place.
    words : Words
        "one_hot" makes an input of each word, "ordinal" numbers them 0, 1, 2 in order of appearance.
    """

    missing: Missing = "drop"
    words: Words = "leave_out"

    def __post_init__(self) -> None:
        """Check that both are known."""
        if self.missing not in MISSING or self.words not in WORDS:
            raise DataError("inputs", f"{self.missing!r}, {self.words!r} isn't known", "Choose again")


AS_IT_IS = ColumnChoice()


@dataclass(frozen=True, slots=True)
class RowChoice:
    """Which rows are taken: all, every k-th, or a random sample.

    Parameters
    ----------
    every : int
        1 for all, k for the first row and each k-th after it.
    sample : int
        0 for all, else how many rows are drawn, each set of so many being equally likely.
    seed : int
        Of the sample.

    Raises
    ------
    DataError
        If a number is out of range, or both ways are asked for.
    """

    every: int = 1
    sample: int = 0
    seed: int = 0

    def __post_init__(self) -> None:
        """Check the numbers."""
        if self.every < 1 or self.sample < 0 or self.seed < 0:
            raise DataError("rows", "their numbers can't be below 0", "Choose the rows again")
        if self.every > 1 and self.sample:
            raise DataError("rows", "every k-th and a sample can't be both", "Choose one of the two")

    @property
    def takes_all(self) -> bool:
        """Whether no row is left out."""
        return self.every == 1 and not self.sample


ALL_ROWS = RowChoice()
