"""The experiment: one immutable value holding data, network, training and view."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from enum import Flag, auto

from playground.document.choices import (
    Activation,
    CanvasMode,
    Dataset,
    Feature,
    Initializer,
    Loss,
    LossScale,
    Optimizer,
    Regularization,
    Task,
)


class Aspect(Flag):
    """The parts of an experiment that a change may touch."""

    NONE = 0
    DATA = auto()
    NETWORK = auto()
    TRAINING = auto()
    VIEW = auto()


@dataclass(frozen=True, slots=True)
class GeneratedSource:
    """Points drawn by a generator; `noise` is a share, 0 to 0.5."""

    dataset: Dataset = Dataset.CIRCLE
    noise: float = 0.0

    @property
    def title(self) -> str:
        """The generator's name."""
        return self.dataset.value

    @property
    def task(self) -> Task:
        """Whether the labels are classes or numbers."""
        return self.dataset.task

    @property
    def available_inputs(self) -> tuple[str, ...]:
        """The features a network may be given."""
        return tuple(feature.value for feature in Feature)

    @property
    def class_count(self) -> int:
        """How many classes there are; 0 for numbers."""
        return 2 if self.task is Task.CLASSIFICATION else 0


@dataclass(frozen=True, slots=True)
class TableSource:
    """Rows of a table, named by its content; `path` is empty for a shipped one, `classes` for numbers."""

    name: str
    sha256: str
    columns: tuple[str, ...]
    target: str
    classes: tuple[str, ...] = ()
    path: str = ""

    @property
    def title(self) -> str:
        """The table's name."""
        return self.name

    @property
    def task(self) -> Task:
        """Whether the target is a class or a number."""
        return Task.CLASSIFICATION if self.classes else Task.REGRESSION

    @property
    def available_inputs(self) -> tuple[str, ...]:
        """The columns a network may be given."""
        return self.columns

    @property
    def class_count(self) -> int:
        """How many classes there are; 0 for numbers."""
        return len(self.classes)


@dataclass(frozen=True, slots=True)
class Data:
    """Where the samples come from, which inputs are on, and how they are split."""

    source: GeneratedSource | TableSource = GeneratedSource()
    inputs: tuple[str, ...] = (Feature.X1.value, Feature.X2.value)
    train_share: float = 0.5
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Layer:
    """A hidden layer: its own key, one key per neuron in drawing order, and its activation.

    The keys are identities: they survive insertion, removal and reordering, so that an edited network keeps
    the weights between neurons that are still there.
    """

    key: int
    neurons: tuple[int, ...]
    activation: Activation = Activation.TANH

    @property
    def units(self) -> int:
        """How many neurons it has."""
        return len(self.neurons)


def _default_hidden() -> tuple[Layer, ...]:
    return (Layer(key=1, neurons=(0, 1, 2, 3)), Layer(key=2, neurons=(0, 1)))


@dataclass(frozen=True, slots=True)
class NetworkDesign:
    """The hidden layers from input to output, the loss, and how the first weights are drawn."""

    hidden: tuple[Layer, ...] = field(default_factory=_default_hidden)
    loss: Loss = Loss.HALF_SQUARED
    initializer: Initializer = Initializer.REFERENCE
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Training:
    """How the weights are improved."""

    optimizer: Optimizer = Optimizer.SGD
    learning_rate: float = 0.03
    momentum: float = 0.9
    batch_size: int = 10
    regularization: Regularization = Regularization.NONE
    regularization_rate: float = 0.001


@dataclass(frozen=True, slots=True)
class View:
    """What the person chose to look at; never part of undo."""

    mode: CanvasMode = CanvasMode.WEIGHTS
    show_test: bool = False
    discretize: bool = False
    loss_scale: LossScale = LossScale.LOG
    slice_axes: tuple[int, int] = (0, 1)


@dataclass(frozen=True, slots=True)
class Experiment:
    """All that determines a run, and what is looked at."""

    name: str = "circle"
    data: Data = Data()
    network: NetworkDesign = field(default_factory=NetworkDesign)
    training: Training = Training()
    view: View = View()

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
    def output_activation(self) -> Activation:
        """The output layer's own activation; cross-entropies work on its linear pre-activation."""
        squared = self.network.loss is Loss.HALF_SQUARED
        return Activation.TANH if squared and self.task is Task.CLASSIFICATION else Activation.LINEAR

    @property
    def layer_sizes(self) -> tuple[int, ...]:
        """Units from the inputs to the output."""
        return (len(self.data.inputs), *(layer.units for layer in self.network.hidden), self.outputs)

    @property
    def parameter_count(self) -> int:
        """Weights and biases together."""
        sizes = self.layer_sizes
        return sum((n_in + 1) * n_out for n_in, n_out in itertools.pairwise(sizes))

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
