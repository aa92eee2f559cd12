"""The history of a run as CSV text for a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

COLUMNS = ("step", "epoch", "train_loss", "test_loss", "penalty", "train_accuracy", "test_accuracy")


def history_csv(rows: ArrayLike, columns: Sequence[str] = COLUMNS) -> str:
    """Return the rows (n, columns) below a header; NaN is an empty cell, numbers keep all digits."""
    table = np.asarray(rows, dtype=np.float64).reshape(-1, len(columns))
    lines = [",".join(columns), *(",".join(map(_cell, row)) for row in table.tolist())]
    return "\n".join(lines) + "\n"


def _cell(value: float) -> str:
    return "" if value != value else repr(value).removesuffix(".0")
