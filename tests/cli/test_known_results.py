"""The known results come out of the shipped experiments, seen by a second, plain implementation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Activation, Initializer
from playground.storage.examples import KNOWN_RESULTS, example_named
from playground.worker.questions import SpectrumQuestion
from playground.worker.run import Run
from playground.worker.studies.spectrum import study_spectrum

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.document.experiment import Experiment

    Function = Callable[[np.ndarray], np.ndarray]

SLOPES: dict[Activation, tuple[Function, Function]] = {
    Activation.TANH: (np.tanh, lambda a: 1 - a**2),
    Activation.SIGMOID: (lambda z: 1 / (1 + np.exp(-z)), lambda a: a * (1 - a)),
    Activation.LINEAR: (lambda z: z, np.ones_like),
}


class Plain:
    """The network of a run by textbook backpropagation, with half the squared error of a linear output."""

    def __init__(self, run: Run) -> None:
        network = run.experiment.network
        self.inputs, self.targets = run.samples.train_inputs, run.samples.train_labels.astype(float)
        kinds = [layer.activation for layer in network.hidden]
        self.functions = [SLOPES[kind] for kind in (*kinds, run.experiment.output_activation)]
        self.biased = [*(layer.bias for layer in network.hidden), network.output_bias]
        layers = range(len(self.functions))
        self.weights = [run.network.weights(layer).astype(float) for layer in layers]
        self.biases = [
            run.network.biases(layer).astype(float) if self.biased[layer] else np.zeros(0) for layer in layers
        ]

    @property
    def parameters(self) -> np.ndarray:
        return self._flat(self.weights, self.biases)

    def _flat(self, weights: list[np.ndarray], biases: list[np.ndarray]) -> np.ndarray:
        return np.concatenate([part.ravel() for pair in zip(weights, biases, strict=True) for part in pair])

    def move_to(self, parameters: np.ndarray) -> None:
        start = 0
        for parts in zip(self.weights, self.biases, strict=True):
            for part in parts:
                part[...] = parameters[start : start + part.size].reshape(part.shape)
                start += part.size

    def activations(self, inputs: np.ndarray) -> list[np.ndarray]:
        values = [inputs]
        for weights, biases, (function, _) in zip(self.weights, self.biases, self.functions, strict=True):
            values.append(function(values[-1] @ weights + (biases if biases.size else 0.0)))
        return values

    def loss(self) -> float:
        output = self.activations(self.inputs)[-1][:, 0]
        return float(np.mean((output - self.targets) ** 2) / 2)

    def gradient(self) -> np.ndarray:
        values = self.activations(self.inputs)
        signal = (values[-1] - self.targets[:, None]) / len(self.inputs)
        weights, biases = [], []
        for layer in reversed(range(len(self.weights))):
            signal = signal * self.functions[layer][1](values[layer + 1])
            weights.append(values[layer].T @ signal)
            biases.append(signal.sum(axis=0) if self.biased[layer] else np.zeros(0))
            signal = signal @ self.weights[layer].T
        return self._flat(weights[::-1], biases[::-1])

    def hessian(self, h: float = 1e-5) -> np.ndarray:
        """Return it by central differences of the gradient."""
        here, columns = self.parameters, []
        for index in range(here.size):
            away = np.zeros(here.size)
            away[index] = h
            self.move_to(here + away)
            ahead = self.gradient()
            self.move_to(here - away)
            columns.append((ahead - self.gradient()) / (2 * h))
        self.move_to(here)
        whole = np.array(columns)
        return (whole + whole.T) / 2

    def products(self, samples: int) -> np.ndarray:
        """Return the singular values of ∂(last hidden layer)/∂(inputs) at the first samples, (samples, n)."""
        found = []
        for sample in self.inputs[:samples]:
            values, jacobian = self.activations(sample), np.eye(sample.size)
            for layer, weights in enumerate(self.weights[:-1]):
                slopes = self.functions[layer][1](values[layer + 1])
                jacobian = (weights * slopes).T @ jacobian
            found.append(np.linalg.svd(jacobian, compute_uv=False))
        return np.array(found)


def shipped(name: str) -> Experiment:
    return example_named(name).experiment()


def with_rate(name: str, rate: float) -> Run:
    return Run(edits.set_learning_rate(shipped(name), rate))


def followed(run: Run, strides: int, steps: int) -> tuple[np.ndarray, np.ndarray]:
    """Return λ₁ as a part of 2/η, and the loss, after each stride of steps."""
    edge, shares, losses = 2 / run.experiment.training.learning_rate, [], []
    for _ in range(strides):
        run.trainer.run(steps)
        plain = Plain(run)
        shares.append(np.linalg.eigvalsh(plain.hessian())[-1] / edge)
        losses.append(plain.loss())
    return np.array(shares), np.array(losses)


def test_each_is_tested_here_and_says_what_it_shows() -> None:
    tested = {"edge-of-stability", "below-the-edge", "parabola", "newton-in-one-step", "saddle-at-zero"}
    assert {each.name for each in KNOWN_RESULTS} == tested | {"ten-sigmoid-layers", "ten-tanh-layers"}
    assert all(each.about for each in KNOWN_RESULTS)


def test_at_the_edge_of_stability_the_curvature_rises_to_its_bound_and_stays_while_the_loss_falls() -> None:
    run = Run(shipped("edge-of-stability"))
    assert Plain(run).loss() == pytest.approx(run.measure().train_loss, rel=1e-9)
    shares, losses = followed(run, strides=8, steps=300)
    assert run.epoch == example_named("edge-of-stability").epochs
    assert shares[0] < 0.7
    assert (np.diff(shares[1:5]) > 0).all()
    assert (np.abs(shares[5:] - 1) < 0.05).all()
    assert losses[-1] < 0.8 * losses[5] < 0.5 * losses[0]


def test_below_the_edge_the_curvature_stays_under_its_bound_and_each_step_lowers_the_loss() -> None:
    run = Run(shipped("below-the-edge"))
    at_edge = shipped("edge-of-stability")
    assert edits.set_learning_rate(run.experiment, 0.2) == replace(at_edge, name=run.experiment.name)
    losses = [run.measure(gradient=False).train_loss]
    for _ in range(200):
        run.trainer.run(1)
        losses.append(run.measure(gradient=False).train_loss)
    assert (np.diff(losses) < 0).all()
    shares, later = followed(run, strides=4, steps=550)
    assert shares.max() < 0.2
    assert (np.diff(later) < 0).all()
    assert run.epoch == example_named("below-the-edge").epochs


def test_on_a_parabola_each_step_multiplies_the_error_as_the_eigenvalues_say() -> None:
    run = Run(shipped("parabola"))
    plain = Plain(run)
    values, vectors = np.linalg.eigh(plain.hessian())
    table = np.column_stack([plain.inputs, np.ones(len(plain.inputs))])
    lowest, _, _, _ = np.linalg.lstsq(table, plain.targets, rcond=None)
    assert values == pytest.approx(np.linalg.eigvalsh(table.T @ table / len(table)), rel=1e-7)
    error, floor = vectors.T @ (plain.parameters - lowest), np.mean((table @ lowest - plain.targets) ** 2) / 2
    rate = run.experiment.training.learning_rate
    for steps in (1, 4, 20):
        run.trainer.run(steps - run.step)
        left = error * (1 - rate * values) ** steps
        assert Plain(run).parameters == pytest.approx(lowest + vectors @ left, abs=1e-7)
        assert run.measure(gradient=False).train_loss == pytest.approx(floor + left**2 @ values / 2)
    assert "takes 55 to" in example_named("newton-in-one-step").about
    slowest = np.abs(1 - rate * values).max()
    assert slowest**55 < 1e-3 < slowest**54


@pytest.mark.parametrize("away", [0.0, 100.0])
def test_on_a_parabola_one_step_of_newton_is_enough(away: float) -> None:
    run = Run(shipped("newton-in-one-step"))
    run.network.parameters[:] += away * np.array([1.0, -2.0, 0.5])
    plain = Plain(run)
    table = np.column_stack([plain.inputs, np.ones(len(plain.inputs))])
    lowest, _, _, _ = np.linalg.lstsq(table, plain.targets, rcond=None)
    assert np.abs(plain.parameters - lowest).max() > 0.1
    by_hand = plain.parameters - np.linalg.solve(plain.hessian(), plain.gradient())
    run.trainer.run(1)
    assert Plain(run).parameters == pytest.approx(lowest, abs=1e-6)
    assert by_hand == pytest.approx(lowest, abs=1e-5)


def test_on_a_parabola_steps_just_under_the_bound_settle_and_just_over_it_grow_without_end() -> None:
    bound = 2 / np.linalg.eigvalsh(Plain(Run(shipped("parabola"))).hessian())[-1]
    assert shipped("parabola").training.learning_rate < bound < 0.16
    under, over = with_rate("parabola", 0.99 * bound), with_rate("parabola", 1.01 * bound)
    under.trainer.run(1_000)
    over.trainer.run(500)
    assert np.abs(Plain(under).gradient()).max() < 1e-6
    assert over.measure(gradient=False).train_loss > 1e6


def test_zero_weights_are_a_saddle_that_training_cannot_leave_and_a_step_along_a_negative_direction_can() -> (
    None
):
    run = Run(shipped("saddle-at-zero"))
    plain = Plain(run)
    assert (plain.gradient() == 0).all()
    values, vectors = np.linalg.eigh(plain.hessian())
    pull = np.linalg.norm(plain.inputs.T @ plain.targets / len(plain.targets))
    assert values == pytest.approx([-pull] * 4 + [0] * 4 + [pull] * 4, abs=1e-8)
    before = plain.loss()
    run.trainer.run(100)
    assert (Plain(run).parameters == 0).all()
    plain.move_to(0.3 * vectors[:, 0])
    assert plain.loss() < before - 0.2 * pull * 0.3**2
    steps = [told for _, told in study_spectrum(run, SpectrumQuestion()) if told is not None][-1].steps
    for parameter, _, after in steps[0].changes:
        run.set_parameter(parameter, after)
    assert run.measure().train_loss == pytest.approx(steps[0].loss_after)
    run.trainer.run(200)
    assert run.measure().train_loss < 1e-3 * before


def test_one_linear_layer_more_and_the_saddle_has_no_negative_direction() -> None:
    """At zero weights of three layers all second derivatives are 0 (Kawaguchi 2016, theorem 2.3)."""
    experiment = shipped("saddle-at-zero")
    deeper = edits.set_layer_bias(edits.add_layer(experiment, units=4), 1, False)
    plain = Plain(Run(edits.set_activation(deeper, Activation.LINEAR)))
    assert len(plain.weights) == 3
    assert plain.hessian() == pytest.approx(np.zeros((plain.parameters.size,) * 2), abs=1e-12)


def test_ten_sigmoid_layers_stretch_nothing_by_more_than_a_quarter_to_the_tenth() -> None:
    run = Run(shipped("ten-sigmoid-layers"))
    assert run.experiment.network.initializer is Initializer.ORTHOGONAL
    assert Plain(run).products(100).max() <= 0.25**10
    run.trainer.run(example_named("ten-sigmoid-layers").epochs * run.steps_to_epoch_end())
    assert Plain(run).products(100).max() < 1e-6
    norms = run.measure().gradient_norms
    assert norms[0] < 1e-5 * norms[-1]
    assert (run.measure().train_accuracy or 0) < 0.6


def test_ten_tanh_layers_let_the_gradient_through_and_learn() -> None:
    run, other = Run(shipped("ten-tanh-layers")), shipped("ten-sigmoid-layers")
    assert replace(edits.set_activation(run.experiment, Activation.SIGMOID), name=other.name) == other
    products = Plain(run).products(100)
    assert 0.03 < products[:, 0].min() <= products[:, 0].max() < 2
    assert 0.1 < np.exp(np.log(products).mean()) < 0.5
    run.trainer.run(example_named("ten-tanh-layers").epochs * run.steps_to_epoch_end())
    assert (run.measure().test_accuracy or 0) > 0.97
