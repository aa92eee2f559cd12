"""TensorFlow Playground's links: an experiment in the part of an address behind "#".

The names and usual values are those of its `state.ts`; a field that a link leaves out has its usual value.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import parse_qsl, urlencode

from playground.document import limits
from playground.document.choices import Activation, Dataset, Feature, Initializer, Regularization, Task
from playground.document.errors import ExperimentError, FileError
from playground.document.experiment import Data, Experiment, Layer, NetworkDesign, Training
from playground.document.rules import check
from playground.document.sources import GeneratedSource
from playground.document.view import View

if TYPE_CHECKING:
    from collections.abc import Callable

Value = TypeVar("Value")

ADDRESS = "https://playground.tensorflow.org/"
LONGEST = 4_000
ACTIVATIONS = {
    each.value: each for each in (Activation.RELU, Activation.TANH, Activation.SIGMOID, Activation.LINEAR)
}
PENALTIES = {"none": Regularization.NONE, "L1": Regularization.L1, "L2": Regularization.L2}
CLASSES = {each.value: each for each in (Dataset.CIRCLE, Dataset.XOR, Dataset.GAUSS, Dataset.SPIRAL)}
NUMBERS = {"reg-plane": Dataset.PLANE, "reg-gauss": Dataset.MULTI_GAUSS}
FEATURES = {
    "x": Feature.X1,
    "y": Feature.X2,
    "xSquared": Feature.X1_SQUARED,
    "ySquared": Feature.X2_SQUARED,
    "xTimesY": Feature.X1_X2,
    "sinX": Feature.SIN_X1,
    "sinY": Feature.SIN_X2,
}
USUAL_ON = ("x", "y")
# Its links name these two, but its page has no such inputs.
WITHOUT_EFFECT = ("cosX", "cosY")
MOST_LAYERS, MOST_NEURONS = 6, 8
# What a link may say of that page's own controls and texts, which have no counterpart here.
OF_THE_PAGE = ("collectStats", "hideText", "tutorial")
REMEDY = "Copy the whole address, with the part behind “#”."


@dataclass(frozen=True, slots=True)
class Linked:
    """The experiment of a link, and a sentence for each thing that could not be carried over."""

    experiment: Experiment
    notes: tuple[str, ...]


class _Fields:
    """The fields of a link, each read once; what is left over was not understood."""

    def __init__(self, pairs: dict[str, str]) -> None:
        self._left = dict(pairs)
        self.notes: list[str] = []

    def take(self, name: str, read: Callable[[str], Value], usual: Value) -> Value:
        """Return a field's value, or its usual one where it is missing or means nothing."""
        text = self._left.pop(name, None)
        if text is None:
            return usual
        try:
            return read(text)
        except (ValueError, KeyError, OverflowError):
            self.notes.append(f"“{name}={text[:40]}” means nothing here; the usual value stands.")
            return usual

    def rest(self) -> list[str]:
        """Return the names of what was not read, but for the page's own controls."""
        return [
            name for name in self._left if name and name not in OF_THE_PAGE and not name.endswith("_hide")
        ]


def from_link(text: str) -> Linked:
    """Return the experiment of a link; raise `FileError` if the text is no such link."""
    _, mark, behind = text.strip().partition("#")
    pairs = dict(parse_qsl(behind[:LONGEST], keep_blank_values=True))
    if not mark or not pairs or not any("=" in each for each in behind.split("&")):
        raise FileError("Link", "it is not a link of TensorFlow Playground.", REMEDY)
    fields = _Fields(pairs)
    experiment = Experiment(
        data=_data(fields), network=_network(fields), training=_training(fields), view=_view(fields)
    )
    experiment = replace(experiment, name=experiment.data.source.title)
    _note_what_is_lost(fields)
    return Linked(check(experiment), tuple(fields.notes))


def _data(fields: _Fields) -> Data:
    problem = fields.take(
        "problem",
        {"classification": Task.CLASSIFICATION, "regression": Task.REGRESSION}.__getitem__,
        Task.CLASSIFICATION,
    )
    classes = fields.take("dataset", CLASSES.__getitem__, Dataset.CIRCLE)
    numbers = fields.take("regDataset", NUMBERS.__getitem__, Dataset.PLANE)
    noise = fields.take("noise", lambda text: _within(_number(text) / 100, limits.NOISE), 0.0)
    share = fields.take("percTrainData", lambda text: _within(_number(text) / 100, limits.TRAIN_SHARE), 0.5)
    on = [feature.value for name, feature in FEATURES.items() if fields.take(name, _flag, name in USUAL_ON)]
    for name in WITHOUT_EFFECT:
        if fields.take(name, _flag, False):
            fields.notes.append(f"“{name}” has no effect there and was left out.")
    if not on:
        fields.notes.append("The link has no input switched on; x₁ and x₂ are on here.")
    inputs = tuple(feature.value for feature in Feature if feature.value in (on or ("x1", "x2")))
    source = GeneratedSource(classes if problem is Task.CLASSIFICATION else numbers, noise)
    return Data(source, inputs, share)


def _network(fields: _Fields) -> NetworkDesign:
    activation = fields.take("activation", ACTIVATIONS.__getitem__, Activation.TANH)
    usual: tuple[int, ...] = (4, 2)
    sizes = fields.take("networkShape", _shape, usual)
    zeros = fields.take("initZero", _flag, False)
    hidden = tuple(Layer(key, tuple(range(units)), activation) for key, units in enumerate(sizes, start=1))
    return NetworkDesign(hidden, initializer=Initializer.ZEROS if zeros else Initializer.REFERENCE)


def _training(fields: _Fields) -> Training:
    return Training(
        learning_rate=fields.take(
            "learningRate", lambda text: _within(_number(text), limits.LEARNING_RATE), 0.03
        ),
        batch_size=fields.take("batchSize", lambda text: int(_within(_number(text), limits.BATCH_SIZE)), 10),
        regularization=fields.take("regularization", PENALTIES.__getitem__, Regularization.NONE),
        regularization_rate=fields.take(
            "regularizationRate", lambda text: _within(_number(text), limits.REGULARIZATION_RATE), 0.0
        ),
    )


def _view(fields: _Fields) -> View:
    return View(
        show_test=fields.take("showTestData", _flag, False),
        discretize=fields.take("discretize", _flag, False),
    )


def _note_what_is_lost(fields: _Fields) -> None:
    if fields.take("seed", str, ""):
        fields.notes.append("Its seed draws other points and weights there: here they are drawn anew.")
    for name in fields.rest():
        fields.notes.append(f"“{name[:40]}” is not known here and was left out.")


def _number(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def _within(value: float, bounds: tuple[float, float]) -> float:
    if not bounds[0] <= value <= bounds[1]:
        raise ValueError(value)
    return value


def _flag(text: str) -> bool:
    return {"true": True, "false": False}[text]


def _shape(text: str) -> tuple[int, ...]:
    sizes = tuple(int(part) for part in text.split(",")) if text else ()
    if len(sizes) > limits.MAX_LAYERS or not all(1 <= units <= limits.MAX_UNITS for units in sizes):
        raise ValueError(text)
    return sizes


def to_link(experiment: Experiment) -> str:
    """Return the link under which TensorFlow Playground trains the same.

    Raises `ExperimentError` naming the first thing that it does not have.
    """
    source = _source_that_fits(experiment)
    _check_network_fits(experiment.network)
    _check_training_fits(experiment.training)
    network, training, view = experiment.network, experiment.training, experiment.view
    activation = network.hidden[0].activation if network.hidden else Activation.TANH
    titles = {dataset: name for name, dataset in (CLASSES | NUMBERS).items()}
    penalties = {kind: name for name, kind in PENALTIES.items()}
    fields = {
        "activation": activation.value,
        "regularization": penalties[training.regularization],
        "batchSize": training.batch_size,
        "dataset" if source.task is Task.CLASSIFICATION else "regDataset": titles[source.dataset],
        "learningRate": f"{training.learning_rate:g}",
        "regularizationRate": f"{training.regularization_rate:g}",
        "noise": round(source.noise * 100),
        "networkShape": ",".join(str(layer.units) for layer in network.hidden),
        "showTestData": _said(view.show_test),
        "discretize": _said(view.discretize),
        "percTrainData": round(experiment.data.train_share * 100),
        **{name: _said(feature.value in experiment.data.inputs) for name, feature in FEATURES.items()},
        "problem": source.task.value,
        "initZero": _said(network.initializer is Initializer.ZEROS),
    }
    return f"{ADDRESS}#{urlencode(fields, safe=',')}"


def _said(flag: bool) -> str:
    return "true" if flag else "false"


def _refuse(what: str, problem: str) -> ExperimentError:
    return ExperimentError(
        what, f"TensorFlow Playground has no {problem}.", "Save the experiment as a file instead."
    )


def _source_that_fits(experiment: Experiment) -> GeneratedSource:
    source = experiment.data.source
    if not isinstance(source, GeneratedSource) or source.dataset not in (CLASSES | NUMBERS).values():
        raise _refuse("Data", f"data set “{source.title}”")
    if source != GeneratedSource(source.dataset, source.noise):
        raise _refuse("Data", "other number or balance of points")
    for name in experiment.data.inputs:
        if name not in [feature.value for feature in FEATURES.values()]:
            raise _refuse("Inputs", f"input “{name}”")
    return source


def _check_network_fits(network: NetworkDesign) -> None:
    usual = NetworkDesign()
    if len(network.hidden) > MOST_LAYERS:
        raise _refuse("Hidden layers", f"more than {MOST_LAYERS}")
    for number, layer in enumerate(network.hidden, start=1):
        field = f"Hidden layer {number}"
        if layer.units > MOST_NEURONS:
            raise _refuse(field, f"more than {MOST_NEURONS} neurons in a layer")
        if layer != Layer(layer.key, layer.neurons, layer.activation):
            raise _refuse(field, "layer with such settings")
        if layer.activation not in ACTIVATIONS.values():
            raise _refuse(field, f"activation “{layer.activation.value}”")
        if layer.activation is not network.hidden[0].activation:
            raise _refuse(field, "activations that differ from layer to layer")
    if network.initializer not in (Initializer.REFERENCE, Initializer.ZEROS):
        raise _refuse("First weights", "such first weights")
    shared = replace(usual, hidden=network.hidden, initializer=network.initializer, seed=network.seed)
    if network != shared:
        raise _refuse("Network", "loss, precision or output of that kind")


def _check_training_fits(training: Training) -> None:
    shared = replace(
        Training(),
        learning_rate=training.learning_rate,
        batch_size=training.batch_size,
        regularization=training.regularization,
        regularization_rate=training.regularization_rate,
        momentum=training.momentum,
    )
    if training.regularization is Regularization.L1_L2:
        raise _refuse("Regularisation", "L1 and L2 together")
    if training != shared:
        raise _refuse("Training", "optimiser or other control than plain SGD")
