"""What the worker tells of a function: its curves, a point, and the errors of quotients."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Dataset, FunctionKind, Normalization
from playground.document.errors import ExperimentError
from playground.document.experiment import Experiment
from playground.document.functions_view import FunctionChoice
from playground.engine import Evaluation
from playground.worker.pictures import is_finite
from playground.worker.questions import (
    CurveAnswer,
    CurveQuestion,
    ErrorsAnswer,
    ErrorsQuestion,
    PointAnswer,
    PointQuestion,
    Spot,
)
from playground.worker.run import Run
from playground.worker.snapshots import Parameter
from playground.worker.studies.desk import study


@pytest.fixture(scope="module")
def run() -> Run:
    run = Run(edits.set_dataset(Experiment(), Dataset.SPIRAL))
    run.trainer.run(20)
    return run


def answer(run: Run, question: Any) -> Any:
    """The last thing that is told, finite as all that is sent."""
    share, told = list(study(run, question))[-1]
    assert share == 1.0
    assert told is not None and is_finite(told)
    return told


def classic(name: str) -> FunctionChoice:
    return FunctionChoice(FunctionKind.CLASSIC, name)


def formula(text: str) -> FunctionChoice:
    return FunctionChoice(FunctionKind.FORMULA, text)


def point(run: Run, choice: FunctionChoice, x: float | None, h: float = 0.1) -> PointAnswer:
    told = answer(run, PointQuestion(choice, x, h))
    assert isinstance(told, PointAnswer)
    return told


def curves(run: Run, choice: FunctionChoice) -> CurveAnswer:
    told = answer(run, CurveQuestion(choice))
    assert isinstance(told, CurveAnswer)
    return told


def test_a_point_of_the_parabola_by_hand(run: Run) -> None:
    told = point(run, classic("parabola"), 1.5, 0.5)
    assert (told.value, told.slope, told.bend, told.ahead, told.quotient) == (2.25, 3.0, 2.0, 4.0, 3.5)
    assert (told.error, told.truncation, told.spot) == (0.5, 0.5, Spot.SMOOTH)
    assert told.digits == pytest.approx(-math.log10(0.5 / 3))
    lost = point(run, classic("parabola"), 1.5, 1e-16)
    assert (lost.moved, lost.quotient, lost.error) == (0.0, 0.0, -3.0)


@pytest.mark.parametrize(
    ("choice", "x", "spot"),
    [
        (classic("absolute"), 0.0, Spot.KINK),
        (classic("absolute"), 1e-5, Spot.SMOOTH),
        (FunctionChoice(FunctionKind.ACTIVATION, "relu"), 0.0, Spot.KINK),
        (FunctionChoice(FunctionKind.ACTIVATION, "elu"), 0.0, Spot.SMOOTH),
        (classic("reciprocal"), 0.0, Spot.POLE),
        (classic("logarithm"), -1.0, Spot.OUTSIDE),
        (classic("logarithm"), 0.0, Spot.POLE),
        (classic("root"), 0.0, Spot.EDGE),
        (formula("floor(x)"), 2.0, Spot.JUMP),
        (formula("floor(x)"), 2.5, Spot.SMOOTH),
        (formula("floor(x) + x"), 0.0, Spot.JUMP),
        (formula("sign(x)"), 0.0, Spot.JUMP),
        (formula("x + 0*abs(x)"), 0.0, Spot.SMOOTH),
        (formula("exp(x)"), 1000.0, Spot.TOO_LARGE),
        (classic("root"), 1e-12, Spot.SMOOTH),
        (classic("parabola"), 0.0, Spot.SMOOTH),
        (formula("abs(x)^0.5"), 0.0, Spot.UPRIGHT),
        (formula("1/x"), 0.0, Spot.POLE),
        (formula("max(x, 1)"), 1.0, Spot.KINK),
    ],
)
def test_what_a_point_is_like(run: Run, choice: FunctionChoice, x: float, spot: Spot) -> None:
    told = point(run, choice, x)
    assert told.spot is spot
    assert (told.slope is not None) == (spot is Spot.SMOOTH)
    if spot is Spot.KINK:
        assert told.left is not None and told.right is not None and told.left != told.right


def test_curves_are_cut_at_poles_jumps_and_kinks(run: Run) -> None:
    told = curves(run, classic("reciprocal"))
    assert [len(told.value_pieces), len(told.slope_pieces)] == [2, 2]
    assert told.value_pieces[0].xs[-1] < 0 <= told.value_pieces[1].xs[0]
    assert len(curves(run, formula("tan(x)")).value_pieces) == 5  # poles at ±π/2 and ±3π/2
    assert len(curves(run, formula("floor(x)")).value_pieces) >= 10
    kinked = curves(run, classic("absolute"))
    assert [len(kinked.value_pieces), len(kinked.slope_pieces)] == [1, 2]
    assert {abs(y) for piece in kinked.slope_pieces for y in piece.ys} == {1.0}
    assert curves(run, classic("logarithm")).value_pieces[0].xs[0] > 0
    smooth = curves(run, classic("sine")).slope_pieces[0]
    np.testing.assert_allclose(smooth.ys, np.cos(smooth.xs), atol=1e-15)


def test_errors_are_those_of_quotients(run: Run) -> None:
    told = answer(run, ErrorsQuestion(classic("exponential"), 1.0))
    assert isinstance(told, ErrorsAnswer)
    h = told.central_steps[20]
    assert told.central[20] == pytest.approx(abs((math.exp(1 + h) - math.exp(1 - h)) / (2 * h) - math.e))
    with pytest.raises(ExperimentError):
        list(study(run, ErrorsQuestion(classic("absolute"), 0.0)))


@pytest.mark.parametrize("normalized", [False, True])
def test_the_loss_along_the_weight_with_the_largest_derivative(run: Run, normalized: bool) -> None:
    if normalized:
        run = Run(edits.set_layer_normalization(run.experiment, 0, Normalization.LAYER))
    loss = FunctionChoice(FunctionKind.LOSS, "")
    told = curves(run, loss)
    assert told.parameter is not None and told.exact_bend is not normalized
    assert told.samples == told.train_samples == len(run.samples.train_inputs)
    gradient = Evaluation(run.network.copy(np.float64), run.experiment.network.loss.value).gradient(
        run.samples.train_inputs, run.train_targets
    )
    here = point(run, loss, None)
    assert here.x == told.value
    assert here.slope is not None and abs(here.slope) == pytest.approx(np.abs(gradient).max(), rel=1e-12)
    chosen = FunctionChoice(FunctionKind.LOSS, "", (1, -1, 1))
    assert curves(run, chosen).parameter == Parameter(1, None, 1)
    for gone in ((9, 0, 0), (0, 99, 0), (0, 0, 99)):
        with pytest.raises(ExperimentError, match="no such weight"):
            list(study(run, CurveQuestion(FunctionChoice(FunctionKind.LOSS, "", gone))))


def test_what_is_no_function_is_refused(run: Run) -> None:
    for choice in (classic("tanh"), formula("x1"), FunctionChoice(FunctionKind.ACTIVATION, "parabola")):
        with pytest.raises(ExperimentError):
            list(study(run, CurveQuestion(choice)))
    for x, h in ((math.inf, 0.1), (1.0, 0.0), (1.0, -1.0)):
        with pytest.raises(ExperimentError):
            list(study(run, PointQuestion(classic("sine"), x, h)))
