from __future__ import annotations

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Dataset
from playground.document.experiment import Experiment
from playground.worker.loop import WindowGone
from playground.worker.messages import (
    Advance,
    Alive,
    Diverged,
    Failed,
    Pause,
    Play,
    Quit,
    Ready,
    Refused,
    Retune,
    SetParameters,
    Start,
    Watch,
)
from playground.worker.run import Run
from playground.worker.snapshots import Neuron, Parameter, ParameterSnapshot, Probe, SpaceChoice
from tests.worker.local import LocalLoop
from tests.worker.tables import experiment_on, table_with

EVERYTHING = Watch(
    frozenset(Probe), map_size=8, neuron_size=6, summed=Neuron(1, 0), spread=0, space=SpaceChoice(1)
)
LINEAR = edits.set_hidden(edits.set_dataset(Experiment(), Dataset.PLANE), ())


def parameters(experiment: Experiment, steps: int) -> np.ndarray:
    run = Run(experiment)
    run.trainer.run(steps)
    return run.network.parameters


# Training


def test_playing_is_training_bit_for_bit() -> None:
    local = LocalLoop()
    local.give(EVERYTHING, Start(1, Experiment(), playing=True), turns=100)
    local.give(Pause(), turns=2)
    frame = local.last
    assert not frame.playing
    assert frame.checkpoint is not None
    assert frame.checkpoint.step == frame.step == frame.points[-1].step
    assert np.array_equal(frame.checkpoint.parameters, parameters(Experiment(), frame.step))


def test_a_step_is_one_step_and_an_epoch_ends_on_its_border() -> None:
    local = LocalLoop()
    local.give(Start(1, Experiment()), turns=2)
    local.give(Advance(1), turns=5)
    assert (local.last.step, local.last.playing) == (1, False)
    local.give(Advance(7), turns=9)
    assert local.last.step == 8
    local.give(Advance(epoch=True), turns=40)
    assert (local.last.step, local.last.epoch) == (25, 1.0)
    local.give(Advance(epoch=True), turns=40)
    assert (local.last.step, local.last.epoch) == (50, 2.0)
    assert local.last.checkpoint is not None
    assert np.array_equal(local.last.checkpoint.parameters, parameters(Experiment(), 50))


def test_a_pause_ends_steps_that_are_under_way() -> None:
    local = LocalLoop()
    local.give(Start(1, Experiment()), Advance(10_000), turns=4)
    local.give(Pause(), turns=3)
    stopped = local.last.step
    assert not local.last.playing
    local.turn(20)
    assert 0 < stopped == local.last.step < 10_000


def test_other_settings_take_hold_at_once_and_keep_the_weights() -> None:
    local = LocalLoop()
    faster = edits.set_learning_rate(Experiment(), 0.3)
    local.give(Start(1, Experiment()), Advance(20), turns=30)
    local.give(Retune(faster), turns=2)
    assert local.last.step == 20
    assert local.last.checkpoint is not None
    assert np.array_equal(local.last.checkpoint.parameters, parameters(Experiment(), 20))
    local.give(Advance(5), turns=9)
    run = Run(Experiment())
    run.trainer.run(20)
    run.retune(faster)
    run.trainer.run(5)
    assert local.last.checkpoint is not None
    assert np.array_equal(local.last.checkpoint.parameters, run.network.parameters)


def test_a_weight_set_by_hand_is_shown() -> None:
    local = LocalLoop()
    local.give(EVERYTHING, Start(1, Experiment()), turns=2)
    local.give(SetParameters(((Parameter(1, 3, 0), 4.5),)), turns=2)
    shown = local.last.probes[Probe.PARAMETERS]
    assert isinstance(shown, ParameterSnapshot)
    assert shown.layers[1].weights[3, 0] == 4.5


def test_a_table_is_sent_once_and_kept() -> None:
    table = table_with()
    local = LocalLoop()
    local.give(Start(1, experiment_on(table), table), turns=2)
    local.give(Start(2, edits.set_train_share(experiment_on(table), 0.7)), turns=2)
    assert local.last.run_id == 2
    assert np.isfinite(local.last.points[-1].test_loss)


# What goes wrong


def test_without_rows_the_run_is_refused_with_the_reason() -> None:
    local = LocalLoop()
    local.give(Start(1, experiment_on(table_with())), turns=2)
    refused = [each for each in local.news if isinstance(each, Refused)]
    assert [each.run_id for each in refused] == [1]
    assert "are not here. Open its file again." in refused[0].reason


def test_after_a_failure_the_loop_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> None:
        raise ZeroDivisionError("no samples")

    local = LocalLoop()
    with monkeypatch.context() as patched:
        patched.setattr("playground.worker.run.samples_of", broken)
        local.give(Start(1, Experiment()), turns=3)
    failed = [each for each in local.news if isinstance(each, Failed)]
    assert [each.summary for each in failed] == ["ZeroDivisionError: no samples"]
    assert "in broken" in failed[0].traceback
    local.take()
    local.give(Start(2, Experiment(), playing=True), turns=20)
    assert local.last.run_id == 2
    assert local.last.step > 0


def test_an_error_while_a_divergence_is_explained_is_a_failure_and_no_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*args: object) -> Diverged:
        raise ZeroDivisionError

    monkeypatch.setattr("playground.worker.loop.explain", broken)
    local = LocalLoop()
    local.give(Start(1, edits.set_learning_rate(LINEAR, 3.0), playing=True), turns=200)
    assert [each.summary for each in local.news if isinstance(each, Failed)] == ["ZeroDivisionError: "]


def test_a_run_that_blew_up_is_over() -> None:
    local = LocalLoop()
    local.give(EVERYTHING, Start(1, edits.set_learning_rate(LINEAR, 3.0), playing=True), turns=200)
    assert isinstance([each for each in local.take() if not isinstance(each, Alive)][-1], Diverged)
    local.give(Play(), Advance(3), Retune(LINEAR), SetParameters(((Parameter(0, 0, 0), 1.0),)), turns=50)
    assert not local.frames
    assert local.diverged is None


def test_a_weight_that_makes_the_loss_infinite_is_a_divergence() -> None:
    local = LocalLoop()
    local.give(Start(1, LINEAR), SetParameters(((Parameter(0, 0, 0), 1e300),)), turns=3)
    assert local.diverged is not None
    assert np.array_equal(local.diverged.good.parameters, parameters(LINEAR, 0))


def test_the_window_that_is_gone_ends_the_loop() -> None:
    local = LocalLoop()
    local.pipe.open = False
    with pytest.raises(WindowGone):
        local.loop.turn()
    local.loop.serve()
    local = LocalLoop()
    local.pipe.commands.append(Quit())
    local.loop.serve()
    assert isinstance(local.pipe.sent[0], Ready)


@pytest.mark.parametrize(
    "place",
    [(9, 0, 0), (-1, 0, 0), (0, 2, 0), (0, -1, 0), (0, 0, 4), (0, 0, -1), (2, None, 1), (3, None, 0)],
)
def test_a_weight_that_the_network_does_not_have_is_ignored(place: tuple[int, int | None, int]) -> None:
    local = LocalLoop()
    local.give(Start(1, Experiment()), SetParameters(((Parameter(*place), 1.0),)), turns=3)
    assert not [each for each in local.news if isinstance(each, Failed)]
    assert local.last.checkpoint is not None
    assert np.array_equal(local.last.checkpoint.parameters, parameters(Experiment(), 0))


def test_a_frame_says_how_many_commands_it_has_obeyed() -> None:
    local = LocalLoop()
    local.give(EVERYTHING, Start(1, Experiment()), turns=2)
    assert local.last.answered == 1
    local.give(Pause(), EVERYTHING, turns=2)
    assert local.last.answered == 2
    assert local.last.checkpoint is not None
    local.give(Play(), Pause(), Advance(1), turns=6)
    assert local.last.answered == 5
    assert not local.last.playing


def test_the_end_of_each_of_the_first_epochs_is_measured() -> None:
    local = LocalLoop(tick=0.0005)
    local.give(Start(1, Experiment()), Advance(60 * 25), turns=400)
    steps = {point.step for frame in local.frames for point in frame.points}
    assert {25 * epoch for epoch in range(51)} <= steps
    assert local.last.checkpoint is not None
    assert np.array_equal(local.last.checkpoint.parameters, parameters(Experiment(), 60 * 25))


def test_the_ends_of_epochs_are_not_measured_where_that_is_dear() -> None:
    local = LocalLoop(tick=0.02)
    local.give(Start(1, Experiment()), Advance(60 * 25), turns=1600)
    steps = {point.step for frame in local.frames for point in frame.points}
    assert local.last.step == 60 * 25
    assert len(steps & {25 * epoch for epoch in range(4, 51)}) < 40


def test_after_a_divergence_the_loop_waits_for_commands() -> None:
    local = LocalLoop()
    local.give(EVERYTHING, Start(1, edits.set_learning_rate(LINEAR, 3.0), playing=True), turns=200)
    assert local.diverged is not None
    assert local.loop._teller.idle
