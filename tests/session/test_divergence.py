from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.document import edits
from playground.session.training import TrainingState
from playground.worker.run import Run
from playground.worker.snapshots import Parameter
from tests.session.edits import EDITS, LINEAR, blown_up, parameters, undone, weight

if TYPE_CHECKING:
    from playground.document.errors import ExperimentError
    from tests.session.conftest import Desk, MakeDesk


def test_a_run_that_blew_up_waits(make_desk: MakeDesk) -> None:
    desk = blown_up(make_desk)
    assert desk.training.state is TrainingState.DIVERGED
    assert desk.session.divergence is not None
    assert "blown up" in desk.session.can_train
    assert desk.training.speed == 0.0
    desk.training.play()
    desk.training.advance()
    desk.go()
    assert desk.training.state is TrainingState.DIVERGED


def test_rewinding_goes_to_the_good_moment_with_a_safe_rate(make_desk: MakeDesk) -> None:
    desk = blown_up(make_desk)
    news = desk.session.divergence
    assert news is not None
    assert news.safe_rate is not None
    desk.session.rewind(safe_rate=True)
    desk.go()
    assert desk.session.experiment.training.learning_rate == news.safe_rate
    assert np.array_equal(parameters(desk), news.good.parameters)
    assert desk.session.step == news.good.step == desk.session.history.steps[-1]
    assert desk.session.can_train == ""
    assert desk.session.divergence is None
    loss = desk.session.measured
    desk.train(500)
    assert loss is not None
    assert desk.session.measured is not None
    assert desk.session.measured.train_loss < loss.train_loss


def test_a_rewind_can_be_undone_and_redone(make_desk: MakeDesk) -> None:
    desk = blown_up(make_desk)
    before, good = desk.session.experiment, desk.session.divergence
    last = desk.checkpoint
    desk.session.rewind(safe_rate=True)
    after = desk.session.experiment
    desk.train(20)
    left = parameters(desk)
    undone(desk)
    assert desk.session.experiment == before
    assert np.array_equal(parameters(desk), last.parameters)
    assert desk.training.state is TrainingState.PAUSED
    desk.session.undo_stack.redo()
    assert desk.session.experiment == after
    assert good is not None
    assert np.array_equal(last.parameters, good.good.parameters)
    assert np.array_equal(parameters(desk), left)


def test_rewinding_without_a_divergence_is_nothing(desk: Desk) -> None:
    desk.session.rewind(safe_rate=True)
    assert desk.session.undo_stack.count() == 0


@pytest.mark.parametrize("name", ["reset", "new seed", "noise"])
def test_after_a_divergence_other_ways_on_lead_on_too(name: str, make_desk: MakeDesk) -> None:
    desk = blown_up(make_desk)
    desk.session.edit("Rate", edits.set_learning_rate, 0.01)
    assert desk.training.state is TrainingState.DIVERGED
    EDITS[name](desk)
    desk.train(30)
    assert desk.session.step == 30
    assert desk.session.divergence is None
    assert desk.session.can_train == ""


@pytest.mark.parametrize("name", ["add layer", "input off"])
def test_another_network_goes_on_from_the_good_moment(name: str, make_desk: MakeDesk) -> None:
    desk = blown_up(make_desk)
    news = desk.session.divergence
    assert news is not None
    old = desk.session.experiment
    EDITS[name](desk)
    desk.go()
    assert desk.training.state is TrainingState.PAUSED
    assert desk.session.step == news.good.step == desk.session.history.steps[-1]
    expected = Run(desk.session.experiment, checkpoint=news.good, origin=old)
    assert np.array_equal(parameters(desk), expected.network.parameters)
    undone(desk)
    assert desk.session.experiment == old
    assert np.array_equal(parameters(desk), news.good.parameters)


def test_what_is_kept_of_a_run_that_blew_up_is_its_good_moment(make_desk: MakeDesk) -> None:
    desk = blown_up(make_desk)
    news, kept = desk.session.divergence, desk.session.run.kept()
    assert news is not None
    assert kept is not None
    assert np.array_equal(kept.checkpoint.parameters, news.good.parameters)
    assert kept.history.steps[-1] <= news.good.step
    assert all(epoch <= news.good_epoch for epoch, _ in kept.history.markers)


def test_no_weight_is_set_by_hand_in_a_run_that_blew_up(make_desk: MakeDesk) -> None:
    desk = blown_up(make_desk)
    refused: list[ExperimentError] = []
    desk.session.edit_refused.connect(refused.append)
    count = desk.session.undo_stack.count()
    desk.session.by_hand.set_parameter(Parameter(0, 0, 0), 0.1, 0.2)
    assert [error.field for error in refused] == ["Weight"]
    assert "Rewind" in refused[0].remedy
    assert desk.session.undo_stack.count() == count


def test_undoing_a_weight_set_by_hand_brings_back_its_moment(make_desk: MakeDesk) -> None:
    desk = make_desk(LINEAR)
    desk.train(40)
    weights = parameters(desk)
    desk.session.by_hand.set_parameter(Parameter(0, 0, 0), weight(desk), 0.5)
    desk.session.edit("Rate", edits.set_learning_rate, 1.0)
    desk.training.play()
    while desk.training.state is TrainingState.PLAYING:
        desk.go()
    desk.session.undo_stack.undo()
    undone(desk)
    assert desk.training.state is TrainingState.PAUSED
    assert np.array_equal(parameters(desk), weights)
