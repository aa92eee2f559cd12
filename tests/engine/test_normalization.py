"""Normalization and dropout: what they do to numbers, and how training and evaluation differ."""

from __future__ import annotations

import numpy as np
import pytest

from playground.engine import Convolution, Dense, Settings, Trainer
from playground.engine.operations.dropout import Noise
from tests.engine.cases import network_case, noise


def test_batches_are_given_mean_zero_and_variance_one_in_training() -> None:
    case = network_case(3, [Dense(4, "linear", normalization="batch")], "half_squared", samples=50)
    case.network.gains(0)[:], case.network.shifts(0)[:] = 2, 5
    plan = case.plan(noise=noise())
    plan.gradient(case.X, case.T)
    n = plan.forward.layers[0].values.n
    np.testing.assert_allclose(n.mean(axis=1), 5, rtol=1e-12)
    np.testing.assert_allclose(n.std(axis=1), 2, rtol=1e-3)


def test_channels_are_normalized_over_the_batch_and_all_places() -> None:
    layers = [Convolution(2, 2, "linear", normalization="batch"), Dense(1, "linear")]
    case = network_case((1, 4, 4), layers, "half_squared", samples=9)
    case.network.gains(0)[:], case.network.shifts(0)[:] = 1, 0
    plan = case.plan(noise=noise())
    plan.gradient(case.X, case.T)
    n = plan.forward.layers[0].values.n.reshape(2, -1)
    np.testing.assert_allclose(n.mean(axis=1), 0, atol=1e-14)
    np.testing.assert_allclose(n.std(axis=1), 1, rtol=1e-3)


def test_samples_are_normalized_over_the_units() -> None:
    case = network_case(3, [Dense(6, "linear", normalization="layer")], "half_squared", samples=5)
    case.network.gains(0)[:], case.network.shifts(0)[:] = 1, 0
    for plan in (case.plan(), case.plan(noise=noise())):
        plan.gradient(case.X, case.T)
        n = plan.forward.layers[0].values.n
        np.testing.assert_allclose(n.mean(axis=0), 0, atol=1e-14)
        np.testing.assert_allclose(n.std(axis=0), 1, rtol=1e-3)


def test_evaluation_takes_the_running_numbers_which_approach_those_of_the_data() -> None:
    case = network_case(3, [Dense(2, "linear", normalization="batch")], "half_squared", samples=64)
    network = case.network
    network.initialize("he", 0)
    trainer = Trainer(network, case.loss, case.X, case.T, Settings(0.0, 16))
    trainer.run(400)
    z = case.X @ network.weights(0) + network.biases(0)
    means, variances = network.running(0)
    np.testing.assert_allclose(means, z.mean(axis=0), atol=0.15)
    np.testing.assert_allclose(variances, z.var(axis=0, ddof=1), rtol=0.25)
    expected = (z - means) / np.sqrt(variances + 1e-5)
    np.testing.assert_allclose(network.predict(case.X), expected, rtol=1e-12, atol=1e-13)


def test_one_step_moves_the_running_numbers_a_tenth_of_the_way() -> None:
    case = network_case(3, [Dense(2, "linear", normalization="batch")], "half_squared", samples=8)
    means, variances = (each.copy() for each in case.network.running(0))
    z = case.X @ case.network.weights(0) + case.network.biases(0)
    Trainer(case.network, case.loss, case.X, case.T, Settings(0.0, 8)).step()
    after = case.network.running(0)
    np.testing.assert_allclose(after[0], 0.9 * means + 0.1 * z.mean(axis=0), rtol=1e-12)
    np.testing.assert_allclose(after[1], 0.9 * variances + 0.1 * z.var(axis=0, ddof=1), rtol=1e-12)


def test_dropout_leaves_out_its_share_keeps_the_mean_and_rests_in_evaluation() -> None:
    case = network_case(
        2, [Dense(500, "sigmoid", dropout=0.3), Dense(1, "linear")], "half_squared", samples=40
    )
    plan = case.plan(noise=noise())
    plan.gradient(case.X, case.T)
    values = plan.forward.layers[0].values
    kept = values.a != 0
    assert 1 - kept.mean() == pytest.approx(0.3, abs=0.01)
    np.testing.assert_allclose(values.a[kept], values.y[kept] / 0.7, rtol=1e-12)
    assert values.a.mean() == pytest.approx(values.y.mean(), rel=0.02)
    evaluated = case.plan()
    evaluated.gradient(case.X, case.T)
    np.testing.assert_array_equal(evaluated.forward.layers[0].values.a, values.y)


def test_masks_depend_on_seed_and_step_alone() -> None:
    def numbers(seed: int, step: int) -> list[float]:
        drawn = Noise(seed)
        drawn.begin(7)
        drawn.generator.random(5)
        drawn.begin(step)
        return drawn.generator.random(4).tolist()

    assert numbers(1, 3) == numbers(1, 3)
    assert len({tuple(numbers(seed, step)) for seed in (1, 2) for step in (0, 3, 4)}) == 6


def test_a_batch_of_one_leaves_the_running_numbers_alone() -> None:
    layers = [Dense(3, "tanh", normalization="batch"), Dense(1, "linear")]
    case = network_case(2, layers, "half_squared", samples=33)
    before = case.network.statistics.copy()
    Trainer(case.network, case.loss, case.X, case.T, Settings(0.01, 1)).run(40)
    np.testing.assert_array_equal(case.network.statistics, before)


def test_a_last_batch_of_one_does_not_make_the_variance_small() -> None:
    case = network_case(3, [Dense(4, "linear", normalization="batch")], "half_squared", samples=33)
    Trainer(case.network, case.loss, case.X, case.T, Settings(0.0, 32)).run(240)
    z = case.X @ case.network.weights(0) + case.network.biases(0)
    np.testing.assert_allclose(case.network.running(0)[1], z.var(axis=0, ddof=1), rtol=0.05)


def test_what_an_image_gives_in_a_batch_of_one_is_remembered() -> None:
    case = network_case((1, 4, 4), [Convolution(2, 2, "tanh", normalization="batch")], "half_squared")
    before = case.network.statistics.copy()
    Trainer(case.network, case.loss, case.X, case.T, Settings(0.0, 1)).step()
    assert (case.network.statistics != before).all()
