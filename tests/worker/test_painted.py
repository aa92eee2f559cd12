from __future__ import annotations

import math

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Loss
from playground.document.errors import ExperimentError
from playground.document.experiment import Experiment
from playground.document.painted import PaintedSource, Point
from playground.worker.messages import Watch
from playground.worker.probes import Probes
from playground.worker.run import Run
from playground.worker.snapshots import DecisionMap, Probe

XOR = ((0.0, 0.0, 0.0), (0.0, 1.0, 1.0), (1.0, 0.0, 1.0), (1.0, 1.0, 0.0))


def painted(points: tuple[Point, ...], classes: int = 2, coordinates: int = 2) -> Experiment:
    return edits.set_painted(Experiment(), PaintedSource(points, classes, coordinates))


def all_trained(points: tuple[Point, ...] = XOR) -> Experiment:
    return edits.set_train_share(painted(points), 1.0)


def test_the_textbook_xor_is_learnt_from_its_four_points() -> None:
    run = Run(edits.set_learning_rate(all_trained(), 0.3))
    run.trainer.run(20_000)
    point = run.measure()
    assert point.train_accuracy == 1.0
    assert point.train_loss < 0.05


def test_without_a_test_set_there_is_no_test_loss() -> None:
    point = Run(all_trained()).measure()
    assert point.test_loss is None
    assert point.test_accuracy is None
    assert math.isfinite(point.train_loss)


@pytest.mark.parametrize("loss", list(Loss))
@pytest.mark.parametrize("points", [(), XOR[:1]])
def test_too_few_points_are_there_to_be_looked_at_but_not_to_be_trained_on(
    loss: Loss, points: tuple[Point, ...]
) -> None:
    run = Run(edits.set_loss(painted(points), loss))
    assert run.why_untrainable == "Paint at least two points."
    with pytest.raises(ExperimentError, match="two points"):
        run.refuse_untrainable()
    watch = Watch(frozenset({Probe.DECISION_MAP}))
    assert isinstance(Probes(run, watch).compute(Probe.DECISION_MAP), DecisionMap)
    assert not run.full_gradient().any()


def test_two_points_are_enough() -> None:
    run = Run(painted(XOR[:2]))
    run.refuse_untrainable()
    run.trainer.run(3)
    assert run.measure().test_loss is not None


def test_a_painted_point_more_keeps_weights_and_memory_of_the_optimiser() -> None:
    before = Run(all_trained())
    before.trainer.run(50)
    after = Run(edits.add_points(before.experiment, ((3.0, 3.0, 1.0),)))
    after.carry_from(before)
    assert after.step == 50
    assert np.array_equal(after.network.parameters, before.network.parameters)
    assert after.trainer.checkpoint().updates == 50


def test_the_epoch_never_goes_back_when_points_are_added_or_removed() -> None:
    crowd = tuple((float(i % 7 - 3), float(i % 5 - 2), float(i % 2)) for i in range(35))
    run, epoch = Run(edits.set_batch_size(all_trained(crowd), 4)), 0.0
    for count in (20, 33, 2, 1, 34, 0, 35):
        if not run.why_untrainable:
            run.trainer.run(7)
        assert run.epoch >= epoch
        epoch = run.epoch
        experiment = edits.set_painted(run.experiment, PaintedSource(crowd[:count]))
        after = Run(experiment)
        after.carry_from(run)
        run = after
    assert run.epoch >= epoch


def test_the_map_of_one_coordinate_is_alike_from_top_to_bottom() -> None:
    run = Run(painted(((0.0, 0.0, 1.0), (1.0, 0.0, -1.0)), classes=0, coordinates=1))
    shown = Probes(run, Watch(frozenset({Probe.DECISION_MAP}))).compute(Probe.DECISION_MAP)
    assert isinstance(shown, DecisionMap)
    assert (shown.values == shown.values[0]).all()
    assert np.ptp(shown.values[0]) > 0
    assert shown.extent[:2] == (-6.0, 6.0)
