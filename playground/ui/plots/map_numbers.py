"""The numbers behind a decision map or curve as CSV text, a line for each sample."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from playground.worker.snapshots import DecisionMap


def map_text(decision: DecisionMap, names: tuple[str, str], value: str, classes: Sequence[str]) -> str:
    """Return place and value of every sample, row by row from the top; of several classes also the winner's.

    Of a strip, whose second name is empty, the middle row says all.
    """
    rows, columns = decision.values.shape
    left, right, bottom, top = decision.extent
    across = left + (np.arange(columns) + 0.5) / columns * (right - left)
    up = top - (np.arange(rows) + 0.5) / rows * (top - bottom)
    chosen = range(rows) if names[1] else [rows // 2]
    winners = decision.winners

    def lines() -> Iterable[list[str]]:
        yield [name for name in (*names, *(["class"] if winners is not None else []), value) if name]
        for row in chosen:
            for column in range(columns):
                place = [_number(across[column]), *([_number(up[row])] if names[1] else [])]
                won = [] if winners is None else [_class(classes, int(winners[row, column]))]
                yield [*place, *won, _number(decision.values[row, column])]

    return _csv(lines())


def _class(classes: Sequence[str], index: int) -> str:
    return classes[index] if index < len(classes) else f"class {index + 1}"


def _number(value: float) -> str:
    return f"{float(value):.7g}"


def _csv(lines: Iterable[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(lines)
    return text.getvalue()
