"""A step whose numbers leave the range: named, not made, and the parameters stay finite."""

from __future__ import annotations

import copy

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.engine import (
    ACTIVATIONS,
    LOSSES,
    OPTIMIZERS,
    Clipping,
    Constants,
    Dense,
    Network,
    NonFinite,
    Penalty,
    Settings,
    Trainer,
)
from tests.engine.cases import make_case


def trainer_of(network: Network, X: np.ndarray, T: np.ndarray, **settings) -> Trainer:
    return Trainer(network, "half_squared", X, T, Settings(0.1, 2, **settings))


def linear_chain(*weights: float) -> Network:
    network = Network(1, [Dense(1, "linear")] * len(weights))
    for layer, weight in enumerate(weights):
        network.weights(layer)[:] = weight
    return network


def test_the_first_layer_forwards_with_a_bad_sum() -> None:
    network = linear_chain(1, 1e200, 1e200, 1)
    trainer = trainer_of(network, np.ones((3, 1)), np.ones((3, 1)))
    before = network.parameters.copy()
    with pytest.raises(NonFinite, match="step 1: the pre-activation of layer 2 is too large") as raised:
        trainer.run(5)
    assert (raised.value.step, raised.value.layer, raised.value.quantity) == (1, 2, "pre-activation")
    np.testing.assert_array_equal(network.parameters, before)
    assert (trainer.step_count, trainer.position) == (0, 0)


def test_else_the_loss() -> None:
    network = linear_chain(1, 1e160)
    with pytest.raises(NonFinite) as raised:
        trainer_of(network, np.ones((3, 1)), np.ones((3, 1))).step()
    assert (raised.value.layer, raised.value.quantity) == (1, "loss")


def test_else_the_last_layer_with_a_bad_gradient() -> None:
    network = linear_chain(1e-150, 1e150, 1e10)
    # The output is about 1e10 and the loss 1e20; on the way back the first weight's gradient is 1e170.
    with pytest.raises(NonFinite) as raised:
        trainer_of(network, np.ones((3, 1)), np.ones((3, 1))).step()
    assert (raised.value.layer, raised.value.quantity) == (0, "gradient")


def test_training_goes_on_after_the_cause_is_gone() -> None:
    case = make_case([(3, "tanh")], "half_squared", samples=6)
    trainer = trainer_of(case.network, case.X, case.T)
    trainer.run(2)
    good = trainer.checkpoint()
    case.network.weights(1)[:] = 1e300
    with pytest.raises(NonFinite, match="step 3"):
        trainer.step()
    with pytest.raises(NonFinite, match="step 3"):
        trainer.step()
    trainer.restore(good)
    trainer.run(3)
    unbroken = make_case([(3, "tanh")], "half_squared", samples=6)
    other = trainer_of(unbroken.network, unbroken.X, unbroken.T)
    other.run(5)
    np.testing.assert_array_equal(case.network.parameters, unbroken.network.parameters)


def test_the_penaltys_gradient_counts() -> None:
    network = linear_chain(1e-300, 1e200)
    trainer = trainer_of(network, np.zeros((3, 1)), np.zeros((3, 1)), penalty=Penalty(l2=1e-20))
    with pytest.raises(NonFinite) as raised:
        trainer.step()
    assert (raised.value.layer, raised.value.quantity) == (1, "gradient")


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    hidden=st.sampled_from(sorted(ACTIVATIONS)),
    optimizer=st.sampled_from(sorted(OPTIMIZERS)),
    exponent=st.integers(-2, 10),
    dtype=st.sampled_from([np.float32, np.float64]),
    penalty=st.sampled_from([Penalty(), Penalty(l1=10), Penalty(l2=10)]),
    loss=st.sampled_from(sorted(LOSSES)),
)
def test_parameters_are_always_finite(
    hidden: str, optimizer: str, exponent: int, dtype: type, penalty: Penalty, loss: str
) -> None:
    case = make_case([(4, hidden), (4, hidden)], loss, "linear", samples=8, dtype=dtype)
    rate = 10.0**exponent
    trainer = Trainer(
        case.network,
        loss,
        case.X * 5,
        case.T,
        Settings(rate, 3, optimizer, Constants(weight_decay=min(0.01, 1 / rate)), penalty=penalty),
    )
    try:
        trainer.run(150)
    except NonFinite as error:
        assert error.step == trainer.step_count + 1
    checkpoint = trainer.checkpoint()
    assert np.isfinite(checkpoint.parameters).all()
    assert all(np.isfinite(slot).all() for slot in checkpoint.slots.values())


def test_the_exception_can_be_copied() -> None:
    error = NonFinite(7, 2, "gradient")
    again = copy.copy(error)
    assert (str(again), again.step, again.layer, again.quantity) == (str(error), 7, 2, "gradient")


def test_a_gradient_that_is_finite_but_too_large_is_not_called_infinite() -> None:
    network = Network(1, [Dense(1, "linear")], np.float32)
    X, T = np.full((4, 1), 3e16), np.ones((4, 1))
    trainer = Trainer(network, "absolute", X, T, Settings(1e-20, 4, clipping=Clipping("norm", 1.0)))
    with pytest.raises(NonFinite, match="the gradient of layer 0 is too large or not finite"):
        trainer.step()
    assert np.isfinite(trainer.batch_gradient).all()


@pytest.mark.parametrize("normalization", ["batch", "layer"])
@pytest.mark.parametrize("behind", ["linear", "relu", "sigmoid"])
def test_sums_too_large_to_be_normalized_are_named_and_not_remembered(
    normalization: str, behind: str
) -> None:
    layers = [Dense(2, "tanh"), Dense(3, behind, normalization=normalization), Dense(1, "linear")]
    network = Network(1, layers, np.float32)
    network.initialize("he", 0)
    network.weights(0)[:] = 1
    network.weights(1)[:] = 1e20 * np.arange(1, 7).reshape(2, 3)
    before = network.parameters.copy(), network.statistics.copy()
    X = np.array([[1.0], [2.0], [3.0], [5.0]])
    trainer = Trainer(network, "half_squared", X, np.ones((4, 1)), Settings(0.1, 4))
    with pytest.raises(NonFinite) as raised:
        trainer.run(3)
    assert (raised.value.step, raised.value.layer, raised.value.quantity) == (1, 1, "pre-activation")
    for now, then in zip((network.parameters, network.statistics), before, strict=True):
        np.testing.assert_array_equal(now, then)
