"""The function of one variable that a person chose, with its derivatives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.curves import (
    CLASSICS,
    Curve,
    LossAlong,
    LossByEngine,
    activation_curve,
    carries_forward,
)
from playground.data.formula_jets import formula_jet, formula_kinks
from playground.document.choices import FunctionKind
from playground.document.errors import ExperimentError
from playground.engine.activations import ACTIVATIONS
from playground.engine.evaluation import Evaluation
from playground.formula.errors import FormulaError
from playground.formula.of_x import read_of_x
from playground.worker.passes import products_of
from playground.worker.snapshots import Parameter

if TYPE_CHECKING:
    from playground.document.functions_view import FunctionChoice
    from playground.engine.arrays import Array
    from playground.worker.run import Run

MOST_SAMPLES, FEWEST_SAMPLES = 2_000, 50
FEWEST_OF_PASSES = 4  # where each place takes passes of its own: its errors are then some 200 passes
MOST_PRODUCTS = 4e5  # of weights and samples: so that a point that is dragged is followed at once
FORMULA_WINDOW = (-5.0, 5.0)
REACH = 3.0  # each way from where a weight stands


@dataclass(frozen=True, slots=True)
class Subject:
    """A function, and of the loss: of which parameter, where that stands, and of how many samples."""

    curve: Curve
    parameter: Parameter | None = None
    value: float | None = None
    samples: int = 0
    exact_bend: bool = True
    passes: bool = False


def curve_of(run: Run, choice: FunctionChoice) -> Subject:
    """Return the function that is meant, of the run as it stands; raise `ExperimentError` if there is none.

    `exact_bend` says whether f'' is exact and not a difference of exact slopes; `passes`, whether each place
    takes passes of its own through the network.
    """
    match choice.kind:
        case FunctionKind.CLASSIC if choice.name in CLASSICS:
            return Subject(CLASSICS[choice.name])
        case FunctionKind.ACTIVATION if choice.name in ACTIVATIONS:
            return Subject(activation_curve(choice.name))
        case FunctionKind.FORMULA:
            return Subject(_formula(choice.name))
        case FunctionKind.LOSS:
            return _loss(run, choice)
        case _:
            raise ExperimentError("Function", "there is no such function.", "Choose one from the list.")


def _formula(text: str) -> Curve:
    try:
        tree = read_of_x(text)
    except FormulaError as error:
        raise ExperimentError("Formula", error.problem, error.remedy) from error
    return Curve(
        lambda x: formula_jet(tree, x),
        FORMULA_WINDOW,
        1.0,
        kinks=formula_kinks(tree, *FORMULA_WINDOW),
    )


def _loss(run: Run, choice: FunctionChoice) -> Subject:
    run.refuse_untrainable()
    exact = carries_forward(run.network)
    samples = _sample_count(run, exact)
    inputs, targets = run.samples.train_inputs[:samples], run.train_targets[:samples]
    loss, smoothing = run.experiment.network.loss.value, run.experiment.training.label_smoothing
    parameter = _parameter(run, choice.parameter, inputs, targets)
    place = run.anatomy.weighted[parameter.layer], parameter.source, parameter.target
    along = (LossAlong if exact else LossByEngine)(run.network, loss, inputs, targets, smoothing, *place)
    middle = float(np.round(along.value))
    curve = Curve(along.jet, (middle - REACH, middle + REACH), along.value, quick=along.values)
    return Subject(curve, parameter, along.value, samples, exact_bend=exact, passes=not exact)


def _sample_count(run: Run, exact: bool) -> int:
    """Return of how many training samples the loss is taken, the first ones of a large set."""
    products, fewest = run.network.size, FEWEST_SAMPLES
    if not exact:
        products, fewest = max(products, products_of(run.network)), FEWEST_OF_PASSES
    quick = int(MOST_PRODUCTS / max(products, 1))
    return min(len(run.samples.train_inputs), MOST_SAMPLES, max(quick, fewest))


def _parameter(run: Run, wanted: tuple[int, int, int] | None, inputs: Array, targets: Array) -> Parameter:
    if wanted is None:
        return _steepest(run, inputs, targets)
    layer, source, target = wanted
    if 0 <= layer < len(run.anatomy.weighted):
        weights, biases = run.network.split_layer(run.anatomy.weighted[layer], run.network.parameters)
        there = biases.size > 0 if source < 0 else source < len(weights)
        if there and 0 <= target < weights.shape[1]:
            return Parameter(layer, None if source < 0 else source, target)
    raise ExperimentError("Function", "there is no such weight any more.", "Choose another one.")


def _steepest(run: Run, inputs: Array, targets: Array) -> Parameter:
    """Return the weight or bias whose derivative is largest."""
    experiment = run.experiment
    evaluation = Evaluation(run.network, experiment.network.loss.value, experiment.training.label_smoothing)
    found: list[tuple[float, Parameter]] = []
    gradient = evaluation.gradient(inputs, targets)
    for layer, index in enumerate(run.anatomy.weighted):
        weights, biases = run.network.split_layer(index, gradient)
        source, target = divmod(int(np.abs(weights).argmax()), weights.shape[1])
        found.append((abs(float(weights[source, target])), Parameter(layer, source, target)))
        if biases.size:
            unit = int(np.abs(biases).argmax())
            found.append((abs(float(biases[unit])), Parameter(layer, None, unit)))
    return max(found, key=lambda each: each[0])[1]
