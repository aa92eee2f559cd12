from __future__ import annotations

import numpy as np
import pytest

from playground.calculus.hessian import dense_rows, difference_rows, has_kinks, hessian_products
from playground.engine import Dense
from tests.engine.cases import network_case


@pytest.mark.parametrize("l2", [0.0, 0.3])
def test_rows_by_differences_are_those_of_the_exact_hessian(l2: float) -> None:
    case = network_case(3, [Dense(4, "tanh"), Dense(2, "linear")], "half_squared", samples=6, seed=5)
    product, exact = hessian_products(case.network, case.loss, case.X, case.T, l2)
    assert exact
    row, before = difference_rows(case.network, case.loss, case.X, case.T, l2), case.network.parameters.copy()
    rows = np.array([row(index) for index in range(case.network.size)])
    truth = np.array([each.copy() for each in dense_rows(product, case.network.size)])
    assert np.abs(rows - truth).max() <= 1e-8 * np.abs(truth).max()
    assert np.array_equal(case.network.parameters, before)


@pytest.mark.parametrize(
    ("activation", "loss", "kinks"),
    [
        ("tanh", "half_squared", False),
        ("relu", "half_squared", True),
        ("tanh", "huber", True),
        ("elu", "absolute", True),
    ],
)
def test_kinks_are_those_of_activations_and_of_losses(activation: str, loss: str, kinks: bool) -> None:
    case = network_case(2, [Dense(3, activation), Dense(1, "linear")], loss, samples=4, seed=1)
    assert has_kinks(case.network, loss) is kinks
