from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from playground.cli.subject import subject_named
from playground.cli.train import train
from playground.document import edits
from playground.document.errors import ExperimentError
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
