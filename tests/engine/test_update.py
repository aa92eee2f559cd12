"""What happens to a gradient before it moves anything: penalty, clipping, freezing, and the rate's course."""

from __future__ import annotations

import math

import numpy as np
import pytest

from playground.calculus import central_difference
from playground.engine import (
    OPTIMIZERS,
    SCHEDULES,
    Clipping,
    Convolution,
    Dense,
    Network,
    Penalty,
    Schedule,
    Settings,
    Trainer,
)
from tests.engine.cases import make_case, network_case


def network_of(parameters: int = 0) -> Network:
    network = Network(2, [Dense(3, "tanh", normalization="layer"), Dense(2, "linear", bias=False)])
    network.parameters[:] = np.random.default_rng(parameters).normal(size=network.size)
    network.weights(0)[0, 0] = 0
    return network


def added(penalty: Penalty, network: Network) -> np.ndarray:
    gradient = np.full(network.size, 10.0)
    for add in penalty.plan(network, gradient):
        add()
    return gradient - 10


def test_the_price_is_that_of_weights_alone() -> None:
    network = network_of()
    w = np.concatenate([network.weights(0).ravel(), network.weights(1).ravel()])
    assert Penalty(l1=0.5).value(network) == pytest.approx(0.5 * np.abs(w).sum())
    assert Penalty(l2=0.5).value(network) == pytest.approx(0.25 * (w**2).sum())
    assert Penalty(0.1, 0.2).value(network) == pytest.approx(0.1 * np.abs(w).sum() + 0.1 * (w**2).sum())
    assert Penalty().value(network) == 0


@pytest.mark.parametrize("penalty", [Penalty(), Penalty(l1=0.3), Penalty(l2=0.7), Penalty(0.3, 0.7)])
@pytest.mark.parametrize("whole", [True, False])
def test_what_is_added_is_the_derivative_of_the_price(
    penalty: Penalty, whole: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not whole:  # as for large networks: by rows of each layer
        monkeypatch.setattr("playground.engine.weight_pieces.AT_ONCE", 0)
        monkeypatch.setattr("playground.engine.weight_pieces.CHUNK", 5)
    network = network_of()

    def price(parameters: np.ndarray) -> float:
        network.parameters[:] = parameters
        return penalty.value(network)

    here = network.parameters.copy()
    slope = central_difference(price, here)
    network.parameters[:] = here
    np.testing.assert_allclose(added(penalty, network), slope, atol=1e-8)


def test_a_penalty_on_a_convolution_spares_its_biases() -> None:
    network = Network((1, 3, 3), [Convolution(2, 2, "tanh")])
    network.parameters[:] = 1
    np.testing.assert_array_equal(added(Penalty(l2=0.5), network), network.weight_mask / 2)


@pytest.mark.parametrize("rates", [(-0.1, 0.0), (0.0, np.inf), (np.nan, 0.0)])
def test_impossible_penalties_are_refused(rates: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="finite and not negative"):
        Penalty(*rates)


def cut(clipping: Clipping, gradient: list[float]) -> list[float]:
    g = np.array(gradient, np.float64)
    plan = clipping.plan(g)
    assert plan is not None
    plan(float(g @ g))
    return g.tolist()


def test_clipping_by_value_cuts_each_entry_and_by_norm_the_length() -> None:
    assert cut(Clipping("value", 2), [3, -4, 1]) == [2, -2, 1]
    np.testing.assert_allclose(cut(Clipping("norm", 2), [3, -4, 0]), [1.2, -1.6, 0])
    assert cut(Clipping("norm", 5), [3, -4, 0]) == [3, -4, 0]
    assert Clipping().plan(np.ones(2)) is None


@pytest.mark.parametrize(("kind", "limit"), [("length", 1), ("norm", 0), ("value", np.inf)])
def test_impossible_clipping_is_refused(kind: str, limit: float) -> None:
    with pytest.raises(ValueError, match=r"unknown clipping|above 0 and finite"):
        Clipping(kind, limit)


def test_a_step_uses_the_cut_gradient_penalty_included() -> None:
    case = make_case([(3, "tanh")], "half_squared", samples=5)
    twin = case.network.copy()
    settings = Settings(0.5, 5, penalty=Penalty(l2=3), clipping=Clipping("norm", 0.01))
    trainer = Trainer(case.network, case.loss, case.X, case.T, settings)
    full = trainer.full_gradient()
    trainer.step()
    np.testing.assert_allclose(trainer.batch_gradient, full * 0.01 / np.linalg.norm(full), rtol=1e-10)
    moved = twin.parameters - case.network.parameters
    assert np.linalg.norm(moved) == pytest.approx(0.005)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_frozen_parameters_stay_bit_for_bit_and_thaw(optimizer: str) -> None:
    layers = [Dense(4, "tanh"), Dense(3, "tanh"), Dense(2, "linear")]
    case = network_case(3, layers, "half_squared", samples=9)
    network = case.network
    settings = Settings(0.01, 4, optimizer=optimizer, penalty=Penalty(l2=0.1))
    trainer = Trainer(network, case.loss, case.X, case.T, settings)
    trainer.run(5)
    frozen = np.zeros(network.size, bool)
    frozen[network.layer_slice(1)] = True
    for biases in (network.split(frozen)[0][1], network.split(frozen)[2][1]):
        biases[:] = True
    frozen[2] = True
    trainer.freeze(frozen)
    before = network.parameters.copy()
    trainer.run(20)
    assert network.parameters[frozen].tobytes() == before[frozen].tobytes()
    assert (network.parameters[~frozen] != before[~frozen]).all()
    assert not trainer.batch_gradient[frozen].any()
    network.parameters[2] = 7  # by hand
    trainer.step()
    assert network.parameters[2] == 7
    trainer.freeze(None)
    trainer.run(2)
    assert (network.parameters[frozen] != before[frozen]).all()


def test_what_to_freeze_has_a_truth_value_for_each_parameter() -> None:
    case = make_case([(3, "tanh")], "half_squared")
    trainer = Trainer(case.network, case.loss, case.X, case.T, Settings(0.1, 2))
    with pytest.raises(ValueError, match="17 truth values"):
        trainer.freeze(np.ones(16, bool))
    with pytest.raises(ValueError, match="17 truth values"):
        trainer.freeze(np.ones(17))


PARTS = {
    "constant": [(0, 1), (500, 1)],
    "step": [(0, 1), (9.9, 1), (10, 0.2), (29, 0.04)],
    "exponential": [(0, 1), (5, math.sqrt(0.2)), (10, 0.2), (20, 0.04)],
    "cosine": [(0, 1), (5, 0.6), (10, 0.2), (99, 0.2)],
    "warm_up": [(0, 0.2), (5, 0.6), (10, 1), (99, 1)],
    "one_cycle": [(0, 0.2), (2.5, 0.6), (5, 1), (7.5, 0.6), (10, 0.2), (99, 0.2)],
}


@pytest.mark.parametrize("kind", SCHEDULES)
def test_the_course_of_the_learning_rate(kind: str) -> None:
    schedule = Schedule(kind, length=10, factor=0.2)
    for epochs, part in PARTS[kind]:
        assert schedule.part(epochs) == pytest.approx(part, rel=1e-12)


def test_each_step_uses_the_rate_of_its_moment() -> None:
    case = make_case([], "half_squared", samples=4)
    settings = Settings(0.4, 2, schedule=Schedule("exponential", length=1, factor=0.25))
    trainer = Trainer(case.network, case.loss, case.X, case.T, settings)
    for rate in (0.4, 0.2, 0.1):
        before = case.network.parameters.copy()
        assert trainer.learning_rate == pytest.approx(rate)
        trainer.step()
        np.testing.assert_allclose(
            case.network.parameters, before - rate * trainer.batch_gradient, rtol=1e-12
        )


@pytest.mark.parametrize(
    ("kind", "length", "factor", "message"),
    [
        ("zigzag", 1, 0.5, "unknown schedule 'zigzag'"),
        ("step", 0, 0.5, "length of a schedule"),
        ("step", 1e-310, 0.5, "length of a schedule"),
        ("step", math.inf, 0.5, "length of a schedule"),
        ("step", 1, 0.0, "factor of a schedule"),
        ("step", 1, 1.5, "factor of a schedule"),
    ],
)
def test_impossible_schedules_are_refused(kind: str, length: float, factor: float, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Schedule(kind, length, factor)


@pytest.mark.parametrize(("length", "steps"), [(0.1, 3), (0.1, 6), (0.7, 3), (0.3, 9), (1e-6, 7)])
def test_steps_down_are_not_late_by_rounding(length: float, steps: int) -> None:
    assert Schedule("step", length, 0.5).part(steps * length) == 0.5**steps
    assert Schedule("step", length, 0.5).part((steps - 1e-6) * length) == 0.5 ** (steps - 1)
    assert Schedule("step", 0.1, 0.5).part(0.3) == 0.125  # 0.3 / 0.1 is rounded to below 3


@pytest.mark.parametrize("kind", SCHEDULES)
def test_a_course_has_an_end_however_short_it_is(kind: str) -> None:
    assert 0 <= Schedule(kind, length=1e-6, factor=0.5).part(1e6) <= 1


@pytest.mark.parametrize("kind", ["none", "value", "norm"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_limit_beyond_all_gradients_cuts_nothing(kind: str, dtype: type) -> None:
    gradient = np.array([3, -4], dtype)
    plan = Clipping(kind, 1e200).plan(gradient)
    if plan is not None:
        plan(25.0)
    np.testing.assert_array_equal(gradient, [3, -4])
