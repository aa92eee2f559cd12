"""All samples as a CSV file: what is read back from it are the same numbers."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.data.csv_import import read_csv
from playground.data.csv_table import build_table
from playground.data.errors import ImportCancelled
from playground.data.limits import LARGEST_NUMBER
from playground.data.table import Table
from playground.document import edits
from playground.document.choices import Dataset, Feature
from playground.document.errors import FileError
from playground.document.experiment import Experiment
from playground.document.sources import TableSource
from playground.storage import atomic, data_csv
from playground.storage.data_csv import export_data
from playground.worker.samples import samples_of
from tests.worker.tables import experiment_on, table_with

if TYPE_CHECKING:
    from pathlib import Path


def exported(path: Path, experiment: Experiment, table: Table | None = None) -> list[list[str]]:
    data = experiment.data
    count = export_data(path, data, samples_of(data, table), table)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == count + 1
    return rows


@pytest.mark.parametrize("dataset", list(Dataset))
def test_a_generated_set_gives_its_points_its_labels_and_their_parts(
    dataset: Dataset, tmp_path: Path
) -> None:
    experiment = edits.set_noise(edits.set_dataset(Experiment(), dataset), 0.3)
    samples = samples_of(experiment.data)
    header, *rows = exported(tmp_path / "a.csv", experiment)
    places = ["x1"] if dataset.inputs == 1 else ["x1", "x2"]
    assert header == [*places, "label", "part"]
    points = np.concatenate([samples.train_points, samples.test_points])
    np.testing.assert_array_equal([[float(cell) for cell in row[:-2]] for row in rows], points)
    labels = np.concatenate([samples.train_labels, samples.test_labels])
    words = ["-1", "1"] if len(samples.classes) == 2 else list(samples.classes)
    told = [row[-2] for row in rows]
    assert told == (
        [words[label] for label in labels] if words else [repr(label) for label in labels.tolist()]
    )
    assert [row[-1] for row in rows].count("train") == len(samples.train_labels)
    assert [row[-1] for row in rows].index("test") == len(samples.train_labels)


def test_features_do_not_change_what_is_written(tmp_path: Path) -> None:
    with_more = edits.set_input_on(Experiment(), Feature.SIN_X1.value, True)
    assert exported(tmp_path / "a.csv", with_more) == exported(tmp_path / "b.csv", Experiment())


def test_a_table_gives_all_its_columns_in_the_order_of_its_rows(tmp_path: Path) -> None:
    table = table_with(columns=3, rows=60, classes=3)
    experiment = edits.set_input_on(experiment_on(table), "c1", False)
    header, *rows = exported(tmp_path / "a.csv", experiment, table)
    assert header == ["c0", "c1", "c2", "kind", "part"]
    np.testing.assert_array_equal([[float(cell) for cell in row[:3]] for row in rows], table.values)
    assert [row[3] for row in rows] == ["abc"[index] for index in table.target]
    samples = samples_of(experiment.data, table)
    own = samples.own_units(samples.train_inputs)
    train = np.array([[float(row[0]), float(row[2])] for row in rows if row[4] == "train"])
    np.testing.assert_allclose(np.sort(train, axis=0), np.sort(own, axis=0), rtol=1e-12)
    standing = edits.set_standardize(experiment, False)
    assert exported(tmp_path / "b.csv", standing, table) == [header, *rows]


def test_a_column_called_part_keeps_its_name(tmp_path: Path) -> None:
    table = Table(("part", "b"), np.arange(24.0).reshape(12, 2), np.arange(12.0), "part (2)", None)
    source = TableSource("t", table.content_hash(), table.columns, table.target_name)
    header = exported(tmp_path / "a.csv", edits.set_table(Experiment(), source), table)[0]
    assert header == ["part", "b", "part (2)", "part (3)"]


NUMBERS = st.floats(-LARGEST_NUMBER, LARGEST_NUMBER)
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], include_characters=",;\"' "), min_size=1
)


@given(
    rows=st.lists(st.tuples(NUMBERS, NUMBERS), min_size=12, max_size=30),
    names=st.lists(
        WORDS.map(str.strip).filter(lambda word: word.isalpha()), min_size=3, max_size=3, unique=True
    ),
)
@settings(max_examples=60, deadline=None)
def test_our_own_import_reads_the_same_numbers(
    rows: list[tuple[float, float]], names: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("export") / "a.csv"
    values = np.array(rows)
    target = np.arange(len(rows), dtype=float)
    table = Table((names[0], names[1]), values, target, names[2], None)
    source = TableSource("t", table.content_hash(), table.columns, table.target_name)
    exported(path, edits.set_table(Experiment(), source), table)
    content = read_csv(path)
    assert content.header == (*names, "part")
    back, left_out = build_table(content, names[2], names[:2], "number")
    assert left_out.rows == 0
    np.testing.assert_array_equal(back.values, values)
    np.testing.assert_array_equal(back.target, target)
    assert back.content_hash() == table.content_hash()


def test_words_with_commas_quotes_and_line_ends_come_back(tmp_path: Path) -> None:
    classes = ('say "yes", please', "two\nlines", "Ünïcode; semi")
    table = Table(
        ("a, b", "c"), np.random.default_rng(0).normal(size=(30, 2)), np.arange(30) % 3, 'k"l', classes
    )
    source = TableSource("t", table.content_hash(), table.columns, table.target_name, classes)
    exported(tmp_path / "a.csv", edits.set_table(Experiment(), source), table)
    back, _ = build_table(read_csv(tmp_path / "a.csv"), 'k"l', ["a, b", "c"])
    assert back.classes is not None
    assert [back.classes[index] for index in back.target] == [classes[index] for index in table.target]
    np.testing.assert_array_equal(back.values, table.values)


def test_it_reports_its_rows_and_can_be_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_csv, "_SLICE_CELLS", 400)
    data, path = Experiment().data, tmp_path / "a.csv"
    heard: list[int] = []
    count = export_data(path, data, samples_of(data), None, progress=heard.append)
    assert heard == [*range(100, count, 100), count]
    before = path.read_bytes()
    with pytest.raises(ImportCancelled):
        export_data(
            path, data, samples_of(data), None, cancelled=lambda: len(heard) > 6, progress=heard.append
        )
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["a.csv"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    data = Experiment().data
    with pytest.raises(FileError, match="no such file or folder"):
        export_data(tmp_path / "nowhere" / "a.csv", data, samples_of(data), None)


def test_a_disk_that_gives_back_other_bytes_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")
    monkeypatch.setattr(atomic.os, "read", lambda descriptor, size: b"")
    with pytest.raises(FileError, match="reports a fault"):
        atomic.write_pieces_atomically(path, [b"new", b"er"])
    monkeypatch.undo()
    assert path.read_text() == "old"
    atomic.write_pieces_atomically(path, iter([b"new", b"er"]))
    assert path.read_text() == "newer"
    assert len(list(tmp_path.iterdir())) == 1
