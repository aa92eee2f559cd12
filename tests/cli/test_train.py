from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING

import pytest

from playground.cli.parser import parse
from playground.cli.subject import subject_named, with_options
from playground.cli.train import train
from playground.document import edits
from playground.document.errors import ExperimentError, FileError
from playground.document.experiment import Experiment
from playground.document.painted import PaintedSource
from playground.storage.trained import Trained, save_trained

if TYPE_CHECKING:
    from pathlib import Path

XOR = ((0.0, 0.0, 0.0), (0.0, 1.0, 1.0), (1.0, 0.0, 1.0), (1.0, 1.0, 0.0))


def saved(folder: Path, experiment: Experiment) -> str:
    save_trained(folder / "mine.playground", Trained(experiment))
    return str(folder / "mine.playground")


def test_without_a_test_set_its_loss_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    experiment = edits.set_train_share(edits.set_painted(Experiment(), PaintedSource(XOR)), 1.0)
    subject = subject_named(saved(tmp_path, experiment))
    assert train(subject, epochs=2, folder=tmp_path / "out") == 0
    said = capsys.readouterr().out
    assert "train, none test" in said
    assert "nan" not in said
    rows = (tmp_path / "out" / "history.csv").read_text().splitlines()
    assert rows[0].split(",")[3] == "test_loss"
    assert [row.split(",")[3] for row in rows[1:]] == [""] * 3
    train(subject, epochs=1, as_json=True)
    assert json.loads(capsys.readouterr().out)["test_loss"] is None


def test_too_few_points_are_refused_with_a_sentence(tmp_path: Path) -> None:
    subject = subject_named(saved(tmp_path, edits.set_painted(Experiment(), PaintedSource(XOR[:1]))))
    with pytest.raises(ExperimentError, match="Paint at least two points"):
        train(subject, epochs=1)


def written_table(folder: Path, rows: list[str]) -> str:
    (folder / "mine.csv").write_text("\n".join(["a,b,y", *rows]) + "\n")
    return str(folder / "mine.csv")


def test_rows_left_out_are_named_by_line_and_column(tmp_path: Path) -> None:
    rows = [f"{number},{number * number % 7},{number / 3}" for number in range(20)]
    rows[3], rows[8] = "3,,1.0", "8,,2.5"
    note = subject_named(written_table(tmp_path, rows)).note
    assert note.startswith("2 rows were left out: 2 where “b” is ")
    assert note.endswith("(first in line 5)")
    rows[8] = "8,1,2.5"
    assert subject_named(written_table(tmp_path, rows)).note.startswith("1 row was left out: 1 where “b”")


def test_a_table_of_too_few_rows_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"there are only 2; at least 10 are needed\. Use a table of more"):
        subject_named(written_table(tmp_path, ["1,2,3", "2,3,4.5"]))


def test_a_file_of_another_kind_is_told_from_none_at_all(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("words")
    with pytest.raises(FileError, match="files of this kind are not read") as caught:
        subject_named(str(tmp_path / "README.md"))
    assert all(each in str(caught.value) for each in (".playground", ".csv", ".tsv", ".txt"))
    with pytest.raises(FileError, match="no such experiment or file"):
        subject_named(str(tmp_path / "nothing.md"))


def test_convolutions_that_hidden_replaces_are_named() -> None:
    options = parse(["train", "mnist-convolution", "--hidden", "8"])
    assert "2 convolutions are gone" in with_options(subject_named("mnist-convolution"), options).note
    assert with_options(subject_named("circle"), parse(["train", "circle", "--hidden", "8"])).note == ""


def test_a_single_step_or_epoch_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    train(subject_named("gauss"), steps=1)
    assert capsys.readouterr().out.startswith("1 step (")
    train(subject_named("gauss"), epochs=1)
    assert "(1 epoch)" in capsys.readouterr().out


def test_the_written_map_is_of_a_fair_size_and_told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    train(subject_named("mnist-convolution"), steps=1, folder=tmp_path)
    picture = (tmp_path / "decision-map.png").read_bytes()
    width, height = struct.unpack(">II", picture[16:24])
    assert width == height >= 440
    said = capsys.readouterr().out
    assert "782 other columns at the mean" in said
    assert "r13c15 from" in said
    assert "9 is #" in said
