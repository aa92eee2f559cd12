"""The outermost eigenvalues that a run tells, against the whole Hessian by differences of exact gradients."""

from __future__ import annotations

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Dataset, Optimizer, Regularization
from playground.document.experiment import Experiment
from playground.document.training_choices import Schedule
from playground.engine.evaluation import Evaluation
from playground.worker import build, divergence
from playground.worker.curvature import Curvatures
from playground.worker.messages import Advance, Play, SetParameters, Start, Watch
from playground.worker.run import Run
from playground.worker.snapshots import Curvature, Parameter, Probe
from tests.worker.local import LocalLoop

CURVATURE = Watch(frozenset({Probe.CURVATURE}))
LINEAR = edits.set_hidden(edits.set_dataset(Experiment(), Dataset.PLANE), ())


def hessian_by_differences(run: Run) -> np.ndarray:
    """Return the Hessian of the mean training loss with its penalty, a column per parameter."""
    twin = run.network.copy(np.float64)
    evaluation = Evaluation(twin, run.experiment.network.loss.value)
    here, h = twin.parameters.copy(), 1e-5
    columns = []
    for index in range(twin.size):
        slopes = []
        for step in (h, -h):
            twin.parameters[:] = here
            twin.parameters[index] += step
            slopes.append(evaluation.gradient(run.samples.train_inputs, run.train_targets).copy())
        columns.append((slopes[0] - slopes[1]) / (2 * h))
    whole = np.array(columns) + build.penalty_of(run.experiment).l2 * np.diag(twin.weight_mask)
    return (whole + whole.T) / 2


def curvature_of(run: Run, curvatures: Curvatures | None = None) -> Curvature:
    curvatures = curvatures or Curvatures(run)
    curvatures.patient = True
    for _ in range(100):
        found = curvatures.compute()
        if found is not None:
            return found
    raise AssertionError("it never came to an end")


def small(experiment: Experiment | None = None) -> Experiment:
    return edits.set_hidden(experiment or Experiment(), (4, 3))


@pytest.mark.parametrize("steps", [0, 200])
def test_the_outermost_eigenvalues_are_those_of_the_whole_hessian_within_their_bounds(steps: int) -> None:
    run = Run(edits.set_regularization(small(), Regularization.L2))
    run.trainer.run(steps)
    truth = np.linalg.eigvalsh(hessian_by_differences(run))[::-1]
    found = curvature_of(run)
    assert found.sharpness == pytest.approx(truth[0], rel=2e-3)
    assert found.largest[1].value == pytest.approx(truth[1], rel=0.02)
    assert found.smallest[0].value == pytest.approx(truth[-1], abs=0.02 * truth[0])
    for each in (*found.largest, *found.smallest):
        assert np.abs(truth - each.value).min() <= each.bound + 1e-6 * truth[0]
    assert (found.parameters, found.samples, found.exact) == (run.network.size, found.train_samples, True)
    assert found.products <= 25


def test_it_goes_on_from_what_it_found_and_finds_what_is_new() -> None:
    run = Run(small())
    curvatures = Curvatures(run)
    for _ in range(4):
        run.trainer.run(150)
        truth = np.linalg.eigvalsh(hessian_by_differences(run)).max()
        assert curvature_of(run, curvatures).sharpness == pytest.approx(truth, rel=2e-3)


def test_what_is_frozen_does_not_bend_the_loss() -> None:
    run = Run(edits.set_layer_frozen(small(), 0, True))
    free = ~build.frozen_of(run.experiment, run.network)
    truth = np.linalg.eigvalsh(hessian_by_differences(run)[np.ix_(free, free)])
    found = curvature_of(run)
    assert found.sharpness == pytest.approx(truth[-1], rel=2e-3)
    assert found.parameters == free.sum()


@pytest.mark.parametrize(
    ("optimizer", "factor"),
    [(Optimizer.SGD, 2.0), (Optimizer.MOMENTUM, 3.0), (Optimizer.NESTEROV, 1.5), (Optimizer.ADAM, None)],
)
def test_the_stable_rate_is_the_optimisers_own(optimizer: Optimizer, factor: float | None) -> None:
    experiment = edits.set_momentum(edits.set_optimizer(LINEAR, optimizer), 0.5)
    run = Run(edits.set_learning_rate(experiment, 0.25))
    x = np.hstack([run.samples.train_inputs, np.ones((len(run.samples.train_inputs), 1))])
    truth = np.linalg.eigvalsh(x.T @ x / len(x)).max()
    found = curvature_of(run)
    if factor is None:
        assert (found.stable_rate, found.stable_setting, found.edge) == (None, None, None)
        return
    assert found.stable_rate == found.stable_setting == pytest.approx(factor / truth, rel=1e-6)
    assert found.edge == pytest.approx(factor / 0.25)
    assert not found.full_batch


def test_what_a_schedule_multiplies_by_is_left_out_of_the_setting() -> None:
    experiment = edits.set_schedule(edits.set_learning_rate(LINEAR, 0.2), Schedule.EXPONENTIAL)
    run = Run(edits.set_batch_size(experiment, 10_000))
    run.trainer.run(run.steps_to_epoch(30))
    now = float(run.trainer.learning_rate)
    assert now < 0.2
    found = curvature_of(run)
    assert found.learning_rate == now
    assert found.stable_rate is not None
    assert found.stable_setting == pytest.approx(found.stable_rate * 0.2 / now)
    assert found.full_batch


def test_the_banner_names_the_same_number() -> None:
    run = Run(small())
    run.trainer.run(300)
    told = divergence._sharpness_at(run, run.trainer.checkpoint())
    assert curvature_of(run).sharpness == pytest.approx(told, rel=2e-3)


def told(local: LocalLoop) -> list[Curvature]:
    return [each.probes[Probe.CURVATURE] for each in local.frames if Probe.CURVATURE in each.probes]  # type: ignore[misc]


def test_it_is_told_while_it_trains_in_a_pause_and_after_a_change_by_hand() -> None:
    local = LocalLoop()
    local.give(CURVATURE, Start(1, small()), turns=20)
    first = told(local)[-1]
    assert first.step == 0
    local.give(Play(), turns=300)
    assert local.last.step > told(local)[-1].step > 0
    local.give(Advance(steps=1), turns=20)
    assert told(local)[-1].step == local.last.step
    before = told(local)[-1]
    local.give(SetParameters(((Parameter(0, 0, 0), 3.0),)), turns=20)
    after = told(local)[-1]
    assert after.step == before.step
    assert after.sharpness != before.sharpness


def test_in_a_pause_slices_go_on_to_the_end_and_end_where_nobody_looks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    local = LocalLoop()
    calls = []
    monkeypatch.setattr(Curvatures, "compute", lambda self: calls.append(0))
    monkeypatch.setattr(Curvatures, "under_way", property(lambda self: len(calls) % 5 > 0))
    local.give(CURVATURE, Start(1, small()), turns=20)
    assert len(calls) >= 5
    assert len(calls) % 5 == 0
    calls.append(0)
    local.give(Watch(frozenset()), turns=5)
    local.take()
    local.turn(20)
    assert not local.frames


def test_nobody_who_looks_means_nothing_is_computed() -> None:
    local = LocalLoop()
    local.give(Watch(frozenset()), Start(1, small()), Play(), turns=50)
    assert not told(local)


def test_without_samples_there_is_none() -> None:
    experiment = edits.set_dataset(Experiment(), Dataset.PLANE)
    run = Run(experiment)
    run.network.parameters[0] = np.nan
    assert Curvatures(run).compute() is None
