"""Networks and batches of every kind, drawn by Hypothesis or made from a seed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from playground.engine import ACTIVATIONS, LOSSES, Dense, Network

Array = np.ndarray


@dataclass(frozen=True)
class Case:
    """A network with a batch that suits its loss."""

    network: Network
    loss: str
    X: Array
    T: Array


def targets_for(loss: str, samples: int, outputs: int, rng: np.random.Generator) -> Array:
    if loss == "binary_cross_entropy":
        return rng.choice([-1.0, 1.0], (samples, 1))
    if loss == "softmax_cross_entropy":
        return np.eye(outputs)[rng.integers(outputs, size=samples)]
    return rng.normal(size=(samples, outputs))


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
    rng = np.random.default_rng(seed)
    if loss == "binary_cross_entropy":
        outputs = 1
    if LOSSES[loss].on_logits:
        last = "linear"
    layers = [Dense(units, activation) for units, activation in hidden] + [Dense(outputs, last)]
    network = Network(inputs, layers, dtype)
    network.parameters[:] = rng.normal(0, 0.7, network.size)
    X = rng.normal(size=(samples, inputs))
    return Case(network, loss, X, targets_for(loss, samples, outputs, rng))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Depths 0 to 6, every activation in every place, every loss."""
    names = st.sampled_from(sorted(ACTIVATIONS))
    return make_case(
        draw(st.lists(st.tuples(st.integers(1, 4), names), max_size=6)),
        draw(st.sampled_from(sorted(LOSSES))),
        draw(names),
        inputs=draw(st.integers(1, 4)),
        outputs=draw(st.integers(2, 3)),
        samples=draw(st.integers(1, 5)),
        seed=draw(st.integers(0, 2**16)),
    )


def nearest_kink(case: Case) -> float:
    """How far the nearest rectifier's sum is from 0, computed plainly."""
    a, nearest = case.X, np.inf
    plain = {
        "tanh": np.tanh,
        "relu": lambda z: np.maximum(z, 0),
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "linear": lambda z: z,
    }
    for index, layer in enumerate(case.network.layers):
        z = a @ case.network.weights(index) + case.network.biases(index)
        if layer.activation == "relu":
            nearest = min(nearest, float(np.abs(z).min()))
        a = plain[layer.activation](z)
    return nearest
