from __future__ import annotations

import numpy as np
import pytest

from playground.calculus.jacobian import (
    ForwardMode,
    best_plane,
    image_of,
    largest_stretch,
    reverse_jacobian,
    singular_values,
    unit_circle,
)
from playground.engine import ACTIVATIONS, Convolution, Dense, Network, Pooling

SMOOTH = sorted(name for name, activation in ACTIVATIONS.items() if not activation.kinks)
IMAGE = (2, 6, 6)
COMPLEX = {
    "tanh": np.tanh,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "softplus": lambda z: np.log1p(np.exp(z)),
}


def made(inputs: int | tuple[int, ...], layers: list, seed: int = 0) -> tuple[Network, np.ndarray]:
    network = Network(inputs, layers)
    network.initialize("he", seed)
    rng = np.random.default_rng(seed)
    network.parameters += 0.1 * rng.normal(size=network.size)
    network.statistics[:] = rng.uniform(0.5, 1.5, network.statistics.size)
    return network, rng.normal(size=network.inputs)


def by_differences(network: Network, x: np.ndarray) -> list[np.ndarray]:
    """Central differences with Richardson's rule, layer by layer."""

    def quotient(h: float) -> list[np.ndarray]:
        steps = h * np.eye(len(x))
        pairs = zip(network.activations(x + steps), network.activations(x - steps), strict=True)
        return [(ahead - behind).T / (2 * h) for ahead, behind in pairs]

    return [(4 * fine - coarse) / 3 for coarse, fine in zip(quotient(2e-3), quotient(1e-3), strict=True)]


def by_forward_mode(network: Network, x: np.ndarray) -> list[np.ndarray]:
    of = ForwardMode(network, x[None])
    return [moved[:, 0, :] for moved in of.through(of.unit_tangents(0))]


def close(found: np.ndarray, truth: np.ndarray, to: float = 1e-8) -> None:
    assert np.abs(found - truth).max() <= to * max(np.abs(truth).max(), 1e-3)


@pytest.mark.parametrize("activation", SMOOTH)
def test_both_modes_agree_with_differences(activation: str) -> None:
    network, x = made(3, [Dense(5, activation), Dense(2, activation, bias=False), Dense(3, "linear")], 3)
    forward = by_forward_mode(network, x)
    for found, truth in zip(forward[1:], by_differences(network, x), strict=True):
        close(found, truth)
    reverse = reverse_jacobian(network, x)
    close(reverse[0], forward[-1], 1e-13)
    np.testing.assert_array_equal(reverse[-1], np.eye(3))


@pytest.mark.parametrize("activation", sorted(COMPLEX))
def test_they_agree_with_the_complex_step(activation: str) -> None:
    network, x = made(4, [Dense(6, activation), Dense(5, activation), Dense(2, activation)], 5)
    a = x.astype(complex)[None] + 1e-30j * np.eye(4)
    for (weights, biases), found in zip(
        network.split(network.parameters), by_forward_mode(network, x)[1:], strict=True
    ):
        a = COMPLEX[activation](a @ weights + biases)
        close(found, a.imag.T / 1e-30, 1e-12)


@pytest.mark.parametrize(
    "layers",
    [
        [Convolution(3, 3, "tanh", padding=1, normalization="batch"), Pooling("max", 2), Dense(4, "gelu")],
        [
            Convolution(2, 3, "sigmoid", stride=2, normalization="layer"),
            Pooling("average", 2),
            Dense(2, "tanh"),
        ],
        [Pooling("max", 3, 1), Dense(5, "tanh", normalization="layer"), Dense(5, "tanh", skip=1)],
        [Dense(4, "tanh", normalization="batch"), Dense(4, "softplus"), Dense(4, "tanh", skip=2)],
    ],
)
def test_every_kind_of_layer_goes_both_ways(layers: list) -> None:
    network, x = made(IMAGE, layers, 11)
    forward, truth = by_forward_mode(network, x), by_differences(network, x)
    for found, right in zip(forward[1:], truth, strict=True):
        close(found, right)
    for back, ahead in zip(reverse_jacobian(network, x), [forward[-1]], strict=False):
        close(back, ahead, 1e-12)


def test_many_samples_are_each_their_own() -> None:
    network, _ = made(3, [Dense(4, "tanh"), Dense(2, "tanh")])
    X = np.random.default_rng(2).normal(size=(7, 3))
    of = ForwardMode(network, X)
    moved = of.through(of.unit_tangents(0))
    for sample, x in enumerate(X):
        for found, alone in zip(moved, by_forward_mode(network, x), strict=True):
            np.testing.assert_allclose(found[:, sample], alone, atol=1e-15)
    values = [np.linalg.svd(moved[-1][:, s], compute_uv=False) for s in range(7)]
    np.testing.assert_allclose(largest_stretch(moved[-1]), [each[0] for each in values], rtol=1e-12)


def test_singular_values_are_those_of_an_independent_product() -> None:
    network, x = made(4, [Dense(6, "tanh"), Dense(5, "tanh"), Dense(3, "tanh")], 8)
    product, a = np.eye(4), x
    for found, (weights, biases) in zip(
        by_forward_mode(network, x)[1:], network.split(network.parameters), strict=True
    ):
        a = np.tanh(weights.T @ a + biases)
        product = np.diag(1 - a**2) @ weights.T @ product
        np.testing.assert_allclose(
            singular_values(found), np.linalg.svd(product, compute_uv=False), rtol=1e-10, atol=1e-14
        )
    large = np.random.default_rng(0).normal(size=(420, 300))
    np.testing.assert_allclose(singular_values(large), np.linalg.svd(large, compute_uv=False), rtol=1e-7)


@pytest.mark.parametrize("widths", [(2, 2), (5, 3), (1, 2), (3, 1)])
def test_a_tiny_circle_becomes_the_ellipse(widths: tuple[int, int]) -> None:
    network, x = made(2, [Dense(width, "tanh") for width in widths], 4)
    here = network.activations(x[None])
    for r, most in ((1e-1, 0.2), (1e-3, 2e-3), (1e-5, 2e-5)):
        around = network.activations(x + r * unit_circle(2))
        for layer, jacobian in enumerate(by_forward_mode(network, x)[1:]):
            image = image_of(jacobian, np.eye(2))
            true = (around[layer] - here[layer]) @ image.basis / r
            assert (
                np.abs(true - image.ellipse[:, : true.shape[1]]).max() <= most * singular_values(jacobian)[0]
            )
            longest = np.linalg.norm(image.ellipse, axis=1).max()
            assert longest == pytest.approx(np.linalg.norm(image.axes[0]), rel=5e-3)
            assert image.kept == pytest.approx(1)


def test_mirroring_is_told_and_the_best_plane_keeps_the_most() -> None:
    mirror = np.array([[1.0, 0.0], [0.0, -2.0]])
    assert image_of(mirror, np.eye(2)).turned == -2
    jacobian = np.random.default_rng(1).normal(size=(4, 6))
    s = np.linalg.svd(jacobian, compute_uv=False)
    image = image_of(jacobian, best_plane(jacobian))
    assert image.kept == pytest.approx((s[0] ** 2 + s[1] ** 2) / (s**2).sum())
    np.testing.assert_allclose(np.linalg.norm(image.axes, axis=1), s[:2])
    plane = np.linalg.qr(np.random.default_rng(3).normal(size=(6, 2)))[0]
    assert image_of(jacobian, plane).kept < image.kept
    assert image_of(np.zeros((3, 2)), np.eye(2)).kept == 1
    np.testing.assert_allclose(
        best_plane(np.ones((1, 3))).T @ best_plane(np.ones((1, 3))), np.eye(2), atol=1e-15
    )


def test_ten_sigmoid_layers_vanish_and_ten_good_tanh_layers_do_not() -> None:
    stretches = {}
    for activation, initializer in (("sigmoid", "xavier"), ("tanh", "orthogonal")):
        network = Network(20, [Dense(20, activation)] * 10)
        network.initialize(initializer, 1)
        of = ForwardMode(network, np.random.default_rng(0).normal(size=(16, 20)))
        moved = of.through(of.unit_tangents(0))
        lengths = [np.linalg.norm(each, axis=(0, 2)).mean() for each in moved]
        stretches[activation] = np.array(lengths) / np.sqrt(20)
    assert stretches["sigmoid"][-1] < 1e-5
    assert 0.05 < stretches["tanh"][-1] < 5
    falls = stretches["sigmoid"][1:] / stretches["sigmoid"][:-1]
    assert (falls < 0.3).all()
