"""What studies tell where numbers overflow or vanish, or where hardly anything can move."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.calculus.hessian import has_kinks
from playground.calculus.landscape import main_directions
from playground.document import edits
from playground.document.choices import Activation, Dataset, FunctionKind, LandscapeAxes, Loss, Optimizer
from playground.document.errors import ExperimentError
from playground.document.experiment import Experiment
from playground.document.functions_view import FunctionChoice
from playground.document.surface_choice import SurfaceChoice
from playground.document.training_choices import Schedule
from playground.storage.examples import example_named
from playground.storage.tables import table_of
from playground.worker.curvature import Curvatures
from playground.worker.pictures import GREATEST, is_finite, single_heights
from playground.worker.questions import (
    BowlQuestion,
    DescentMethod,
    DescentQuestion,
    JacobianQuestion,
    JacobianSpreadQuestion,
    LandscapeQuestion,
    RaceQuestion,
    Racer,
    SurfaceQuestion,
)
from playground.worker.run import Run
from playground.worker.studies.desk import study
from playground.worker.studies.functions import FEWEST_OF_PASSES, curve_of
from playground.worker.studies.jacobian_base import refuse_too_wide_pairs
from playground.worker.studies.surface import levels_of

if TYPE_CHECKING:
    from typing import Any

RAMP = edits.set_activation(edits.set_dataset(Experiment(), Dataset.PLANE), Activation.RELU)
ALL_FROZEN = edits.set_layer_frozen(
    edits.set_layer_frozen(edits.set_layer_frozen(Experiment(), 0, True), 1, True), 2, True
)


def last(run: Run, question: Any) -> Any:
    """Return the answer, worked out as the worker does, and finite as all that is sent."""
    with np.errstate(all="ignore"):
        *_, (share, answer) = study(run, question)
        assert share == 1.0 and is_finite(answer)
    return answer


def test_two_axes_of_a_single_weight_are_refused() -> None:
    run = Run(edits.set_hidden(edits.set_input_on(Experiment(), "x2", False), ()))
    with pytest.raises(ExperimentError, match="only one weight"):
        last(run, SurfaceQuestion(SurfaceChoice(FunctionKind.LOSS, "")))


def test_where_nothing_moves_or_the_rate_is_zero_no_curvature_is_told_of_it() -> None:
    frozen = Curvatures(Run(ALL_FROZEN))
    assert frozen.compute() is None and not frozen.under_way
    falling = edits.set_schedule_epochs(edits.set_schedule(Experiment(), Schedule.STEP), 0.1)
    run = Run(edits.set_hidden(edits.set_schedule_factor(falling, 1e-4), (2,)))
    run.trainer.run(600)
    curvatures = Curvatures(run)
    curvatures.patient = True
    found = next(each for _ in range(100) if (each := curvatures.compute()) is not None)
    assert (found.learning_rate, found.stable_setting) == (0.0, None)
    assert found.stable_rate == pytest.approx(2.0 / found.largest[0].value)


@pytest.mark.parametrize("scale", [1e60, 1e100])
def test_near_overflow_a_study_says_that_numbers_are_too_large(scale: float) -> None:
    run = Run(edits.set_loss(edits.set_activation(RAMP, Activation.LINEAR), Loss.ABSOLUTE))
    run.network.parameters[:] *= scale
    questions = (
        BowlQuestion(),
        BowlQuestion(0),
        JacobianQuestion(0, 0.1),
        JacobianSpreadQuestion(),
        *(LandscapeQuestion(axes) for axes in (LandscapeAxes.EIGEN, LandscapeAxes.GRADIENT)),
    )
    for question in questions:
        with pytest.raises(ExperimentError, match="too large"):
            last(run, question)


def test_a_hessian_that_overflows_has_no_curvature_to_tell() -> None:
    run = Run(edits.set_activation(RAMP, Activation.LINEAR))
    run.network.parameters[:] *= 1e70
    curvatures = Curvatures(run)
    curvatures.patient = True
    assert all(curvatures.compute() is None for _ in range(3))
    assert not curvatures.under_way


def test_levels_of_values_a_hair_or_a_world_apart() -> None:
    for formula in ("5e307*x1", "1e-323*x1"):
        answer = last(Run(Experiment()), SurfaceQuestion(SurfaceChoice(FunctionKind.FORMULA, formula)))
        assert answer.levels.tolist() == [answer.values.min(), answer.values.max()]
    assert levels_of(np.array([0.0, 1e-280])).size > 2


def test_main_directions_of_a_path_whose_squares_overflow() -> None:
    directions, shares = main_directions(np.array([[3e200, 4e200]]), np.zeros(2))
    assert np.abs(directions) == pytest.approx(np.array([[0.6, 0.8]]))
    assert shares == pytest.approx([1.0])
    assert main_directions(np.array([[np.inf, 0.0]]), np.zeros(2))[0].shape == (0, 2)


def test_heights_that_single_precision_cannot_hold_are_masked_in_a_race_as_well() -> None:
    single, known = single_heights(np.array([[1.0, np.nan], [np.inf, 2.0 * GREATEST]]))
    assert single.tolist() == [[1.0, 0.0], [0.0, 0.0]] and known.tolist() == [[True, False], [False, False]]
    answer = last(Run(RAMP), RaceQuestion((Racer("sgd", 10.0), Racer("sgd", 0.01)), 60, full_batch=True))
    assert answer.heights.shape == answer.known.shape
    assert np.isfinite(answer.heights).all()


def test_a_bowl_is_of_the_settings_that_it_began_with() -> None:
    experiment = edits.set_hidden(edits.set_train_share(Experiment(), 0.2), (4, 3))
    run = Run(experiment)
    work = study(run, BowlQuestion())
    next(work)
    training = replace(experiment.training, optimizer=Optimizer.RMSPROP, batch_size=10_000)
    run.retune(replace(experiment, training=training))
    *_, (_, answer) = work
    assert answer.optimizer == "sgd" and not answer.full_batch
    assert [step.name for step in answer.steps if step.own] == ["sgd"]


def test_a_minimum_too_flat_for_a_bound_of_the_rate_has_none() -> None:
    function = FunctionChoice(FunctionKind.FORMULA, "x^999")
    answer = last(Run(Experiment()), DescentQuestion(function, None, 0.1, 0.9, tuple(DescentMethod)))
    assert all(path.near is None or path.near.largest_rate is None for path in answer.paths)


def test_layers_too_wide_for_each_other_are_refused_and_a_convolution_takes_few_samples() -> None:
    with pytest.raises(ExperimentError, match="too wide"):
        refuse_too_wide_pairs([2, 1500, 1500, 1])
    refuse_too_wide_pairs([784, 400, 1568, 10])
    experiment = example_named("mnist-convolution").experiment()
    subject = curve_of(Run(experiment, table_of(experiment)), FunctionChoice(FunctionKind.LOSS, ""))
    assert (subject.passes, subject.samples) == (True, FEWEST_OF_PASSES)


def test_a_bowl_and_the_check_of_the_hessian_agree_on_which_losses_have_kinks() -> None:
    smooth = edits.set_hidden(edits.set_dataset(Experiment(), Dataset.PLANE), (3,))
    for loss, kinks in ((Loss.HUBER, True), (Loss.HALF_SQUARED, False)):
        run = Run(edits.set_loss(smooth, loss))
        assert last(run, BowlQuestion()).kinks is has_kinks(run.network, loss.value) is kinks
