"""The columns an experiment asks for, before anything is measured."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from playground.document.choices import Activation, Feature, Loss, Task
from playground.document.parameters import frozen_places, has_bias, layer_keys
from playground.document.sources import GeneratedSource, TableSource
from playground.session.wording import ACTIVATIONS
from playground.ui.canvas import names
from playground.worker.snapshots import Neuron, Parameter

if TYPE_CHECKING:
    from playground.document.experiment import Experiment, Layer

# Of the features, those that have a node on the canvas also while they are off.
ALWAYS_SHOWN = frozenset(
    {
        Feature.X1.value,
        Feature.X2.value,
        Feature.X1_SQUARED.value,
        Feature.X2_SQUARED.value,
        Feature.X1_X2.value,
        Feature.SIN_X1.value,
        Feature.SIN_X2.value,
    }
)


class ColumnKind(Enum):
    """What stands in a column."""

    INPUTS = auto()
    HIDDEN = auto()
    OUTPUT = auto()


@dataclass(frozen=True, slots=True)
class InputDesign:
    """An available input: its key, what is written beside it, and its place among those that are on."""

    name: str
    label: str
    index: int | None


@dataclass(frozen=True, slots=True)
class ColumnDesign:
    """One column: its head, how many units it has and whether with biases, a hidden layer's activation."""

    kind: ColumnKind
    title: str
    short_title: str
    caption: str
    count: int
    activation: Activation | None = None
    biased: bool = True


@dataclass(frozen=True, slots=True)
class Design:
    """All columns from the inputs to the output, with the names of inputs and outputs.

    `frozen_parameters` are frozen one by one; of `frozen_neurons` all weights and the bias are, each by
    itself or with its layer.
    """

    columns: tuple[ColumnDesign, ...]
    inputs: tuple[InputDesign, ...]
    classes: tuple[str, ...]
    task: Task
    softmax: bool
    remark: str
    frozen_parameters: frozenset[Parameter] = frozenset()
    frozen_neurons: frozenset[Neuron] = frozenset()

    def is_frozen(self, item: Parameter | Neuron) -> bool:
        """Return whether training leaves a weight, a bias or all of a neuron alone."""
        if isinstance(item, Neuron):
            return item in self.frozen_neurons
        neuron = Neuron(item.layer + 1, item.target)
        return item in self.frozen_parameters or neuron in self.frozen_neurons

    @property
    def hidden(self) -> int:
        """How many hidden layers there are."""
        return len(self.columns) - 2

    @property
    def on(self) -> tuple[InputDesign, ...]:
        """The inputs that are on, in the order of their indices."""
        return tuple(each for each in self.inputs if each.index is not None)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units from the inputs that are on to the output, as the network has them."""
        return (len(self.on), *(column.count for column in self.columns[1:]))


def design_of(experiment: Experiment) -> Design:
    """Return the columns that show an experiment."""
    hidden = experiment.network.hidden
    softmax = experiment.network.loss is Loss.SOFTMAX_CROSS_ENTROPY
    frozen = frozenset(Parameter(*place) for place in frozen_places(experiment))
    return Design(
        columns=(
            _input_column(experiment),
            *(_hidden_column(layer, number) for number, layer in enumerate(hidden, start=1)),
            _output_column(experiment),
        ),
        inputs=_inputs(experiment),
        classes=_classes(experiment) if softmax else (),
        task=experiment.task,
        softmax=softmax,
        remark="" if hidden else _remark(experiment),
        frozen_parameters=frozen,
        frozen_neurons=_frozen_neurons(experiment, frozen),
    )


def _frozen_neurons(experiment: Experiment, frozen: frozenset[Parameter]) -> frozenset[Neuron]:
    """Return the neurons of which all is frozen."""
    counts = Counter(Neuron(each.layer + 1, each.target) for each in frozen)
    below = [len(experiment.data.inputs), *experiment.layer_sizes[1:]]
    whole = {
        neuron
        for neuron, count in counts.items()
        if count == below[neuron.layer - 1] + has_bias(experiment, neuron.layer - 1)
    }
    layers = [at for at, key in enumerate(layer_keys(experiment)) if key in experiment.training.frozen_layers]
    units = [*(layer.units for layer in experiment.network.hidden), experiment.outputs]
    whole |= {Neuron(at + 1, place) for at in layers for place in range(units[at])}
    return frozenset(whole)


def _inputs(experiment: Experiment) -> tuple[InputDesign, ...]:
    places = {name: index for index, name in enumerate(experiment.data.inputs)}
    return tuple(
        InputDesign(name, names.input_label(name), places.get(name)) for name in shown_inputs(experiment)
    )


def shown_inputs(experiment: Experiment) -> tuple[str, ...]:
    """Return the inputs with a node: all columns of a table; of features those that are on or usual."""
    data = experiment.data
    if isinstance(data.source, TableSource):
        return data.available_inputs
    shown = ALWAYS_SHOWN.union(data.inputs, data.formulas)
    return tuple(name for name in data.available_inputs if name in shown)


def _input_column(experiment: Experiment) -> ColumnDesign:
    title = "Inputs" if isinstance(experiment.data.source, TableSource) else "Features"
    data = experiment.data
    caption = f"{len(data.inputs)} of {len(data.available_inputs)} on"
    return ColumnDesign(ColumnKind.INPUTS, title, title, caption, len(shown_inputs(experiment)))


def _hidden_column(layer: Layer, number: int) -> ColumnDesign:
    word = "Conv" if layer.convolves else "Hidden"
    return ColumnDesign(
        ColumnKind.HIDDEN,
        f"{word} {number}",
        f"{word[0]}{number}",
        "",
        layer.units,
        layer.activation,
        layer.bias,
    )


def _output_column(experiment: Experiment) -> ColumnDesign:
    said = {Loss.BINARY_CROSS_ENTROPY: "sigmoid", Loss.SOFTMAX_CROSS_ENTROPY: "softmax"}
    caption = said.get(experiment.network.loss) or ACTIVATIONS[experiment.output_activation]
    biased = experiment.network.output_bias
    return ColumnDesign(ColumnKind.OUTPUT, "Output ŷ", "ŷ", caption, experiment.outputs, biased=biased)


def _classes(experiment: Experiment) -> tuple[str, ...]:
    source = experiment.data.source
    return source.classes if isinstance(source, TableSource) else source.class_names


def _remark(experiment: Experiment) -> str:
    source = experiment.data.source
    featured = not isinstance(source, TableSource)
    if featured and not set(experiment.data.inputs) <= {Feature.X1.value, Feature.X2.value}:
        return "Now it can only weigh up these features"
    if experiment.task is Task.REGRESSION:
        line = isinstance(source, GeneratedSource) and source.coordinates == 1
        return "Now it can only draw a straight line" if line else "Now it can only lay a flat plane"
    return "Now it can only draw straight borders"
