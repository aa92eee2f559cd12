"""The damped Newton step against solving the equations, and against other steps of its length."""

from __future__ import annotations

import numpy as np
import pytest

from playground.calculus.steps import Spectrum, damped_newton, forecast, krylov_spectrum, whole_spectrum


def finished(work) -> Spectrum:
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


def matrix(values, seed: int = 0):
    turns, _ = np.linalg.qr(np.random.default_rng(seed).normal(size=(len(values), len(values))))
    return turns @ np.diag(values) @ turns.T


def test_undamped_where_the_loss_bends_up_and_the_step_is_short() -> None:
    h = matrix([0.5, 1.0, 2.0, 4.0])
    g = np.array([1.0, -2.0, 0.5, 3.0])
    found = damped_newton(finished(whole_spectrum(lambda v: h @ v, 4)), g, longest=100.0)
    assert found.damping == 0.0
    assert not found.held
    np.testing.assert_allclose(found.step, -np.linalg.solve(h, g), rtol=1e-10)


@pytest.mark.parametrize("values", [[-1.0, 0.5, 2.0], [0.0, 1.0, 3.0], [1e-3, 1.0, 3.0], [-3.0, -2.0, -1.0]])
def test_damped_just_enough_to_bend_up_and_to_keep_its_length(values: list[float]) -> None:
    h, g = matrix(values, 1), np.array([0.3, -0.7, 0.2])
    found = damped_newton(finished(whole_spectrum(lambda v: h @ v, 3)), g, longest=0.8)
    assert found.held
    assert np.linalg.norm(found.step) == pytest.approx(0.8, rel=1e-9)
    assert values[0] + found.damping > 0
    np.testing.assert_allclose((h + found.damping * np.eye(3)) @ found.step, -g, atol=1e-9)
    # No other step of that length is lower in the model.
    best = forecast(g, lambda v: h @ v, found.step)
    others = np.random.default_rng(2).normal(size=(2_000, 3))
    others *= 0.8 / np.linalg.norm(others, axis=1, keepdims=True)
    changes = others @ g + np.einsum("ni,ij,nj->n", others, h, others) / 2
    assert best.change <= changes.min() + 1e-12
    assert best.by_slope == pytest.approx(float(g @ found.step))


def test_the_part_that_the_gradient_reaches_gives_the_step_of_conjugate_gradients() -> None:
    h = matrix(np.linspace(0.5, 8.0, 40), 3)
    g = np.random.default_rng(4).normal(size=40)
    for steps in (5, 40):
        spectrum = finished(krylov_spectrum(lambda v: h @ v, g, steps))
        found = damped_newton(spectrum, g, longest=1e3)
        np.testing.assert_allclose(found.step, _conjugate_gradients(h, -g, steps), rtol=1e-6, atol=1e-8)
    assert spectrum.whole
    np.testing.assert_allclose(spectrum.values[[0, -1]], [0.5, 8.0], rtol=1e-9)


def _conjugate_gradients(h, b, steps: int):
    x, r = np.zeros_like(b), b.copy()
    p = r.copy()
    for _ in range(steps):
        alpha = (r @ r) / (p @ h @ p)
        x, after = x + alpha * p, r - alpha * (h @ p)
        p, r = after + (after @ after) / (r @ r) * p, after
    return x
