"""Functions of two variables alike: a classic, a person's formula, or the loss over two weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.surfaces import SURFACES, LossSurface
from playground.data.formula_slopes import formula_slopes
from playground.data.formulas import formula_column
from playground.document.choices import FunctionKind
from playground.document.errors import ExperimentError
from playground.document.formulas import read_formula
from playground.engine.evaluation import Evaluation
from playground.worker.snapshots import Parameter

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.calculus.surfaces.loss import Place
    from playground.worker.questions import SurfaceChoice
    from playground.worker.questions.surface import Window
    from playground.worker.run import Run
    from playground.worker.snapshots import Floats

FIELD = "Two variables"
REACH = 3.0  # of a formula's window, each way
LOSS_REACH = 2.0
START = (1.0, 0.5)


@dataclass(frozen=True, slots=True)
class PlaneFunction:
    """f of two variables at places (n, 2): values (n,), and the gradient at one place.

    `start` is where its point stands at first. `dear` says that each value is a pass over all samples; a
    quick function takes any number of places at once.
    """

    values: Callable[[Floats], Floats]
    gradient: Callable[[float, float], tuple[float, float]]
    window: Window
    start: tuple[float, float]
    dear: bool = False
    parameters: tuple[Parameter, ...] = ()
    samples: int = 0


def function_of(run: Run, choice: SurfaceChoice, parameters: tuple[Parameter, ...] = ()) -> PlaneFunction:
    """Return the chosen function; the loss is one of these `parameters` where they are given.

    `ExperimentError` says why there is none.
    """
    match choice.kind:
        case FunctionKind.FORMULA:
            return _formula(choice.name)
        case FunctionKind.LOSS:
            return _loss(run, choice, parameters)
        case _:
            return _classic(choice.name)


def _classic(name: str) -> PlaneFunction:
    if name not in SURFACES:
        raise ExperimentError(FIELD, f"there is no function “{name}”.", "Choose one from the list.")
    surface = SURFACES[name]

    def gradient(x: float, y: float) -> tuple[float, float]:
        by_x, by_y = surface.gradient(np.float64(x), np.float64(y))  # type: ignore[arg-type]
        return float(by_x), float(by_y)

    def values(places: Floats) -> Floats:
        return np.asarray(surface.value(places[:, 0], places[:, 1]), np.float64)

    return PlaneFunction(values, gradient, surface.window, surface.start)


def _formula(text: str) -> PlaneFunction:
    read_formula(text)

    def gradient(x: float, y: float) -> tuple[float, float]:
        slopes = formula_slopes(text, np.array([[x, y]]))
        return float(slopes[0, 0]), float(slopes[1, 0])

    window = (-REACH, REACH, -REACH, REACH)
    return PlaneFunction(lambda places: formula_column(text, places), gradient, window, START)


def _loss(run: Run, choice: SurfaceChoice, parameters: tuple[Parameter, ...]) -> PlaneFunction:
    run.refuse_untrainable()
    if any(layer.convolves for layer in run.experiment.network.hidden):
        raise ExperimentError(
            FIELD,
            "weights are chosen one by one of dense layers only.",
            "Use a network without convolutions.",
        )
    pair = parameters or _pair(run, choice)
    loss, smoothing = run.experiment.network.loss.value, run.experiment.training.label_smoothing
    inputs, targets = run.samples.train_inputs, run.train_targets
    first, second = map(_place, pair)
    try:
        surface = LossSurface(run.network, loss, inputs, targets, first, second, smoothing)
    except IndexError as error:
        raise ExperimentError(FIELD, "there is no such weight.", "Choose one from the list.") from error
    u, v = surface.start

    def values(places: Floats) -> Floats:
        return np.array([surface.value(*place) for place in places.tolist()])

    window = (u - LOSS_REACH, u + LOSS_REACH, v - LOSS_REACH, v + LOSS_REACH)
    return PlaneFunction(values, surface.gradient, window, (u, v), True, pair, len(inputs))


def _place(parameter: Parameter) -> Place:
    return parameter.layer, parameter.source, parameter.target


def _pair(run: Run, choice: SurfaceChoice) -> tuple[Parameter, ...]:
    """Return the two weights that are asked for; for one that is left open, the steepest of the others."""
    wanted = [_parameter(each) for each in (choice.first, choice.second)]
    if wanted[0] is not None and wanted[0] == wanted[1]:
        raise ExperimentError(FIELD, "both axes are the same weight.", "Choose another for one of them.")
    if None not in wanted:
        return tuple(each for each in wanted if each is not None)
    others = [each for each in _steepest(run) if each not in wanted]
    if len(others) < wanted.count(None):
        raise ExperimentError(FIELD, "the network has only one weight.", "Add an input or a neuron.")
    steepest = iter(others)
    return tuple(next(steepest) if each is None else each for each in wanted)


def _parameter(place: tuple[int, int, int] | None) -> Parameter | None:
    if place is None:
        return None
    layer, source, target = place
    return Parameter(layer, None if source < 0 else source, target)


def _steepest(run: Run) -> list[Parameter]:
    """Return weights, no biases, whose derivative of the mean loss is among the three largest."""
    evaluation = Evaluation(
        run.network, run.experiment.network.loss.value, run.experiment.training.label_smoothing
    )
    gradient = evaluation.gradient(run.samples.train_inputs, run.train_targets)
    found: list[tuple[float, Parameter]] = []
    for layer, (weights, _) in enumerate(run.network.split(np.abs(gradient))):
        for index in np.argsort(-weights, axis=None, kind="stable")[:3].tolist():
            source, target = divmod(index, weights.shape[1])
            found.append((-float(weights[source, target]), Parameter(layer, source, target)))
    return [each for _, each in sorted(found, key=lambda pair: pair[0])]


def pointed(function: PlaneFunction, choice: SurfaceChoice, window: Window) -> tuple[float, float]:
    """Return the point that is looked at, within the window."""
    left, right, bottom, top = window
    x, y = function.start if choice.point is None else choice.point
    return min(max(x, left), right), min(max(y, bottom), top)
