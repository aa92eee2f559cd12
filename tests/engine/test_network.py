"""The network: its one vector and the views of it, initialisation, outputs, sensitivities."""

from __future__ import annotations

import numpy as np
import pytest

from playground.engine import Dense, ForwardPass, Network
from playground.engine.sensitivities import Sensitivities
from playground.engine.threads import Team
from tests.engine.cases import make_case, network_case

SHAPE = [Dense(4, "tanh"), Dense(3, "relu"), Dense(2, "linear")]


def test_views_share_one_aligned_vector() -> None:
    network = Network(2, SHAPE)
    assert network.size == (2 + 1) * 4 + (4 + 1) * 3 + (3 + 1) * 2 == network.parameters.size
    assert network.parameters.ctypes.data % 64 == 0
    network.weights(1)[3, 2] = 5
    network.biases(1)[0] = 7
    assert network.weights(1).shape == (4, 3)
    assert network.biases(1).shape == (3,)
    assert network.block(1)[2, 3] == 5
    assert network.block(1)[0, 4] == 7
    assert sorted(network.parameters[network.layer_slice(1)].tolist())[-2:] == [5, 7]
    assert [(w.shape, b.shape) for w, b in network.split(network.parameters)] == [
        ((2, 4), (4,)),
        ((4, 3), (3,)),
        ((3, 2), (2,)),
    ]


def test_mask_is_one_on_weights_only() -> None:
    network = Network(2, SHAPE)
    for weights, biases in network.split(network.weight_mask):
        assert (weights == 1).all()
        assert (biases == 0).all()


def test_a_new_layer_leaves_the_draws_of_the_others_alone() -> None:
    before, after = Network(2, [Dense(3, "tanh"), Dense(3, "tanh")]), Network(2, [Dense(3, "tanh")] * 3)
    before.initialize("xavier", 8, keys=[0, 1])
    after.initialize("xavier", 8, keys=[0, 2, 1])
    np.testing.assert_array_equal(after.block(0), before.block(0))
    np.testing.assert_array_equal(after.block(2), before.block(1))
    assert (after.block(1) != before.block(1)).any()


def test_single_precision_draws_the_same_numbers_rounded() -> None:
    double, single = Network(2, SHAPE), Network(2, SHAPE, np.float32)
    double.initialize("he", 1)
    single.initialize("he", 1)
    np.testing.assert_array_equal(single.parameters, double.parameters.astype(np.float32))


def test_predict_and_activations_are_the_formula() -> None:
    case = make_case([(4, "tanh"), (3, "relu")], "half_squared", samples=6)
    first = np.tanh(case.X @ case.network.weights(0) + case.network.biases(0))
    second = np.maximum(first @ case.network.weights(1) + case.network.biases(1), 0)
    third = second @ case.network.weights(2) + case.network.biases(2)
    for found, true in zip(case.network.activations(case.X), [first, second, third], strict=True):
        np.testing.assert_allclose(found, true, rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(case.network.predict(case.X), third, rtol=1e-12, atol=1e-15)


def test_results_are_the_callers_to_keep() -> None:
    case = make_case([(4, "tanh")], "half_squared", samples=6)
    kept = case.network.predict(case.X)
    copy = kept.copy()
    for samples in range(1, 8):
        case.network.predict(np.zeros((samples, 2)))
    np.testing.assert_array_equal(kept, copy)


def test_forward_pass_is_run_again_on_the_same_samples() -> None:
    case = make_case([(4, "sigmoid"), (3, "linear")], "half_squared", samples=6)
    forward = ForwardPass(case.network, case.X)
    first = forward.run()
    case.network.parameters[:] *= 0.5
    again = forward.run()
    assert all(a is b for a, b in zip(first, again, strict=True))
    for found, true in zip(again, case.network.activations(case.X), strict=True):
        np.testing.assert_array_equal(found, true.T)


@pytest.mark.parametrize("output", [0, 1])
def test_sensitivities_are_the_derivatives_of_an_output(output: int) -> None:
    case = make_case([(4, "tanh"), (3, "sigmoid")], "half_squared", "tanh", samples=3)
    network, h = case.network, 1e-6
    found = network.sensitivities(case.X, output)
    assert [s.shape for s in found] == [(3, 2), (3, 4), (3, 3), (3, 2)]
    for feature in range(2):
        nudge = np.eye(2)[feature] * h
        slope = (network.predict(case.X + nudge) - network.predict(case.X - nudge))[:, output] / (2 * h)
        np.testing.assert_allclose(found[0][:, feature], slope, atol=1e-8)
    for layer in range(1, 4):
        rest = Network(network.layers[layer - 1].units, network.layers[layer:] or [Dense(2, "linear")])
        if layer < 3:
            rest.parameters[:] = network.parameters[network.layer_slice(layer).start :]
        else:
            rest.weights(0)[:] = np.eye(2)
        a = network.activations(case.X)[layer - 1]
        for unit in range(a.shape[1]):
            nudge = np.eye(a.shape[1])[unit] * h
            slope = (rest.predict(a + nudge) - rest.predict(a - nudge))[:, output] / (2 * h)
            np.testing.assert_allclose(found[layer][:, unit], slope, atol=1e-8)


def test_copy_shares_nothing() -> None:
    network = Network(2, SHAPE)
    network.initialize("xavier", 0)
    twin = network.copy(np.float32)
    twin.parameters[:] = 0
    assert twin.dtype == np.float32
    assert network.parameters.any()


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1 unit"):
        Dense(0, "tanh")
    with pytest.raises(ValueError, match="unknown activation 'cosh'; known: tanh, sigmoid"):
        Dense(2, "cosh")
    with pytest.raises(ValueError, match="at least one input"):
        Network(0, SHAPE)
    with pytest.raises(ValueError, match="at least one layer"):
        Network(2, [])
    with pytest.raises(ValueError, match=r"or an image \(channels, height, width\), not \(4, 4\)"):
        Network((4, 4), SHAPE)
    with pytest.raises(ValueError, match="float32 or float64"):
        Network(2, SHAPE, np.float16)
    with pytest.raises(ValueError, match="unknown initializer"):
        Network(2, SHAPE).initialize("ones", 0)
    with pytest.raises(ValueError, match="X must have shape"):
        Network(2, SHAPE).predict(np.ones((3, 5)))
    with pytest.raises(ValueError, match="shape \\(35,\\)"):
        Network(2, SHAPE).split(np.ones(3))


def test_features_may_be_any_whole_number() -> None:
    network = Network(np.int64(2), SHAPE)
    assert network.input_shape == (2,)
    assert type(network.input_shape[0]) is int
    assert Network(np.array([1, 3, 3]).tolist(), SHAPE).input_shape == (1, 3, 3)


@pytest.mark.parametrize(
    ("names", "keys"), [(["he", "ones", "he"], None), (["he"] * 3, [0, 1]), (["he"] * 3, [0, 1, -1])]
)
def test_first_weights_that_cannot_be_drawn_leave_the_old_ones(names: list[str], keys) -> None:
    network = Network(2, SHAPE)
    network.parameters[:] = 3
    with pytest.raises(ValueError, match=r"unknown initializer|argument|negative|non-negative"):
        network.initialize(names, 0, keys)
    assert (network.parameters == 3).all()


def test_a_pass_takes_as_many_samples_as_before() -> None:
    forward = ForwardPass(Network(2, SHAPE), np.zeros((5, 2)))
    with pytest.raises(ValueError, match="this pass is for 5 samples, not 1"):
        forward.load(np.ones((1, 2)))
    with pytest.raises(ValueError, match="X must have shape"):
        forward.load(np.ones((5, 1)))


@pytest.mark.parametrize("skip", [0, 1])
def test_two_threads_give_the_same_sensitivities(monkeypatch: pytest.MonkeyPatch, skip: int) -> None:
    monkeypatch.setattr("playground.engine.layer_forward.WORTH_SHARING", 0)
    layers = [Dense(8, "tanh"), Dense(6, "gelu"), Dense(6, "tanh", skip=skip), Dense(2, "linear")]
    case = network_case(3, layers, "half_squared", samples=7)
    alone = case.network.sensitivities(case.X, 1)
    with Team(2) as team:
        forward = ForwardPass(case.network, case.X, team)
        assert len(forward.plan.layers[0].parts) == 2
        together = Sensitivities(case.network, forward).run(1)
        for found, true in zip(together, alone, strict=True):
            np.testing.assert_allclose(found.T, true, rtol=1e-12, atol=1e-15)


def test_only_the_layers_that_a_skip_joins_are_not_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("playground.engine.layer_forward.WORTH_SHARING", 0)
    layers = [Dense(6, "tanh"), Dense(6, "relu"), Dense(6, "relu", skip=1), Dense(2, "linear")]
    with Team(2) as team:
        plan = ForwardPass(Network(3, layers), np.zeros((4, 3)), team).plan
    assert [len(layer.parts) for layer in plan.layers] == [2, 1, 1, 2]
