from __future__ import annotations

import math

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Dataset, Optimizer, Regularization
from playground.document.experiment import Experiment, Training
from playground.engine import OPTIMIZERS, Constants, NonFinite
from playground.worker import divergence
from playground.worker.divergence import explain, round_rate_below
from playground.worker.messages import Diverged, DivergenceCause
from playground.worker.run import Run
from playground.worker.stability import stable_rate

LINEAR = edits.set_hidden(edits.set_dataset(Experiment(), Dataset.PLANE), ())


def blown_up(experiment: Experiment) -> tuple[Run, Diverged]:
    run = Run(experiment)
    run.measure()
    with pytest.raises(NonFinite) as caught:
        for _ in range(100_000):
            run.trainer.run(10)
            run.measure()
    return run, explain(run, 5, caught.value)


def sharpness_of_a_linear_net(run: Run) -> float:
    """Give the largest eigenvalue of X'X/n, the Hessian of half the squared error; X ends with ones."""
    x = run.samples.train_inputs
    ones = np.hstack([x, np.ones((len(x), 1))])
    return float(np.linalg.eigvalsh(ones.T @ ones / len(x)).max())


@pytest.mark.parametrize("rate", [0.3, 3.0, 10.0])
def test_a_step_too_large_for_a_linear_net_is_told_with_its_true_bound(rate: float) -> None:
    run, news = blown_up(edits.set_learning_rate(LINEAR, rate))
    truth = sharpness_of_a_linear_net(run)
    assert news.cause is DivergenceCause.STEP_TOO_LARGE
    assert news.sharpness == pytest.approx(truth, rel=1e-3)
    assert news.bound == pytest.approx(2 / truth, rel=1e-3)
    assert news.safe_rate == 0.03
    assert news.run_id == 5


def test_momentum_stretches_the_bound() -> None:
    experiment = edits.set_momentum(edits.set_optimizer(LINEAR, Optimizer.MOMENTUM), 0.5)
    run, news = blown_up(edits.set_learning_rate(experiment, 3.0))
    assert news.bound == pytest.approx(2 * 1.5 / sharpness_of_a_linear_net(run), rel=1e-3)
    assert news.cause is DivergenceCause.STEP_TOO_LARGE


@pytest.mark.parametrize("optimizer", [Optimizer.SGD, Optimizer.MOMENTUM, Optimizer.NESTEROV])
@pytest.mark.parametrize("beta", [0.5, 0.9])
def test_the_bound_parts_descent_that_settles_from_descent_that_grows(
    optimizer: Optimizer, beta: float
) -> None:
    """On the parabola with curvature 4, a little below and above the bound."""
    training = Training(optimizer=optimizer, momentum=beta)
    bound = stable_rate(training, 4.0)
    assert bound is not None
    ends = []
    for part in (0.98, 1.02):
        place, slope = np.array([1.0]), np.empty(1)
        rule = OPTIMIZERS[optimizer.value](place, slope, part * bound, Constants(momentum=beta))
        for _ in range(3000):
            slope[:] = 4.0 * place
            rule.update()
        ends.append(abs(place[0]))
    assert ends[0] < 1e-6
    assert ends[1] > 1e6


def test_an_l2_penalty_bends_the_loss_further() -> None:
    experiment = edits.set_regularization(LINEAR, Regularization.L2)
    experiment = edits.set_regularization_rate(experiment, 10.0)
    run, news = blown_up(edits.set_learning_rate(experiment, 3.0))
    x = run.samples.train_inputs
    ones = np.hstack([x, np.ones((len(x), 1))])
    hessian = ones.T @ ones / len(x) + 10.0 * np.diag([1.0, 1.0, 0.0])
    assert news.sharpness == pytest.approx(np.linalg.eigvalsh(hessian).max(), rel=1e-3)


def test_the_safe_rate_is_safe_and_the_rate_that_blew_up_was_not() -> None:
    _, news = blown_up(edits.set_learning_rate(LINEAR, 3.0))
    assert news.safe_rate is not None
    run = Run(edits.set_learning_rate(LINEAR, news.safe_rate), checkpoint=news.good)
    before = run.measure().train_loss
    run.trainer.run(2000)
    assert run.measure().train_loss < before


def test_no_reason_is_claimed_for_adam() -> None:
    run = Run(edits.set_optimizer(edits.set_learning_rate(LINEAR, 10.0), Optimizer.ADAM))
    run.measure()
    news = explain(run, 1, NonFinite(3, 0, "loss"))
    assert news.cause is DivergenceCause.UNKNOWN
    assert news.bound is None
    assert news.safe_rate is None
    assert news.sharpness == pytest.approx(sharpness_of_a_linear_net(run), rel=1e-3)


def test_no_reason_is_claimed_where_the_rate_was_below_the_bound() -> None:
    run = Run(edits.set_learning_rate(LINEAR, 0.1))
    run.measure()
    news = explain(run, 1, NonFinite(3, 0, "loss"))
    assert news.cause is DivergenceCause.UNKNOWN
    assert news.safe_rate is None
    assert news.bound == pytest.approx(2 / sharpness_of_a_linear_net(run), rel=1e-3)


def test_a_curvature_that_would_take_too_long_is_not_sought(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(divergence, "LONGEST", 0.0)
    _, news = blown_up(edits.set_learning_rate(LINEAR, 3.0))
    assert (news.sharpness, news.bound, news.safe_rate) == (None, None, None)
    assert news.cause is DivergenceCause.UNKNOWN


def test_the_good_moment_is_one_from_before_with_a_finite_loss() -> None:
    run, news = blown_up(edits.set_learning_rate(LINEAR, 0.2))
    again = Run(run.experiment, checkpoint=news.good)
    assert again.step == news.good.step < news.step
    assert math.isfinite(again.measure().train_loss)
    assert news.good_epoch == again.epoch


@pytest.mark.parametrize("rate", [1e-5, 1.2e-5, 2.99e-4, 3e-4, 0.03, 0.0999, 0.1, 0.5, 1.0, 7.0, 29.0, 1e6])
def test_a_round_rate_is_the_next_below(rate: float) -> None:
    allowed = [digit * 10.0**power for power in range(-5, 2) for digit in (1, 3)]
    expected = max(each for each in [*allowed, 10.0] if each <= min(rate, 10.0) * (1 + 1e-9))
    assert round_rate_below(rate) == pytest.approx(expected)


def test_no_round_rate_below_the_least_allowed() -> None:
    assert round_rate_below(9.9e-6) is None


def test_the_news_hold_what_the_run_was_trained_with() -> None:
    experiment = edits.set_momentum(edits.set_optimizer(LINEAR, Optimizer.MOMENTUM), 0.5)
    _, news = blown_up(edits.set_learning_rate(experiment, 3.0))
    assert (news.learning_rate, news.optimizer) == (3.0, Optimizer.MOMENTUM)
