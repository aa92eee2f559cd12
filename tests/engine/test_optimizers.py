"""Optimisers, against the updates as their papers print them, and slots that decay."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.engine import OPTIMIZERS, Constants
from playground.engine.threads import Team

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


def paper_nesterov(p: np.ndarray, gradients: list[np.ndarray]) -> np.ndarray:
    """Bengio et al., 2013, equation 7, its velocity times -1 / eta."""
    v = np.zeros_like(p)
    for g in gradients:
        before, v = v, 0.9 * v - ETA * g
        p = p - 0.9 * before + (1 + 0.9) * v
    return p


def paper_adagrad(p: np.ndarray, gradients: list[np.ndarray]) -> np.ndarray:
    s = np.zeros_like(p)
    for g in gradients:
        s = s + g**2
        p = p - ETA * g / (np.sqrt(s) + 1e-8)
    return p


def paper_rmsprop(p: np.ndarray, gradients: list[np.ndarray]) -> np.ndarray:
    s = np.zeros_like(p)
    for g in gradients:
        s = 0.9 * s + (1 - 0.9) * g**2
        p = p - ETA * g / (np.sqrt(s) + 1e-8)
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


def paper_adamw(p: np.ndarray, gradients: list[np.ndarray]) -> np.ndarray:
    m, v = np.zeros_like(p), np.zeros_like(p)
    for t, g in enumerate(gradients, start=1):
        m = 0.9 * m + (1 - 0.9) * g
        v = 0.999 * v + (1 - 0.999) * g**2
        m_hat = m / (1 - 0.9**t)
        v_hat = v / (1 - 0.999**t)
        p = p - (ETA * m_hat / (np.sqrt(v_hat) + 1e-8) + ETA * 0.01 * p)
    return p


PAPERS: dict[str, Callable[[np.ndarray, list[np.ndarray]], np.ndarray]] = {
    "sgd": paper_sgd,
    "momentum": paper_momentum,
    "nesterov": paper_nesterov,
    "adagrad": paper_adagrad,
    "rmsprop": paper_rmsprop,
    "adam": paper_adam,
    "adamw": paper_adamw,
}


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize(("size", "threads"), [(17, 1), (70_001, 1), (300_001, 2)])
def test_a_hundred_updates_like_the_paper(name: str, size: int, threads: int) -> None:
    rng = np.random.default_rng(4)
    start = rng.normal(size=size)
    drawn = [rng.normal(size=size) * 10.0 ** rng.integers(-6, 2, size=size) for _ in range(10)]
    gradients = [np.roll(drawn[step % 10], step) for step in range(100)]
    parameters, gradient = start.copy(), np.empty(size)
    with Team(threads) as team:
        optimizer = OPTIMIZERS[name](parameters, gradient, ETA, team=team)
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


@pytest.mark.parametrize("name", ["momentum", "nesterov", "rmsprop", "adam", "adamw"])
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


def test_nesterov_looks_where_the_velocity_leads() -> None:
    """Sutskever et al., 2013: with theta = p - mu V, V <- mu V - eta g(theta + mu V), theta <- theta + V."""
    theta, V, mu = 1.0, 0.0, 0.9
    parameters, gradient = np.array([1.0]), np.empty(1)
    optimizer = OPTIMIZERS["nesterov"](parameters, gradient, ETA, Constants(momentum=mu))
    for _ in range(20):
        V = mu * V - ETA * 3 * (theta + mu * V)
        theta += V
        gradient[:] = 3 * parameters
        optimizer.update()
        assert parameters[0] == pytest.approx(theta + mu * V, rel=1e-12)


def test_adamw_shrinks_only_what_it_is_told_to() -> None:
    parameters, gradient = np.array([1.0, 2.0, 3.0]), np.zeros(3)
    decayed = [(parameters[:2], np.array([1.0, 0.0]))]
    optimizer = OPTIMIZERS["adamw"](parameters, gradient, 0.5, Constants(weight_decay=0.1), decayed=decayed)
    optimizer.update()
    np.testing.assert_allclose(parameters, [0.95, 2, 3])
    optimizer.learning_rate = 0.25
    optimizer.update()
    np.testing.assert_allclose(parameters, [0.95 * 0.975, 2, 3])


@pytest.mark.parametrize(
    ("constant", "value"),
    [
        ("momentum", 1.0),
        ("rho", -0.1),
        ("beta1", 1.0),
        ("beta2", 2.0),
        ("epsilon", 0.0),
        ("weight_decay", -1.0),
    ],
)
def test_impossible_constants_are_refused(constant: str, value: float) -> None:
    with pytest.raises(ValueError, match=constant):
        Constants(**{constant: value})


CONSTANTS = [
    ("adam", {"beta1": 0.5}),
    ("adam", {"beta1": 0.99}),
    ("adam", {"beta2": 0.9}),
    ("adam", {"beta1": 0.0, "beta2": 0.0}),
    ("adamw", {"beta2": 0.9999}),
    ("rmsprop", {"rho": 0.5}),
    ("rmsprop", {"rho": 0.99}),
]


@pytest.mark.parametrize(("name", "constants"), CONSTANTS)
@pytest.mark.parametrize("before", [3, 400])
def test_new_constants_leave_the_length_of_a_step(name: str, constants: dict, before: int) -> None:
    """Under a constant gradient the means do not move, so the next step is as long as the last."""
    parameters, gradient = np.zeros(4), np.array([1.0, -2.0, 0.3, 5.0])
    if name == "rmsprop" and before < 400:  # its mean begins with zero and has no correction
        before = 300
    no_decay = {"weight_decay": 0.0}
    old = OPTIMIZERS[name](parameters, gradient, ETA, Constants(**no_decay))
    for _ in range(before):
        old.update()
    new = OPTIMIZERS[name](parameters, gradient, ETA, Constants(**no_decay, **constants))
    new.remember(old.slots, old.updates, old.scales())
    for _ in range(5):
        here = parameters.copy()
        new.update()
        np.testing.assert_allclose(parameters - here, -ETA * np.sign(gradient), rtol=1e-6)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_same_constants_leave_every_bit(name: str) -> None:
    gradient = np.random.default_rng(0).normal(size=9)
    old = OPTIMIZERS[name](np.zeros(9), gradient, ETA)
    for _ in range(7):
        old.update()
    new = OPTIMIZERS[name](np.zeros(9), gradient, ETA)
    new.remember(old.slots, old.updates, old.scales())
    assert {key: slot.tobytes() for key, slot in new.slots.items()} == {
        key: slot.tobytes() for key, slot in old.slots.items()
    }


@pytest.mark.parametrize("name", ["rmsprop", "adam", "adamw"])
def test_scales_make_the_means_of_the_paper(name: str) -> None:
    gradient, betas = np.empty(3), {"square_sum": 0.9, "first_sum": 0.9, "second_sum": 0.999}
    optimizer = OPTIMIZERS[name](np.zeros(3), gradient, ETA)
    means = {slot: np.zeros(3) for slot in optimizer.slots}
    for step in range(1, 6):
        gradient[:] = [step, -1, step**2]
        optimizer.update()
        for slot, mean in means.items():
            mean[:] = betas[slot] * mean + (1 - betas[slot]) * gradient ** (1 if slot == "first_sum" else 2)
    for slot, mean in means.items():
        correction = 1 if name == "rmsprop" else 1 - betas[slot] ** 5
        found = optimizer.slots[slot] * optimizer.scales()[slot]
        np.testing.assert_allclose(found, mean / correction, rtol=1e-12)


@pytest.mark.parametrize(
    ("name", "constant", "value"),
    [
        ("adam", "epsilon", 1e-50),
        ("rmsprop", "epsilon", 1e-50),
        ("adagrad", "epsilon", 1e39),
        ("adam", "beta1", 0.99999999),
        ("adamw", "beta2", 0.99999999),
        ("rmsprop", "rho", 0.99999999),
        ("nesterov", "momentum", 0.99999999),
    ],
)
def test_constants_that_single_precision_does_not_know_are_refused(
    name: str, constant: str, value: float
) -> None:
    constants = Constants(**{constant: value})
    with pytest.raises(ValueError, match=rf"{constant} must be .* as float32, {re.escape(repr(value))}"):
        OPTIMIZERS[name](np.ones(2, np.float32), np.ones(2, np.float32), ETA, constants)
    OPTIMIZERS[name](np.ones(2), np.ones(2), ETA, constants)
    OPTIMIZERS["sgd"](np.ones(2, np.float32), np.ones(2, np.float32), ETA, constants)  # it reads none


def test_a_rule_names_the_constants_that_it_reads() -> None:
    """Only these change what it does; each rule is tried with every constant changed by itself."""
    changed = {"momentum": 0.5, "rho": 0.5, "beta1": 0.5, "beta2": 0.5, "epsilon": 0.5, "weight_decay": 0.5}

    def end(name: str, **constants: float) -> bytes:
        parameters, gradient = np.ones(2), np.array([1.0, 0.1])
        optimizer = OPTIMIZERS[name](parameters, gradient, ETA, Constants(**constants))
        for _ in range(3):
            optimizer.update()
            gradient *= -0.7
        return parameters.tobytes()

    for name, rule in OPTIMIZERS.items():
        read = {key for key, value in changed.items() if end(name, **{key: value}) != end(name)}
        assert read == set(rule.constant_names)


def test_no_two_threads_share_a_scratch() -> None:
    users: dict[int, set[int]] = {}

    class Watched(OPTIMIZERS["sgd"]):
        def _rule(self, p, g, scratch, *slots):
            rule, address = super()._rule(p, g, scratch, *slots), scratch.ctypes.data

            def watched() -> None:
                users.setdefault(address, set()).add(threading.get_ident())
                rule()

            return watched

    parameters, gradient = np.zeros(1_500_000), np.ones(1_500_000)
    with Team(3) as team:
        Watched(parameters, gradient, ETA, team=team).update()
    assert sorted(map(len, users.values())) == [1, 1, 1]
    assert len(set.union(*users.values())) == 3
    assert (parameters == -ETA).all()
