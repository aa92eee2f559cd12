"""The shipped tables against published figures and scikit-learn's copies."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from playground.data.csv_import import read_csv
from playground.data.csv_table import suggest_kind, suggest_target
from playground.data.errors import DataError
from playground.data.shipped import SHIPPED, load_shipped

FOLDER = Path(__file__).parents[2] / "resources" / "datasets"

CLASS_SIZES = {
    "iris": {"setosa": 50, "versicolor": 50, "virginica": 50},
    "wine": {"cultivar 1": 59, "cultivar 2": 71, "cultivar 3": 48},
    "breast-cancer": {"benign": 357, "malignant": 212},
}
WIDTHS = {"iris": 4, "wine": 13, "breast-cancer": 30}


@pytest.mark.parametrize("name", SHIPPED)
def test_sizes_and_classes(name):
    table = load_shipped(name, FOLDER)
    assert table.values.shape == (sum(CLASS_SIZES[name].values()), WIDTHS[name])
    assert Counter(table.classes[index] for index in table.target) == CLASS_SIZES[name]
    assert load_shipped(name, FOLDER) is table


@pytest.mark.parametrize("name", SHIPPED)
def test_nothing_in_the_files_needs_mending_and_the_target_is_found(name):
    content = read_csv(FOLDER / SHIPPED[name].file)
    assert content.problem_count == 0
    assert content.renamed == ()
    assert suggest_target(content) == SHIPPED[name].target
    assert suggest_kind(content, SHIPPED[name].target) == "classes"


@pytest.mark.parametrize(
    ("name", "column", "lowest", "highest"),
    [
        ("iris", "sepal length (cm)", 4.3, 7.9),
        ("iris", "petal width (cm)", 0.1, 2.5),
        ("wine", "magnesium", 70.0, 162.0),
        ("wine", "proline", 278.0, 1680.0),
        ("breast-cancer", "mean radius", 6.981, 28.11),
        ("breast-cancer", "area SE", 6.802, 542.2),
        ("breast-cancer", "worst area", 185.2, 4254.0),
    ],
)
def test_published_ranges(name, column, lowest, highest):
    table = load_shipped(name, FOLDER)
    values = table.values[:, table.columns.index(column)]
    assert (values.min(), values.max()) == (lowest, highest)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_values_are_those_of_scikit_learn(name):
    datasets = pytest.importorskip("sklearn.datasets")
    bunch = getattr(datasets, "load_" + name.replace("-", "_"))()
    table = load_shipped(name, FOLDER)
    assert np.array_equal(table.values, bunch.data)
    theirs = [str(bunch.target_names[index]).replace("class_0", "cultivar 1") for index in bunch.target]
    theirs = [word.replace("class_1", "cultivar 2").replace("class_2", "cultivar 3") for word in theirs]
    assert [table.classes[index] for index in table.target] == theirs


def test_each_table_has_its_source_and_licence():
    text = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    for table, doi in zip(SHIPPED.values(), ("C56C76", "C5PC7J", "C5DW2B"), strict=True):
        section = text.split(f"## {table.file}")[1].split("\n## ")[0]
        assert f"https://doi.org/10.24432/{doi}" in section
        assert "CC BY 4.0" in section
        assert "Changes" in section


def test_unknown_and_missing_tables_are_refused(tmp_path):
    with pytest.raises(KeyError):
        load_shipped("penguins", FOLDER)
    with pytest.raises(DataError):
        load_shipped("iris", tmp_path)
