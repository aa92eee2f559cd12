"""The shipped tables against published figures and scikit-learn's copies."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from playground.data.csv_import import read_csv
from playground.data.csv_table import suggest_kind, suggest_target
from playground.data.errors import DataError
from playground.data.shipped import SHIPPED, load_images, load_shipped

FOLDER = Path(__file__).parents[2] / "resources" / "datasets"

CLASS_SIZES = {
    "iris": {"setosa": 50, "versicolor": 50, "virginica": 50},
    "wine": {"cultivar 1": 59, "cultivar 2": 71, "cultivar 3": 48},
    "breast-cancer": {"benign": 357, "malignant": 212},
    "digits": dict(zip("0123456789", (178, 182, 177, 183, 181, 182, 181, 179, 174, 180), strict=True)),
    "mnist-5000": dict.fromkeys("0123456789", 500),
}
WIDTHS = {"iris": 4, "wine": 13, "breast-cancer": 30, "digits": 64, "mnist-5000": 784}
TABLES = [name for name, table in SHIPPED.items() if not table.image]
IMAGES = [name for name, table in SHIPPED.items() if table.image]


@pytest.mark.parametrize("name", SHIPPED)
def test_sizes_and_classes(name):
    table = load_shipped(name, FOLDER)
    assert table.values.shape == (sum(CLASS_SIZES[name].values()), WIDTHS[name])
    assert Counter(table.classes[index] for index in table.target) == CLASS_SIZES[name]
    assert load_shipped(name, FOLDER) is table


@pytest.mark.parametrize("name", TABLES)
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
        ("digits", "r4c4", 0.0, 16.0),
        ("mnist-5000", "r14c14", 0.0, 255.0),
    ],
)
def test_published_ranges(name, column, lowest, highest):
    table = load_shipped(name, FOLDER)
    values = table.values[:, table.columns.index(column)]
    assert (values.min(), values.max()) == (lowest, highest)


@pytest.mark.parametrize("name", [name for name in SHIPPED if name != "mnist-5000"])
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
    sources = ("10.24432/C56C76", "10.24432/C5PC7J", "10.24432/C5DW2B", "10.24432/C50P49", "10.1109/5.726791")
    for table, source in zip(SHIPPED.values(), sources, strict=True):
        section = text.split(f"## {table.file}")[1].split("\n## ")[0]
        assert f"https://doi.org/{source}" in section
        assert ("CC BY-SA 3.0" if table.key == "mnist-5000" else "CC BY 4.0") in section
        assert "Changes" in section


@pytest.mark.parametrize("name", IMAGES)
def test_images_are_rows_of_pixels_from_paper_to_ink(name):
    images, labels = load_images(name, FOLDER)
    table, (_, height, width) = load_shipped(name, FOLDER), SHIPPED[name].image
    assert images.shape == (table.rows, height, width)
    assert table.columns[0] == "r1c1"
    assert table.columns[-1] == f"r{height}c{width}"
    row, column = height // 2, width // 3
    assert np.array_equal(
        table.values[:, table.columns.index(f"r{row + 1}c{column + 1}")], images[:, row, column]
    )
    assert [table.classes[index] for index in table.target] == [str(label) for label in labels]
    edge = np.concatenate([images[:, :, 0], images[:, :, -1]])
    assert edge.mean() < images[:, height // 4 : -height // 4, width // 4 : -width // 4].mean() / 3


@pytest.mark.parametrize("name", IMAGES)
def test_broken_images_are_refused(name, tmp_path):
    for index, content in enumerate((b"", b"PK nothing", (FOLDER / SHIPPED[name].file).read_bytes()[:-400])):
        folder = tmp_path / str(index)
        folder.mkdir()
        (folder / SHIPPED[name].file).write_bytes(content)
        with pytest.raises(DataError, match="Install the program again"):
            load_images(name, folder)


def test_unknown_and_missing_tables_are_refused(tmp_path):
    with pytest.raises(KeyError):
        load_shipped("penguins", FOLDER)
    with pytest.raises(DataError):
        load_shipped("iris", tmp_path)
