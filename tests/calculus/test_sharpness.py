"""The sharpness against closed forms and against the whole Hessian."""

from __future__ import annotations

import numpy as np
import pytest

from playground.calculus import sharpness
from playground.engine import Dense, Evaluation, Network, Penalty
from tests.engine.cases import Case, make_case

NONE = Penalty()
FINE = {"iterations": 5000, "tolerance": 1e-6}


def dense_hessian(case: Case, h: float = 1e-5) -> np.ndarray:
    """Column by column, from gradients a little to each side of every parameter."""
    network = case.network.copy()
    evaluation, here = Evaluation(network, case.loss), network.parameters.copy()
    columns = []
    for nudge in np.eye(network.size) * h:
        network.parameters[:] = here + nudge
        ahead = evaluation.gradient(case.X, case.T).copy()
        network.parameters[:] = here - nudge
        columns.append((ahead - evaluation.gradient(case.X, case.T)) / (2 * h))
    hessian = np.array(columns)
    return (hessian + hessian.T) / 2


def largest(hessian: np.ndarray) -> float:
    eigenvalues = np.linalg.eigvalsh(hessian)
    return float(eigenvalues[np.abs(eigenvalues).argmax()])


def linear_case(dtype: type = np.float64) -> tuple[Network, np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(2)
    X, T = rng.normal(size=(40, 3)) * [1, 2, 3], rng.normal(size=(40, 1))
    network = Network(3, [Dense(1, "linear")], dtype)
    network.initialize("xavier", 0)
    with_ones = np.hstack([X, np.ones((40, 1))])
    return network, X, T, with_ones.T @ with_ones / 40


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_linear_regression_is_its_closed_form(dtype: type) -> None:
    network, X, T, hessian = linear_case(dtype)
    found = sharpness(network, "half_squared", X, T, NONE, **FINE)
    assert found.converged
    assert found.relative_residual <= 1e-6
    assert found.value == pytest.approx(largest(hessian), rel=1e-8)


def test_l2_adds_its_rate_on_the_weights_and_l1_nothing() -> None:
    network, X, T, hessian = linear_case()
    ridge = hessian + 0.7 * np.diag([1, 1, 1, 0])
    found = sharpness(network, "half_squared", X, T, Penalty(l2=0.7), **FINE)
    assert found.value == pytest.approx(largest(ridge), rel=1e-8)
    lasso = sharpness(network, "half_squared", X, T, Penalty(l1=0.7), **FINE)
    assert lasso.value == pytest.approx(largest(hessian), rel=1e-8)


@pytest.mark.parametrize("loss", ["half_squared", "binary_cross_entropy", "softmax_cross_entropy"])
@pytest.mark.parametrize("hidden", ["tanh", "sigmoid"])
def test_networks_against_the_whole_hessian(loss: str, hidden: str) -> None:
    case = make_case([(4, hidden), (3, hidden)], loss, samples=20, seed=4)
    found = sharpness(case.network, loss, case.X, case.T, NONE, **FINE)
    assert found.converged
    assert found.value == pytest.approx(largest(dense_hessian(case)), rel=1e-6)


def test_the_largest_may_be_negative() -> None:
    # L = (tanh(w x + b) - t)^2 / 2 bends down where the curve is far from t and saturating.
    network = Network(1, [Dense(1, "tanh")])
    network.weights(0)[:] = 1.2
    X, T = np.array([[1.0]]), np.array([[-1.0]])
    a = np.tanh(1.2)
    bend = (1 - a**2) ** 2 + (a + 1) * (-2 * a * (1 - a**2))
    found = sharpness(network, "half_squared", X, T, NONE, **FINE)
    assert bend < 0
    assert found.value == pytest.approx(bend * 2, rel=1e-7)  # times |(x, 1)|^2


def test_too_few_iterations_say_so() -> None:
    case = make_case([(4, "tanh")], "half_squared", samples=20)
    found = sharpness(case.network, case.loss, case.X, case.T, NONE, iterations=1, tolerance=1e-9)
    assert (found.iterations, found.converged) == (1, False)
    assert found.relative_residual > 1e-9


def test_a_flat_loss_has_no_sharpness() -> None:
    network = Network(1, [Dense(1, "relu"), Dense(1, "linear")])
    network.biases(0)[:] = -5
    found = sharpness(network, "half_squared", np.zeros((2, 1)), np.zeros((2, 1)), NONE, **FINE)
    assert found.converged
    assert found.value == pytest.approx(1)  # only the output's bias bends the loss
    dead = Network(1, [Dense(1, "linear"), Dense(1, "relu")])
    dead.biases(1)[:] = -5
    flat = sharpness(dead, "half_squared", np.zeros((2, 1)), np.zeros((2, 1)), NONE, **FINE)
    assert (flat.value, flat.relative_residual, flat.iterations, flat.converged) == (0, 0, 1, True)


def test_a_broken_network_gives_no_number() -> None:
    network, X, T, _ = linear_case()
    network.parameters[:] = 1e308
    found = sharpness(network, "half_squared", X, T, NONE)
    assert np.isnan(found.value)
    assert not found.converged


def test_the_network_is_left_alone_and_the_seed_decides() -> None:
    case = make_case([(4, "tanh")], "half_squared", samples=20)
    before = case.network.parameters.copy()
    runs = [
        sharpness(case.network, case.loss, case.X, case.T, NONE, iterations=2, seed=seed)
        for seed in (1, 1, 2)
    ]
    assert runs[0] == runs[1] != runs[2]
    np.testing.assert_array_equal(case.network.parameters, before)


def test_no_iteration_is_refused() -> None:
    network, X, T, _ = linear_case()
    with pytest.raises(ValueError, match="at least 1 iteration"):
        sharpness(network, "half_squared", X, T, NONE, iterations=0)
