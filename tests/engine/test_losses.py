"""Losses against closed forms, and where logits are enormous."""

from __future__ import annotations

import math

import numpy as np
import pytest

from playground.engine import LOSSES, Dense, Network, Trainer


def delta(loss: str, outputs: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """The derivative of the mean loss by the outputs, samples by outputs."""
    columns = np.ascontiguousarray(outputs.T)
    out = np.empty_like(columns)
    with np.errstate(over="ignore"):
        LOSSES[loss].delta_rule(columns, out)(np.ascontiguousarray(targets.T))
    return out.T


def test_half_squared_sums_outputs_and_averages_samples() -> None:
    outputs, targets = np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([[0.0, 0.0], [2.0, -1.0]])
    assert LOSSES["half_squared"].value(outputs, targets) == (1 + 4 + 4 + 0) / 2 / 2
    np.testing.assert_allclose(delta("half_squared", outputs, targets), [[0.5, 1], [-1, 0]])
    np.testing.assert_array_equal(LOSSES["half_squared"].output(outputs), outputs)


def test_binary_cross_entropy_is_minus_the_log_of_the_probability_of_the_right_class() -> None:
    loss = LOSSES["binary_cross_entropy"]
    logits, targets = np.array([[0.3], [-1.2], [2.0]]), np.array([[1.0], [1.0], [-1.0]])
    p = [1 / (1 + math.exp(-z)) for z in (0.3, -1.2, 2.0)]
    assert loss.value(logits, targets) == pytest.approx(
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
    assert loss.value(logits, targets) == pytest.approx(-(math.log(p[0, 1]) + math.log(p[1, 2])) / 2)
    np.testing.assert_allclose(loss.output(logits), p)
    np.testing.assert_allclose(delta("softmax_cross_entropy", logits, targets), (p - targets) / 2)


def test_binary_cross_entropy_of_enormous_logits() -> None:
    loss = LOSSES["binary_cross_entropy"]
    logits = np.array([[1e4], [-1e4], [1e4], [-1e4]])
    targets = np.array([[1.0], [-1.0], [-1.0], [1.0]])
    assert loss.value(logits, targets) == pytest.approx(2e4 / 4)
    assert delta("binary_cross_entropy", logits, targets)[:, 0].tolist() == [0, 0, 0.25, -0.25]
    assert loss.output(logits)[:, 0].tolist() == [1, 0, 1, 0]


def test_softmax_cross_entropy_of_enormous_logits() -> None:
    loss = LOSSES["softmax_cross_entropy"]
    logits = np.array([[1e4, -1e4], [1e4, -1e4], [1e4, 1e4]])
    targets = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])
    assert loss.value(logits, targets) == pytest.approx((2e4 + math.log(2)) / 3)
    np.testing.assert_allclose(
        delta("softmax_cross_entropy", logits, targets), np.array([[0, 0], [1, -1], [-0.5, 0.5]]) / 3
    )
    np.testing.assert_array_equal(loss.output(logits), [[1, 0], [1, 0], [0.5, 0.5]])


def test_two_softmax_classes_are_the_binary_loss_of_their_difference() -> None:
    rng = np.random.default_rng(5)
    logits, targets = rng.normal(size=(6, 2)), np.eye(2)[[0, 1, 1, 0, 1, 0]]
    signs = targets[:, :1] - targets[:, 1:]
    assert LOSSES["softmax_cross_entropy"].value(logits, targets) == pytest.approx(
        LOSSES["binary_cross_entropy"].value(logits[:, :1] - logits[:, 1:], signs)
    )


@pytest.mark.parametrize(
    ("loss", "targets", "message"),
    [
        ("half_squared", [[np.nan], [0]], "finite"),
        ("binary_cross_entropy", [[0], [1]], "-1 or \\+1"),
        ("softmax_cross_entropy", [[1, 1], [0, 1]], "one-hot"),
        ("softmax_cross_entropy", [[0.5, 0.5], [0, 1]], "one-hot"),
    ],
)
def test_targets_without_meaning_are_refused(loss: str, targets: list[list[float]], message: str) -> None:
    network = Network(2, [Dense(len(targets[0]), "linear")])
    with pytest.raises(ValueError, match=message):
        Trainer(network, loss, np.ones((2, 2)), np.array(targets), batch_size=1, learning_rate=0.1)
