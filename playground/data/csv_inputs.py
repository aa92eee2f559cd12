"""From columns of a CSV file to the numbers of a table: cells filled, words made into numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.data.csv_choices import AS_IT_IS, MISSING_WORDS, ColumnChoice
from playground.data.csv_content import Column, place_of
from playground.data.csv_names import free_name
from playground.data.errors import DataError
from playground.data.limits import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from playground.data.arrays import FloatArray, IntArray
    from playground.data.csv_choices import Missing

    BoolArray = NDArray[np.bool_]

_HOW = {"mean": "the mean", "median": "the median", "frequent": "the most frequent", "zero": ""}


@dataclass(frozen=True, slots=True)
class Filled:
    """Cells of a column that could not be read, and what stands in their place."""

    column: str
    cells: int
    value: str
    how: str


@dataclass(frozen=True, slots=True)
class Input:
    """A column of the file that is an input, and what becomes of it."""

    column: Column
    choice: ColumnChoice = AS_IT_IS

    @property
    def drops_rows(self) -> bool:
        """Whether a cell that can't be read costs its row."""
        return self.choice.missing == "drop"


def inputs_of(
    columns: Sequence[Column], target: Column, choices: Mapping[str, ColumnChoice]
) -> tuple[Input, ...]:
    """Return the inputs, or say why a column can't be one.

    Raises
    ------
    DataError
        If there is none, one is the target, stands twice, holds dates, or words that are not made numbers.
    """
    inputs = tuple(Input(column, choices.get(column.name, AS_IT_IS)) for column in columns)
    for each in inputs:
        _check(each, target)
    if len({id(column) for column in columns}) != len(columns):
        raise DataError("inputs", "a column is chosen twice", "Choose each column once")
    if not inputs:
        raise DataError("inputs", "no column is left", "Choose at least one column")
    return inputs


def _check(each: Input, target: Column) -> None:
    column, choice = each.column, each.choice
    place = place_of(column.name)
    if column is target:
        raise DataError(place, "it can't be both input and target", "Untick one of the two")
    if column.kind == "date":
        raise DataError(place, "it holds dates, which can't be an input", "Untick it")
    if column.kind == "number":
        return
    if choice.words == "leave_out":
        raise DataError(place, "it holds words, which can't be an input as they are", "Untick it")
    if choice.missing not in MISSING_WORDS:
        raise DataError(
            place, "words have no mean, median or zero", "Drop the row, or take the most frequent"
        )
    if column.codes is None:
        problem = f"it has more than {len(column.distinct):,} different words"
        raise DataError(place, problem, "Untick it")


def values_of(
    inputs: Sequence[Input], usable: BoolArray, target: str
) -> tuple[tuple[str, ...], FloatArray, tuple[Filled, ...]]:
    """Return the inputs' numbers.

    Parameters
    ----------
    inputs : sequence of Input
    usable : (rows,) bool
        The rows that are kept; a cell that can't be read in one of them is filled.
    target : str
        A name that no input may have.

    Returns
    -------
    names : tuple of str
        One per input of the table: a column of words that is made one-hot gives several.
    values : (kept rows, names) float64
    filled : tuple of Filled

    Raises
    ------
    DataError
        If there are more than `limits.COLUMNS`, or nothing can be read to fill a column with.
    """
    codes = {each.column.name: _filled_codes(each, usable) for each in inputs if each.column.kind == "text"}
    words = {name: np.unique(found) for name, (found, _) in codes.items()}
    widths = [_width(each, words) for each in inputs]
    _check_width(sum(widths))
    values = np.empty((int(np.count_nonzero(usable)), sum(widths)))
    names: list[str] = []
    filled: list[Filled] = []
    taken = {each.column.name for each in inputs} | {target}
    for each, width in zip(inputs, widths, strict=True):
        block = values[:, len(names) : len(names) + width]
        if each.column.kind == "number":
            note = _put_numbers(block, each, usable)
        else:
            found, note = codes.pop(each.column.name)
            block[:] = _coded(each, found, words[each.column.name])
        names += _names(each, words, taken)
        filled += [note] if note is not None else []
    values.setflags(write=False)
    return tuple(names), values, tuple(filled)


def _width(each: Input, words: Mapping[str, IntArray]) -> int:
    one_hot = each.column.kind == "text" and each.choice.words == "one_hot"
    return len(words[each.column.name]) if one_hot else 1


def _check_width(width: int) -> None:
    if width > COLUMNS:
        raise DataError(
            "inputs",
            f"they are {width:,}; the limit is {COLUMNS:,}",
            f"Leave out at least {width - COLUMNS:,} of them",
        )


def _names(each: Input, words: Mapping[str, IntArray], taken: set[str]) -> list[str]:
    column = each.column
    if column.kind == "number" or each.choice.words == "ordinal":
        return [column.name]
    names = []
    for code in words[column.name].tolist():
        names.append(free_name(f"{column.name} = {column.distinct[code]}", taken))
        taken.add(names[-1])
    return names


def _put_numbers(block: FloatArray, each: Input, usable: BoolArray) -> Filled | None:
    column = each.column
    block[:, 0] = column.numbers[usable]
    if not column.problems or each.drops_rows:
        return None
    holes = column.faults[usable] != 0
    if not holes.any():
        return None
    value = _fill_value(column, each.choice.missing)
    block[holes, 0] = value
    return Filled(column.name, int(holes.sum()), f"{value:.6g}", _HOW[each.choice.missing])


def _fill_value(column: Column, missing: Missing) -> float:
    if missing == "zero":
        return 0.0
    readable = column.numbers[column.faults == 0]
    if not len(readable):
        raise DataError(
            place_of(column.name), "none of its cells can be read", "Leave it out, or fill it with 0"
        )
    if missing == "mean":
        return float(readable.mean())
    if missing == "median":
        return float(np.median(readable))
    values, counts = np.unique(readable, return_counts=True)
    return float(values[counts.argmax()])


def _filled_codes(each: Input, usable: BoolArray) -> tuple[IntArray, Filled | None]:
    column = each.column
    if column.codes is None:
        raise DataError(place_of(column.name), "it has too many different words", "Untick it")
    found = column.codes[usable].astype(np.int64)
    holes = found < 0
    if not holes.any():
        return found, None
    counts = np.bincount(column.codes[column.codes >= 0])
    found[holes] = counts.argmax()
    word = column.distinct[int(counts.argmax())]
    return found, Filled(column.name, int(holes.sum()), f"“{word}”", _HOW["frequent"])


def _coded(each: Input, found: IntArray, words: IntArray) -> FloatArray:
    # Codes are in order of appearance; among the rows kept some words may not come at all.
    places = np.searchsorted(words, found)
    if each.choice.words == "ordinal":
        return places.astype(np.float64)[:, np.newaxis]
    one_hot = np.zeros((len(found), len(words)))
    one_hot[np.arange(len(found)), places] = 1.0
    return one_hot
