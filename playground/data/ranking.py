"""Which columns of a table say most about its target, one by one."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from playground.data.arrays import FloatArray
    from playground.data.table import Table


@lru_cache(maxsize=2)
def most_telling(table: Table) -> tuple[int, int]:
    """Choose the two columns that a picture of a table is best drawn along.

    Parameters
    ----------
    table : Table
        At least one column; with a single one it is named twice.

    Returns
    -------
    (first, second)
        Column indices in rising order: those whose `explained_share` is largest.
    """
    shares = [explained_share(table.values[:, column], table) for column in range(len(table.columns))]
    best = np.argsort(-np.array(shares), kind="stable")[:2]
    return int(best.min()), int(best.max())


def explained_share(values: FloatArray, table: Table) -> float:
    """Say how much of a column's variance goes with the target.

    Parameters
    ----------
    values : (n,) float64
        The column.
    table : Table
        Gives the target.

    Returns
    -------
    float
        From 0 to 1. For classes the correlation ratio eta squared, 1 - (variance within classes) / (variance)
        (Fisher, "Statistical Methods for Research Workers", 1925); for numbers the squared correlation.
    """
    spread = float(np.var(values))
    if spread <= 0.0 or float(np.var(table.target)) <= 0.0:
        return 0.0
    if table.classes is None:
        return float(np.corrcoef(values, table.target)[0, 1]) ** 2
    groups = (values[table.target == index] for index in range(len(table.classes)))
    within = sum(group.size * float(np.var(group)) for group in groups if group.size)
    return float(1.0 - within / (values.size * spread))
