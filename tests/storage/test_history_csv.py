from __future__ import annotations

import csv
import io

import numpy as np

from playground.storage.history_csv import COLUMNS, history_csv


def test_a_spreadsheet_reads_the_same_numbers() -> None:
    rows = np.array([[0, 0, 0.5, 1 / 3, 0, 1, 0.75], [250, 10.04, 1e-300, np.pi, 1e22, np.nan, np.nan]])
    header, *lines = csv.reader(io.StringIO(history_csv(rows)))
    assert tuple(header) == COLUMNS
    read = np.array([[float(cell) if cell else np.nan for cell in line] for line in lines])
    np.testing.assert_array_equal(read, rows)
    assert lines[1][0] == "250"
    assert lines[1][-1] == ""


def test_no_rows_leave_the_header() -> None:
    assert history_csv(np.zeros((0, 7))) == ",".join(COLUMNS) + "\n"


def test_other_columns_may_be_given() -> None:
    assert history_csv([[1, 0.5]], ["step", "layer 1"]) == "step,layer 1\n1,0.5\n"
