"""Differences against derivatives that are known."""

from __future__ import annotations

import numpy as np
import pytest

from playground.calculus import central_difference, check_gradient
from playground.engine import Backpropagation
from tests.engine.cases import make_case


def test_known_gradient() -> None:
    p = np.array([0.3, -1.2, 2.0])
    found = central_difference(lambda q: float(np.sin(q[0]) + q[1] ** 3 * q[2]), p)
    np.testing.assert_allclose(found, [np.cos(0.3), 3 * 1.2**2 * 2, -(1.2**3)], rtol=1e-9)


def test_error_shrinks_with_the_square_of_the_step() -> None:
    error = [
        abs(central_difference(lambda q: float(np.exp(q[0])), np.zeros(1), h)[0] - 1) for h in (1e-2, 1e-3)
    ]
    assert error[0] == pytest.approx(1e-4 / 6, rel=1e-3)
    assert error[0] / error[1] == pytest.approx(100, rel=1e-2)


def test_parameters_are_left_alone() -> None:
    p = np.array([1.0, 2.0])
    central_difference(lambda q: float(q.sum()), p)
    assert p.tolist() == [1, 2]


def test_a_step_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="above 0"):
        central_difference(lambda q: 0.0, np.ones(1), 0)


def test_check_finds_a_wrong_gradient(monkeypatch: pytest.MonkeyPatch) -> None:
    case = make_case([(3, "tanh")], "half_squared")
    place = case.network.layer_slice(1).start
    honest = Backpropagation.gradient

    def wrong(self: Backpropagation, X: np.ndarray, T: np.ndarray) -> np.ndarray:
        gradient = honest(self, X, T)
        gradient[place] += 0.5
        return gradient

    monkeypatch.setattr(Backpropagation, "gradient", wrong)
    check = check_gradient(case.network, case.loss, case.X, case.T)
    assert (check.worst_parameter, check.worst_layer) == (place, 1)
    assert check.max_relative_error > 1e-2


def test_check_works_in_double_precision_and_leaves_the_network_alone() -> None:
    case = make_case([(3, "tanh")], "softmax_cross_entropy", dtype=np.float32)
    before = case.network.parameters.copy()
    check = check_gradient(case.network, case.loss, case.X, case.T)
    assert check.max_relative_error < 1e-8
    assert check.exact.dtype == check.difference.dtype == np.float64
    np.testing.assert_array_equal(case.network.parameters, before)
