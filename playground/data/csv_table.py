"""From what was found in a CSV file to a table that can be trained on."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

import numpy as np

from playground.data.csv_content import Column, CsvContent, excerpt, place_of
from playground.data.csv_inputs import inputs_of, values_of
from playground.data.csv_losses import LeftOut, left_out
from playground.data.errors import DataError
from playground.data.limits import FEWEST_CLASSES, FEWEST_ROWS, MOST_CLASSES
from playground.data.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from playground.data.arrays import FloatArray, IntArray
    from playground.data.csv_choices import ColumnChoice

TargetKind = Literal["classes", "number"]
NO_CHOICES: Mapping[str, ColumnChoice] = MappingProxyType({})

_USUAL_NAMES = ("class", "target", "label", "species")
# Whole numbers are taken for classes only if each comes several times.
_ROWS_PER_CLASS = 5


def suggest_target(content: CsvContent) -> str:
    """Return the column that is likeliest to be predicted.

    A column with a usual name (class, target, label, species) comes first, then the last column of a
    few words, a column y, the last of a few whole numbers, the last of numbers, and the last of all.
    """
    by_name = {column.name.casefold(): column for column in content.columns}
    usual = [by_name[name] for name in _USUAL_NAMES if name in by_name]
    ranked = (
        next((column for column in usual if _can_be_target(column)), None),
        _last(column for column in content.columns if column.kind == "text" and _few_values(column)),
        by_name.get("y"),
        _last(column for column in content.columns if _whole_classes(column)),
        _last(column for column in content.columns if column.kind == "number"),
        next((column for column in reversed(content.columns) if column.kind == "text"), None),
        content.columns[-1],
    )
    return next(column.name for column in ranked if column is not None)


def suggest_kind(content: CsvContent, target: str) -> TargetKind:
    """Return "classes" for words and for few whole numbers that come often, else "number"."""
    column = content.column(target)
    return "classes" if column.kind == "text" or _whole_classes(column) else "number"


def _last(columns: Iterable[Column]) -> Column | None:
    found = list(columns)
    return found[-1] if found else None


def _can_be_target(column: Column) -> bool:
    return column.kind == "number" or _few_values(column)


def _few_values(column: Column) -> bool:
    return column.distinct_complete and FEWEST_CLASSES <= len(column.distinct) <= MOST_CLASSES


def _whole_classes(column: Column) -> bool:
    if column.kind != "number" or not column.distinct_complete:
        return False
    values = column.numbers[np.isfinite(column.numbers)]
    if not (values == np.rint(values)).all():
        return False
    count = len(np.unique(values))
    return FEWEST_CLASSES <= count <= min(MOST_CLASSES, len(values) // _ROWS_PER_CLASS)


def build_table(
    content: CsvContent,
    target: str,
    inputs: Sequence[str] | None = None,
    kind: TargetKind | None = None,
    choices: Mapping[str, ColumnChoice] = NO_CHOICES,
) -> tuple[Table, LeftOut]:
    """Make a table of the rows that can be read in all columns used.

    Parameters
    ----------
    content : CsvContent
    target : str
        Name of the column to be predicted.
    inputs : sequence of str, optional
        Names of the columns to predict it from; every other column of numbers if not given.
    kind : "classes" or "number", optional
        What the target is; suggested if not given.
    choices : mapping of str to ColumnChoice
        What becomes of an input's cells that can't be read, and of its words; else such a row is dropped.

    Returns
    -------
    table : Table
        Classes are in the order of their numbers, or of the alphabet.
    left_out : LeftOut
        What the table lacks, and why.

    Raises
    ------
    DataError
        If a column can't be used as asked, or too few rows or too few or many classes are left.
    """
    predicted = content.column(target)
    used = inputs_of(_columns(content, predicted, inputs), predicted, choices)
    kind = kind or suggest_kind(content, target)
    _check_target(predicted, kind)
    usable = predicted.faults == 0
    for each in used:
        if each.drops_rows and each.column.problems:
            usable &= each.column.faults == 0
    if np.count_nonzero(usable) < FEWEST_ROWS:
        raise _too_few_rows(content, usable)
    goal, classes = _classes(predicted, usable) if kind == "classes" else (_varied(predicted, usable), None)
    names, values, filled = values_of(used, usable, target)
    return Table(names, values, goal, target, classes), left_out(content, predicted, used, filled)


def _columns(content: CsvContent, target: Column, names: Sequence[str] | None) -> list[Column]:
    if names is not None:
        return [content.column(name) for name in names]
    columns = [column for column in content.columns if column.kind == "number" and column is not target]
    if not columns:
        raise DataError("inputs", "no column of numbers is left", "Choose at least one column")
    return columns


def _check_target(target: Column, kind: TargetKind) -> None:
    if target.kind == "date":
        raise DataError(
            place_of(target.name), "it holds dates, which can't be predicted", "Choose another target"
        )
    if kind == "number" and target.kind == "text":
        raise DataError(place_of(target.name), "it holds words, not numbers", "Take it as classes")


def _classes(column: Column, usable: NDArray[np.bool_]) -> tuple[IntArray, tuple[str, ...]]:
    found, codes = _word_classes(column, usable) if column.kind == "text" else _number_classes(column, usable)
    if len(found) < FEWEST_CLASSES:
        problem = f"all its values are “{excerpt(found[0])}”, one class, so there is nothing to tell apart"
        raise DataError(place_of(column.name), problem, "Choose another target")
    if len(found) > MOST_CLASSES:
        raise _class_count(column, f"{len(found):,}")
    return codes, found


def _word_classes(column: Column, usable: NDArray[np.bool_]) -> tuple[tuple[str, ...], IntArray]:
    if column.codes is None:
        raise _class_count(column, f"more than {len(column.distinct):,}")
    codes = column.codes[usable]
    names = sorted((column.distinct[code] for code in np.unique(codes)), key=_alphabetical)
    place = {name: index for index, name in enumerate(names)}
    moved = np.array([place.get(name, -1) for name in column.distinct], dtype=np.int64)
    return tuple(names), moved[codes]


def _alphabetical(name: str) -> tuple[str, str]:
    return name.casefold(), name


def _number_classes(column: Column, usable: NDArray[np.bool_]) -> tuple[tuple[str, ...], IntArray]:
    values, codes = np.unique(column.numbers[usable] + 0.0, return_inverse=True)
    return tuple(_number_name(float(value)) for value in values), codes.astype(np.int64)


def _number_name(value: float) -> str:
    return repr(value).removesuffix(".0")


def _class_count(column: Column, count: str) -> DataError:
    return DataError(
        place_of(column.name),
        f"it has {count} different values; classes may be {FEWEST_CLASSES} to {MOST_CLASSES}",
        "Choose another target" if column.kind == "text" else "Choose another target, or take it as a number",
    )


def _varied(column: Column, usable: NDArray[np.bool_]) -> FloatArray:
    values = column.numbers[usable]
    if (values == values[0]).all():
        raise DataError(
            place_of(column.name),
            "all its values are the same, so there is nothing to predict",
            "Choose another target",
        )
    return values


def _too_few_rows(content: CsvContent, usable: NDArray[np.bool_]) -> DataError:
    count = int(np.count_nonzero(usable))
    needed = f"at least {FEWEST_ROWS} are needed"
    if count == content.total:
        there = "there is only 1" if count == 1 else f"there are only {count}"
        return DataError("rows", f"{there}; {needed}", "Use a table of more rows")
    return DataError(
        "rows",
        f"{count} of {content.total} can be read in all chosen columns; {needed}",
        "Mend the cells that cannot be read, fill them, or choose other columns",
    )
