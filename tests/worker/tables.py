"""Small tables for tests, and experiments on them."""

from __future__ import annotations

import numpy as np

from playground.data.table import Table
from playground.document import edits
from playground.document.experiment import Experiment
from playground.document.sources import TableSource


def table_with(columns: int = 3, rows: int = 60, classes: int = 3, seed: int = 1) -> Table:
    random = np.random.default_rng(seed)
    values = random.normal(size=(rows, columns)) * np.arange(1, columns + 1) + 10.0
    names = tuple(f"c{index}" for index in range(columns))
    if classes:
        target = np.arange(rows) % classes
        values[:, 0] += 4.0 * target
        return Table(names, values, target, "kind", tuple("abcdefgh"[:classes]))
    return Table(names, values, values @ np.ones(columns) * 3.0 + 7.0, "price", None)


def source_of(table: Table) -> TableSource:
    return TableSource("flowers", table.content_hash(), table.columns, table.target_name, table.classes or ())


def experiment_on(table: Table) -> Experiment:
    return edits.set_table(Experiment(), source_of(table))
