from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.calculus.hessian import dense_rows, eigen_decomposition, hessian_products
from playground.calculus.hessian.products import HessianProducts
from playground.engine import ACTIVATIONS, LOSSES, Dense, Evaluation
from tests.engine.cases import Case, network_case, targets_for

SMOOTH = sorted(name for name, activation in ACTIVATIONS.items() if not activation.kinks)
SMOOTH_LOSSES = ("half_squared", "huber", "binary_cross_entropy", "softmax_cross_entropy")


def dense_case(activation: str, loss: str, depth: int, seed: int, *, bias: bool = True) -> Case:
    rng = np.random.default_rng(seed)
    outputs = {"softmax_cross_entropy": 3, "binary_cross_entropy": 1, "hinge": 1}.get(loss, 2)
    last = "linear" if LOSSES[loss].on_logits else activation
    hidden = [Dense(int(rng.integers(1, 5)), activation, bias=bias) for _ in range(depth)]
    case = network_case(3, [*hidden, Dense(outputs, last, bias=bias)], loss, samples=6, seed=seed)
    return case


def by_differences(case: Case, v: np.ndarray, l2: float = 0.0) -> np.ndarray:
    """(g(p + hv) - g(p - hv)) / 2h of exact gradients, by Richardson's rule from two steps."""
    network, evaluation = case.network, Evaluation(case.network, case.loss)
    here = network.parameters.copy()

    def quotient(h: float) -> np.ndarray:
        network.parameters[:] = here + h * v
        ahead = evaluation.gradient(case.X, case.T).copy()
        network.parameters[:] = here - h * v
        behind = evaluation.gradient(case.X, case.T).copy()
        network.parameters[:] = here
        return (ahead - behind) / (2 * h)

    coarse, fine = quotient(2e-4), quotient(1e-4)
    return (4 * fine - coarse) / 3 + l2 * network.weight_mask * v


@pytest.mark.parametrize("activation", SMOOTH)
@pytest.mark.parametrize("loss", SMOOTH_LOSSES)
def test_a_product_is_the_change_of_the_exact_gradient(activation: str, loss: str) -> None:
    for depth in (0, 1, 3):
        case = dense_case(activation, loss, depth, seed=depth + 7)
        if loss == "huber":  # its second derivative jumps where an error is 1
            case.T[:] = case.network.predict(case.X) + 0.4
        v = np.random.default_rng(1).normal(size=case.network.size)
        product = HessianProducts(case.network, loss, case.X, case.T, l2=0.3)(v)
        truth = by_differences(case, v, l2=0.3)
        assert np.abs(product - truth).max() <= 1e-8 * np.abs(truth).max()


@given(
    st.sampled_from(["tanh", "sigmoid", "softplus"]), st.integers(0, 4), st.integers(0, 10**6), st.booleans()
)
def test_of_any_net_too(activation: str, depth: int, seed: int, bias: bool) -> None:
    case = dense_case(activation, "softmax_cross_entropy", depth, seed, bias=bias)
    v = np.random.default_rng(seed).normal(size=case.network.size)
    product = HessianProducts(case.network, case.loss, case.X, case.T)(v)
    truth = by_differences(case, v)
    assert np.abs(product - truth).max() <= 1e-8 * max(np.abs(truth).max(), 1e-3)


def test_the_written_hessian_is_symmetric_and_gives_its_eigenvalues() -> None:
    case = dense_case("tanh", "half_squared", 2, seed=3)
    product, exact = hessian_products(case.network, case.loss, case.X, case.T)
    rows = np.array(list(dense_rows(product, case.network.size)))
    assert exact
    assert np.abs(rows - rows.T).max() <= 1e-13 * np.abs(rows).max()
    values, vectors = eigen_decomposition(rows)
    for value, vector in zip(values, vectors.T, strict=True):
        assert np.abs(by_differences(case, vector) - value * vector).max() <= 1e-8 * np.abs(values).max()


def test_kinks_bend_nothing_but_what_is_smooth_beside_them_does() -> None:
    case = dense_case("relu", "half_squared", 2, seed=11)
    v = np.random.default_rng(2).normal(size=case.network.size)
    truth = by_differences(case, v)
    assert np.abs(HessianProducts(case.network, case.loss, case.X, case.T)(v) - truth).max() <= 1e-8 * (
        np.abs(truth).max()
    )
    flat = dense_case("linear", "absolute", 0, seed=1)
    assert not HessianProducts(flat.network, flat.loss, flat.X, flat.T)(np.ones(flat.network.size)).any()


def test_label_smoothing_is_counted() -> None:
    case = dense_case("tanh", "softmax_cross_entropy", 1, seed=5)
    v = np.ones(case.network.size)
    smoothed = HessianProducts(case.network, case.loss, case.X, case.T, smoothing=0.2)(v)
    # It adds nothing to L'', but delta = (p - t) / m carries it into e f'' of hidden layers.
    plain = Evaluation(case.network, case.loss, 0.2)
    network, here, h = case.network, case.network.parameters.copy(), 1e-5
    network.parameters[:] = here + h * v
    ahead = plain.gradient(case.X, case.T).copy()
    network.parameters[:] = here - h * v
    truth = (ahead - plain.gradient(case.X, case.T)) / (2 * h)
    assert np.abs(smoothed - truth).max() <= 1e-7 * np.abs(truth).max()


def test_a_network_that_normalizes_is_told_by_differences() -> None:
    rng = np.random.default_rng(0)
    case = network_case(
        2, [Dense(3, "tanh", normalization="layer"), Dense(1, "linear")], "half_squared", samples=8
    )
    product, exact = hessian_products(case.network, case.loss, case.X, case.T, l2=0.1)
    v = rng.normal(size=case.network.size)
    truth = by_differences(case, v, l2=0.1)
    assert not exact
    assert np.abs(product(v) - truth).max() <= 1e-6 * np.abs(truth).max()
    assert not product(np.zeros(case.network.size)).any()
    with pytest.raises(ValueError, match="normalize"):
        HessianProducts(case.network, case.loss, case.X, targets_for(case.loss, 8, 1, rng))
