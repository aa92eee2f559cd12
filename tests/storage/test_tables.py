"""Tables named by their files: opened again, the rows are those that were chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.data.csv_choices import ColumnChoice, RowChoice
from playground.data.csv_format import CsvFormat
from playground.data.csv_recipe import CsvRecipe, read_table
from playground.data.errors import ImportCancelled
from playground.document import edits, limits
from playground.document.errors import FileError
from playground.document.experiment import Experiment
from playground.document.sources import TableSource
from playground.storage.tables import csv_source, table_of
from playground.storage.trained import Trained, load_trained, save_trained

if TYPE_CHECKING:
    from pathlib import Path

    from playground.data.table import Table

# Recognised it would be read as UTF-8 with decimal points, and its first row as names.
FORMAT = CsvFormat("latin-1", ";", ",", False, "'")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = [
        f"{n};{n * 3 % 11};'{('red', 'green')[n % 2]}';{'' if n % 9 == 4 else n % 5};{n % 3}"
        for n in range(90)
    ]
    path = tmp_path / "odd.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def opened(path: Path, recipe: CsvRecipe) -> tuple[Table, Experiment]:
    table = read_table(path, recipe, "column 5", "classes")
    source = csv_source(path, table, recipe, standardize=False)
    return table, edits.set_table(Experiment(), source)


RECIPES = [
    CsvRecipe(FORMAT, (("column 1", ColumnChoice()), ("column 2", ColumnChoice()))),
    CsvRecipe(
        FORMAT,
        (("column 3", ColumnChoice("drop", "one_hot")), ("column 4", ColumnChoice("median"))),
    ),
    CsvRecipe(FORMAT, (("column 3", ColumnChoice("frequent", "ordinal")), ("column 1", ColumnChoice()))),
    CsvRecipe(FORMAT, (("column 1", ColumnChoice()),), RowChoice(sample=40, seed=3)),
    CsvRecipe(FORMAT, (("column 1", ColumnChoice()),), RowChoice(every=4)),
]


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_table_too_large_for_its_project_is_read_again_as_it_was(
    recipe: CsvRecipe, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, experiment = opened(file, recipe)
    monkeypatch.setattr(limits, "EMBEDDED_TABLE_BYTES", 0)
    save_trained(tmp_path / "a.playground", Trained(experiment, table))
    back = load_trained(tmp_path / "a.playground")
    assert back.experiment == experiment
    assert back.table is not None
    assert back.table.columns == table.columns
    np.testing.assert_array_equal(back.table.values, table.values)
    np.testing.assert_array_equal(back.table.target, table.target)


def test_a_file_that_has_changed_is_refused(file: Path) -> None:
    _, experiment = opened(file, RECIPES[0])
    file.write_text(file.read_text(encoding="utf-8").replace("7;", "8;"), encoding="utf-8")
    with pytest.raises(FileError, match="its rows are not those of the experiment"):
        table_of(experiment)


def test_an_impossible_recipe_is_refused_with_the_files_name(file: Path) -> None:
    _, experiment = opened(file, RECIPES[0])
    source = experiment.data.source
    assert isinstance(source, TableSource)
    assert source.recipe is not None
    wrong = replace(source, recipe=replace(source.recipe, encoding="klingon"))
    with pytest.raises(FileError, match=r"odd\.csv.*encoding 'klingon' isn't known"):
        table_of(replace(experiment, data=replace(experiment.data, source=wrong)))


def test_reading_again_can_be_stopped(file: Path) -> None:
    _, experiment = opened(file, RECIPES[0])
    with pytest.raises(ImportCancelled):
        table_of(experiment, lambda: True)
