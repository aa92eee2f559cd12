"""Every value and derivative on the way to the loss, beside scalar differentiation, steps and paper."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.calculus import central_difference
from playground.calculus.chain import SamplePass
from playground.engine import ACTIVATIONS, LOSSES, Dense, Evaluation, Network
from tests.calculus.chain.scalar_chain import ScalarChain
from tests.engine.cases import Case, make_case, network_case, output_layer

SOME = settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def close(found: np.ndarray, true: object, tolerance: float = 1e-12) -> None:
    """Equal to a share of the largest entry."""
    true = np.asarray(true)
    assert np.abs(found - true).max(initial=0) <= tolerance * max(np.abs(true).max(initial=0), 1e-30)


def assert_like_scalars(case: Case) -> None:
    of = SamplePass(case.network, case.loss, case.X, case.T)
    mean = np.zeros(case.network.size)
    for sample, (x, t) in enumerate(zip(case.X.tolist(), case.T.tolist(), strict=True)):
        true = ScalarChain(case.network, case.loss, x, t)
        close(of.by_output[:, sample], [a.gradient for a in true.activations[-1]])
        assert of.losses(of.activations[-1][:, [sample]], sample)[0] == pytest.approx(
            true.loss.value, rel=1e-12, abs=1e-14
        )
        for layer, sums in enumerate(true.sums):
            close(of.sums[layer][:, sample], [z.value for z in sums])
            close(of.activations[layer + 1][:, sample], [a.value for a in true.activations[layer + 1]])
            close(of.slopes[layer][:, sample], [true.slope(layer, unit) for unit in range(len(sums))])
            close(of.deltas[layer][:, sample], [z.gradient for z in sums])
            weights, biases = case.network.split_layer(layer, mean)
            weights += [[number.gradient for number in row] for row in true.weights[layer]]
            biases += [number.gradient for number in true.biases[layer]]
            found = [of.derivatives(layer, 0, unit)[sample] for unit in range(len(sums))]
            close(np.array(found), [true.derivative(layer, 0, unit) for unit in range(len(sums))])
    close(of.mean_gradient(), mean / of.samples)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_each_activation_loss_and_depth(activation: str, loss: str) -> None:
    for depth in range(7):
        hidden = [(2, activation)] * depth
        assert_like_scalars(make_case(hidden, loss, activation, samples=1, seed=depth + 1))


@SOME
@given(st.data())
def test_any_network(data: st.DataObject) -> None:
    names, loss = st.sampled_from(list(ACTIVATIONS)), data.draw(st.sampled_from(list(LOSSES)))
    hidden = [
        Dense(data.draw(st.integers(1, 4)), data.draw(names), bias=data.draw(st.booleans()))
        for _ in range(data.draw(st.integers(0, 3)))
    ]
    layers = [*hidden, output_layer(loss, data.draw(names), data.draw(st.integers(2, 3)))]
    seed = data.draw(st.integers(0, 999))
    assert_like_scalars(network_case(data.draw(st.integers(1, 3)), layers, loss, samples=2, seed=seed))


@pytest.mark.parametrize("activation", ["tanh", "sine", "sigmoid", "softplus", "linear"])
def test_complex_step(activation: str) -> None:
    """Im L(w + ih) / h subtracts nothing, so that h may be so small that nothing of the curve is seen."""
    case = make_case([(3, activation), (2, activation)], "half_squared", samples=4, seed=3)
    f = {
        "tanh": np.tanh,
        "sine": np.sin,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "softplus": lambda z: np.log(1 + np.exp(z)),
        "linear": lambda z: z,
    }
    network, h = case.network, 1e-40

    def loss(parameters: np.ndarray) -> complex:
        a = case.X.T.astype(complex)
        for layer, each in enumerate(network.layers):
            place = np.arange(network.size)
            weights, biases = network.split_layer(layer, place)
            a = f[each.activation](parameters[weights].T @ a + parameters[biases][:, None])
        return complex(((a - case.T.T) ** 2).sum() / (2 * len(case.X)))

    steps = network.parameters + 1j * h * np.eye(network.size)
    true = np.array([loss(row).imag / h for row in steps])
    close(SamplePass(network, case.loss, case.X, case.T).mean_gradient(), true, 1e-14)


@pytest.mark.parametrize("loss", ["binary_cross_entropy", "softmax_cross_entropy"])
def test_label_smoothing_by_differences(loss: str) -> None:
    case = make_case([(3, "tanh")], loss, samples=3, seed=8)
    of = SamplePass(case.network, loss, case.X, case.T, smoothing=0.2)
    twin = case.network.copy()
    evaluation = Evaluation(twin, loss, 0.2)

    def mean(parameters: np.ndarray) -> float:
        twin.parameters[:] = parameters
        return evaluation.loss(case.X, case.T)

    close(of.mean_gradient(), central_difference(mean, case.network.parameters), 1e-8)
    assert of.mean_loss() == pytest.approx(mean(case.network.parameters), rel=1e-12)


def test_it_computes_in_double_precision_on_a_copy() -> None:
    case = make_case([(3, "tanh")], "half_squared", dtype=np.float32)
    of = SamplePass(case.network, case.loss, case.X, case.T)
    before = of.mean_gradient()
    case.network.parameters[:] = 0
    assert before.dtype == of.sums[0].dtype == np.float64
    np.testing.assert_array_equal(of.mean_gradient(), before)
    assert of.network.weights(0).any()


@pytest.mark.parametrize(
    "layers",
    [
        [Dense(2, "tanh", normalization="layer"), Dense(1, "linear")],
        [Dense(2, "tanh"), Dense(2, "tanh", skip=1), Dense(1, "linear")],
    ],
)
def test_layers_whose_paths_are_others_are_refused(layers: list[Dense]) -> None:
    network = Network(2, layers)
    with pytest.raises(ValueError, match="dense layers"):
        SamplePass(network, "half_squared", np.ones((1, 2)), np.ones((1, 1)))


def test_shapes_that_do_not_fit_are_refused() -> None:
    network = Network(2, [Dense(1, "linear")])
    with pytest.raises(ValueError, match="3 samples, T has 2"):
        SamplePass(network, "half_squared", np.ones((3, 2)), np.ones((2, 1)))
