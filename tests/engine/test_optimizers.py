"""Optimisers and penalties, against the updates as their papers print them, and slots that decay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.engine import OPTIMIZERS, Penalty

if TYPE_CHECKING:
    from collections.abc import Callable

ETA = 0.05


def paper_sgd(p: np.ndarray, gradients: list[np.ndarray]) -> np.ndarray:
    for g in gradients:
        p = p - ETA * g
    return p


def paper_momentum(p: np.ndarray, gradients: list[np.ndarray]) -> np.ndarray:
    v = np.zeros_like(p)
    for g in gradients:
        v = 0.9 * v + g
        p = p - ETA * v
    return p


def paper_adam(p: np.ndarray, gradients: list[np.ndarray]) -> np.ndarray:
    m, v = np.zeros_like(p), np.zeros_like(p)
    for t, g in enumerate(gradients, start=1):
        m = 0.9 * m + (1 - 0.9) * g
        v = 0.999 * v + (1 - 0.999) * g**2
        m_hat = m / (1 - 0.9**t)
        v_hat = v / (1 - 0.999**t)
        p = p - ETA * m_hat / (np.sqrt(v_hat) + 1e-8)
    return p


PAPERS: dict[str, Callable[[np.ndarray, list[np.ndarray]], np.ndarray]] = {
    "sgd": paper_sgd,
    "momentum": paper_momentum,
    "adam": paper_adam,
}


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize("size", [17, 70_001])
def test_a_hundred_updates_like_the_paper(name: str, size: int) -> None:
    rng = np.random.default_rng(4)
    start = rng.normal(size=size)
    gradients = [rng.normal(size=size) * 10.0 ** rng.integers(-6, 2, size=size) for _ in range(100)]
    parameters, gradient = start.copy(), np.empty(size)
    optimizer = OPTIMIZERS[name](parameters, gradient, ETA)
    for g in gradients:
        gradient[:] = g
        optimizer.update()
    np.testing.assert_allclose(parameters, PAPERS[name](start, gradients), rtol=1e-10, atol=1e-11)
    assert optimizer.updates == 100


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_new_learning_rate_takes_hold_at_once(name: str) -> None:
    parameters, gradient = np.ones(5), np.ones(5)
    optimizer = OPTIMIZERS[name](parameters, gradient, ETA)
    optimizer.update()
    before = parameters.copy()
    optimizer.learning_rate = 0
    optimizer.update()
    np.testing.assert_array_equal(parameters, before)


@pytest.mark.parametrize("name", ["momentum", "adam"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_slots_without_gradient_do_not_stay_denormal(name: str, dtype: type) -> None:
    gradient = np.full(9, 1e-3, dtype)
    optimizer = OPTIMIZERS[name](np.ones(9, dtype), gradient, ETA)
    optimizer.update()
    gradient[:] = 0
    for slot in optimizer.slots.values():
        slot[:] = np.finfo(dtype).tiny / 8
    for _ in range(511):
        optimizer.update()
    for slot in optimizer.slots.values():
        assert not slot.any()


@pytest.mark.parametrize("rate", [-1.0, np.nan, np.inf, 1e13])
def test_impossible_learning_rates_are_refused(rate: float) -> None:
    with pytest.raises(ValueError, match="learning rate"):
        OPTIMIZERS["sgd"](np.ones(2), np.ones(2), rate)


@pytest.mark.parametrize(("kind", "value"), [("l1", 0.5 * 6.0), ("l2", 0.5 * 14 / 2), ("none", 0.0)])
def test_penalty_prices_weights_and_spares_biases(kind: str, value: float) -> None:
    parameters, mask = np.array([1.0, -2.0, 3.0, 99.0, 0.0]), np.array([1.0, 1.0, 1.0, 0.0, 1.0])
    penalty = Penalty(kind, 0.5)
    assert penalty.value(parameters, mask) == value
    gradient = np.full(5, 10.0)
    for add in penalty.plan(parameters, gradient, mask):
        add()
    added = {"l1": [0.5, -0.5, 0.5, 0, 0], "l2": [0.5, -1, 1.5, 0, 0], "none": [0] * 5}[kind]
    np.testing.assert_array_equal(gradient - 10, added)


def test_penalty_over_a_long_vector() -> None:
    rng = np.random.default_rng(0)
    parameters, gradient = rng.normal(size=100_003), np.zeros(100_003)
    mask = rng.integers(0, 2, 100_003).astype(float)
    for add in Penalty("l2", 0.3).plan(parameters, gradient, mask):
        add()
    np.testing.assert_allclose(gradient, 0.3 * mask * parameters, rtol=1e-14)


def test_impossible_penalties_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown penalty 'l3'; known: none, l1, l2"):
        Penalty("l3", 0.1)
    with pytest.raises(ValueError, match="not negative"):
        Penalty("l2", -0.1)
