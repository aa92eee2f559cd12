"""Which rows of a stream are taken."""

from __future__ import annotations

import numpy as np
import pytest

from playground.data import csv_sampling
from playground.data.csv_choices import RowChoice
from playground.data.csv_format import CsvFormat
from playground.data.csv_import import read_csv
from playground.data.csv_sampling import RowSampler
from playground.data.errors import DataError

POINT = CsvFormat("utf-8", ",", ".", True)


def numbers(count: int) -> bytes:
    return ("n,square\n" + "".join(f"{n},{n * n}\n" for n in range(count))).encode()


def test_every_kth_row_begins_with_the_first() -> None:
    content = read_csv(numbers(60_000), POINT, RowChoice(every=7))
    assert content.column("n").numbers.tolist() == list(range(0, 60_000, 7))
    assert (content.rows, content.fitting, content.total) == (8_572, 60_000, 60_000)
    assert content.row_lines.tolist() == list(range(2, 60_002, 7))


def test_a_sample_has_its_size_keeps_the_order_and_comes_back_with_its_seed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(csv_sampling, "_LEAST", 10)
    one, again, other = (
        read_csv(numbers(90_000), POINT, RowChoice(sample=500, seed=seed)) for seed in (1, 1, 2)
    )
    drawn = one.column("n").numbers
    assert one.rows == len(drawn) == 500
    assert (np.diff(drawn) > 0).all()
    np.testing.assert_array_equal(one.column("square").numbers, drawn**2)
    np.testing.assert_array_equal(one.row_lines, drawn + 2)
    np.testing.assert_array_equal(drawn, again.column("n").numbers)
    assert set(drawn) != set(other.column("n").numbers)


def test_a_sample_of_more_rows_than_there_are_is_all_of_them() -> None:
    content = read_csv(numbers(50), POINT, RowChoice(sample=1_000))
    assert content.column("n").numbers.tolist() == list(range(50))


def test_each_row_is_as_likely_as_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_sampling, "_LEAST", 0)
    hits = np.zeros(40)
    for seed in range(2_000):
        sampler = RowSampler(RowChoice(sample=10, seed=seed))
        kept = np.zeros(0, dtype=int)
        for start in range(0, 40, 8):
            taken = sampler.taken(8)
            assert taken is not None
            kept = np.concatenate([kept, np.arange(start, start + 8)[taken]])
            stay = sampler.overflow()
            kept = kept if stay is None else kept[stay]
        stay = sampler.overflow(ended=True)
        kept = kept if stay is None else kept[stay]
        assert len(kept) == 10
        hits[kept] += 1
    # 500 hits each, with a deviation of 19 (hypergeometric); the seeds are fixed.
    assert hits.min() > 500 - 4 * 20
    assert hits.max() < 500 + 4 * 20


def test_problems_of_rows_that_are_not_drawn_are_not_listed() -> None:
    rows = "".join(f"{'x' if n % 10 else n},1\n" for n in range(40_000))
    content = read_csv(("a,b\n" + rows).encode(), POINT, RowChoice(sample=100))
    assert {problem.row for problem in content.problems} <= set(content.row_lines.tolist())
    assert content.problem_count == sum(column.problems for column in content.columns)


@pytest.mark.parametrize("numbers", [(0, 0, 0), (1, -1, 0), (1, 5, -1), (2, 5, 0)])
def test_impossible_choices_are_refused(numbers: tuple[int, int, int]) -> None:
    with pytest.raises(DataError):
        RowChoice(*numbers)
