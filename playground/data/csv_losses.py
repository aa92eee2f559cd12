"""What a table has not taken from its file: how many rows, why, and where the first of them stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.data.csv_content import WHOLE_ROW, Column, CsvContent, excerpt
from playground.data.number_text import FAULT_TEXTS, Fault

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from playground.data.csv_inputs import Filled, Input

    BoolArray = NDArray[np.bool_]

_BROKEN = {
    "too few cells": "with too few cells",
    "too many cells": "with too many cells",
    "empty": "without any cell",
}


@dataclass(frozen=True, slots=True)
class Loss:
    """Rows left out for one reason ("12 rows" + `why`), and the line of the first."""

    rows: int
    why: str
    line: int


@dataclass(frozen=True)
class LeftOut:
    """What a table has not taken from its file.

    Parameters
    ----------
    rows : int
        Rows left out altogether; those that a choice of rows passed over are no part of them.
    reasons : mapping of str to mapping of str to int
        By column (or `WHOLE_ROW`) and reason, the number of rows; a row may count in several columns.
    text_columns : tuple of str
        Columns of words, which can't be inputs.
    losses : tuple of Loss
        Each row that is left out once, under the first reason found: the row's shape, the target, the inputs.
    filled : tuple of Filled
        Cells that could not be read and were filled.
    date_columns : tuple of str
        Columns of dates, which can't be inputs.
    """

    rows: int
    reasons: Mapping[str, Mapping[str, int]]
    text_columns: tuple[str, ...]
    losses: tuple[Loss, ...] = ()
    filled: tuple[Filled, ...] = ()
    date_columns: tuple[str, ...] = ()


def left_out(
    content: CsvContent, target: Column, inputs: Sequence[Input], filled: tuple[Filled, ...]
) -> LeftOut:
    """Count what is left out of a file for this choice of target and inputs."""
    losses = _losses(content, target, inputs)
    used = [*(each.column for each in inputs), target]
    reasons = {column.name: _reasons(column) for column in used if column.problems}
    if content.broken_rows:
        reasons[WHOLE_ROW] = dict(content.broken_rows)
    unused = [column for column in content.columns if not any(column is each for each in used)]
    return LeftOut(
        rows=sum(loss.rows for loss in losses),
        reasons=reasons,
        text_columns=tuple(column.name for column in unused if column.kind == "text"),
        losses=losses,
        filled=filled,
        date_columns=tuple(column.name for column in unused if column.kind == "date"),
    )


def _losses(content: CsvContent, target: Column, inputs: Sequence[Input]) -> tuple[Loss, ...]:
    losses = [
        Loss(count, _BROKEN[why], content.broken_lines[why]) for why, count in content.broken_rows.items()
    ]
    there = np.ones(content.rows, dtype=np.bool_)
    dropping = [each.column for each in inputs if each.drops_rows]
    for column in [target, *dropping]:
        if column.problems:
            losses += _losses_of(content, column, there, is_target=column is target)
    return tuple(losses)


def _losses_of(content: CsvContent, column: Column, there: BoolArray, *, is_target: bool) -> list[Loss]:
    """Return the rows that this column costs, and mark them as no longer `there`."""
    losses = []
    for fault in Fault:
        lost = np.flatnonzero(there & (column.faults == fault))
        if fault is not Fault.NONE and len(lost):
            line = int(content.row_lines[lost[0]])
            losses.append(Loss(len(lost), _why(column, fault, is_target=is_target), line))
    there &= column.faults == 0
    return losses


def _why(column: Column, fault: Fault, *, is_target: bool) -> str:
    if is_target:
        return "without a target" if fault is Fault.EMPTY else f"whose target is {FAULT_TEXTS[fault]}"
    return f"where “{excerpt(column.name)}” is {FAULT_TEXTS[fault]}"


def _reasons(column: Column) -> dict[str, int]:
    counts = np.bincount(column.faults, minlength=len(FAULT_TEXTS)).tolist()
    return {why: count for why, count in zip(FAULT_TEXTS, counts, strict=True) if why and count}
