from __future__ import annotations

import numpy as np
import pytest

from playground.assets import asset
from playground.data.ranking import explained_share, most_telling
from playground.data.shipped import load_shipped
from playground.data.table import Table


def a_table(values: np.ndarray, target: np.ndarray, classes: tuple[str, ...] | None) -> Table:
    return Table(tuple(f"c{index}" for index in range(values.shape[1])), values, target, "t", classes)


def test_the_share_is_the_between_part_of_the_variance() -> None:
    values, target = np.array([1.0, 2.0, 3.0, 5.0, 7.0, 9.0]), np.array([0, 0, 0, 1, 1, 1])
    between = 3 * (2.0 - 4.5) ** 2 + 3 * (7.0 - 4.5) ** 2
    total = ((values - 4.5) ** 2).sum()
    table = a_table(values[:, None], target, ("a", "b"))
    assert explained_share(values, table) == pytest.approx(between / total)


def test_for_numbers_it_is_the_squared_correlation() -> None:
    rng = np.random.default_rng(0)
    values = rng.normal(size=40)
    target = 2.0 * values + rng.normal(size=40)
    slope, offset = np.polyfit(values, target, 1)
    residual = ((target - slope * values - offset) ** 2).sum()
    explained = 1.0 - residual / ((target - target.mean()) ** 2).sum()
    assert explained_share(values, a_table(values[:, None], target, None)) == pytest.approx(explained)


def test_a_constant_column_says_nothing_and_one_column_is_named_twice() -> None:
    target = np.array([0, 1] * 5)
    table = a_table(np.full((10, 1), 3.0), target, ("a", "b"))
    assert explained_share(table.values[:, 0], table) == 0.0
    assert most_telling(table) == (0, 0)


def test_petals_tell_iris_apart() -> None:
    table = load_shipped("iris", asset("datasets"))
    first, second = most_telling(table)
    assert table.columns[first].startswith("petal")
    assert table.columns[second].startswith("petal")
