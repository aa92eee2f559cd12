from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.document import edits
from playground.document.errors import FileError
from playground.session.autosave import TRAINING_SECONDS, Autosave, left_work
from playground.storage.recovery import RecoveryStore
from playground.storage.trained import Trained, load_trained
from tests.worker.tables import source_of, table_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.session.conftest import Desk, MakeDesk


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mine.playground"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[RecoveryStore]:
    store = RecoveryStore(tmp_path / "recovery")
    yield store
    store.close()


@pytest.fixture
def autosave(desk: Desk, store: RecoveryStore) -> Iterator[Autosave]:
    autosave = Autosave(desk.session, store)
    autosave._timer.stop()
    yield autosave
    autosave.close()


def kept(autosave: Autosave, store: RecoveryStore) -> Trained | None:
    """Look, wait until it is written, and read what a next start would find after a crash."""
    autosave.look()
    if autosave._writing is not None:
        autosave._writing.result()
    found = sorted((store._own or Path("/nowhere")).glob("*.playground"))
    return load_trained(found[0]) if found else None


def test_nothing_is_kept_of_nothing(autosave: Autosave, store: RecoveryStore) -> None:
    assert kept(autosave, store) is None


def test_an_edit_is_kept_at_the_next_look(desk: Desk, autosave: Autosave, store: RecoveryStore) -> None:
    desk.session.edit("Rate", edits.set_learning_rate, 0.5)
    work = kept(autosave, store)
    assert work is not None
    assert work.experiment == desk.session.experiment
    desk.session.edit("Rate", edits.set_learning_rate, 0.6)
    work = kept(autosave, store)
    assert work is not None
    assert work.experiment == desk.session.experiment


def test_training_is_kept_every_few_seconds(
    desk: Desk, autosave: Autosave, store: RecoveryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.train(10)
    assert kept(autosave, store) is not None
    desk.train(10)
    work = kept(autosave, store)
    assert work is not None
    assert work.checkpoint is not None
    assert work.checkpoint.step == 10
    monkeypatch.setattr(autosave, "_kept_at", time.monotonic() - TRAINING_SECONDS)
    work = kept(autosave, store)
    assert work is not None
    assert work.checkpoint is not None
    assert work.checkpoint.step == 20
    assert TRAINING_SECONDS < 9.0


def test_saved_work_is_forgotten(desk: Desk, autosave: Autosave, store: RecoveryStore, path: Path) -> None:
    desk.session.edit("Rate", edits.set_learning_rate, 0.5)
    assert kept(autosave, store) is not None
    desk.session.files.save(path)
    assert kept(autosave, store) is None


def test_closing_in_order_leaves_nothing(desk: Desk, store: RecoveryStore, tmp_path: Path) -> None:
    autosave = Autosave(desk.session, store)
    desk.session.edit("Rate", edits.set_learning_rate, 0.5)
    kept(autosave, store)
    autosave.close()
    assert left_work(RecoveryStore(tmp_path / "recovery")) is None


def test_a_full_disk_is_remembered_and_tried_again(
    desk: Desk, autosave: Autosave, store: RecoveryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object) -> None:
        raise FileError("disk", "it is full.", "Free some space.")

    with monkeypatch.context() as patch:
        patch.setattr(store, "keep", full)
        desk.session.edit("Rate", edits.set_learning_rate, 0.5)
        assert kept(autosave, store) is None
        assert autosave.problem is not None
    desk.session.edit("Rate", edits.set_learning_rate, 0.6)
    assert kept(autosave, store) is not None
    assert autosave.problem is None


def test_work_that_a_crash_left_is_opened_again(make_desk: MakeDesk, tmp_path: Path, path: Path) -> None:
    dead = RecoveryStore(tmp_path / "recovery")
    table = table_with()
    desk = make_desk()
    desk.session.files.save(path)
    desk.session.use_table(table, source_of(table))
    desk.train(15)
    autosave = Autosave(desk.session, dead)
    autosave._timer.stop()
    kept(autosave, dead)
    autosave._thread.shutdown()
    assert dead._lock is not None
    dead._lock.release(remove=False)  # what the system does when the process dies

    store = RecoveryStore(tmp_path / "recovery")
    work = left_work(store)
    assert work is not None
    other = make_desk()
    other.session.files.open_recovered(work)
    other.go()
    assert other.session.experiment == desk.session.experiment
    assert np.array_equal(other.checkpoint.parameters, desk.checkpoint.parameters)
    assert other.session.path == path
    assert other.session.dirty
    assert other.session.recovered_text.startswith("“mine.playground” was not saved")
    again = Autosave(other.session, store, work)
    again._timer.stop()
    assert kept(again, store) is not None
    assert left_work(RecoveryStore(tmp_path / "recovery")) is None
    again.close()


def test_closed_from_outside_the_unsaved_work_is_offered_at_the_next_start(
    desk: Desk, store: RecoveryStore, tmp_path: Path
) -> None:
    autosave = Autosave(desk.session, store)
    desk.session.edit("Rate", edits.set_learning_rate, 0.5)
    desk.train(25)
    autosave.close(keep=True)
    assert store._lock is not None
    store._lock.release(remove=False)  # what the system does when the process ends
    work = left_work(RecoveryStore(tmp_path / "recovery"))
    assert work is not None
    assert work.trained.experiment == desk.session.experiment
    assert work.trained.checkpoint is not None
    assert work.trained.checkpoint.step == 25


def test_closed_from_outside_saved_work_is_not_offered(
    desk: Desk, store: RecoveryStore, tmp_path: Path, path: Path
) -> None:
    autosave = Autosave(desk.session, store)
    desk.session.edit("Rate", edits.set_learning_rate, 0.5)
    kept(autosave, store)
    desk.session.files.save(path)
    autosave.close(keep=True)
    assert left_work(RecoveryStore(tmp_path / "recovery")) is None


def test_work_kept_without_its_weights_is_kept_again_with_them(
    desk: Desk, autosave: Autosave, store: RecoveryStore
) -> None:
    desk.worker.hanging = True
    desk.session.edit("Layer", edits.add_layer)
    work = kept(autosave, store)
    assert work is not None
    assert work.checkpoint is None
    desk.worker.hanging = False
    desk.go()
    work = kept(autosave, store)
    assert work is not None
    assert work.checkpoint is not None
