from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.document import edits
from playground.session.training import TrainingState
from tests.session.edits import EDITS, blown_up, parameters, undone

if TYPE_CHECKING:
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
    undone(desk)
    assert desk.session.experiment == before
    assert np.array_equal(parameters(desk), last.parameters)
    assert desk.training.state is TrainingState.PAUSED
    desk.session.undo_stack.redo()
    assert desk.session.experiment == after
    assert good is not None
    assert np.array_equal(parameters(desk), good.good.parameters)


def test_rewinding_without_a_divergence_is_nothing(desk: Desk) -> None:
    desk.session.rewind(safe_rate=True)
    assert desk.session.undo_stack.count() == 0


@pytest.mark.parametrize("name", ["reset", "add layer", "new seed", "noise"])
def test_after_a_divergence_other_ways_on_lead_on_too(name: str, make_desk: MakeDesk) -> None:
    desk = blown_up(make_desk)
    desk.session.edit("Rate", edits.set_learning_rate, 0.01)
    assert desk.training.state is TrainingState.DIVERGED
    EDITS[name](desk)
    desk.train(30)
    assert desk.session.step == 30
    assert desk.session.divergence is None
    assert desk.session.can_train == ""
