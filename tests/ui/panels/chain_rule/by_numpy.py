"""A tanh network with half the squared error, worked out plainly from an answer's weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from playground.worker.questions import ChainAnswer
    from playground.worker.snapshots import Parameter

Weights = list[tuple[np.ndarray, np.ndarray]]


def weights_of(answer: ChainAnswer) -> Weights:
    return [(np.array(layer.weights), np.array(layer.biases)) for layer in answer.layers]


def raised(weights: Weights, parameter: Parameter, by: float) -> Weights:
    copy = [(each.copy(), bias.copy()) for each, bias in weights]
    if parameter.source is None:
        copy[parameter.layer][1][parameter.target] += by
    else:
        copy[parameter.layer][0][parameter.source, parameter.target] += by
    return copy


def activations(weights: Weights, inputs: np.ndarray) -> list[np.ndarray]:
    reached = [np.asarray(inputs)]
    for each, bias in weights:
        reached.append(np.tanh(reached[-1] @ each + bias))
    return reached


def loss(weights: Weights, inputs: np.ndarray, target: np.ndarray) -> float:
    return float(np.mean(np.sum((activations(weights, inputs)[-1] - target) ** 2, axis=-1)) / 2)


def slope(answer: ChainAnswer, parameter: Parameter, step: float = 1e-5) -> float:
    """Give the central difference of the sample's loss."""
    up, down = (
        loss(raised(weights_of(answer), parameter, by), answer.inputs, answer.target) for by in (step, -step)
    )
    return (up - down) / (2 * step)


def path_product(answer: ChainAnswer, neurons: tuple[int, ...]) -> float:
    """Multiply along a path: what the weight reads, each tanh' and weight on the way, and ŷ - y."""
    weights, layer = weights_of(answer), answer.parameter.layer
    reached = activations(weights, answer.inputs)
    source = answer.parameter.source
    product = 1.0 if source is None else float(reached[layer][source])
    for depth, unit in enumerate(neurons):
        if depth:
            product *= weights[layer + depth][0][neurons[depth - 1], unit]
        product *= 1 - reached[layer + depth + 1][unit] ** 2
    return float(product * (reached[-1][neurons[-1]] - answer.target[neurons[-1]]))


def deltas(answer: ChainAnswer) -> list[np.ndarray]:
    weights = weights_of(answer)
    reached = activations(weights, answer.inputs)
    found = [(reached[-1] - answer.target) * (1 - reached[-1] ** 2)]
    for layer in range(len(weights) - 2, -1, -1):
        found.insert(0, (weights[layer + 1][0] @ found[0]) * (1 - reached[layer + 1] ** 2))
    return found
