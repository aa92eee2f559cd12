"""The gradient, against two other ways to it: differences, and scalar automatic differentiation."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings

from playground.calculus import central_difference, check_gradient
from playground.engine import ACTIVATIONS, LOSSES, Backpropagation, Convolution, Dense, Evaluation, Network
from playground.engine.layers import Pooling
from playground.engine.threads import Team
from tests.engine.cases import (
    Case,
    cases,
    image_cases,
    make_case,
    nearest_kink,
    network_case,
    noise,
    rich_cases,
)
from tests.engine.scalar_network import loss_and_gradient

SOME = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
MANY = settings(SOME, max_examples=60)


def assert_close(found: np.ndarray, true: np.ndarray, tolerance: float) -> None:
    """Equal to a share of the largest entry."""
    assert np.abs(found - true).max() <= tolerance * max(np.abs(true).max(), 1e-30)


def assert_like_scalars(case: Case) -> None:
    """As it is evaluated."""
    plan = case.plan()
    gradient = plan.gradient(case.X, case.T)
    true_loss, true_gradient = loss_and_gradient(case.network, case.loss, case.X, case.T)
    assert plan.loss == pytest.approx(true_loss, rel=1e-12, abs=1e-13)
    assert_close(gradient, true_gradient, 1e-12)


def assert_like_scalars_in_training(case: Case) -> None:
    """In a training step, with the masks that dropout drew."""
    plan = case.plan(noise=noise())
    gradient = plan.gradient(case.X, case.T)
    masks = {i: each.dropout._mask for i, each in enumerate(plan.forward.layers) if each.dropout}
    true_loss, true_gradient = loss_and_gradient(
        case.network, case.loss, case.X, case.T, training=True, masks=masks
    )
    assert plan.loss == pytest.approx(true_loss, rel=1e-11, abs=1e-12)
    assert_close(gradient, true_gradient, 1e-11)


@pytest.mark.parametrize(("hidden", "last", "loss"), list(product(ACTIVATIONS, ACTIVATIONS, LOSSES)))
def test_each_layer_activation_and_loss(hidden: str, last: str, loss: str) -> None:
    case = make_case([(3, hidden), (2, "tanh"), (3, hidden)], loss, last, seed=11)
    assert_like_scalars(case)
    plan = case.plan()
    plan.gradient(case.X, case.T)
    if nearest_kink(case, plan) > 1e-4:
        assert check_gradient(case.network, loss, case.X, case.T).max_relative_error <= 1e-6


@MANY
@given(cases())
def test_any_plain_network_like_scalars(case: Case) -> None:
    assert_like_scalars(case)


@MANY
@given(rich_cases())
def test_any_network_like_scalars(case: Case) -> None:
    assert_like_scalars(case)


@MANY
@given(rich_cases())
def test_any_network_in_training_like_scalars(case: Case) -> None:
    assert_like_scalars_in_training(case)


@MANY
@given(image_cases())
def test_any_network_of_images_like_scalars(case: Case) -> None:
    assert_like_scalars(case)
    assert_like_scalars_in_training(case)


def assert_like_differences(case: Case) -> None:
    plan = case.plan()
    plan.gradient(case.X, case.T)
    assume(nearest_kink(case, plan) > 1e-3)
    check = check_gradient(case.network, case.loss, case.X, case.T)
    # Against the largest entry, as long as there is a gradient that rounding of the loss doesn't drown.
    assume(np.abs(check.exact).max() > 1e-4)
    assert check.max_relative_error <= 1e-6


@SOME
@given(cases())
def test_any_plain_network_like_differences(case: Case) -> None:
    assert_like_differences(case)


@SOME
@given(rich_cases())
def test_any_network_like_differences(case: Case) -> None:
    assert_like_differences(case)


@SOME
@given(image_cases())
def test_any_network_of_images_like_differences(case: Case) -> None:
    assert_like_differences(case)


@pytest.mark.parametrize("normalization", ["batch", "layer"])
@pytest.mark.parametrize("loss", LOSSES)
def test_a_training_step_like_differences(normalization: str, loss: str) -> None:
    """The masks of dropout are the same at each point, as the noise begins at the same step."""
    layers = [Dense(4, "tanh", normalization=normalization, dropout=0.4), Dense(4, "gelu", skip=1)]
    last = Dense(1 if LOSSES[loss].units == (1, 1) else 2, "linear")
    case = network_case(3, [*layers, last], loss, samples=6, seed=3)
    drawn = noise()
    plan = case.plan(noise=drawn)

    def mean_loss(parameters: np.ndarray) -> float:
        drawn.begin(3)
        case.network.parameters[:] = parameters
        plan.gradient(case.X, case.T)
        return plan.loss

    here = case.network.parameters.copy()
    difference = central_difference(mean_loss, here)
    mean_loss(here)
    assert nearest_kink(case, plan) > 1e-3
    drawn.begin(3)
    assert_close(plan.gradient(case.X, case.T), difference, 1e-7)


@pytest.mark.parametrize("loss", LOSSES)
def test_single_precision_is_the_same_to_its_own_accuracy(loss: str) -> None:
    double = make_case([(5, "tanh"), (4, "relu"), (3, "sigmoid")], loss, seed=3)
    single = Case(double.network.copy(np.float32), loss, double.X, double.T)
    exact = double.plan().gradient(double.X, double.T)
    rounded = single.plan().gradient(single.X, single.T)
    assert rounded.dtype == np.float32
    np.testing.assert_allclose(rounded, exact, rtol=0, atol=2e-6 * np.abs(exact).max())


def test_single_precision_of_images_and_normalization() -> None:
    layers = [
        Convolution(3, 3, "silu", padding=1, normalization="batch"),
        Pooling("max", 2),
        Dense(4, "selu", normalization="layer"),
        Dense(2, "linear"),
    ]
    double = network_case((1, 6, 6), layers, "half_squared", samples=7)
    single = Case(double.network.copy(np.float32), double.loss, double.X, double.T)
    exact = double.plan(noise=noise()).gradient(double.X, double.T)
    rounded = single.plan(noise=noise()).gradient(single.X, single.T)
    np.testing.assert_allclose(rounded, exact, rtol=0, atol=2e-5 * np.abs(exact).max())


def test_deltas_are_the_derivatives_by_the_biases_of_each_sample() -> None:
    case = make_case([(3, "tanh"), (2, "sigmoid")], "half_squared", "tanh", samples=4)
    plan = case.plan()
    gradient = plan.gradient(case.X, case.T)
    for delta, (_, biases) in zip(plan.deltas, case.network.split(gradient), strict=True):
        np.testing.assert_allclose(delta.sum(axis=1), biases, rtol=1e-13)


def test_gradient_is_one_buffer_and_follows_the_parameters() -> None:
    case = make_case([(3, "tanh")], "half_squared")
    plan = case.plan()
    before = plan.gradient(case.X, case.T)
    kept = before.copy()
    case.network.parameters[:] *= 2
    after = plan.gradient(case.X, case.T)
    assert after is before
    assert not np.allclose(after, kept)
    assert_like_scalars(case)


@pytest.mark.parametrize("hidden", ["tanh", "relu", "gelu"])
def test_two_threads_give_the_same_gradient(monkeypatch: pytest.MonkeyPatch, hidden: str) -> None:
    monkeypatch.setattr("playground.engine.layer_forward.WORTH_SHARING", 0)
    case = make_case([(7, hidden), (5, hidden), (6, "linear")], "softmax_cross_entropy", outputs=4, samples=9)
    alone = case.plan()
    with Team(2) as team:
        shared = case.plan(team=team)
        assert [len(layer.parts) for layer in shared.forward.layers] == [2] * 4
        assert_close(shared.gradient(case.X, case.T), alone.gradient(case.X, case.T), 1e-14)
    assert shared.loss == pytest.approx(alone.loss, rel=1e-14)


def test_evaluation_in_parts_is_the_mean_over_all() -> None:
    case = make_case([(4, "tanh")], "softmax_cross_entropy", samples=23)
    plan = case.plan()
    gradient = plan.gradient(case.X, case.T).copy()
    evaluation = Evaluation(case.network, case.loss)
    evaluation._part = 7
    assert evaluation.loss(case.X, case.T) == pytest.approx(plan.loss, rel=1e-13)
    np.testing.assert_allclose(evaluation.gradient(case.X, case.T), gradient, rtol=1e-11, atol=1e-15)


@pytest.mark.parametrize("loss", ["binary_cross_entropy", "softmax_cross_entropy", "hinge"])
def test_losses_on_logits_want_a_linear_last_layer(loss: str) -> None:
    network = Network(2, [Dense(3, "tanh")])
    with pytest.raises(ValueError, match="acts on logits: the last layer must be linear, not 'tanh'"):
        Backpropagation(network, loss, 4)


def test_wrong_numbers_of_outputs_and_shapes_are_refused() -> None:
    with pytest.raises(ValueError, match="exactly 1"):
        Backpropagation(Network(2, [Dense(2, "linear")]), "binary_cross_entropy", 4)
    with pytest.raises(ValueError, match="at least 2"):
        Backpropagation(Network(2, [Dense(1, "linear")]), "softmax_cross_entropy", 4)
    plan = Backpropagation(Network(2, [Dense(1, "linear")]), "half_squared", 4)
    with pytest.raises(ValueError, match="this plan is for 4 samples"):
        plan.gradient(np.ones((3, 2)), np.ones((3, 1)))
    with pytest.raises(ValueError, match="X must have shape"):
        plan.gradient(np.ones((4, 3)), np.ones((4, 1)))


@pytest.mark.parametrize("keep", [1, 2])
def test_two_threads_give_the_same_gradient_beside_a_skip(monkeypatch: pytest.MonkeyPatch, keep: int) -> None:
    monkeypatch.setattr("playground.engine.layer_forward.WORTH_SHARING", 0)
    layers = [
        Dense(6, "silu"),
        Dense(6, "relu"),
        Dense(6, "tanh", skip=keep),
        Dense(5, "relu"),
        Dense(2, "linear"),
    ]
    case = network_case(3, layers, "half_squared", samples=9)
    alone = case.plan().gradient(case.X, case.T).copy()
    with Team(2) as team:
        together = case.plan(team=team).gradient(case.X, case.T)
    np.testing.assert_allclose(together, alone, rtol=1e-12, atol=1e-15)


def test_there_is_no_loss_before_a_run() -> None:
    plan = Backpropagation(Network(2, [Dense(1, "linear")]), "half_squared", 4)
    with pytest.raises(RuntimeError, match="this plan has not run"):
        _ = plan.loss
