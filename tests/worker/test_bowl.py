"""The next steps against second implementations: what the trainer does, solved equations, differences."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Activation, Dataset, Optimizer, Regularization
from playground.document.errors import ExperimentError
from playground.document.experiment import Experiment
from playground.worker.questions import NEWTON_STEP, BowlAnswer, BowlQuestion, StepAnswer, StepQuestion
from playground.worker.run import Run
from playground.worker.snapshots import Parameter
from playground.worker.studies.bowl import study_bowl, study_step


def last(work):
    *_, (share, answer) = work
    assert share == 1.0
    return answer


def bowl(run: Run, **wanted: int) -> BowlAnswer:
    return last(study_bowl(run, BowlQuestion(**wanted)))


def taken(run: Run, name: str) -> StepAnswer:
    return last(study_step(run, StepQuestion(name)))


def full_batch(experiment: Experiment, optimizer: Optimizer = Optimizer.SGD) -> Experiment:
    training = replace(experiment.training, batch_size=100_000, optimizer=optimizer)
    return replace(experiment, training=training)


def small() -> Experiment:
    return edits.set_hidden(edits.set_train_share(Experiment(), 0.2), (4, 3))


def linear_regression() -> Experiment:
    """Give a single linear neuron with squared error, whose loss is one bowl."""
    return full_batch(edits.set_hidden(edits.set_dataset(Experiment(), Dataset.PLANE), ()))


def loss_of(run: Run) -> float:
    loss = run.trainer.evaluate(run.samples.train_inputs, run.train_targets)
    return float(loss + run.trainer.penalty_value())


@pytest.mark.parametrize("optimizer", [Optimizer.SGD, Optimizer.MOMENTUM, Optimizer.ADAM, Optimizer.RMSPROP])
def test_the_run_s_own_next_step_is_the_one_that_training_takes(optimizer: Optimizer) -> None:
    run = Run(edits.set_regularization(full_batch(small(), optimizer), Regularization.L2))
    run.trainer.run(30)
    answer, where = bowl(run), taken(run, optimizer.value)
    (own,) = [step for step in answer.steps if step.own]
    assert own.name == optimizer.value
    assert own.remembers is (optimizer is not Optimizer.SGD)
    before, loss = run.network.parameters.copy(), loss_of(run)
    assert answer.loss == pytest.approx(loss, rel=1e-12)
    run.trainer.step()
    assert own.length == pytest.approx(float(np.linalg.norm(run.network.parameters - before)), rel=1e-9)
    assert own.actual == pytest.approx(loss_of(run) - loss, rel=1e-7)
    assert where.loss_after == pytest.approx(loss_of(run), rel=1e-9)
    for place, old, new in where.changes:
        index = run.anatomy.weighted[place.layer]
        part, at = (1, place.target) if place.source is None else (0, (place.source, place.target))
        assert old == run.network.split_layer(index, before)[part][at]
        assert new == pytest.approx(
            run.network.split_layer(index, run.network.parameters)[part][at], rel=1e-9
        )


def test_what_the_bowl_says_is_what_differences_of_the_loss_say() -> None:
    run = Run(full_batch(small()))
    run.trainer.run(40)
    answer = bowl(run)
    here, h, g = run.network.parameters.copy(), 1e-4, run.full_gradient().copy()
    eta = run.experiment.training.learning_rate

    def along(rate: float) -> float:
        run.network.parameters[:] = here - rate * g
        return loss_of(run)

    bend = (along(h) - 2 * along(0.0) + along(-h)) / h**2
    (descent,) = [step for step in answer.steps if step.name == "sgd"]
    assert answer.slope == pytest.approx(float(np.linalg.norm(g)), rel=1e-9)
    assert descent.by_slope == pytest.approx(-eta * float(g @ g), rel=1e-9)
    assert descent.by_bend == pytest.approx(eta**2 * bend / 2, rel=1e-4)
    assert answer.along == pytest.approx(bend / float(g @ g), rel=1e-4)
    assert answer.losses == pytest.approx([along(float(rate)) for rate in answer.rates], rel=1e-9)
    assert answer.rates[0] < 0 < eta < answer.rates[-1]
    assert answer.sharpness >= answer.along
    run.network.parameters[:] = here


def test_newton_finds_the_minimum_of_a_linear_network_in_one_step() -> None:
    run = Run(linear_regression())
    X, T = run.samples.train_inputs, run.train_targets
    rows = np.column_stack([X, np.ones(len(X))])
    best, *_ = np.linalg.lstsq(rows, T[:, 0], rcond=None)
    answer, where = bowl(run), taken(run, NEWTON_STEP)
    assert (answer.newton.damping, answer.newton.held, answer.newton.dense) == (0.0, False, True)
    found = {place.source: new for place, _, new in where.changes}
    assert [found[0], found[1], found[None]] == pytest.approx(best.tolist(), abs=1e-12)
    newton = answer.steps[-1]
    assert newton.predicted == pytest.approx(newton.actual, rel=1e-9)


def test_newton_is_damped_where_the_loss_bends_down_and_says_how_much() -> None:
    run = Run(full_batch(edits.set_hidden(small(), (8, 6))))
    for most in (200, 5):
        answer = bowl(run, most_dense=most)
        newton = answer.newton
        assert newton.lowest < 0 < newton.damping + newton.lowest
        assert newton.dense is (most == 200)
        assert answer.steps[-1].length <= newton.longest * (1 + 1e-9)
        assert answer.steps[-1].predicted < 0
        assert answer.steps[-1].ratio > 0.25
        assert newton.residual < (1e-9 if most == 200 else 0.5)


def test_frozen_parameters_stay_and_where_no_step_leads_it_is_said() -> None:
    experiment = edits.set_layer_frozen(full_batch(small()), 0, True)
    where = taken(Run(experiment), NEWTON_STEP)
    assert {place.layer for place, _, _ in where.changes} == {1, 2}
    run = Run(full_batch(small()))
    run.network.parameters[:] = 0.0
    run.train_targets[:] = 0.0
    with pytest.raises(ExperimentError, match="slope is zero"):
        bowl(run)


def test_kinks_and_batches_are_told() -> None:
    answer = bowl(Run(edits.set_activation(small(), Activation.RELU)))
    assert (answer.kinks, answer.full_batch, answer.exact) == (True, False, True)
    assert answer.samples == answer.train_samples


def test_a_run_of_second_order_lends_descent_no_step_of_length_one() -> None:
    run = Run(full_batch(small(), Optimizer.NEWTON))
    answer = bowl(run)
    assert answer.learning_rate == 0.03
    assert [step.name for step in answer.steps if step.own] == [NEWTON_STEP]
    plain = next(step for step in answer.steps if step.name == "sgd")
    assert plain.length == pytest.approx(0.03 * answer.slope, rel=1e-5)


def test_changes_below_rounding_are_told_as_such() -> None:
    assert not any(step.rounding for step in bowl(Run(linear_regression())).steps)
    run = Run(linear_regression())
    # The targets are this plane: at it the slope is 0 to rounding, the loss too.
    for source, value in ((0, 0.1), (1, 0.1), (None, 1e-17)):
        run.set_parameter(Parameter(0, source, 0), value)
    for step in bowl(run).steps:
        assert step.rounding and step.ratio is None
