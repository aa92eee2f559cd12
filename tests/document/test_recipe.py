"""How a table was made from its file: kept, refused where it can't be, and no part of older files."""

from __future__ import annotations

from dataclasses import replace

import pytest

from playground.document import edits, limits
from playground.document.codec import encode, from_json, to_json
from playground.document.errors import ExperimentError, FileError
from playground.document.experiment import Experiment
from playground.document.recipe import ColumnRecipe, Missing, TableRecipe, Words
from playground.document.sources import TableSource

RECIPE = TableRecipe(
    "cp1252", ";", ",", "'", False, (ColumnRecipe("a", Missing.MEDIAN, Words.ONE_HOT),), 1, 500, 7
)
SOURCE = TableSource("houses", "0" * 64, ("a = x", "a = y"), "price", path="/houses.csv", recipe=RECIPE)


def test_it_comes_back_from_json() -> None:
    experiment = edits.set_table(Experiment(), replace(SOURCE, standardize=False))
    assert from_json(to_json(experiment)) == experiment


def test_a_table_that_is_read_as_it_is_writes_what_older_files_have() -> None:
    assert set(encode(replace(SOURCE, recipe=None))) == {
        "kind",
        "name",
        "sha256",
        "columns",
        "target",
        "classes",
        "path",
    }
    assert encode(ColumnRecipe("a")) == {"name": "a"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"every": 0}, "Every k-th row"),
        ({"sample": -1}, "Sample of rows"),
        ({"seed": limits.SEED[1] + 1}, "Seed of the sample"),
        ({"inputs": (ColumnRecipe("a"),) * 1_025}, "Table"),
    ],
)
def test_impossible_numbers_are_refused(changes: dict[str, object], field: str) -> None:
    source = replace(SOURCE, recipe=replace(RECIPE, **changes))  # type: ignore[arg-type]
    with pytest.raises(ExperimentError) as caught:
        edits.set_table(Experiment(), source)
    assert caught.value.field == field


def test_an_unknown_way_is_refused_in_a_file() -> None:
    text = to_json(edits.set_table(Experiment(), SOURCE)).replace('"median"', '"guess"')
    with pytest.raises(FileError, match="missing"):
        from_json(text)


def test_standardising_is_for_tables() -> None:
    experiment = edits.set_table(Experiment(), SOURCE)
    off = edits.set_standardize(experiment, False)
    assert isinstance(off.data.source, TableSource)
    assert not off.data.source.standardize
    assert edits.set_standardize(off, True) == experiment
    with pytest.raises(ExperimentError, match="Standardise"):
        edits.set_standardize(Experiment(), False)
