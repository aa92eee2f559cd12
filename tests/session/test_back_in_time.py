"""An earlier moment is looked at, and what is done there can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Dataset, LossScale
from playground.session.project import trained_of
from playground.session.training import TrainingState
from playground.worker.run import Run
from playground.worker.snapshots import Parameter

if TYPE_CHECKING:
    from tests.session.conftest import Desk, MakeDesk


def after(desk: Desk, step: int) -> np.ndarray:
    run = Run(desk.session.experiment)
    run.trainer.run(step)
    return run.network.parameters


def visit(desk: Desk, step: int) -> None:
    desk.session.time.visit(step)
    for _ in range(50):
        desk.go()
        if desk.session.step == step and desk.session.time.now is not None:
            desk.go(2)
            return
    raise AssertionError("it never arrived")


def back_to_now(desk: Desk) -> None:
    desk.session.time.to_now()
    desk.go(6)


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    desk = make_desk()
    desk.train(60)
    return desk


def test_an_earlier_moment_is_shown_and_the_present_comes_back(desk: Desk) -> None:
    session = desk.session
    end, rows = desk.checkpoint.parameters, session.history.rows.copy()
    visit(desk, 25)
    assert np.array_equal(desk.checkpoint.parameters, after(desk, 25))
    assert (session.step, session.epoch) == (25, 1.0)
    assert session.measured is not None
    assert session.measured.step == 25
    assert np.array_equal(session.history.rows, rows)
    back_to_now(desk)
    assert session.step == 60
    assert np.array_equal(desk.checkpoint.parameters, end)
    assert np.array_equal(session.history.rows, rows)
    assert not session.undo_stack.count()


def test_the_settings_of_that_time_are_shown_and_given_back(desk: Desk) -> None:
    session = desk.session
    before = session.experiment
    session.edit("Learning rate", edits.set_learning_rate, 0.3)
    session.edit("Add neuron", edits.add_neuron, 0)
    desk.train(10)
    now = session.experiment
    visit(desk, 59)
    assert session.experiment == before
    back_to_now(desk)
    assert session.experiment == now
    visit(desk, 60)
    assert session.experiment.training == now.training  # the change was made behind step 60


def test_play_goes_on_from_there_and_undo_brings_the_old_future_back(desk: Desk) -> None:
    session = desk.session
    end = desk.checkpoint.parameters
    visit(desk, 25)
    session.advance(10)
    for _ in range(20):
        desk.go()
    assert session.step == 35
    assert session.time.now is None
    assert np.array_equal(desk.checkpoint.parameters, after(desk, 35))
    assert session.history.steps[-1] == 35
    assert session.undo_stack.undoText() == "Go back to epoch 1"
    session.undo()
    desk.go(4)
    assert session.step == 60
    assert np.array_equal(desk.checkpoint.parameters, end)
    assert session.history.steps[-1] == 60


def test_what_came_before_a_branch_can_be_visited_from_it_and_from_the_old_future(desk: Desk) -> None:
    session = desk.session
    visit(desk, 25)
    session.edit("Learning rate", edits.set_learning_rate, 0.3)
    desk.go(4)
    desk.train(10)
    visit(desk, 12)
    assert session.experiment.training.learning_rate == 0.03
    assert np.array_equal(desk.checkpoint.parameters, after(desk, 12))
    session.undo()
    session.undo()
    desk.go(6)
    assert session.step == 60
    visit(desk, 50)
    assert np.array_equal(desk.checkpoint.parameters, after(desk, 50))


def test_an_edit_there_is_done_there(desk: Desk) -> None:
    session = desk.session
    visit(desk, 25)
    session.edit("Add neuron", edits.add_neuron, 0)
    desk.go(4)
    assert session.step == 25
    assert session.experiment.network.hidden[0].units == 5
    assert session.undo_stack.count() == 2
    session.undo()
    desk.go(4)
    assert (session.step, session.experiment.network.hidden[0].units) == (25, 4)
    session.undo()
    desk.go(4)
    assert session.step == 60


def test_a_weight_set_there_is_set_there(desk: Desk) -> None:
    session = desk.session
    visit(desk, 25)
    place = Parameter(0, 0, 0)
    session.by_hand.set_parameter(place, 0.0, 1.5)
    desk.go(6)
    assert session.step == 25
    run = Run(session.experiment)
    run.trainer.run(25)
    run.set_parameter(place, 1.5)
    assert np.array_equal(desk.checkpoint.parameters, run.network.parameters)


def test_what_is_looked_at_may_change_there(desk: Desk) -> None:
    session = desk.session
    visit(desk, 25)
    session.edit("Loss axis", edits.set_loss_scale, LossScale.LINEAR)
    assert session.time.now is not None
    back_to_now(desk)
    assert session.experiment.view.loss_scale is LossScale.LINEAR


def test_undo_there_takes_back_the_last_change_of_the_present(desk: Desk) -> None:
    session = desk.session
    session.edit("Learning rate", edits.set_learning_rate, 0.3)
    desk.train(10)
    visit(desk, 25)
    session.undo()
    desk.go(6)
    assert session.time.now is None
    assert (session.step, session.experiment.training.learning_rate) == (70, 0.03)


def test_a_file_holds_the_present_whatever_is_shown(desk: Desk) -> None:
    end = desk.checkpoint.parameters
    visit(desk, 25)
    trained = trained_of(desk.session)
    assert trained.checkpoint is not None
    assert np.array_equal(trained.checkpoint.parameters, end)
    assert trained.history is not None
    assert trained.history[-1][0] == 60


def test_dragging_on_asks_for_the_newest_moment_only(desk: Desk) -> None:
    for step in (50, 40, 30, 20):
        desk.session.time.visit(step)
    desk.go(10)
    visits = [each.step for each in desk.worker.sent if type(each).__name__ == "Visit"]
    assert (visits[0], visits[-1], desk.session.step) == (50, 20, 20)
    assert len(visits) < 4


def test_while_it_plays_it_pauses_first_and_no_point_is_lost(desk: Desk) -> None:
    session = desk.session
    session.play()
    desk.go(5)
    visit(desk, 10)
    assert desk.training.state is TrainingState.PAUSED
    assert session.time.now is not None
    last = session.time.now.step
    assert last > 60
    assert session.history.steps[-1] == last
    back_to_now(desk)
    assert np.array_equal(desk.checkpoint.parameters, after(desk, last))


def test_other_data_begin_a_line_of_their_own(desk: Desk) -> None:
    session = desk.session
    visit(desk, 25)
    session.edit("Data set", edits.set_dataset, Dataset.XOR)
    desk.go(4)
    assert session.step == 0
    desk.train(20)
    assert session.time.first == 0
    visit(desk, 10)
    assert np.array_equal(desk.checkpoint.parameters, after(desk, 10))


def test_a_lost_worker_leads_back_to_the_present(desk: Desk) -> None:
    end = desk.checkpoint.parameters
    visit(desk, 25)
    desk.worker.dies()
    desk.go(6)
    assert desk.session.time.now is None
    assert desk.session.step == 60
    assert np.array_equal(desk.checkpoint.parameters, end)


def test_after_a_divergence_the_way_to_it_can_be_watched(make_desk: MakeDesk) -> None:
    wild = edits.set_learning_rate(
        edits.set_hidden(edits.set_dataset(make_desk().session.experiment, Dataset.PLANE), ()), 10.0
    )
    desk = make_desk(wild)
    desk.session.play()
    for _ in range(200):
        desk.go()
        if desk.training.state is TrainingState.DIVERGED:
            break
    news = desk.session.divergence
    assert news is not None
    rows = desk.session.history.rows.copy()
    visit(desk, max(0, news.good.step - 1))
    assert desk.session.divergence is None
    back_to_now(desk)
    assert desk.training.state is TrainingState.DIVERGED
    assert desk.session.divergence is news
    assert np.array_equal(desk.session.history.rows, rows, equal_nan=True)
    visit(desk, max(0, news.good.step - 1))
    desk.session.edit("Learning rate", edits.set_learning_rate, 0.01)
    desk.go(4)
    desk.train(5)
    assert desk.session.measured is not None
    assert desk.session.measured.train_loss < rows[0, 2]


def test_the_present_is_remembered_with_its_last_measure(desk: Desk) -> None:
    session = desk.session
    session.play()
    desk.go(5)
    visit(desk, 10)
    now = session.time.now
    assert now is not None
    assert now.kept is not None
    assert now.kept.history.steps[-1] == now.step
