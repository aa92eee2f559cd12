from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.document import edits, limits
from playground.document.choices import Activation, Normalization, Optimizer, Pooling, Precision
from playground.document.errors import FileError
from playground.document.experiment import Experiment, Layer
from playground.storage import trained as trained_module
from playground.storage.project import Project, load_project, project_bytes
from playground.storage.tables import shipped_source, table_of
from playground.storage.trained import Trained, from_project, load_trained, save_trained, to_project
from playground.worker.run import Run
from tests.worker.tables import experiment_on, table_with

if TYPE_CHECKING:
    from pathlib import Path

    from playground.engine import Checkpoint

ROWS = np.array([[0, 0.0, 0.5, 0.6, 0.0, 0.5, 0.4], [25, 1.0, 0.3, 0.4, 0.0, 0.9, 0.8]])


def checkpoint_of(experiment: Experiment, steps: int = 30) -> Checkpoint:
    run = Run(experiment)
    run.trainer.run(steps)
    return run.trainer.checkpoint()


def same(mine: Checkpoint | None, theirs: Checkpoint | None) -> bool:
    assert mine is not None
    assert theirs is not None
    both = mine.to_arrays(), theirs.to_arrays()
    return both[0].keys() == both[1].keys() and all(np.array_equal(both[0][k], both[1][k]) for k in both[0])


@pytest.mark.parametrize("optimizer", Optimizer)
def test_a_trained_experiment_comes_back_and_goes_on_bit_for_bit(
    optimizer: Optimizer, tmp_path: Path
) -> None:
    experiment = edits.set_optimizer(Experiment(), optimizer)
    path = tmp_path / "a.playground"
    save_trained(path, Trained(experiment, None, checkpoint_of(experiment), ROWS))
    back = load_trained(path)
    assert back.experiment == experiment
    assert back.table is None
    assert same(back.checkpoint, checkpoint_of(experiment))
    assert back.history is not None
    assert np.array_equal(back.history, ROWS)
    run = Run(back.experiment, back.table, back.checkpoint)
    run.trainer.run(20)
    assert same(run.trainer.checkpoint(), checkpoint_of(experiment, 50))


def image_experiment() -> Experiment:
    """A convolution that normalizes and pools, then dropout, on the 8 by 8 digits in single precision."""
    experiment = edits.set_table(Experiment(), shipped_source("digits"))
    hidden = (
        Layer(1, (0, 1), Activation.RELU, Normalization.BATCH, kernel=3, padding=1, pooling=Pooling.MAX),
        Layer(2, (0, 1, 2), Activation.GELU, dropout=0.25),
    )
    network = replace(experiment.network, hidden=hidden, precision=Precision.SINGLE)
    return edits.set_optimizer(replace(experiment, network=network), Optimizer.ADAMW)


def test_a_network_of_images_comes_back_with_its_running_means_and_goes_on_bit_for_bit(
    tmp_path: Path,
) -> None:
    experiment = image_experiment()
    table = table_of(experiment)
    run = Run(experiment, table)
    run.trainer.run(30)
    checkpoint = run.trainer.checkpoint()
    save_trained(tmp_path / "a.playground", Trained(experiment, table, checkpoint))
    back = load_trained(tmp_path / "a.playground")
    assert same(back.checkpoint, checkpoint)
    assert back.checkpoint is not None
    assert back.checkpoint.statistics.size == 4
    resumed = Run(back.experiment, back.table, back.checkpoint)
    run.trainer.run(20)
    resumed.trainer.run(20)
    assert same(resumed.trainer.checkpoint(), run.trainer.checkpoint())


@pytest.mark.parametrize(
    "statistics", [np.zeros(0), np.zeros(6), np.zeros(4), np.full(4, np.nan, np.float32)]
)
def test_running_means_of_another_network_are_refused(statistics: np.ndarray, tmp_path: Path) -> None:
    experiment = image_experiment()
    table = table_of(experiment)
    checkpoint = replace(Run(experiment, table).trainer.checkpoint(), statistics=statistics)
    content = project_bytes(to_project(Trained(experiment, table, checkpoint)))
    (tmp_path / "a.playground").write_bytes(content)
    with pytest.raises(FileError, match="optimizer"):
        load_trained(tmp_path / "a.playground")


def test_images_that_are_shipped_are_not_in_the_file(tmp_path: Path) -> None:
    experiment = image_experiment()
    save_trained(tmp_path / "a.playground", Trained(experiment, table_of(experiment)))
    assert (tmp_path / "a.playground").stat().st_size < 20_000
    back = load_trained(tmp_path / "a.playground")
    assert back.table is not None
    assert back.table.content_hash() == experiment.data.source.sha256  # type: ignore[union-attr]


def test_an_untrained_one_has_nothing_but_the_experiment(tmp_path: Path) -> None:
    path = tmp_path / "a.playground"
    save_trained(path, Trained(Experiment()))
    back = load_trained(path)
    assert (back.experiment, back.table, back.checkpoint, back.history) == (Experiment(), None, None, None)
    assert not load_project(path).arrays


def test_the_same_gives_the_same_bytes(tmp_path: Path) -> None:
    table = table_with()
    for name in ("a", "b"):
        save_trained(tmp_path / name, Trained(experiment_on(table), table, None, ROWS))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("classes", [0, 3])
def test_the_rows_of_a_table_travel_in_the_file(classes: int, tmp_path: Path) -> None:
    table = table_with(classes=classes)
    path = tmp_path / "a.playground"
    save_trained(path, Trained(experiment_on(table), table))
    back = load_trained(path).table
    assert back is not None
    assert back.content_hash() == table.content_hash()
    assert (back.columns, back.target_name, back.classes) == (table.columns, table.target_name, table.classes)


def test_a_large_table_stays_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    experiment = edits.set_table(Experiment(), shipped_source("iris"))
    table = table_of(experiment)
    assert table is not None
    assert "data" in to_project(Trained(experiment, table)).arrays
    monkeypatch.setattr(limits, "EMBEDDED_TABLE_BYTES", table.values.nbytes)
    project = to_project(Trained(experiment, table))
    assert "data" not in project.arrays
    back = from_project(project).table
    assert back is not None
    assert back.content_hash() == table.content_hash()


def test_a_large_table_that_is_gone_is_named() -> None:
    table = table_with()
    with pytest.raises(FileError, match="flowers"):
        from_project(Project(experiment_on(table)))


def broken(**changes: object) -> Project:
    table = table_with()
    arrays = {
        name: dict(group)
        for name, group in to_project(Trained(experiment_on(table), table, None, ROWS)).arrays.items()
    }
    for place, value in changes.items():
        group, name = place.split("__")
        arrays[group][name] = value  # type: ignore[assignment]
    return Project(experiment_on(table), arrays)


TABLE = table_with()


@pytest.mark.parametrize(
    "change",
    [
        {"data__values": TABLE.values + 1e-9},
        {"data__values": TABLE.values[:-1]},
        {"data__values": TABLE.values.astype(np.float32)},
        {"data__values": np.full_like(TABLE.values, np.nan)},
        {"data__values": TABLE.values.ravel()},
        {"data__target": TABLE.target.astype(np.float64)},
        {"data__target": TABLE.target + 100},
        {"data__target": TABLE.target[::-1].copy()},
        {"data__more": TABLE.target},
        {"history__rows": ROWS[:, :6]},
        {"history__rows": ROWS.astype(np.float32)},
        {"history__rows": ROWS[::-1].copy()},
        {"history__rows": ROWS - 1.0},
        {"history__rows": np.where(ROWS == 0.3, np.inf, ROWS)},
        {"history__rows": np.where(ROWS == 0.9, 1.1, ROWS)},
        {"history__rows": ROWS[0]},
        {"history__other": ROWS},
    ],
    ids=str,
)
def test_parts_that_do_not_fit_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(FileError):
        from_project(broken(**change))


def test_rows_without_a_table_are_refused() -> None:
    with pytest.raises(FileError, match="does not belong"):
        from_project(Project(Experiment(), {"data": {"values": TABLE.values, "target": TABLE.target}}))


def test_an_accuracy_may_be_missing() -> None:
    rows = ROWS.copy()
    rows[:, 5:] = np.nan
    history = from_project(broken(history__rows=rows)).history
    assert history is not None
    assert np.isnan(history[:, 5:]).all()


def test_a_history_without_a_test_set_has_no_test_loss() -> None:
    rows = ROWS.copy()
    rows[:, 3] = np.nan
    history = from_project(broken(history__rows=rows)).history
    assert history is not None
    assert np.isnan(history[:, 3]).all()


def test_weights_of_another_network_are_refused_with_the_files_name(tmp_path: Path) -> None:
    path = tmp_path / "a.playground"
    with pytest.raises(FileError, match="parameters"):
        save_trained(path, Trained(edits.add_layer(Experiment()), None, checkpoint_of(Experiment())))
    assert not path.exists()


def test_a_slot_that_is_no_slot_is_refused() -> None:
    project = to_project(Trained(Experiment(), None, checkpoint_of(Experiment())))
    optimizer = {**project.arrays["optimizer"], "strange": project.arrays["weights"]["parameters"]}
    with pytest.raises(FileError, match="optimizer"):
        from_project(Project(project.experiment, {**project.arrays, "optimizer": optimizer}))


def test_the_files_name_stands_in_the_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "flowers.playground"
    save_trained(path, Trained(Experiment(), None, checkpoint_of(Experiment()), ROWS))
    monkeypatch.setattr(trained_module, "_is_a_run", lambda rows: False)
    with pytest.raises(FileError) as caught:
        load_trained(path)
    assert caught.value.place.startswith("flowers.playground, history")


def test_a_slot_left_from_another_optimizer_begins_with_zero(tmp_path: Path) -> None:
    adam = checkpoint_of(edits.set_optimizer(Experiment(), Optimizer.ADAM))
    path = tmp_path / "a.playground"
    save_trained(path, Trained(Experiment(), None, replace(adam, position=0)))
    run = Run(Experiment(), None, load_trained(path).checkpoint)
    assert run.step == 30


def test_the_norms_of_gradients_may_follow_and_be_unknown() -> None:
    norms = np.array([[np.nan, np.nan], [0.5, 0.0]])
    rows = np.hstack([ROWS, norms])
    history = from_project(broken(history__rows=rows)).history
    assert history is not None
    assert np.array_equal(history, rows, equal_nan=True)
    for wrong in (np.inf, -1.0):
        with pytest.raises(FileError):
            from_project(broken(history__rows=np.where(rows == 0.5, wrong, rows)))
    with pytest.raises(FileError):
        from_project(broken(history__rows=np.hstack([ROWS, np.zeros((2, 66))])))
