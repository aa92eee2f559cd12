"""Networks and batches of every kind, drawn by Hypothesis or made from a seed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st

from playground.engine import ACTIVATIONS, LOSSES, Backpropagation, Convolution, Dense, Network, Pooling
from playground.engine.operations.dropout import Noise

if TYPE_CHECKING:
    from playground.engine.layers import Layer

Array = np.ndarray


@dataclass(frozen=True)
class Case:
    """A network with a batch that suits its loss."""

    network: Network
    loss: str
    X: Array
    T: Array

    def plan(self, **options: object) -> Backpropagation:
        return Backpropagation(self.network, self.loss, len(self.X), **options)


def targets_for(loss: str, samples: int, outputs: int, rng: np.random.Generator) -> Array:
    if loss in {"binary_cross_entropy", "hinge"}:
        return rng.choice([-1.0, 1.0], (samples, 1))
    if loss == "softmax_cross_entropy":
        return np.eye(outputs)[rng.integers(outputs, size=samples)]
    return rng.normal(size=(samples, outputs))


def network_case(
    inputs: int | tuple[int, ...],
    layers: list[Layer],
    loss: str,
    *,
    samples: int = 5,
    seed: int = 0,
    dtype: type = np.float64,
) -> Case:
    """Any layers; every parameter and running number drawn at random, variances above 0."""
    rng = np.random.default_rng(seed)
    network = Network(inputs, layers, dtype)
    network.parameters[:] = rng.normal(0, 0.7, network.size)
    for layer in range(len(layers)):
        means, variances = network.running(layer)
        means[:], variances[:] = rng.normal(size=means.shape), rng.uniform(0.5, 2, variances.shape)
    X = rng.normal(size=(samples, network.inputs))
    return Case(network, loss, X, targets_for(loss, samples, network.outputs, rng))


def make_case(
    hidden: list[tuple[int, str]],
    loss: str,
    last: str = "linear",
    *,
    inputs: int = 2,
    outputs: int = 2,
    samples: int = 5,
    seed: int = 0,
    dtype: type = np.float64,
) -> Case:
    """Plain dense layers; as many outputs as the loss takes, linear if it acts on logits."""
    layers = [Dense(units, activation) for units, activation in hidden]
    return network_case(
        inputs, [*layers, output_layer(loss, last, outputs)], loss, samples=samples, seed=seed, dtype=dtype
    )


def output_layer(loss: str, last: str, outputs: int) -> Dense:
    outputs = 1 if loss in {"binary_cross_entropy", "hinge"} else outputs
    return Dense(outputs, "linear" if LOSSES[loss].on_logits else last)


activations = st.sampled_from(sorted(ACTIVATIONS))
losses = st.sampled_from(sorted(LOSSES))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Plain dense layers: depths 0 to 6, every activation in every place, every loss."""
    return make_case(
        draw(st.lists(st.tuples(st.integers(1, 4), activations), max_size=6)),
        draw(losses),
        draw(activations),
        inputs=draw(st.integers(1, 4)),
        outputs=draw(st.integers(2, 3)),
        samples=draw(st.integers(1, 5)),
        seed=draw(st.integers(0, 2**16)),
    )


@st.composite
def options(draw: st.DrawFn) -> dict[str, object]:
    return {
        "bias": draw(st.booleans()),
        "normalization": draw(st.sampled_from(["none", "batch", "layer"])),
        "dropout": draw(st.sampled_from([0.0, 0.0, 0.3])),
    }


@st.composite
def rich_cases(draw: st.DrawFn) -> Case:
    """Dense layers with bias or not, normalization, dropout, and skips wherever shapes allow."""
    inputs, loss = draw(st.integers(1, 3)), draw(losses)
    layers: list[Layer] = []
    widths = [inputs]
    for _ in range(draw(st.integers(0, 4))):
        layer = Dense(draw(st.integers(1, 3)), draw(activations), **draw(options()))
        widths.append(layer.units)
        fitting = [back for back in range(1, len(widths)) if widths[-1 - back] == layer.units]
        layers.append(replace(layer, skip=draw(st.sampled_from([0, *fitting]))))
    layers.append(output_layer(loss, draw(activations), draw(st.integers(2, 3))))
    return network_case(inputs, layers, loss, samples=draw(st.integers(2, 5)), seed=draw(st.integers(0, 999)))


@st.composite
def image_cases(draw: st.DrawFn) -> Case:
    """Convolutions of any kernel, stride and padding, pooling, then a dense layer."""
    shape = draw(st.integers(1, 2)), draw(st.integers(3, 5)), draw(st.integers(3, 5))
    loss, kernel = draw(losses), draw(st.integers(1, 3))
    first = Convolution(
        draw(st.integers(1, 2)),
        kernel,
        draw(activations),
        stride=draw(st.integers(1, 2)),
        padding=draw(st.integers(0, kernel - 1)),
        **draw(options()),
    )
    layers: list[Layer] = [first]
    _, height, width = first.shape(shape)
    if min(height, width) >= 2 and draw(st.booleans()):
        layers.append(Pooling(draw(st.sampled_from(["max", "average"])), 2, draw(st.integers(0, 2))))
    if draw(st.booleans()):
        layers.append(Convolution(2, 1, draw(activations), skip=1 if first.channels == 2 else 0))
    layers.append(output_layer(loss, draw(activations), 2))
    return network_case(shape, layers, loss, samples=draw(st.integers(2, 4)), seed=draw(st.integers(0, 999)))


def nearest_kink(case: Case, plan: Backpropagation) -> float:
    """How far what goes into an activation, a maximum or the loss is from where its slope jumps."""
    nearest = [np.inf]
    for layer in plan.forward.layers:
        kinks = ACTIVATIONS[layer.activation].kinks
        nearest += [float(np.abs(layer.values.n - kink).min()) for kink in kinks]
        if isinstance(layer.layer, Pooling) and layer.layer.kind == "max":
            places = np.sort([place.copy() for place in layer.pooling._places], axis=0)
            nearest.append(float((places[-1] - places[-2]).min()))
    outputs = plan.forward.a[-1].T
    if case.loss == "absolute":
        nearest.append(float(np.abs(outputs - case.T).min()))
    if case.loss == "hinge":
        nearest.append(float(np.abs(1 - outputs * case.T).min()))
    return min(nearest)


def noise(step: int = 3, seed: int = 5) -> Noise:
    drawn = Noise(seed)
    drawn.begin(step)
    return drawn
