"""The gradient, against two other ways to it: differences, and scalar automatic differentiation."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings

from playground.calculus import check_gradient
from playground.engine import ACTIVATIONS, LOSSES, Backpropagation, Dense, Evaluation, Network
from tests.engine.cases import Case, cases, make_case, nearest_kink
from tests.engine.scalar_autodiff import Number, mean_loss

FEW = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def by_scalars(case: Case) -> tuple[float, np.ndarray]:
    """Loss and gradient one number at a time."""
    network = case.network
    numbers = [Number(value) for value in network.parameters]
    places = network.split(np.arange(network.size))
    weights = [[[numbers[i] for i in row] for row in rows.tolist()] for rows, _ in places]
    biases = [[numbers[i] for i in row.tolist()] for _, row in places]
    samples = list(zip(case.X.tolist(), case.T.tolist(), strict=True))
    activations = [layer.activation for layer in network.layers]
    loss = mean_loss(weights, biases, activations, case.loss, samples)
    loss.back_propagate()
    return loss.value, np.array([number.gradient for number in numbers])


def by_engine(case: Case) -> tuple[float, np.ndarray]:
    plan = Backpropagation(case.network, case.loss, len(case.X))
    gradient = plan.gradient(case.X, case.T)
    return plan.loss, gradient


def assert_like_scalars(case: Case) -> None:
    loss, gradient = by_engine(case)
    true_loss, true_gradient = by_scalars(case)
    assert loss == pytest.approx(true_loss, rel=1e-12, abs=1e-14)
    scale = np.abs(true_gradient).max()
    assert np.abs(gradient - true_gradient).max() <= 1e-12 * scale


@pytest.mark.parametrize(("hidden", "last", "loss"), list(product(ACTIVATIONS, ACTIVATIONS, LOSSES)))
def test_each_layer_activation_and_loss(hidden: str, last: str, loss: str) -> None:
    case = make_case([(3, hidden), (2, "tanh"), (3, hidden)], loss, last, seed=11)
    assert_like_scalars(case)
    assert nearest_kink(case) > 1e-4
    assert check_gradient(case.network, loss, case.X, case.T).max_relative_error <= 1e-6


@FEW
@given(cases())
def test_any_network_like_scalars(case: Case) -> None:
    assert_like_scalars(case)


@FEW
@given(cases())
def test_any_network_like_differences(case: Case) -> None:
    assume(nearest_kink(case) > 1e-3)
    check = check_gradient(case.network, case.loss, case.X, case.T)
    # Against the largest entry, as long as there is a gradient that rounding of the loss doesn't drown.
    assume(np.abs(check.exact).max() > 1e-4)
    assert check.max_relative_error <= 1e-6


@pytest.mark.parametrize("loss", LOSSES)
def test_single_precision_is_the_same_to_its_own_accuracy(loss: str) -> None:
    double = make_case([(5, "tanh"), (4, "relu"), (3, "sigmoid")], loss, seed=3)
    single = Case(double.network.copy(np.float32), loss, double.X, double.T)
    _, exact = by_engine(double)
    _, rounded = by_engine(single)
    assert rounded.dtype == np.float32
    np.testing.assert_allclose(rounded, exact, rtol=0, atol=2e-6 * np.abs(exact).max())


def test_deltas_are_the_derivatives_by_the_biases_of_each_sample() -> None:
    case = make_case([(3, "tanh"), (2, "sigmoid")], "half_squared", "tanh", samples=4)
    plan = Backpropagation(case.network, case.loss, 4)
    gradient = plan.gradient(case.X, case.T)
    for delta, (_, biases) in zip(plan.deltas, case.network.split(gradient), strict=True):
        np.testing.assert_allclose(delta.sum(axis=1), biases, rtol=1e-13)


def test_gradient_is_one_buffer_and_follows_the_parameters() -> None:
    case = make_case([(3, "tanh")], "half_squared")
    plan = Backpropagation(case.network, case.loss, len(case.X))
    before = plan.gradient(case.X, case.T)
    kept = before.copy()
    case.network.parameters[:] *= 2
    after = plan.gradient(case.X, case.T)
    assert after is before
    assert not np.allclose(after, kept)
    assert_like_scalars(case)


def test_evaluation_in_parts_is_the_mean_over_all(monkeypatch: pytest.MonkeyPatch) -> None:
    case = make_case([(4, "tanh")], "softmax_cross_entropy", samples=23)
    loss, gradient = by_engine(case)
    monkeypatch.setattr("playground.engine.evaluation._PART", 7)
    evaluation = Evaluation(case.network, case.loss)
    assert evaluation.loss(case.X, case.T) == pytest.approx(loss, rel=1e-13)
    np.testing.assert_allclose(evaluation.gradient(case.X, case.T), gradient, rtol=1e-11, atol=1e-15)


@pytest.mark.parametrize("loss", ["binary_cross_entropy", "softmax_cross_entropy"])
def test_losses_on_logits_want_a_linear_last_layer(loss: str) -> None:
    network = Network(2, [Dense(3, "tanh")])
    with pytest.raises(ValueError, match="acts on logits: the last layer must be linear, not 'tanh'"):
        Backpropagation(network, loss, 4)


def test_wrong_numbers_of_outputs_and_shapes_are_refused() -> None:
    with pytest.raises(ValueError, match="exactly 1"):
        Backpropagation(Network(2, [Dense(2, "linear")]), "binary_cross_entropy", 4)
    with pytest.raises(ValueError, match="at least 2"):
        Backpropagation(Network(2, [Dense(1, "linear")]), "softmax_cross_entropy", 4)
    with pytest.raises(ValueError, match="unknown loss 'hinge'"):
        Backpropagation(Network(2, [Dense(1, "linear")]), "hinge", 4)
    plan = Backpropagation(Network(2, [Dense(1, "linear")]), "half_squared", 4)
    with pytest.raises(ValueError, match="4 samples, not 3"):
        plan.gradient(np.ones((3, 2)), np.ones((3, 1)))
    with pytest.raises(ValueError, match="X must have shape"):
        plan.gradient(np.ones((4, 3)), np.ones((4, 1)))
