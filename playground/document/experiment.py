"""The experiment: one immutable value holding data, network, training and view."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Flag, auto

from playground.document import limits
from playground.document.choices import (
    Activation,
    CanvasMode,
    Dataset,
    Feature,
    Initializer,
    Loss,
    LossScale,
    Normalization,
    Optimizer,
    Pooling,
    Precision,
    Regularization,
    Task,
)
from playground.document.images import Shape, features, patches
from playground.document.recipe import TableRecipe  # noqa: TC001  the codec reads it

# Of a field that files from before it was there lack; it is written where it is not the default.
ADDED = {"added": True}


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
    """Rows of a table, named by its content; `path` is empty for a shipped one, `classes` for numbers.

    `image` is (channels, height, width) where the columns are the pixels of an image, channel by channel and
    row by row; else it is empty. `recipe` says how the rows were made from the file at `path`; None where it
    is read as it is recognised. With `standardize` each input gets the mean 0 and the deviation 1.
    """

    name: str
    sha256: str
    columns: tuple[str, ...]
    target: str
    classes: tuple[str, ...] = ()
    path: str = ""
    image: tuple[int, ...] = field(default=(), metadata=ADDED)
    recipe: TableRecipe | None = field(default=None, metadata=ADDED)
    standardize: bool = field(default=True, metadata=ADDED)

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
        return self.units * (weights + 1 + 2 * (self.normalization is not Normalization.NONE))


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
        """The output layer's own activation; losses on classes work on its linear pre-activation."""
        signed = self.network.loss.of_numbers and self.task is Task.CLASSIFICATION
        return Activation.TANH if signed else Activation.LINEAR

    @property
    def layer_sizes(self) -> tuple[int, ...]:
        """Units from the inputs to the output."""
        return (len(self.data.inputs), *(layer.units for layer in self.network.hidden), self.outputs)

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """The shapes of a sample, then of what each layer makes of it: features, or an image."""
        source = self.data.source
        image = source.image if isinstance(source, TableSource) else ()
        shapes: list[Shape] = [image or (len(self.data.inputs),)]
        for layer in self.network.hidden:
            shapes.append(layer.shape(shapes[-1]))
        return (*shapes, (self.outputs,))

    @property
    def parameter_count(self) -> int:
        """All that is trained: weights and biases, gains and shifts."""
        shapes = self.shapes
        hidden = sum(
            layer.parameters(below) for layer, below in zip(self.network.hidden, shapes, strict=False)
        )
        return hidden + (features(shapes[-2]) + 1) * self.outputs

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
