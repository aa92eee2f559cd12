"""The order of the samples: a new permutation each epoch, the same whichever way one comes there."""

from __future__ import annotations

import numpy as np
import pytest

from playground.engine.order import Order


def test_each_epoch_has_another_permutation() -> None:
    order = Order(50, 3)
    orders = [order.of_epoch(epoch) for epoch in range(100)]
    assert all(sorted(each) == list(range(50)) for each in orders)
    assert len({each.tobytes() for each in orders}) == 100


def test_it_depends_on_seed_and_epoch_alone() -> None:
    in_turn = [Order(20, 3).of_epoch(epoch) for epoch in range(80)]
    one = Order(20, 3)
    for epoch in (31, 32, 33, 0, 79, 78, 64, 64, 5, 6):
        np.testing.assert_array_equal(one.of_epoch(epoch), in_turn[epoch])
    assert (Order(20, 4).of_epoch(0) != in_turn[0]).any()


@pytest.mark.parametrize("samples", [1, 2, 7])
def test_every_place_is_as_likely_for_every_sample(samples: int) -> None:
    """4,000 epochs: each cell of the count is binomial, and five deviations are not passed."""
    order, epochs = Order(samples, 1), 4000
    counts = np.zeros((samples, samples))
    for epoch in range(epochs):
        counts[np.arange(samples), order.of_epoch(epoch)] += 1
    deviation = np.sqrt(epochs / samples * (1 - 1 / samples))
    assert np.abs(counts - epochs / samples).max() <= 5 * deviation
