from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import LossScale
from playground.document.errors import FileError
from playground.document.experiment import Aspect, Experiment
from playground.session import project
from playground.session.training import TrainingState
from playground.storage.trained import Trained, load_trained
from playground.worker.run import Run
from playground.worker.snapshots import Parameter
from tests.session.edits import EDITS
from tests.worker.tables import experiment_on, table_with

if TYPE_CHECKING:
    from pathlib import Path

    from tests.session.conftest import Desk, MakeDesk


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mine.playground"


# Saving and opening


def test_a_trained_net_opens_trained(desk: Desk, make_desk: MakeDesk, path: Path) -> None:
    desk.session.edit("Layer", edits.add_layer)
    desk.train(70)
    desk.session.files.save(path)
    other = make_desk()
    other.session.edit("Rate", edits.set_learning_rate, 1.0)
    other.session.files.open(path)
    other.go()
    assert other.session.experiment == desk.session.experiment
    assert other.session.path == desk.session.path == path
    assert np.array_equal(other.checkpoint.parameters, desk.checkpoint.parameters)
    assert np.array_equal(other.session.history.rows, desk.session.history.rows)
    assert (other.session.step, other.session.epoch) == (70, desk.session.epoch)
    assert other.session.undo_stack.count() == 0
    assert not other.session.dirty
    desk.train(10)
    other.train(10)
    assert np.array_equal(other.checkpoint.parameters, desk.checkpoint.parameters)


def test_a_table_opens_with_its_rows(make_desk: MakeDesk, path: Path) -> None:
    table = table_with()
    desk = make_desk(experiment_on(table), table)
    desk.train(10)
    desk.session.files.save(path)
    other = make_desk()
    other.session.files.open(path)
    other.go()
    assert other.session.table is not None
    assert other.session.table.content_hash() == table.content_hash()
    assert other.session.measured == desk.session.measured


def test_what_is_saved_in_play_is_a_whole_moment(desk: Desk, path: Path) -> None:
    desk.training.play()
    desk.go(20)
    desk.session.files.save(path)
    saved = load_trained(path)
    assert saved.checkpoint is not None
    assert saved.history is not None
    assert saved.history[-1, 0] <= saved.checkpoint.step


def test_right_after_a_change_of_the_network_its_own_weights_are_saved(desk: Desk, path: Path) -> None:
    desk.train(20)
    desk.session.edit("Neuron", edits.add_neuron, 0)
    desk.session.files.save(path)
    saved = load_trained(path)
    assert saved.experiment == desk.session.experiment
    assert saved.checkpoint is not None
    assert saved.checkpoint.step == 20


@pytest.mark.parametrize("change", ["new seed", "add layer", "weight"])
def test_nothing_is_saved_without_its_weights(
    change: str, desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(project, "LONGEST_WAIT", 0.02)
    desk.worker.hanging = True
    EDITS[change](desk)
    with pytest.raises(FileError, match="Weights: the training has not told them yet"):
        desk.session.files.save(path)
    assert not path.exists()
    assert desk.session.dirty
    assert desk.session.path is None
    desk.worker.hanging = False
    desk.session.files.save(path)
    assert not desk.session.dirty
    saved = load_trained(path).checkpoint
    assert saved is not None
    assert np.array_equal(saved.parameters, desk.checkpoint.parameters)


def test_a_run_that_was_never_trained_is_saved_with_its_first_weights(desk: Desk, path: Path) -> None:
    desk.session.files.save(path)
    saved = load_trained(path).checkpoint
    assert saved is not None
    assert saved.step == 0
    assert np.array_equal(saved.parameters, Run(Experiment()).network.parameters)


def test_the_gradients_history_comes_back(desk: Desk, make_desk: MakeDesk, path: Path) -> None:
    desk.train(30)
    desk.session.edit("Layer", edits.add_layer)
    desk.train(30)
    desk.session.files.save(path)
    other = make_desk()
    other.session.files.open(path)
    mine, theirs = desk.session.history, other.session.history
    assert theirs.norms.shape == mine.norms.shape
    assert theirs.norms.shape[1] == 4
    assert np.array_equal(theirs.norms, mine.norms)
    assert np.array_equal(theirs.norm_epochs, mine.norm_epochs)
    assert theirs.latest == mine.latest


def test_nothing_of_a_closed_session_can_be_undone(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.session.edit("Rate", edits.set_learning_rate, 0.5)
    told: list[int] = []
    desk.session.undo_stack.indexChanged.connect(told.append)
    desk.session.close()
    assert desk.session.undo_stack.count() == 0
    assert desk.session.undo_stack.parent() is None
    assert not told


def test_opening_tells_the_views_of_everything(desk: Desk, path: Path) -> None:
    desk.session.files.save(path)
    told: list[Aspect] = []
    named: list[Path | None] = []
    desk.session.experiment_changed.connect(lambda before, after, aspects: told.append(aspects))
    desk.session.file_changed.connect(lambda: named.append(desk.session.path))
    desk.session.files.open(path)
    assert told == [Aspect.DATA | Aspect.NETWORK | Aspect.TRAINING | Aspect.VIEW]
    assert named == [path]
    desk.session.files.open_new(Trained(Experiment()))
    assert named == [path, None]


def test_opening_pauses(desk: Desk, path: Path) -> None:
    desk.session.files.save(path)
    desk.training.play()
    desk.session.files.open(path)
    assert desk.training.state is TrainingState.PAUSED


@pytest.mark.parametrize("content", [b"", b"PK", b"\0" * 5000])
def test_a_broken_file_changes_nothing(content: bytes, desk: Desk, path: Path) -> None:
    path.write_bytes(content)
    desk.session.edit("Rate", edits.set_learning_rate, 0.5)
    before = desk.session.experiment
    with pytest.raises(FileError, match=r"mine\.playground"):
        desk.session.files.open(path)
    with pytest.raises(FileError):
        desk.session.files.open(path.with_name("gone.playground"))
    assert desk.session.experiment is before
    assert desk.session.path is None
    assert desk.session.undo_stack.count() == 1


def test_a_file_that_cannot_be_written_leaves_the_work_unsaved(desk: Desk, tmp_path: Path) -> None:
    desk.session.edit("Rate", edits.set_learning_rate, 0.5)
    with pytest.raises(FileError):
        desk.session.files.save(tmp_path / "gone" / "mine.playground")
    assert desk.session.dirty
    assert desk.session.path is None


# Unsaved work


def test_edits_and_their_undo(desk: Desk, path: Path) -> None:
    assert not desk.session.dirty
    desk.session.edit("Rate", edits.set_learning_rate, 0.5)
    assert desk.session.dirty
    desk.session.undo_stack.undo()
    assert not desk.session.dirty
    desk.session.undo_stack.redo()
    desk.session.files.save(path)
    assert not desk.session.dirty
    desk.session.undo_stack.undo()
    assert desk.session.dirty


def test_training_is_work_as_well(desk: Desk, path: Path) -> None:
    told: list[bool] = []
    desk.session.file_changed.connect(lambda: told.append(desk.session.dirty))
    desk.train(5)
    assert desk.session.dirty
    assert told == [True]
    desk.session.files.save(path)
    assert not desk.session.dirty
    desk.go(5)
    assert not desk.session.dirty
    desk.train(1)
    assert desk.session.dirty


def test_undo_back_to_the_saved_weights_is_saved(desk: Desk, path: Path) -> None:
    desk.train(30)
    desk.session.files.save(path)
    desk.session.edit("Layer", edits.add_layer)
    desk.train(5)
    desk.session.undo_stack.undo()
    desk.go()
    assert not desk.session.dirty
    desk.session.reset()
    desk.go()
    assert desk.session.dirty


def test_a_view_is_nothing_to_save(desk: Desk) -> None:
    desk.session.edit("Axis", edits.set_loss_scale, LossScale.LOG)
    assert not desk.session.dirty


def test_a_weight_set_by_hand_is_work(desk: Desk) -> None:
    desk.session.by_hand.set_parameter(Parameter(0, 0, 0), 0.1, 0.2)
    assert desk.session.dirty
