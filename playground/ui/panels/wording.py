"""The words on screen for what an experiment offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playground.document.choices import (
    Activation,
    Dataset,
    Initializer,
    Loss,
    Optimizer,
    Regularization,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

ACTIVATIONS: dict[Activation, str] = {
    Activation.TANH: "tanh",
    Activation.RELU: "ReLU",
    Activation.SIGMOID: "sigmoid",
    Activation.LINEAR: "linear",
}
OPTIMIZERS: dict[Optimizer, str] = {
    Optimizer.SGD: "SGD",
    Optimizer.MOMENTUM: "Momentum",
    Optimizer.ADAM: "Adam",
}
REGULARIZATIONS: dict[Regularization, str] = {
    Regularization.NONE: "None",
    Regularization.L1: "L1",
    Regularization.L2: "L2",
}
LOSSES: dict[Loss, str] = {
    Loss.HALF_SQUARED: "Half squared error",
    Loss.BINARY_CROSS_ENTROPY: "Binary cross-entropy",
    Loss.SOFTMAX_CROSS_ENTROPY: "Softmax cross-entropy",
}
INITIALIZERS: dict[Initializer, str] = {
    Initializer.REFERENCE: "Uniform ±0.5",
    Initializer.XAVIER: "Xavier",
    Initializer.HE: "He",
}
DATASETS: dict[Dataset, tuple[str, str]] = {
    Dataset.SPIRAL: ("Spiral", "Two arms wound into each other: the hard one"),
    Dataset.CIRCLE: ("Circle", "One class around the other"),
    Dataset.XOR: ("XOR", "Opposite corners belong together"),
    Dataset.GAUSS: ("Gauss", "Two clouds: a straight line is enough"),
    Dataset.PLANE: ("Plane", "A number that rises steadily"),
    Dataset.MULTI_GAUSS: ("Six hills", "Multi-Gauss: six hills and valleys, a number that bends"),
}


def choices(words: Mapping[Any, str]) -> list[tuple[str, str]]:
    """Return the (key, text) pairs that a list of choices takes."""
    return [(str(key), text) for key, text in words.items()]
