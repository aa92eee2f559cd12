"""The path of training: what is kept of it, and which part of it leads to where a run stands."""

from __future__ import annotations

import numpy as np

from playground.document import edits
from playground.document.choices import Activation
from playground.document.experiment import Experiment
from playground.worker.messages import Place
from playground.worker.run import Run
from playground.worker.timeline import Timeline
from playground.worker.trail import MOST_POINTS, Trail


def followed(
    timeline: Timeline, trail: Trail, run: Run, bursts: int, steps: int = 3
) -> dict[int, np.ndarray]:
    """Train in bursts, and return where the run really stood after each."""
    stood = {run.step: run.network.parameters.copy()}
    for _ in range(bursts):
        run.trainer.run(steps)
        timeline.train(run, 0.0)
        trail.note(run)
        stood[run.step] = run.network.parameters.copy()
    return stood


def begun(experiment: Experiment) -> tuple[Timeline, Trail, Run]:
    timeline, run = Timeline(), Run(experiment)
    timeline.begin(1, run, None)
    return timeline, Trail(timeline), run


def test_every_point_is_where_the_run_stood_and_many_are_thinned_out() -> None:
    timeline, trail, run = begun(Experiment())
    stood = followed(timeline, trail, run, 700)
    steps, points = trail.points(run)
    assert steps[0] == 0 and steps[-1] == run.step and (np.diff(steps) > 0).all()
    assert MOST_POINTS // 3 < len(steps) <= MOST_POINTS
    for step, point in zip(steps.tolist(), points, strict=True):
        np.testing.assert_array_equal(point, stood[step])
    assert np.diff(steps).max() <= 8 * np.median(np.diff(steps))


def test_an_earlier_moment_knows_only_what_led_to_it_and_a_branch_knows_where_it_left() -> None:
    timeline, trail, run = begun(Experiment())
    followed(timeline, trail, run, 20)
    earlier = Run(run.experiment)
    earlier.trainer.run(30)
    assert trail.points(earlier)[0].tolist() == list(range(0, 31, 3))
    timeline.begin(2, earlier, Place(1, 30))
    followed(timeline, trail, earlier, 2, steps=5)
    assert trail.points(earlier)[0].tolist() == [*range(0, 31, 3), 35, 40]


def test_a_path_ends_where_the_network_was_another_and_a_reset_forgets_it() -> None:
    timeline, trail, run = begun(Experiment())
    followed(timeline, trail, run, 5)
    wider = Run(edits.add_neuron(run.experiment, 0))
    wider.carry_from(run)
    timeline.begin(2, wider, Place(1, run.step))
    followed(timeline, trail, wider, 2)
    assert trail.points(wider)[0].tolist() == [15, 18, 21]
    bent = Run(edits.set_activation(wider.experiment, Activation.RELU))
    bent.carry_from(wider)
    timeline.begin(3, bent, Place(2, wider.step))
    assert trail.points(bent)[0].tolist() == [15, 18, 21]
    anew = Run(bent.experiment)
    timeline.begin(4, anew, None)
    assert trail.points(anew)[0].tolist() == [0]


def test_a_run_of_its_own_knows_where_it_stands() -> None:
    run = Run(Experiment())
    steps, points = run.trail.points(run)
    assert steps.tolist() == [0]
    np.testing.assert_array_equal(points[0], run.network.parameters)
