"""What the worker tells of the ways downhill."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Dataset, FunctionKind
from playground.document.errors import ExperimentError
from playground.document.experiment import Experiment
from playground.document.functions_view import FunctionChoice
from playground.engine import Evaluation
from playground.worker.pictures import is_finite
from playground.worker.questions import (
    DescentAnswer,
    DescentMethod,
    DescentQuestion,
    Motion,
    Outcome,
    Regime,
)
from playground.worker.run import Run
from playground.worker.snapshots import Parameter
from playground.worker.studies.desk import study

if TYPE_CHECKING:
    from typing import Any

ALL = tuple(DescentMethod)
GRADIENT = (DescentMethod.GRADIENT,)


@pytest.fixture(scope="module")
def run() -> Run:
    run = Run(edits.set_dataset(Experiment(), Dataset.SPIRAL))
    run.trainer.run(20)
    return run


def answer(
    run: Run,
    name: str,
    start: float | None,
    rate: float,
    momentum: float = 0.8,
    methods: tuple[DescentMethod, ...] = GRADIENT,
    **more: Any,
) -> DescentAnswer:
    function = FunctionChoice(FunctionKind.CLASSIC, name)
    share, told = list(study(run, DescentQuestion(function, start, rate, momentum, methods, **more)))[-1]
    assert share == 1.0
    assert isinstance(told, DescentAnswer) and is_finite(told)
    return told


def test_on_the_parabola_all_is_as_on_paper(run: Run) -> None:
    told = answer(run, "parabola", -1.5, 0.1, 0.5, ALL)  # x², f″ = 2
    gradient, momentum, newton = told.paths
    assert gradient.places == pytest.approx(-1.5 * 0.8 ** np.arange(41))
    assert gradient.values == pytest.approx(gradient.places**2)
    assert gradient.products == pytest.approx(np.full(41, 0.2))
    assert (told.slope, told.curvature, told.first) == pytest.approx((-3.0, 2.0, -1.2))
    assert (told.bends, told.weight) == (False, None)
    near = gradient.near
    assert near is not None
    assert (near.at, near.curvature, near.product) == pytest.approx((0.0, 2.0, 0.2), abs=1e-12)
    assert (near.regime, near.largest_rate) == (Regime.GLIDES, pytest.approx(1.0))
    assert momentum.near is not None and momentum.near.regime is Regime.SWINGS
    assert momentum.near.largest_rate == pytest.approx(2 * 1.5 / 2)
    assert newton.places.tolist() == [-1.5, 0.0]
    assert newton.near is not None and (newton.near.product, newton.near.largest_rate) == (1.0, None)
    assert {each.outcome for each in told.paths} == {Outcome.MINIMUM}


def test_a_first_step_that_is_dragged_sets_the_rate(run: Run) -> None:
    told = answer(run, "parabola", -1.5, 0.1, first=0.75)
    assert (told.rate, told.first) == pytest.approx((2.25 / 3.0, 0.75))
    assert told.paths[0].motion is Motion.ZIG_ZAGS
    assert answer(run, "parabola", -1.5, 0.1, first=-9.0).rate == 1e-5  # uphill: the least there is


def test_a_start_is_kept_in_the_picture_and_must_have_a_slope(run: Run) -> None:
    told = answer(run, "parabola", 99.0, 0.1)
    assert told.start == told.window[1]
    assert answer(run, "double_well", None, 0.01).start == 1.5
    with pytest.raises(ExperimentError, match="no slope"):
        answer(run, "logarithm", -0.5, 0.1)
    bent = answer(run, "absolute", 1.3, 0.25).paths[0]
    assert bent.near is not None and (bent.near.curvature, bent.near.regime) == (None, None)
    assert bent.outcome is Outcome.CYCLE
    assert answer(run, "exponential", 0.0, 0.1).paths[0].near is None


def test_along_a_weight_it_steps_by_the_engine_s_own_gradient(run: Run) -> None:
    function = FunctionChoice(FunctionKind.LOSS, "", (0, 1, 0))
    question = DescentQuestion(function, None, 0.3, 0.9, (DescentMethod.MOMENTUM,), steps=6)
    told = list(study(run, question))[-1][1]
    assert isinstance(told, DescentAnswer)
    network = run.network.copy(np.float64)
    weights, _ = network.split_layer(0, network.parameters)
    evaluation = Evaluation(network, run.experiment.network.loss.value)
    assert (told.parameter, told.weight) == (Parameter(0, 1, 0), pytest.approx(float(weights[1, 0])))
    velocity = 0.0
    for place in told.paths[0].places.tolist():
        assert weights[1, 0] == pytest.approx(place, rel=1e-9)
        gradient = evaluation.gradient(run.samples.train_inputs, run.train_targets)
        velocity = 0.9 * velocity + float(network.split_layer(0, gradient)[0][1, 0])
        weights[1, 0] -= 0.3 * velocity


def test_long_work_is_done_in_slices(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("playground.worker.studies.descent.SLICE", 0.0)
    function = FunctionChoice(FunctionKind.CLASSIC, "parabola")
    told = list(study(run, DescentQuestion(function, 1.0, 0.1, 0.8, GRADIENT, steps=10)))
    shares = [share for share, _ in told]
    assert len(shares) > 10 and shares == sorted(shares)
    assert [each is not None for _, each in told] == [False] * (len(told) - 1) + [True]
