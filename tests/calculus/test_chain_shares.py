"""What passes through each neuron and weight, against the products of all paths written out one by one."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from playground.calculus.chain import SamplePass, shares_from
from playground.engine import Dense, Network

SAMPLES = 5


def a_pass(widths: tuple[int, ...], activation: str) -> SamplePass:
    layers = [Dense(units=units, activation=activation) for units in widths[1:-1]]
    network = Network(widths[0], [*layers, Dense(units=widths[-1], activation="linear")])
    network.initialize("reference", 3)
    generator = np.random.default_rng(7)
    network.parameters[:] += generator.normal(size=network.size)
    X, T = generator.normal(size=(SAMPLES, widths[0])), generator.normal(size=(SAMPLES, widths[-1]))
    return SamplePass(network, "half_squared", X, T)


def every_path(of: SamplePass, layer: int, source: int | None, target: int) -> dict[tuple[int, ...], float]:
    """Multiply out every path with plain numbers, and take its mean."""
    widths = [len(z) for z in of.sums]
    found = {}
    for on in product(*(range(width) for width in widths[layer + 1 :])):
        path = (target, *on)
        total = 0.0
        for sample in range(of.samples):
            term = 1.0 if source is None else of.activations[layer][source, sample]
            for depth, unit in enumerate(path):
                if depth:
                    term *= of.network.weights(layer + depth)[path[depth - 1], unit]
                term *= of.slopes[layer + depth][unit, sample]
            total += term * of.by_output[path[-1], sample]
        found[path] = total / of.samples
    return found


@pytest.mark.parametrize("activation", ["tanh", "relu"])
@pytest.mark.parametrize("place", [(0, 1, 2), (0, None, 0), (1, 2, 0), (2, 1, 1), (2, None, 0)])
def test_the_shares_are_the_sums_of_the_paths_through_a_place(
    activation: str, place: tuple[int, int | None, int]
) -> None:
    of = a_pass((2, 3, 4, 2), activation)
    paths, layer = every_path(of, *place), place[0]
    shares = shares_from(of, *place)
    total = float(of.derivatives(*place).mean())

    assert len(shares.units) == 3 - layer
    assert len(shares.weights) == 2 - layer
    for depth, units in enumerate(shares.units):
        through = [sum(p for path, p in paths.items() if path[depth] == unit) for unit in range(len(units))]
        np.testing.assert_allclose(units, through, rtol=1e-12, atol=1e-15)
        assert units.sum() == pytest.approx(total, rel=1e-12)
    for depth, weights in enumerate(shares.weights):
        for (below, above), share in np.ndenumerate(weights):
            through = sum(p for path, p in paths.items() if path[depth : depth + 2] == (below, above))
            assert share == pytest.approx(through, rel=1e-12, abs=1e-15)
