"""Going back in time: every earlier moment is exactly what it was."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.document import edits
from playground.document.choices import Optimizer
from playground.document.experiment import Experiment
from playground.worker.messages import (
    Advance,
    Arrived,
    Frame,
    Pause,
    Place,
    Play,
    Redraw,
    Retune,
    SetParameters,
    Start,
    Visit,
    Watch,
)
from playground.worker.run import Run
from playground.worker.snapshots import Parameter
from playground.worker.timeline import MOST_STRETCHES, Timeline
from tests.worker.local import LocalLoop

WEIGHT = Parameter(0, 1, 2)
POKE = SetParameters(((WEIGHT, 0.75),))
DRAWN = Redraw((WEIGHT, Parameter(1, None, 0)), 17)


def adam(rate: float = 0.03) -> Experiment:
    return edits.set_learning_rate(edits.set_optimizer(Experiment(), Optimizer.ADAM), rate)


def weights(frame: Frame) -> np.ndarray:
    assert frame.checkpoint is not None
    assert frame.checkpoint.step == frame.step
    return np.concatenate([frame.checkpoint.parameters, *frame.checkpoint.slots.values()])


def state(run: Run) -> np.ndarray:
    checkpoint = run.trainer.checkpoint()
    return np.concatenate([checkpoint.parameters, *checkpoint.slots.values()])


def visited(local: LocalLoop, run_id: int, step: int | None) -> Frame:
    local.give(Visit(run_id, step))
    for _ in range(500):
        local.turn(1)
        frames = [each for each in local.news if isinstance(each, Frame) and each.run_id == run_id]
        if frames:
            return frames[-1]
    raise AssertionError("it never arrived")


def advanced(local: LocalLoop, steps: int) -> None:
    goal = local.last.step + steps
    local.give(Advance(steps))
    while local.last.step < goal or local.last.playing:
        local.turn(1)


def begun(experiment: Experiment) -> LocalLoop:
    local = LocalLoop()
    local.give(Watch(frozenset()), Start(1, experiment), turns=2)
    return local


def test_any_step_is_bit_for_bit_what_it_was() -> None:
    local, run = begun(adam()), Run(adam())
    states = [state(run)]
    for _ in range(300):
        run.trainer.run(1)
        states.append(state(run))
    advanced(local, 300)
    for run_id, step in enumerate((0, 299, 1, 150, 151, 150, 300, 25, 24), 2):
        frame = visited(local, run_id, step)
        assert (frame.step, frame.playing) == (step, False)
        assert np.array_equal(weights(frame), states[step])


def test_edits_on_the_way_are_part_of_the_replay() -> None:
    other = edits.set_batch_size(edits.set_optimizer(adam(), Optimizer.MOMENTUM), 7)
    local, run = begun(adam()), Run(adam())
    states: dict[int, np.ndarray] = {}
    for steps, change in ((40, None), (33, POKE), (21, Retune(other)), (18, DRAWN), (30, Retune(adam(0.3)))):
        if change is POKE:
            run.set_parameter(WEIGHT, 0.75)
        elif change is DRAWN:
            run.redraw(DRAWN.parameters, DRAWN.seed)
        elif isinstance(change, Retune):
            run.retune(change.experiment)
        if change is not None:
            local.give(change, turns=1)
            states[run.step] = state(run)
        for _ in range(steps):
            run.trainer.run(1)
            states[run.step] = state(run)
        advanced(local, steps)
    for run_id, step in enumerate((142, 40, 73, 94, 112, 20, 113, 41, 74, 95, 111, 93), 2):
        assert np.array_equal(weights(visited(local, run_id, step)), states[step]), step


def test_the_experiment_of_that_time_is_told() -> None:
    faster = edits.set_learning_rate(Experiment(), 0.3)
    local = begun(Experiment())
    advanced(local, 10)
    local.give(Retune(faster), turns=1)
    advanced(local, 10)
    for run_id, (step, experiment) in enumerate(((9, Experiment()), (10, faster), (15, faster)), 2):
        visited(local, run_id, step)
        told = [each for each in local.news if isinstance(each, Arrived)][-1]
        assert (told.run_id, told.step, told.experiment) == (run_id, step, experiment)


def test_another_network_on_the_way_is_gone_back_to_and_come_back_from() -> None:
    wider = edits.add_neuron(Experiment(), 0)
    local = begun(Experiment())
    advanced(local, 30)
    before = visited(local, 2, 12)
    visited(local, 3, None)
    local.give(Start(4, wider, carry=True), turns=2)
    advanced(local, 20)
    end = weights(local.last)
    again = visited(local, 5, 12)
    assert np.array_equal(weights(again), weights(before))
    assert [each for each in local.news if isinstance(each, Arrived)][-1].experiment == Experiment()
    assert again.earliest == 0
    assert np.array_equal(weights(visited(local, 6, None)), end)


def test_play_from_an_earlier_moment_is_a_branch_that_leaves_the_line_as_it_was() -> None:
    local = begun(Experiment())
    advanced(local, 40)
    old = weights(local.last)
    there = visited(local, 2, 15)
    start = Start(3, edits.set_learning_rate(Experiment(), 0.5), None, there.checkpoint, place=Place(1, 15))
    local.give(start, turns=2)
    advanced(local, 40)
    run = Run(Experiment())
    run.trainer.run(15)
    run.retune(start.experiment)
    run.trainer.run(40)
    assert np.array_equal(weights(local.last), state(run))
    assert np.array_equal(weights(visited(local, 4, 15)), weights(there))
    local.give(Start(5, Experiment(), None, None, place=Place(1, 40)), turns=2)
    assert local.last.step == 0  # without a checkpoint it begins from the seed
    kept = Run(Experiment())
    kept.trainer.run(40)
    local.give(Start(6, Experiment(), None, kept.checkpoint(), place=Place(1, 40)), turns=2)
    assert np.array_equal(weights(local.last), old)
    assert np.array_equal(weights(visited(local, 7, 15)), weights(there))


def test_playing_on_in_the_past_without_a_word_is_a_branch_as_well() -> None:
    local = begun(Experiment())
    advanced(local, 40)
    visited(local, 2, 15)
    local.give(Play(), turns=3)
    local.give(Pause(), turns=2)
    assert local.last.step > 15
    assert local.last.stretch == 2
    end = weights(local.last)
    visited(local, 3, 3)
    assert np.array_equal(weights(visited(local, 4, None)), end)


def test_commands_on_the_way_wait_for_its_end() -> None:
    local = begun(Experiment())
    advanced(local, 60)
    local.give(Visit(2, 1), Visit(3, None), SetParameters(((WEIGHT, 2.0),)), turns=20)
    assert local.last.step == 60
    run = Run(Experiment())
    run.trainer.run(60)
    run.set_parameter(WEIGHT, 2.0)
    assert np.array_equal(weights(local.last), state(run))
    assert local.last.answered == 5  # start, advance, two visits, the weight


def test_a_start_on_the_way_takes_over_and_every_command_is_answered() -> None:
    local = begun(Experiment())
    advanced(local, 60)
    local.give(Visit(2, 1), SetParameters(((WEIGHT, 2.0),)), Start(3, adam()), turns=5)
    assert (local.last.run_id, local.last.step, local.last.answered) == (3, 0, 5)
    assert np.array_equal(weights(local.last), state(Run(adam())))


def test_where_memory_is_short_the_way_is_longer_and_leads_to_the_same_moment() -> None:
    local = begun(adam())
    local.loop._timeline._most_bytes = 30_000
    for _ in range(5):
        advanced(local, 100)
        visited(local, local.last.run_id + 1, None)
    run = Run(adam())
    run.trainer.run(321)
    assert np.array_equal(weights(visited(local, 99, 321)), state(run))


def test_checkpoints_stay_within_the_budget_and_the_end_is_always_kept() -> None:
    timeline = Timeline(most_bytes=40_000, clock=lambda: 0.0)
    run = Run(adam())
    timeline.begin(1, run, None)
    for _ in range(400):
        run.trainer.run(1)
        timeline.train(run, 0.01)
    timeline.leave(run)
    stretch = timeline.newest
    assert stretch is not None
    assert stretch.bytes <= 40_000
    assert (stretch.steps[0], stretch.steps[-1], timeline.earliest) == (0, 400, 0)
    gaps = np.diff(stretch.steps)
    assert gaps[:-1].max() <= 2 * gaps[:-1].min()
    assert gaps.max() <= 64


def test_old_futures_are_given_up_before_the_past_of_the_present() -> None:
    timeline = Timeline(most_bytes=1, clock=lambda: 0.0)
    run = Run(Experiment())
    timeline.begin(1, run, None)
    run.trainer.run(5)
    timeline.begin(2, run, Place(1, 5))
    timeline.begin(3, run, Place(1, 5))
    assert timeline.earliest == 5
    assert timeline.newest is not None
    assert timeline.newest.number == 3


@pytest.mark.parametrize("unknown", [Place(77, 3), None])
def test_a_checkpoint_from_elsewhere_begins_a_line_of_its_own(unknown: Place | None) -> None:
    run = Run(Experiment())
    run.trainer.run(33)
    local = LocalLoop()
    local.give(Start(1, Experiment(), None, run.checkpoint(), place=unknown), turns=2)
    advanced(local, 5)
    assert local.last.earliest == 33
    assert visited(local, 2, 0).step == 33


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 40), st.sampled_from(["poke", "draw", "retune", "none"])),
        min_size=1,
        max_size=5,
    ),
    st.data(),
)
def test_any_history_of_edits_replays_exactly(parts: list[tuple[int, str]], data: st.DataObject) -> None:
    local, run = begun(adam()), Run(adam())
    states: dict[int, np.ndarray] = {0: state(run)}
    for index, (steps, kind) in enumerate(parts):
        if kind == "poke":
            run.set_parameter(WEIGHT, 0.75)
            local.give(POKE, turns=1)
        elif kind == "draw":
            run.redraw(DRAWN.parameters, DRAWN.seed)
            local.give(DRAWN, turns=1)
        elif kind == "retune":
            run.retune(adam(0.01 * (index + 1)))
            local.give(Retune(run.experiment), turns=1)
        states[run.step] = state(run)
        for _ in range(steps):
            run.trainer.run(1)
            states[run.step] = state(run)
        advanced(local, steps)
    for run_id in range(2, 6):
        step = data.draw(st.sampled_from(sorted(states)))
        assert np.array_equal(weights(visited(local, run_id, step)), states[step])


def test_a_newer_wish_on_the_way_leaves_no_change_out() -> None:
    local, run = begun(adam()), Run(adam())
    advanced(local, 40)
    run.trainer.run(40)
    local.give(POKE, turns=1)
    run.set_parameter(WEIGHT, 0.75)
    advanced(local, 60)
    run.trainer.run(20)
    visited(local, 2, 1)
    for run_id in range(3, 30):
        local.give(Visit(run_id, 99), turns=1)  # each is given up for the next, wherever it stands
    frame = visited(local, 99, 60)
    assert np.array_equal(weights(frame), state(run))


def test_there_are_so_many_stretches_and_no_more() -> None:
    timeline = Timeline(clock=lambda: 0.0)
    run = Run(Experiment())
    for number in range(500):
        timeline.begin(number, run, Place(number - 1, 0) if number else None)
    assert len(timeline._stretches) <= MOST_STRETCHES
    assert timeline.newest is not None
    assert timeline.newest.number == 499
