from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import LossScale
from playground.document.experiment import Aspect, Experiment
from playground.worker.messages import SetParameters
from playground.worker.run import Run
from playground.worker.snapshots import Parameter, ParameterSnapshot, Probe
from tests.session.edits import parameters, undone, weight
from tests.worker.tables import source_of, table_with

if TYPE_CHECKING:
    from playground.document.errors import ExperimentError
    from tests.session.conftest import Desk


def test_an_edit_is_adopted_and_told_once(desk: Desk) -> None:
    told: list[tuple[Experiment, Experiment, Aspect]] = []
    desk.session.experiment_changed.connect(lambda *args: told.append(args))
    before = desk.session.experiment
    assert desk.session.edit("Learning rate", edits.set_learning_rate, 0.1)
    assert desk.session.experiment == edits.set_learning_rate(before, 0.1)
    assert told == [(before, desk.session.experiment, Aspect.TRAINING)]
    assert desk.session.undo_stack.undoText() == "Learning rate"


def test_an_edit_without_effect_is_none(desk: Desk) -> None:
    told: list[object] = []
    desk.session.experiment_changed.connect(lambda *args: told.append(args))
    assert desk.session.edit("Learning rate", edits.set_learning_rate, 0.03)
    assert not told
    assert desk.session.undo_stack.count() == 0


def test_a_refused_value_is_told_and_the_views_show_the_old_one(desk: Desk) -> None:
    refused: list[ExperimentError] = []
    told: list[tuple[Experiment, Experiment, Aspect]] = []
    desk.session.edit_refused.connect(refused.append)
    desk.session.experiment_changed.connect(lambda *args: told.append(args))
    before = desk.session.experiment
    assert not desk.session.edit("Learning rate", edits.set_learning_rate, 99.0)
    assert [error.field for error in refused] == ["Learning rate"]
    assert told == [(before, before, Aspect.NONE)]
    assert desk.session.experiment is before


def test_a_split_that_the_rows_do_not_allow_is_refused(desk: Desk) -> None:
    refused: list[ExperimentError] = []
    desk.session.edit_refused.connect(refused.append)
    source = replace(source_of(table_with()), columns=("c0", "gone"))
    assert not desk.session.use_table(table_with(), source)
    assert refused
    assert desk.session.table is None


def test_a_view_is_no_part_of_undo(desk: Desk) -> None:
    sent = len(desk.worker.sent)
    desk.session.edit("Noise", edits.set_noise, 0.2)
    desk.session.edit("Loss axis", edits.set_loss_scale, LossScale.LOG)
    assert desk.session.experiment.view.loss_scale is LossScale.LOG
    assert desk.session.undo_stack.count() == 1
    undone(desk)
    assert desk.session.experiment == edits.set_loss_scale(Experiment(), LossScale.LOG)
    assert len(desk.worker.sent) > sent


def test_a_view_touches_no_run(desk: Desk) -> None:
    sent = len(desk.worker.sent)
    desk.session.edit("Test points", edits.set_show_test, True)
    assert len(desk.worker.sent) == sent


def test_a_weight_set_by_hand_and_the_way_back(desk: Desk) -> None:
    desk.train(10)
    before, weights = weight(desk), parameters(desk)
    desk.session.by_hand.set_parameter(Parameter(0, 0, 0), before, 3.5)
    desk.go()
    assert weight(desk) == 3.5
    undone(desk)
    assert np.array_equal(parameters(desk), weights)
    assert isinstance(desk.worker.sent[-2], SetParameters)
    desk.session.undo_stack.redo()
    desk.go()
    assert weight(desk) == 3.5


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e9])
def test_a_weight_that_is_no_number_is_refused(value: float, desk: Desk) -> None:
    refused: list[ExperimentError] = []
    desk.session.edit_refused.connect(refused.append)
    desk.session.by_hand.set_parameter(Parameter(0, 0, 0), 0.1, value)
    assert [error.field for error in refused] == ["Weight"]
    assert desk.session.undo_stack.count() == 0


def test_watching_shows_a_poke_at_once(desk: Desk) -> None:
    shown: list[ParameterSnapshot] = []

    def take(frame: object) -> None:
        probe = frame.probes.get(Probe.PARAMETERS)  # type: ignore[attr-defined]
        if probe is not None:
            shown.append(probe)

    desk.training.frame_arrived.connect(take)
    desk.training.watch(replace(desk.training._watch, probes=frozenset({Probe.PARAMETERS})))
    desk.session.by_hand.set_parameter(Parameter(2, None, 0), 0.1, -0.75)
    desk.go()
    assert shown[-1].layers[2].biases[0] == -0.75


def test_a_table_of_weights_is_one_change_all_or_none(desk: Desk) -> None:
    run = Run(Experiment(), checkpoint=desk.checkpoint)
    before = parameters(desk)
    changes = [
        (Parameter(0, source, target), float(run.network.weights(0)[source, target]), 1.0 + source + target)
        for source in range(2)
        for target in range(4)
    ]
    changes.append((Parameter(0, None, 2), float(run.network.biases(0)[2]), -0.5))
    assert desk.session.by_hand.set_parameters(changes)
    desk.go(3)
    set_by_hand = Run(Experiment(), checkpoint=desk.checkpoint).network
    assert set_by_hand.weights(0).tolist() == [[1.0, 2.0, 3.0, 4.0], [2.0, 3.0, 4.0, 5.0]]
    assert set_by_hand.biases(0)[2] == -0.5
    assert desk.session.undo_stack.count() == 1
    assert desk.session.undo_stack.undoText() == "Set 9 weights"
    undone(desk)
    assert np.array_equal(parameters(desk), before)
    refused: list[ExperimentError] = []
    desk.session.edit_refused.connect(refused.append)
    assert not desk.session.by_hand.set_parameters([*changes[:2], (Parameter(0, 0, 0), 0.0, float("nan"))])
    assert len(refused) == 1
    assert np.array_equal(parameters(desk), before)
