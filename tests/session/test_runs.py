"""Earlier runs: kept where one ends, told apart in words, and gone back to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Dataset, Loss
from playground.document.experiment import Experiment
from playground.session import live_run
from playground.session.runs import MOST_RUNS
from playground.storage.trained import Trained

if TYPE_CHECKING:
    from tests.session.conftest import Desk, MakeDesk


@pytest.fixture
def desk(make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(live_run, "LEAST_SECONDS", 0.0)
    desk = make_desk()
    desk.train(60)
    return desk


def test_a_reset_keeps_the_run_that_ends(desk: Desk) -> None:
    session, rows = desk.session, desk.session.history.rows.copy()
    session.reset()
    assert [run.name for run in session.runs.all] == ["Run 1"]
    assert np.array_equal(session.runs.all[0].rows, rows)


def test_what_a_drag_begins_over_and_over_is_no_run(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.train(60)
    desk.session.reset()
    assert desk.session.runs.all == ()


def test_the_old_future_of_a_branch_is_kept_from_where_it_was_left(desk: Desk) -> None:
    session = desk.session
    session.time.visit(25)
    desk.go(6)
    session.advance(5)
    desk.go(6)
    (run,) = session.runs.all
    assert (run.since, run.rows[-1, 0]) == (1.0, 60)


def test_one_goes_back_to_an_earlier_run_and_undo_returns(desk: Desk) -> None:
    session = desk.session
    first = desk.checkpoint.parameters
    session.edit("Learning rate", edits.set_learning_rate, 0.3)
    session.reset()
    desk.go(4)
    desk.train(30)
    second = desk.checkpoint.parameters
    session.runs.go_back_to(session.runs.all[0].number)
    desk.go(4)
    assert session.step == 60
    assert np.array_equal(desk.checkpoint.parameters, first)
    assert session.history.steps[-1] == 60
    assert [run.rows[-1, 0] for run in session.runs.all] == [30]
    session.undo()
    desk.go(4)
    assert (session.step, session.experiment.training.learning_rate) == (30, 0.3)
    assert np.array_equal(desk.checkpoint.parameters, second)


def test_a_run_is_renamed_hidden_and_forgotten(desk: Desk) -> None:
    runs = desk.session.runs
    runs.keep_present()
    number = runs.all[0].number
    runs.rename(number, "  large η ")
    runs.rename(number, "   ")
    runs.set_shown(number, False)
    assert [(run.name, run.shown) for run in runs.all] == [("large η", False)]
    runs.remove(number)
    assert runs.all == ()


def test_the_oldest_are_given_up_and_undo_changes_nothing(desk: Desk) -> None:
    runs = desk.session.runs
    for _ in range(MOST_RUNS + 2):
        desk.train(25)
        runs.keep_present()
    assert [run.number for run in runs.all] == list(range(3, MOST_RUNS + 3))
    desk.session.edit("Learning rate", edits.set_learning_rate, 0.3)
    desk.session.undo()
    assert len(runs.all) == MOST_RUNS


def test_what_happened_on_the_way_is_kept_with_it(desk: Desk) -> None:
    desk.session.edit("Learning rate", edits.set_learning_rate, 0.3)
    desk.session.runs.keep_present()
    assert desk.session.runs.all[0].notes == ("η 0.03 → 0.3",)


def test_there_must_be_a_curve_to_keep(make_desk: MakeDesk) -> None:
    session, told = make_desk().session, []
    session.edit_refused.connect(told.append)
    assert session.runs.obstacle is not None
    session.runs.keep_present()
    assert session.runs.all == ()
    assert "no curve to keep" in str(told[0])


def test_what_is_kept_already_is_not_kept_twice(desk: Desk) -> None:
    session, told = desk.session, []
    session.edit_refused.connect(told.append)
    session.runs.keep_present()
    session.runs.rename(1, "first")
    session.runs.keep_present()
    assert "it is first already" in str(told[0])
    session.reset()
    assert [run.name for run in session.runs.all] == ["first"]


def test_another_project_has_no_earlier_runs(desk: Desk) -> None:
    desk.session.runs.keep_present()
    desk.session.open_trained(Trained(Experiment()), None)
    assert desk.session.runs.all == ()


def test_runs_of_other_data_or_another_loss_share_no_axis(desk: Desk) -> None:
    session = desk.session
    session.runs.keep_present()
    (run,) = session.runs.all
    assert run.can_be_compared(session.experiment)
    assert run.can_be_compared(edits.set_learning_rate(session.experiment, 0.3))
    assert not run.can_be_compared(edits.set_dataset(session.experiment, Dataset.XOR))
    assert not run.can_be_compared(edits.set_loss(session.experiment, Loss.BINARY_CROSS_ENTROPY))
