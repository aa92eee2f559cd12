"""Two variables, asked of a run: values, slopes, and the slope along an arrow."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from playground.document.choices import FunctionKind
from playground.document.errors import ExperimentError
from playground.document.surface_choice import SurfaceChoice
from playground.storage.examples import example_named
from playground.worker.pictures import is_finite
from playground.worker.questions import ArrowAnswer, ArrowQuestion, SurfaceAnswer, SurfaceQuestion
from playground.worker.run import Run
from playground.worker.studies.desk import study
from playground.worker.studies.surface import levels_of

BOWL = SurfaceChoice(point=(1.0, 0.5))
LOSS = SurfaceChoice(FunctionKind.LOSS, "")


@pytest.fixture(scope="module")
def run() -> Run:
    run = Run(example_named("xor").experiment())
    run.trainer.run(30)
    return run


def surface_of(run: Run, choice: SurfaceChoice) -> SurfaceAnswer:
    answer = [answer for _, answer in study(run, SurfaceQuestion(choice))][-1]
    assert isinstance(answer, SurfaceAnswer)
    return answer


def arrow_of(run: Run, choice: SurfaceChoice, h: float = 1e-3) -> ArrowAnswer:
    surface = surface_of(run, choice)
    question = ArrowQuestion(choice, surface.window, h, surface.parameters)
    answer = [answer for _, answer in study(run, question)][-1]
    assert isinstance(answer, ArrowAnswer)
    return answer


def test_the_slope_along_an_arrow_is_the_gradient_times_it_and_what_is_measured(run: Run) -> None:
    for angle in (0.0, 77.0, 200.0, 365.0, -40.0):
        answer = arrow_of(run, replace(BOWL, angle=angle))
        v = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        assert answer.slope == pytest.approx(2.0 * v[0] + 1.0 * v[1], abs=1e-12)
        # of a bowl, (f(p + h v) - f(p)) / h is the slope and h more
        assert answer.measured == pytest.approx(answer.slope + 1e-3, abs=1e-9)
        assert answer.length == pytest.approx(math.sqrt(5.0))
        assert answer.steepest == pytest.approx(math.degrees(math.atan2(1.0, 2.0)))
        assert 0.0 <= answer.off <= 180.0
        assert math.cos(math.radians(answer.off)) * answer.length == pytest.approx(answer.slope, abs=1e-12)
        assert answer.slopes.max() == pytest.approx(answer.length, rel=2e-3)
    assert arrow_of(run, replace(BOWL, point=(0.0, 0.0))).flat


def test_the_slices_are_the_function_with_the_other_variable_held(run: Run) -> None:
    answer = arrow_of(run, replace(BOWL, name="monkey_saddle"))
    assert np.allclose(answer.across_values, answer.across**3 - 0.75 * answer.across)
    assert np.allclose(answer.along_values, 1.0 - 3.0 * answer.along**2)
    assert answer.point[0] in answer.across
    assert answer.point[1] in answer.along


def test_a_formula_has_its_exact_slopes_and_gaps_are_no_numbers(run: Run) -> None:
    choice = SurfaceChoice(FunctionKind.FORMULA, "sin(x1) * x2 + log(x2)", point=(0.7, 1.5))
    answer, surface = arrow_of(run, choice), surface_of(run, choice)
    assert answer.gradient[0] == pytest.approx(math.cos(0.7) * 1.5, rel=1e-12)
    assert answer.gradient[1] == pytest.approx(math.sin(0.7) + 1 / 1.5, rel=1e-12)
    assert is_finite(surface)
    assert not surface.known[0].any()
    assert surface.known[-1].all()
    assert not answer.along_known[0]
    with pytest.raises(ExperimentError, match="Move the point"):
        arrow_of(run, replace(choice, point=(0.0, -1.0)))


def test_the_loss_over_two_weights_is_the_runs_own(run: Run) -> None:
    surface, answer = surface_of(run, LOSS), arrow_of(run, replace(LOSS, angle=30.0))
    first, second = surface.parameters
    assert surface.values.shape == (41, 41)
    loss = run.measure(gradient=False).train_loss
    assert answer.value == pytest.approx(loss, rel=1e-12)
    assert surface.values[20, 20] == pytest.approx(loss, rel=1e-9)
    gradient = run.full_gradient()
    split = run.network.split(gradient)
    for parameter, slope in zip((first, second), answer.gradient, strict=True):
        assert split[parameter.layer][0][parameter.source, parameter.target] == pytest.approx(slope, rel=1e-9)
    assert abs(answer.gradient[0]) == pytest.approx(max(np.abs(w).max() for w, _ in split), rel=1e-9)
    assert answer.measured == pytest.approx(answer.slope, abs=0.01 * (1 + answer.length))


def test_chosen_weights_are_the_axes_and_wrong_ones_are_refused(run: Run) -> None:
    chosen = replace(LOSS, first=(0, 0, 1), second=(1, -1, 0))
    surface = surface_of(run, chosen)
    assert surface.start == (run.network.weights(0)[0, 1], run.network.biases(1)[0])
    for wrong in (
        replace(chosen, second=(0, 0, 1)),
        replace(chosen, first=(7, 0, 0)),
        SurfaceChoice(name="nothing"),
        SurfaceChoice(FunctionKind.FORMULA, "sin("),
    ):
        with pytest.raises(ExperimentError):
            surface_of(run, wrong)


def test_lines_lie_closer_where_most_of_the_values_are() -> None:
    even = levels_of(np.linspace(-1.0, 3.0, 100))
    assert np.allclose(np.diff(even[1:-1]), 0.5)
    assert 0.0 in even
    assert (even[0], even[-1]) == (-1.0, 3.0)
    steep = levels_of(np.linspace(0.0, 1.0, 100) ** 6)
    assert (np.diff(steep) > 0).all()
    assert steep[1] < 1e-3
    assert len(levels_of(np.ones(4))) == 1
