"""The experiment: one immutable value holding data, network, training and view."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Flag, auto

from playground.document import limits
from playground.document.added import ADDED
from playground.document.choices import (
    Activation,
    Feature,
    Initializer,
    Loss,
    Normalization,
    Optimizer,
    Pooling,
    Precision,
    Regularization,
    Task,
)
from playground.document.freezing import FrozenParameter  # noqa: TC001  the codec resolves it
from playground.document.images import Shape, features, patches
from playground.document.sources import GeneratedSource, Source, TableSource
from playground.document.stopping import StopRules
from playground.document.training_choices import CROSS_ENTROPIES, Clipping, Schedule
from playground.document.view import View


class Aspect(Flag):
    """The parts of an experiment that a change may touch."""

    NONE = 0
    DATA = auto()
    NETWORK = auto()
    TRAINING = auto()
    VIEW = auto()


@dataclass(frozen=True, slots=True)
class Data:
    """Where the samples come from, which inputs are on, and how they are split.

    `formulas` are the person's own inputs besides those of a source of points, in their canonical text.
    """

    source: Source = field(default_factory=GeneratedSource)
    inputs: tuple[str, ...] = (Feature.X1.value, Feature.X2.value)
    train_share: float = 0.5
    seed: int = 0
    formulas: tuple[str, ...] = field(default=(), metadata=ADDED)

    @property
    def available_inputs(self) -> tuple[str, ...]:
        """All that a network may be given, on or off: the source's inputs, then the formulas."""
        return (*self.source.available_inputs, *self.formulas)


@dataclass(frozen=True, slots=True)
class Layer:
    """A hidden layer: its own key, one key per neuron in drawing order, and its activation.

    The keys are identities: they survive insertion, removal and reordering, so that an edited network keeps
    the weights between neurons that are still there. Without a `bias` their sums have none. The first weights
    are drawn by the layer's own `initializer`, by the network's where that is None.

    `dropout` is the share of activations that is left out of each training step. With a `kernel` above 0 the
    layer is a convolution: its neurons are channels, each of which sees a patch of that side at every
    `stride`, with `padding` zeros around; `pooling` then makes one number of each patch of side `pool`.
    """

    key: int
    neurons: tuple[int, ...]
    activation: Activation = Activation.TANH
    normalization: Normalization = field(default=Normalization.NONE, metadata=ADDED)
    dropout: float = field(default=0.0, metadata=ADDED)
    kernel: int = field(default=0, metadata=ADDED)
    stride: int = field(default=1, metadata=ADDED)
    padding: int = field(default=0, metadata=ADDED)
    pooling: Pooling = field(default=Pooling.NONE, metadata=ADDED)
    pool: int = field(default=2, metadata=ADDED)
    bias: bool = field(default=True, metadata=ADDED)
    initializer: Initializer | None = field(default=None, metadata=ADDED)

    @property
    def units(self) -> int:
        """How many neurons, or channels, it has."""
        return len(self.neurons)

    @property
    def convolves(self) -> bool:
        """Whether it is a convolution."""
        return self.kernel > 0

    def shape(self, below: Shape) -> Shape:
        """Return the shape of what it makes of a sample; a side below 1 where a patch does not fit."""
        if not self.convolves:
            return (self.units,)
        image = (self.units, *patches(below, self.kernel, self.stride, self.padding))
        if self.pooling is Pooling.NONE:
            return image
        return (self.units, *patches(image, self.pool, self.pool))

    def parameters(self, below: Shape) -> int:
        """Return how many weights, biases, gains and shifts it has."""
        weights = below[0] * self.kernel**2 if self.convolves else features(below)
        return self.units * (weights + self.bias + 2 * (self.normalization is not Normalization.NONE))


def _default_hidden() -> tuple[Layer, ...]:
    return (Layer(key=1, neurons=(0, 1, 2, 3)), Layer(key=2, neurons=(0, 1)))


@dataclass(frozen=True, slots=True)
class NetworkDesign:
    """The hidden layers from input to output, the loss, and how the first weights are drawn."""

    hidden: tuple[Layer, ...] = field(default_factory=_default_hidden)
    loss: Loss = Loss.HALF_SQUARED
    initializer: Initializer = Initializer.REFERENCE
    seed: int = 0
    precision: Precision = field(default=Precision.DOUBLE, metadata=ADDED)
    output_bias: bool = field(default=True, metadata=ADDED)


@dataclass(frozen=True, slots=True)
class Training:
    """How the weights are improved; frozen ones are left alone, layers by their keys (0: the output).

    A batch of `limits.ALL_SAMPLES` is always the whole training set. `schedule_epochs` is how long the
    schedule takes, or one of its steps, and `schedule_factor` the part of the learning rate that is left
    then, or begun with.
    """

    optimizer: Optimizer = Optimizer.SGD
    learning_rate: float = 0.03
    momentum: float = 0.9
    batch_size: int = 10
    regularization: Regularization = Regularization.NONE
    regularization_rate: float = 0.001
    frozen: tuple[FrozenParameter, ...] = field(default=(), metadata=ADDED)
    frozen_layers: tuple[int, ...] = field(default=(), metadata=ADDED)
    rho: float = field(default=0.9, metadata=ADDED)
    beta1: float = field(default=0.9, metadata=ADDED)
    beta2: float = field(default=0.999, metadata=ADDED)
    epsilon: float = field(default=1e-8, metadata=ADDED)
    weight_decay: float = field(default=0.01, metadata=ADDED)
    schedule: Schedule = field(default=Schedule.CONSTANT, metadata=ADDED)
    schedule_epochs: float = field(default=100.0, metadata=ADDED)
    schedule_factor: float = field(default=0.1, metadata=ADDED)
    clipping: Clipping = field(default=Clipping.NONE, metadata=ADDED)
    clip_limit: float = field(default=1.0, metadata=ADDED)
    label_smoothing: float = field(default=0.0, metadata=ADDED)
    stop: StopRules = field(default=StopRules(), metadata=ADDED)
    initial_damping: float = field(default=1e-3, metadata=ADDED)
    lbfgs_memory: int = field(default=10, metadata=ADDED)


@dataclass(frozen=True, slots=True)
class Experiment:
    """All that determines a run, and what is looked at."""

    name: str = "circle"
    data: Data = field(default_factory=Data)
    network: NetworkDesign = field(default_factory=NetworkDesign)
    training: Training = Training()
    view: View = field(default_factory=View)

    @property
    def task(self) -> Task:
        """Whether it learns a class or a number."""
        return self.data.source.task

    @property
    def outputs(self) -> int:
        """How many output neurons the network has."""
        softmax = self.network.loss is Loss.SOFTMAX_CROSS_ENTROPY
        return self.data.source.class_count if softmax else 1

    @property
    def smooths_labels(self) -> bool:
        """Whether its loss compares probabilities, which labels can be softened for."""
        return self.network.loss in CROSS_ENTROPIES

    @property
    def output_activation(self) -> Activation:
        """The output layer's own activation; losses on classes work on its linear pre-activation."""
        signed = self.network.loss.of_numbers and self.task is Task.CLASSIFICATION
        return Activation.TANH if signed else Activation.LINEAR

    @property
    def layer_sizes(self) -> tuple[int, ...]:
        """Units from the inputs to the output."""
        return (len(self.data.inputs), *(layer.units for layer in self.network.hidden), self.outputs)

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """The shapes of a sample, then of what each layer makes of it: features, or a whole image."""
        source, inputs = self.data.source, len(self.data.inputs)
        image = source.image if isinstance(source, TableSource) else ()
        shapes: list[Shape] = [image if image and features(image) == inputs else (inputs,)]
        for layer in self.network.hidden:
            shapes.append(layer.shape(shapes[-1]))
        return (*shapes, (self.outputs,))

    @property
    def parameter_count(self) -> int:
        """All that is trained: weights and biases, gains and shifts."""
        return sum(self.parameter_counts)

    @property
    def parameter_counts(self) -> tuple[int, ...]:
        """What is trained of each layer, the output last."""
        shapes = self.shapes
        hidden = (layer.parameters(below) for layer, below in zip(self.network.hidden, shapes, strict=False))
        return (*hidden, (features(shapes[-2]) + self.network.output_bias) * self.outputs)

    @property
    def shows_parameters(self) -> bool:
        """Whether each weight is shown: where they are not too many, and stand between two neurons each."""
        convolves = any(layer.convolves for layer in self.network.hidden)
        return self.parameter_count <= limits.MOST_SHOWN_PARAMETERS and not convolves

    @property
    def running_count(self) -> int:
        """Running means and variances of layers that normalize over batches."""
        batch = Normalization.BATCH
        return sum(2 * layer.units for layer in self.network.hidden if layer.normalization is batch)

    def changes(self, other: Experiment) -> Aspect:
        """Return the aspects in which the two differ."""
        pairs = (
            (Aspect.DATA, self.data, other.data),
            (Aspect.NETWORK, self.network, other.network),
            (Aspect.TRAINING, self.training, other.training),
            (Aspect.VIEW, self.view, other.view),
        )
        aspects = Aspect.NONE
        for aspect, mine, theirs in pairs:
            if mine != theirs:
                aspects |= aspect
        return aspects
