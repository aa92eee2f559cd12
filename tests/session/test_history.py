from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from playground.session import columns
from playground.session.columns import Columns
from playground.session.history import History
from playground.worker.snapshots import LossPoint


def point(step: int, loss: float | None = None, norms: tuple[float, ...] = (1.0, 2.0)) -> LossPoint:
    train = float(np.sin(step)) + 2.0 if loss is None else loss
    return LossPoint(step, step / 25, train, train + 1.0, 0.1, 0.5, 0.25, norms)


def history_of(*steps: int) -> History:
    history = History()
    history.add(point(step) for step in steps)
    return history


def test_what_is_added_is_there() -> None:
    history = history_of(0, 5, 9)
    assert history.steps.tolist() == [0, 5, 9]
    assert history.epochs.tolist() == [0, 0.2, 0.36]
    assert history.test_losses.tolist() == [point(step).test_loss for step in (0, 5, 9)]
    assert history.norms.tolist() == [[1.0, 2.0]] * 3
    assert history.norm_epochs.tolist() == history.epochs.tolist()
    assert history.latest == point(9)
    assert len(history) == 3


def test_a_number_as_the_target_has_no_accuracies() -> None:
    history = History()
    bare = replace(point(3), train_accuracy=None, test_accuracy=None)
    history.add([bare])
    assert np.isnan(history.rows[0, 5:]).all()
    assert history.latest == bare


def test_a_point_for_the_last_step_replaces_it() -> None:
    history = history_of(0, 5)
    history.add([point(5, loss=9.0)])
    assert history.train_losses.tolist() == [point(0).train_loss, 9.0]


def test_a_run_that_goes_on_from_earlier_replaces_what_came_after() -> None:
    history = history_of(0, 5, 10, 15)
    history.add([point(7), point(12)])
    assert history.steps.tolist() == [0, 5, 7, 12]
    assert history.norm_epochs.tolist() == [step / 25 for step in (0, 5, 7, 12)]


def test_the_norms_begin_anew_with_another_number_of_layers() -> None:
    history = history_of(0, 5)
    history.add([point(8, norms=(1.0, 2.0, 3.0))])
    assert history.norms.tolist() == [[1.0, 2.0, 3.0]]
    assert history.norm_epochs.tolist() == [8 / 25]
    assert len(history) == 3
    assert history.latest == point(8, norms=(1.0, 2.0, 3.0))


def test_an_empty_history_has_nothing_latest() -> None:
    history = history_of(3)
    assert History().latest is None
    history.truncate(2)
    assert history.latest is None
    assert len(history) == 0


def test_a_rewind_forgets_later_measures_and_markers() -> None:
    history = history_of(0, 25, 50)
    history.markers += [(0.5, "early"), (1.5, "late")]
    history.rewind(25, 1.0)
    assert history.steps.tolist() == [0, 25]
    assert history.markers == [(0.5, "early")]


def test_a_copy_and_its_original_go_their_own_ways() -> None:
    history = history_of(*range(10))
    copy = history.copy()
    history.add([point(10, loss=1.5)])
    copy.add([point(10, loss=7.5)])
    again = copy.copy()
    again.truncate(4)
    again.add([point(5, loss=3.5)])
    copy.markers.append((1.0, "copy's"))
    assert history.train_losses[-1] == 1.5
    assert copy.train_losses[-1] == 7.5
    assert copy.train_losses[5] == point(5).train_loss
    assert again.train_losses.tolist()[5:] == [3.5]
    assert history.markers == []


def test_a_copy_of_a_truncated_history_does_not_write_over_it() -> None:
    history = history_of(*range(10))
    copy = history.copy()
    history.truncate(3)
    history.add([point(4, loss=8.0)])
    assert copy.train_losses[4] == point(4).train_loss
    assert history.train_losses[4] == 8.0


def test_copies_cost_no_memory_until_they_differ() -> None:
    table = Columns(3)
    for index in range(1000):
        table.append((index, 0.0, 0.0))
    assert np.shares_memory(table.copy().values, table.values)
    first = table.values
    table.copy()
    table.append((1000, 0.0, 0.0))
    assert np.shares_memory(first, table.values)


@pytest.fixture
def few_rows(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(columns, "FIRST_ROWS", 8)
    monkeypatch.setattr(columns, "MOST_ROWS", 512)
    return 512


def test_memory_is_bounded_and_order_and_both_ends_stay(few_rows: int) -> None:
    history = History()
    for step in range(5000):
        history.add([point(step)])
        assert len(history) <= few_rows
    assert history.steps[-1] == 4999
    assert history.steps[0] == 0
    assert np.diff(history.steps).max() < 5000 / 10
    assert (np.diff(history.steps) > 0).all()
    kept = {step: point(int(step)).train_loss for step in history.steps}
    assert history.train_losses.tolist() == list(kept.values())


def test_thinning_keeps_the_extremes(few_rows: int) -> None:
    history = History()
    losses = np.random.default_rng(3).normal(size=2000) + 10.0
    losses[40], losses[77] = 99.0, -99.0
    for step, loss in enumerate(losses.tolist()):
        history.add([point(step, loss=loss)])
    assert history.train_losses.max() == 99.0
    assert history.train_losses.min() == -99.0


def test_thinning_keeps_a_spike_of_the_test_loss_and_the_newest_quarter(few_rows: int) -> None:
    generator = np.random.default_rng(4)
    history = History()
    for step, (train, test) in enumerate(generator.random((3000, 2)).tolist()):
        spike = {40: 99.0, 77: -99.0}.get(step, test)
        history.add([replace(point(step), train_loss=train, test_loss=spike)])
        exact = min(len(history), few_rows // 4)
        assert history.steps[-exact:].tolist() == list(range(step + 1 - exact, step + 1))
    assert (history.test_losses.max(), history.test_losses.min()) == (99.0, -99.0)


def test_a_long_history_without_a_test_set_goes_back_and_on(few_rows: int) -> None:
    history = History()
    history.add(replace(point(step), test_loss=None) for step in range(3000))
    whole = history.copy()
    history.rewind(2900, 116.0)
    history.add([point(2950)])
    assert history.steps[-2:].tolist() == [2900, 2950]
    assert whole.steps[-1] == 2999
    history.truncate(100)
    assert history.steps[0] == 0
    assert history.steps[-1] <= 100
    again = History.from_rows(whole.table)
    assert np.array_equal(again.table, whole.table, equal_nan=True)


def test_rows_come_back_as_they_were() -> None:
    history = history_of(0, 4, 8)
    again = History.from_rows(history.rows)
    assert np.array_equal(again.rows, history.rows)
    again.add([point(12)])
    assert again.steps.tolist() == [0, 4, 8, 12]
    assert again.latest == point(12)


def test_norms_come_back_from_a_table_and_share_the_losses_epochs() -> None:
    history = history_of(0, 4)
    history.add(point(step, norms=(1.0, 2.0, 3.0)) for step in (8, 12))
    again = History.from_rows(history.table)
    assert np.array_equal(again.table, history.table, equal_nan=True)
    assert again.norms.tolist() == [[1.0, 2.0, 3.0]] * 2
    assert again.norm_epochs.tolist() == again.epochs.tolist()[-2:]
    assert again.latest == point(12, norms=(1.0, 2.0, 3.0))
    assert history.rows.shape == (4, 7)
