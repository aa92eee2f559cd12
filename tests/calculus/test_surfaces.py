"""Functions of two variables: their gradients are those that differences find."""

from __future__ import annotations

import numpy as np
import pytest

from playground.calculus.surfaces import SURFACES, LossSurface
from playground.calculus.surfaces.loss import place_in
from playground.engine import Network
from playground.engine.layers import Dense

H = 1e-5


@pytest.mark.parametrize("name", SURFACES)
def test_a_classics_gradient_is_what_central_differences_find(name: str) -> None:
    surface = SURFACES[name]
    left, right, bottom, top = surface.window
    random = np.random.default_rng(0)
    x, y = random.uniform(left, right, 50), random.uniform(bottom, top, 50)
    by_x, by_y = surface.gradient(x, y)
    scale = 1.0 + np.abs(surface.value(x, y)).max()
    assert np.allclose(by_x, (surface.value(x + H, y) - surface.value(x - H, y)) / (2 * H), atol=1e-7 * scale)
    assert np.allclose(by_y, (surface.value(x, y + H) - surface.value(x, y - H)) / (2 * H), atol=1e-7 * scale)
    assert np.hypot(*surface.gradient(*map(np.array, surface.start))) > 0.1
    assert right - left == top - bottom


def test_the_loss_over_two_weights_is_the_loss_of_the_network_with_these_weights() -> None:
    network = Network(2, [Dense(3, "tanh"), Dense(1, "tanh")])
    network.initialize("xavier", 1)
    random = np.random.default_rng(2)
    X, T = random.normal(size=(20, 2)), random.choice([-1.0, 1.0], size=(20, 1))
    surface = LossSurface(network, "half_squared", X, T, (0, 1, 2), (1, None, 0))
    before = network.parameters.copy()
    assert surface.start == (network.weights(0)[1, 2], network.biases(1)[0])

    def loss(u: float, v: float) -> float:
        other = network.copy()
        other.weights(0)[1, 2], other.biases(1)[0] = u, v
        return float(np.mean(np.sum((other.predict(X) - T) ** 2, axis=1) / 2))

    for u, v in random.normal(size=(5, 2)):
        assert surface.value(u, v) == pytest.approx(loss(u, v), rel=1e-12)
        found = surface.gradient(u, v)
        assert found[0] == pytest.approx((loss(u + H, v) - loss(u - H, v)) / (2 * H), abs=1e-8)
        assert found[1] == pytest.approx((loss(u, v + H) - loss(u, v - H)) / (2 * H), abs=1e-8)
    assert np.array_equal(network.parameters, before)


@pytest.mark.parametrize("place", [(2, 0, 0), (0, 2, 0), (0, 0, 3), (-1, 0, 0), (1, None, 1)])
def test_a_weight_that_is_not_there_is_refused(place: tuple[int, int | None, int]) -> None:
    with pytest.raises(IndexError):
        place_in(Network(2, [Dense(3, "tanh"), Dense(1, "linear")]), place)
