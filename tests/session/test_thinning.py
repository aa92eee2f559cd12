from __future__ import annotations

import numpy as np
import pytest

from playground.session.thinning import thinned, thinned_but_the_newest


def rows_of(count: int, seed: int = 0) -> np.ndarray:
    generator = np.random.default_rng(seed)
    return np.column_stack([np.arange(count), np.arange(count) / 25, generator.random((count, 5))])


def test_the_ends_and_the_extremes_of_both_losses_stay() -> None:
    rows = rows_of(50_000)
    rows[31_234, 2], rows[7, 2], rows[900, 3], rows[49_000, 3] = 9.0, -9.0, 8.0, -8.0
    few = thinned(rows, 500)
    assert len(few) <= 500
    assert np.array_equal(few[[0, -1]], rows[[0, -1]])
    assert (few[:, 2].max(), few[:, 2].min(), few[:, 3].max(), few[:, 3].min()) == (9.0, -9.0, 8.0, -8.0)
    assert np.array_equal(few, rows[few[:, 0].astype(int)])
    assert (np.diff(few[:, 0]) > 0).all()


def test_each_stretch_keeps_its_own_extremes() -> None:
    rows = rows_of(10_000, seed=1)
    few = thinned(rows, 4 * 10 + 2)
    edges = np.linspace(0.0, rows[-1, 1], 11)
    for low, high in zip(edges[:-1] + 1e-9, edges[1:] - 1e-9, strict=True):
        before = rows[(rows[:, 1] > low) & (rows[:, 1] < high)]
        after = few[(few[:, 1] > low) & (few[:, 1] < high)]
        for column in (2, 3):
            assert after[:, column].min() == before[:, column].min()
            assert after[:, column].max() == before[:, column].max()


@pytest.mark.parametrize("missing", [np.s_[:], np.s_[::2], np.s_[:900]])
def test_what_was_not_measured_hides_nothing(missing: slice) -> None:
    rows = rows_of(1000)
    rows[missing, 3] = np.nan
    rows[501, 2] = np.inf
    few = thinned(rows, 100)
    assert len(few) <= 100
    assert few[:, 2].max() == np.inf
    known = rows[np.isfinite(rows[:, 3]), 3]
    if len(known):
        assert (np.nanmin(few[:, 3]), np.nanmax(few[:, 3])) == (known.min(), known.max())


def test_few_rows_stay_as_they_are() -> None:
    rows = rows_of(10)
    assert np.array_equal(thinned(rows, 10), rows)
    assert np.array_equal(thinned_but_the_newest(rows, 4, 20), rows)


def test_the_newest_stay_exactly() -> None:
    rows = rows_of(1000)
    few = thinned_but_the_newest(rows, 100, 300)
    assert np.array_equal(few[-300:], rows[-300:])
    assert len(few) <= 400


def test_rows_of_one_moment_can_be_thinned() -> None:
    rows = rows_of(50)
    rows[:, 1] = 3.0
    assert len(thinned(rows, 10)) <= 10
