"""The words on screen for what an experiment offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playground.document.choices import (
    Activation,
    Dataset,
    Feature,
    Initializer,
    Loss,
    Normalization,
    Optimizer,
    Precision,
    Regularization,
    Task,
)
from playground.document.training_choices import Clipping, Schedule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playground.document.experiment import Experiment

ACTIVATIONS: dict[Activation, str] = {
    Activation.TANH: "tanh",
    Activation.RELU: "ReLU",
    Activation.LEAKY_RELU: "leaky ReLU",
    Activation.ELU: "ELU",
    Activation.SELU: "SELU",
    Activation.GELU: "GELU",
    Activation.SILU: "SiLU",
    Activation.SOFTPLUS: "softplus",
    Activation.SIGMOID: "sigmoid",
    Activation.SOFTSIGN: "softsign",
    Activation.SINE: "sine",
    Activation.LINEAR: "linear",
}
OPTIMIZERS: dict[Optimizer, str] = {
    Optimizer.SGD: "SGD",
    Optimizer.MOMENTUM: "Momentum",
    Optimizer.NESTEROV: "Nesterov",
    Optimizer.ADAGRAD: "AdaGrad",
    Optimizer.RMSPROP: "RMSProp",
    Optimizer.ADAM: "Adam",
    Optimizer.ADAMW: "AdamW",
    Optimizer.NEWTON: "Newton",
    Optimizer.LBFGS: "L-BFGS",
}
REGULARIZATIONS: dict[Regularization, str] = {
    Regularization.NONE: "None",
    Regularization.L1: "L1",
    Regularization.L2: "L2",
    Regularization.L1_L2: "L1 + L2",
}
LOSSES: dict[Loss, str] = {
    Loss.HALF_SQUARED: "Half squared error",
    Loss.ABSOLUTE: "Absolute error",
    Loss.HUBER: "Huber",
    Loss.BINARY_CROSS_ENTROPY: "Binary cross-entropy",
    Loss.SOFTMAX_CROSS_ENTROPY: "Softmax cross-entropy",
    Loss.HINGE: "Hinge",
}
INITIALIZERS: dict[Initializer, str] = {
    Initializer.REFERENCE: "Uniform ±0.5",
    Initializer.XAVIER: "Xavier, uniform",
    Initializer.XAVIER_NORMAL: "Xavier, normal",
    Initializer.HE: "He, normal",
    Initializer.HE_UNIFORM: "He, uniform",
    Initializer.LECUN: "LeCun, normal",
    Initializer.LECUN_UNIFORM: "LeCun, uniform",
    Initializer.ORTHOGONAL: "Orthogonal",
    Initializer.NORMAL: "Normal, σ = 0.1",
    Initializer.UNIFORM: "Uniform ±0.1",
    Initializer.ZEROS: "Zeros",
}
NORMALIZATIONS: dict[Normalization, str] = {
    Normalization.NONE: "None",
    Normalization.BATCH: "Over the batch",
    Normalization.LAYER: "Over the layer",
}
PRECISIONS: dict[Precision, str] = {
    Precision.DOUBLE: "Double, 16 digits",
    Precision.SINGLE: "Single, 7 digits",
}
# What a feature is where its name does not say it.
FEATURES: dict[Feature, str] = {
    Feature.RADIUS: "how far the point is from the middle, √(x₁² + x₂²)",
    Feature.ANGLE: "which way the point lies, atan2(x₂, x₁) in radians",
}
SCHEDULES: dict[Schedule, str] = {
    Schedule.CONSTANT: "Constant",
    Schedule.STEP: "In steps",
    Schedule.EXPONENTIAL: "Exponential",
    Schedule.COSINE: "Cosine",
    Schedule.WARM_UP: "Warm-up",
    Schedule.ONE_CYCLE: "One cycle",
}
CLIPPINGS: dict[Clipping, str] = {
    Clipping.NONE: "None",
    Clipping.VALUE: "Each entry",
    Clipping.NORM: "The length of all",
}
# Steps a second, 0 for as many as there can be.
SPEEDS: dict[float, str] = {
    1.0: "1 step/s",
    2.0: "2 steps/s",
    5.0: "5 steps/s",
    10.0: "10 steps/s",
    30.0: "30 steps/s",
    100.0: "100 steps/s",
    1000.0: "1000 steps/s",
    0.0: "Flat out",
}
DATASETS: dict[Dataset, tuple[str, str]] = {
    Dataset.SPIRAL: ("Spiral", "Two arms wound into each other: the hard one"),
    Dataset.CIRCLE: ("Circle", "One class around the other"),
    Dataset.XOR: ("XOR", "Opposite corners belong together"),
    Dataset.GAUSS: ("Gauss", "Two clouds: a straight line is enough"),
    Dataset.PLANE: ("Plane", "A number that rises steadily"),
    Dataset.MULTI_GAUSS: ("Six hills", "Multi-Gauss: six hills and valleys, a number that bends"),
    Dataset.MOONS: ("Moons", "Two half moons: one bent border is enough"),
    Dataset.CHECKERBOARD: ("Checkers", "XOR many times over: it takes many neurons"),
    Dataset.BANDS: ("Bands", "Two bands that overlap: no border tells all points apart"),
    Dataset.RINGS: ("Rings", "Ring in ring: the classes between are shut in by the others"),
    Dataset.ARMS: ("Arms", "An arm of a spiral for each class: every border is bent"),
    Dataset.BLOBS: ("Blobs", "A cloud for each class: straight borders are enough"),
    Dataset.SADDLE: ("Saddle", "The product of the inputs: a plane fails, the feature x₁x₂ is all it takes"),
    Dataset.SINE: ("Sine", "One input: a curve put together from bends, a neuron each"),
    Dataset.STEP: ("Step", "One input: a jump takes a steep neuron, and so a large weight"),
}
# The order of the gallery.
DATASET_GROUPS: dict[str, tuple[Dataset, ...]] = {
    "Two classes": (
        Dataset.SPIRAL,
        Dataset.CIRCLE,
        Dataset.XOR,
        Dataset.GAUSS,
        Dataset.MOONS,
        Dataset.CHECKERBOARD,
        Dataset.BANDS,
    ),
    "More classes": (Dataset.BLOBS, Dataset.RINGS, Dataset.ARMS),
    "Numbers": (Dataset.PLANE, Dataset.MULTI_GAUSS, Dataset.SADDLE, Dataset.SINE, Dataset.STEP),
}


def speed_in_words(steps_per_second: float) -> str:
    """Return how fast playing goes."""
    return SPEEDS.get(steps_per_second, f"{steps_per_second:g} steps/s")


def output_in_words(experiment: Experiment) -> str:
    """Return what the output layer is, which follows from the loss and the target."""
    match experiment.network.loss:
        case Loss.SOFTMAX_CROSS_ENTROPY:
            return f"Output: {experiment.outputs} linear neurons; softmax makes probabilities of them"
        case Loss.BINARY_CROSS_ENTROPY:
            return "Output: 1 linear neuron; the sigmoid makes a probability of it"
        case Loss.HINGE:
            return "Output: 1 linear neuron; its sign is the class"
    if experiment.task is Task.REGRESSION:
        return "Output: 1 linear neuron, the number itself"
    return "Output: 1 tanh neuron, from −1 for one class to +1 for the other"


def choices(words: Mapping[Any, str]) -> list[tuple[str, str]]:
    """Return the (key, text) pairs that a list of choices takes."""
    return [(str(key), text) for key, text in words.items()]
