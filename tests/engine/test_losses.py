"""Losses against closed forms, and where logits are enormous."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from playground.calculus import central_difference
from playground.engine import LOSSES, Dense, Network, Settings, Trainer


def value(loss: str, outputs: np.ndarray, targets: np.ndarray, smoothing: float = 0.0) -> float:
    return LOSSES[loss].value(outputs, targets, smoothing)


def delta(loss: str, outputs: np.ndarray, targets: np.ndarray, smoothing: float = 0.0) -> np.ndarray:
    """The derivative of the mean loss by the outputs, samples by outputs."""
    columns = np.ascontiguousarray(outputs.T)
    out = np.empty_like(columns)
    with np.errstate(over="ignore"):
        LOSSES[loss].delta_rule(columns, out, smoothing)(np.ascontiguousarray(targets.T))
    return out.T


def test_half_squared_sums_outputs_and_averages_samples() -> None:
    outputs, targets = np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([[0.0, 0.0], [2.0, -1.0]])
    assert value("half_squared", outputs, targets) == (1 + 4 + 4 + 0) / 2 / 2
    np.testing.assert_allclose(delta("half_squared", outputs, targets), [[0.5, 1], [-1, 0]])
    np.testing.assert_array_equal(LOSSES["half_squared"].output(outputs), outputs)


def test_binary_cross_entropy_is_minus_the_log_of_the_probability_of_the_right_class() -> None:
    loss = LOSSES["binary_cross_entropy"]
    logits, targets = np.array([[0.3], [-1.2], [2.0]]), np.array([[1.0], [1.0], [-1.0]])
    p = [1 / (1 + math.exp(-z)) for z in (0.3, -1.2, 2.0)]
    assert loss.value(logits, targets, 0) == pytest.approx(
        -(math.log(p[0]) + math.log(p[1]) + math.log(1 - p[2])) / 3
    )
    np.testing.assert_allclose(loss.output(logits)[:, 0], p)
    np.testing.assert_allclose(
        delta("binary_cross_entropy", logits, targets)[:, 0], [(p[0] - 1) / 3, (p[1] - 1) / 3, p[2] / 3]
    )


def test_softmax_cross_entropy_is_minus_the_log_of_the_probability_of_the_right_class() -> None:
    loss = LOSSES["softmax_cross_entropy"]
    logits, targets = (
        np.array([[0.1, 1.0, -2.0], [3.0, 0.0, 0.5]]),
        np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    )
    powers = [[math.exp(z) for z in row] for row in logits.tolist()]
    p = np.array([[power / sum(row) for power in row] for row in powers])
    assert loss.value(logits, targets, 0) == pytest.approx(-(math.log(p[0, 1]) + math.log(p[1, 2])) / 2)
    np.testing.assert_allclose(loss.output(logits), p)
    np.testing.assert_allclose(delta("softmax_cross_entropy", logits, targets), (p - targets) / 2)


def test_binary_cross_entropy_of_enormous_logits() -> None:
    loss = LOSSES["binary_cross_entropy"]
    logits = np.array([[1e4], [-1e4], [1e4], [-1e4]])
    targets = np.array([[1.0], [-1.0], [-1.0], [1.0]])
    assert loss.value(logits, targets, 0) == pytest.approx(2e4 / 4)
    assert delta("binary_cross_entropy", logits, targets)[:, 0].tolist() == [0, 0, 0.25, -0.25]
    assert loss.output(logits)[:, 0].tolist() == [1, 0, 1, 0]


def test_softmax_cross_entropy_of_enormous_logits() -> None:
    loss = LOSSES["softmax_cross_entropy"]
    logits = np.array([[1e4, -1e4], [1e4, -1e4], [1e4, 1e4]])
    targets = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])
    assert loss.value(logits, targets, 0) == pytest.approx((2e4 + math.log(2)) / 3)
    np.testing.assert_allclose(
        delta("softmax_cross_entropy", logits, targets), np.array([[0, 0], [1, -1], [-0.5, 0.5]]) / 3
    )
    np.testing.assert_array_equal(loss.output(logits), [[1, 0], [1, 0], [0.5, 0.5]])


def test_two_softmax_classes_are_the_binary_loss_of_their_difference() -> None:
    rng = np.random.default_rng(5)
    logits, targets = rng.normal(size=(6, 2)), np.eye(2)[[0, 1, 1, 0, 1, 0]]
    signs = targets[:, :1] - targets[:, 1:]
    assert value("softmax_cross_entropy", logits, targets) == pytest.approx(
        value("binary_cross_entropy", logits[:, :1] - logits[:, 1:], signs)
    )


@pytest.mark.parametrize(
    ("loss", "targets", "message"),
    [
        ("half_squared", [[np.nan], [0]], "finite"),
        ("binary_cross_entropy", [[0], [1]], "-1 or \\+1"),
        ("hinge", [[0], [1]], "-1 or \\+1"),
        ("softmax_cross_entropy", [[1, 1], [0, 1]], "one-hot"),
        ("softmax_cross_entropy", [[0.5, 0.5], [0, 1]], "one-hot"),
    ],
)
def test_targets_without_meaning_are_refused(loss: str, targets: list[list[float]], message: str) -> None:
    network = Network(2, [Dense(len(targets[0]), "linear")])
    with pytest.raises(ValueError, match=message):
        Trainer(network, loss, np.ones((2, 2)), np.array(targets), Settings(0.1, 1))


def test_absolute_error_sums_outputs_and_averages_samples() -> None:
    outputs, targets = np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([[0.0, 0.0], [2.0, -1.0]])
    assert value("absolute", outputs, targets) == (1 + 2 + 2 + 0) / 2
    np.testing.assert_array_equal(delta("absolute", outputs, targets), [[0.5, 0.5], [-0.5, 0]])


def test_huber_is_half_squared_near_and_absolute_far_and_meets_itself() -> None:
    outputs, targets = np.array([[0.5], [-3.0], [1.0]]), np.zeros((3, 1))
    assert value("huber", outputs, targets) == pytest.approx((0.125 + 2.5 + 0.5) / 3)
    np.testing.assert_allclose(delta("huber", outputs, targets)[:, 0], [0.5 / 3, -1 / 3, 1 / 3])


def test_hinge_asks_for_a_margin_of_one() -> None:
    outputs, targets = np.array([[0.5], [2.0], [0.3], [-4.0]]), np.array([[1.0], [1.0], [-1.0], [-1.0]])
    assert value("hinge", outputs, targets) == pytest.approx((0.5 + 0 + 1.3 + 0) / 4)
    np.testing.assert_array_equal(delta("hinge", outputs, targets)[:, 0], [-0.25, 0, 0.25, 0])


@pytest.mark.parametrize(
    ("loss", "smoothing"), [(name, s) for name in LOSSES for s in (0.0, 0.2) if LOSSES[name].smooths or not s]
)
def test_delta_is_the_derivative_of_the_value(loss: str, smoothing: float) -> None:
    rng = np.random.default_rng(3)
    outputs = rng.normal(size=(4, 1 if LOSSES[loss].units == (1, 1) else 3))
    targets = {
        "softmax_cross_entropy": np.eye(3)[[0, 2, 1, 1]],
        "binary_cross_entropy": np.array([[1.0], [-1], [-1], [1]]),
        "hinge": np.array([[1.0], [-1], [-1], [1]]),
    }.get(loss, rng.normal(size=outputs.shape))
    slope = central_difference(
        lambda flat: value(loss, flat.reshape(outputs.shape), targets, smoothing), outputs.ravel()
    )
    np.testing.assert_allclose(delta(loss, outputs, targets, smoothing).ravel(), slope, atol=1e-9)


@pytest.mark.parametrize("smoothing", [0.0, 0.1, 0.5])
def test_smoothing_is_cross_entropy_with_targets_that_are_less_sure(smoothing: float) -> None:
    logits, right = np.array([[0.1, 1.0, -2.0], [3.0, 0.0, 0.5]]), np.eye(3)[[1, 2]]
    believed = (1 - smoothing) * right + smoothing / 3
    powers = np.exp(logits)
    p = powers / powers.sum(axis=1, keepdims=True)
    assert value("softmax_cross_entropy", logits, right, smoothing) == pytest.approx(
        -(believed * np.log(p)).sum() / 2
    )
    z, t = np.array([[0.7], [-1.1]]), np.array([[1.0], [1.0]])
    q, sure = 1 / (1 + np.exp(-z)), 1 - smoothing / 2
    assert value("binary_cross_entropy", z, t, smoothing) == pytest.approx(
        -(sure * np.log(q) + (1 - sure) * np.log(1 - q)).mean()
    )


@pytest.mark.parametrize("loss", ["half_squared", "absolute", "huber", "hinge"])
def test_only_cross_entropies_take_smoothing(loss: str) -> None:
    with pytest.raises(ValueError, match="label smoothing is for cross-entropies"):
        LOSSES[loss].check_smoothing(0.1)
    LOSSES[loss].check_smoothing(0)


@pytest.mark.parametrize("smoothing", [-0.1, 1.0, np.nan])
def test_impossible_smoothing_is_refused(smoothing: float) -> None:
    with pytest.raises(ValueError, match="at least 0 and below 1"):
        LOSSES["softmax_cross_entropy"].check_smoothing(smoothing)


@pytest.mark.parametrize(("outputs", "message"), [(1, "at least 2"), (2, None), (3, None), (4, "at most 3")])
def test_the_limit_that_is_broken_is_named(outputs: int, message: str | None) -> None:
    loss = replace(LOSSES["half_squared"], units=(2, 3))
    network = Network(2, [Dense(outputs, "linear")])
    if message is None:
        loss.check_network(network)
    else:
        with pytest.raises(ValueError, match=message):
            loss.check_network(network)
