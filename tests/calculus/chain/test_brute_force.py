"""A loss in which single parameters are moved, beside the whole network computed anew; and known kinks."""

from __future__ import annotations

import numpy as np
import pytest

from playground.calculus.chain import SamplePass
from playground.calculus.chain.agreement import digits_of, rounding_of
from playground.calculus.chain.brute_force import BruteForce, Kink, kinks_between, value_of
from playground.engine import ACTIVATIONS, LOSSES, Dense, Evaluation
from tests.engine.cases import Case, make_case, network_case


def force_of(case: Case) -> BruteForce:
    return BruteForce(SamplePass(case.network, case.loss, case.X, case.T))


def anew(case: Case, layer: int, source: int | None, target: int, value: float) -> float:
    """The loss of a network in which the parameter has this value."""
    twin = case.network.copy()
    part = twin.biases(layer) if source is None else twin.weights(layer)[source]
    part[target] = value
    return Evaluation(twin, case.loss).loss(case.X, case.T)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("activation", ["tanh", "relu", "selu"])
def test_moved_losses_are_those_of_the_network(activation: str, loss: str) -> None:
    case = make_case([(3, activation), (2, "tanh"), (4, activation)], loss, activation, seed=2)
    force = force_of(case)
    for layer in range(4):
        values = np.array([-1.5, 0.2, 3.0])
        found = force.move(layer, 0, [0, 1, None], values).losses
        true = [anew(case, layer, *each) for each in ((0, 0, -1.5), (1, 0, 0.2), (None, 0, 3.0))]
        np.testing.assert_allclose(found, true, rtol=1e-12)
        assert value_of(force, layer, 1, 0) == case.network.weights(layer)[1, 0]
        assert value_of(force, layer, None, 0) == case.network.biases(layer)[0]


def test_layers_without_a_bias() -> None:
    layers = [Dense(2, "tanh", bias=False), Dense(3, "sine", bias=False), Dense(1, "linear", bias=False)]
    case = network_case(2, layers, "half_squared", seed=1)
    found = force_of(case).move(1, 2, [1], np.array([0.7])).losses
    np.testing.assert_allclose(found, [anew(case, 1, 1, 2, 0.7)], rtol=1e-12)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_differences_come_to_the_derivative(activation: str) -> None:
    case = make_case([(3, activation), (3, activation)], "half_squared", activation, seed=9)
    force = force_of(case)
    w, h = value_of(force, 0, 1, 2), 1e-5
    behind, ahead = force.move(0, 2, [1, 1], np.array([w - h, w + h])).losses
    exact = force.of.derivatives(0, 1, 2).mean()
    assert kinks_between(force, 0, 1, 2, h) == []
    assert (ahead - behind) / (2 * h) == pytest.approx(exact, rel=1e-6, abs=1e-10)
    assert abs((ahead - behind) / (2 * h) - exact) < 1e-8


def test_kinks_are_named() -> None:
    """z = w x with w = 1e-4 is moved across 0 by h = 1e-3 where x is not 0, and only there."""
    case = network_case(1, [Dense(2, "relu"), Dense(1, "linear")], "absolute")
    case.network.parameters[:] = 0
    case.network.weights(0)[:] = [[1e-4, 5.0]]
    case.network.weights(1)[:] = [[2.0], [0.0]]
    case = Case(case.network, "absolute", np.array([[0.0], [1.0], [-2.0]]), np.array([[9.0], [1e-4], [9.0]]))
    force = force_of(case)
    assert kinks_between(force, 0, 0, 0, 1e-5) == []
    # The second sample's output 2 max(0, z) passes its target 1e-4 on the way as well.
    assert kinks_between(force, 0, 0, 0, 1e-3) == [Kink(0, 0, 2), Kink(2, 0, 1)]
    # Moving the other neuron's bias by 1e-3 takes it across 0 where x is 0: its z is there already.
    assert kinks_between(force, 0, None, 1, 1e-3) == [Kink(0, 1, 1)]


def test_a_margin_is_a_kink() -> None:
    case = Case(
        network_case(1, [Dense(1, "linear")], "hinge").network, "hinge", np.ones((1, 1)), np.array([[-1.0]])
    )
    case.network.parameters[:] = [-0.9999, 0.0]
    force = force_of(case)
    assert kinks_between(force, 0, 0, 0, 1e-5) == []
    assert kinks_between(force, 0, 0, 0, 1e-3) == [Kink(1, 0, 1)]


def test_digits_of_agreement() -> None:
    exact = np.array([1.0, 1.0, 0.0, 0.0, 5.0, np.nan, np.inf])
    found = digits_of(exact, np.array([1.001, 1.0, 0.0, 1e-9, -5.0, 1.0, np.inf]))
    np.testing.assert_allclose(found, [3 + np.log10(1.001), 16, 16, 0, 0, 0, 0])


def test_rounding_is_estimated_from_above_and_not_by_much() -> None:
    """Where the derivative is 0, all that a difference shows is rounding."""
    case = make_case([(4, "tanh"), (4, "tanh")], "half_squared", samples=40, seed=7)
    case.network.weights(2)[:] = 1e-13
    force, h = force_of(case), 1e-7
    found = []
    for source in range(4):
        w = value_of(force, 1, source, 0)
        behind, ahead = force.move(1, 0, [source] * 2, np.array([w - h, w + h])).losses
        found.append(abs(ahead - behind) / (2 * h))
    bound = rounding_of(force.of.mean_loss(), force.of.activations[-1], h)
    assert max(found) <= bound <= 1e-7
