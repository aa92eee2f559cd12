"""Schedules, clipping, constants and label smoothing: what the document says is what the engine does."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from playground.document import edits, limits
from playground.document.choices import Dataset, Loss, Optimizer
from playground.document.course import rate_at
from playground.document.experiment import Experiment, Training
from playground.document.training_choices import CONSTANTS, CROSS_ENTROPIES, Clipping, Schedule
from playground.engine import LOSSES, OPTIMIZERS, SCHEDULES, Constants, NonFinite
from playground.engine import Schedule as EngineSchedule
from playground.engine.clipping import CLIPPINGS
from playground.worker import memory
from playground.worker.build import settings_of
from playground.worker.divergence import explain
from playground.worker.messages import Advance, DivergenceCause, Retune, Start
from playground.worker.run import Run
from tests.worker.local import LocalLoop

SOFT = edits.set_loss(Experiment(), Loss.BINARY_CROSS_ENTROPY)


def training(**changes: object) -> Experiment:
    return replace(SOFT, training=replace(SOFT.training, **changes))  # type: ignore[arg-type]


# The same words


def test_the_engine_has_these_schedules_clippings_and_smoothed_losses_and_no_others() -> None:
    assert {each.value for each in Schedule} == set(SCHEDULES)
    assert {each.value for each in Clipping} == set(CLIPPINGS)
    assert {each.value for each in CROSS_ENTROPIES} == {name for name, loss in LOSSES.items() if loss.smooths}


def test_the_usual_constants_are_the_engines() -> None:
    for constant in fields(Constants):
        assert getattr(Training(), constant.name) == getattr(Constants(), constant.name)
    assert settings_of(Experiment()).schedule == EngineSchedule()


@pytest.mark.parametrize("optimizer", [each for each in Optimizer if not each.second_order])
def test_an_optimiser_reads_the_constants_that_it_is_said_to_have(optimizer: Optimizer) -> None:
    def moved(constants: Constants) -> np.ndarray:
        parameters, gradient = np.array([1.0, -2.0]), np.array([0.3, 0.5])
        rule = OPTIMIZERS[optimizer.value](parameters, gradient, 0.1, constants)
        for _ in range(3):
            rule.update()
            gradient *= -0.7
        return parameters

    usual = moved(Constants())
    other = {each.name: 3 if each.name == "lbfgs_memory" else 0.2 for each in fields(Constants)}
    read = {
        each.name
        for each in fields(Constants)
        if not np.array_equal(moved(replace(Constants(), **{each.name: other[each.name]})), usual)
    }
    assert read == set(CONSTANTS[optimizer])


@pytest.mark.parametrize("schedule", Schedule)
def test_the_course_that_is_drawn_is_the_one_that_is_trained(schedule: Schedule) -> None:
    for length in (0.1, 7.0, 100.0):
        for factor in (1e-4, 0.1, 1.0):
            drawn = Training(
                learning_rate=0.3, schedule=schedule, schedule_epochs=length, schedule_factor=factor
            )
            engine = EngineSchedule(schedule.value, length, factor)
            for epochs in np.linspace(0.0, 3.3 * length, 67).tolist():
                assert rate_at(drawn, epochs) == pytest.approx(0.3 * engine.part(epochs), rel=1e-12)


def test_everything_reaches_the_trainer() -> None:
    experiment = training(
        optimizer=Optimizer.ADAMW,
        momentum=0.8,
        rho=0.7,
        beta1=0.6,
        beta2=0.99,
        epsilon=1e-4,
        weight_decay=0.5,
        schedule=Schedule.COSINE,
        schedule_epochs=200.0,
        schedule_factor=0.01,
        clipping=Clipping.NORM,
        clip_limit=0.5,
        label_smoothing=0.1,
    )
    settings = Run(experiment).trainer.settings
    assert settings.constants == Constants(0.8, 0.7, 0.6, 0.99, 1e-4, 0.5)
    assert settings.schedule == EngineSchedule("cosine", 200.0, 0.01)
    assert (settings.clipping.kind, settings.clipping.limit) == ("norm", 0.5)
    assert settings.label_smoothing == 0.1


# What they do


@pytest.mark.parametrize(("clipping", "limit"), [(Clipping.NORM, 1e-3), (Clipping.VALUE, 1e-4)])
def test_a_step_is_no_longer_than_the_limit_allows(clipping: Clipping, limit: float) -> None:
    run = Run(training(clipping=clipping, clip_limit=limit, learning_rate=1.0))
    before = run.network.parameters.copy()
    run.trainer.run(1)
    moved = before - run.network.parameters
    size = np.linalg.norm(moved) if clipping is Clipping.NORM else np.abs(moved).max()
    assert size == pytest.approx(limit, rel=1e-6)


def test_weight_decay_shrinks_weights_and_leaves_biases_alone() -> None:
    adamw = training(optimizer=Optimizer.ADAMW, learning_rate=0.01)
    kept, shrunk = (Run(edits.set_weight_decay(adamw, decay)) for decay in (0.0, 5.0))
    for run in (kept, shrunk):
        run.network.biases(0)[:] = 0.3
        run.trainer.run(1)
    difference = kept.network.weights(0) - shrunk.network.weights(0)
    drawn = Run(SOFT).network.weights(0)
    assert np.allclose(difference, 0.01 * 5.0 * drawn, atol=1e-12)
    assert np.array_equal(kept.network.biases(0), shrunk.network.biases(0))


def test_softened_labels_are_in_the_loss_that_is_shown_and_in_its_gradient() -> None:
    run = Run(training(label_smoothing=0.2))
    point = run.measure()
    logits = run._full.outputs[0]
    truth = np.where(run.samples.train_labels == 1, 0.9, 0.1)
    p = 1 / (1 + np.exp(-logits))
    expected = -np.mean(truth * np.log(p) + (1 - truth) * np.log(1 - p))
    assert point.train_loss == pytest.approx(expected, rel=1e-9)
    bias = run.network.biases(2)
    slope = run.full_gradient()[run.network.layer_slice(2)][-1]
    losses = []
    for shift in (1e-5, -2e-5):
        bias += shift
        losses.append(run.measure().train_loss)
    assert slope == pytest.approx((losses[0] - losses[1]) / 2e-5, rel=1e-5)


def test_the_rate_that_is_told_is_the_one_that_the_next_step_uses() -> None:
    experiment = training(
        schedule=Schedule.COSINE, schedule_epochs=3.0, schedule_factor=0.1, batch_size=limits.ALL_SAMPLES
    )
    local = LocalLoop()
    local.give(Start(1, experiment), Advance(2), turns=6)
    told, before = local.last.learning_rate, local.last.checkpoint
    local.give(Advance(1), turns=6)
    after = local.last.checkpoint
    assert before is not None and after is not None
    there = Run(experiment, checkpoint=before)
    moved = before.parameters - after.parameters
    assert np.allclose(moved, told * there.full_gradient(), rtol=1e-9, atol=1e-15)
    assert told == pytest.approx(rate_at(experiment.training, 2.0))
    assert told < experiment.training.learning_rate


def test_a_run_that_blows_up_tells_the_rate_that_its_schedule_had_come_to() -> None:
    linear = edits.set_hidden(edits.set_dataset(Experiment(), Dataset.PLANE), ())
    experiment = edits.set_schedule_epochs(
        edits.set_schedule(edits.set_learning_rate(linear, 3.0), Schedule.EXPONENTIAL), 20.0
    )
    local = LocalLoop()
    local.give(Start(1, experiment, playing=True), turns=200)
    news = local.diverged
    assert news is not None and news.bound is not None
    assert news.bound < news.learning_rate < 3.0
    assert news.learning_rate == pytest.approx(rate_at(experiment.training, news.epoch))


def test_the_curvature_of_softened_labels_is_not_guessed() -> None:
    soft = training(label_smoothing=0.1)
    assert explain(Run(soft), 1, NonFinite(3, 0, "gradient")).cause is DivergenceCause.UNKNOWN


# In mid-run

CHANGES: list[dict[str, object]] = [
    {"optimizer": Optimizer.ADAMW, "weight_decay": 0.3},
    {"optimizer": Optimizer.RMSPROP, "rho": 0.5},
    {"optimizer": Optimizer.ADAM, "beta1": 0.5, "beta2": 0.9, "epsilon": 1e-3},
    *({"schedule": schedule, "schedule_epochs": 2.0} for schedule in Schedule),
    {"clipping": Clipping.NORM, "clip_limit": 0.01},
    {"clipping": Clipping.VALUE, "clip_limit": 0.01},
    {"label_smoothing": 0.2},
    {"batch_size": limits.ALL_SAMPLES},
    {"batch_size": 7},
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: "+".join(map(str, change.values())))
def test_a_change_in_mid_run_is_as_if_it_had_gone_on_from_there(change: dict[str, object]) -> None:
    run = Run(SOFT)
    run.trainer.run(40)
    there = run.checkpoint()
    run.retune(training(**change))
    run.trainer.run(30)
    other = Run(training(**change), checkpoint=there)
    other.trainer.run(30)
    assert np.array_equal(run.network.parameters, other.network.parameters)
    assert run.measure() == other.measure()
    unchanged = Run(SOFT)
    unchanged.trainer.run(70)
    differs = not np.array_equal(run.network.parameters, unchanged.network.parameters)
    assert differs == (change.get("schedule") is not Schedule.CONSTANT)


def test_a_change_back_leaves_no_trace_in_the_settings() -> None:
    local = LocalLoop()
    local.give(Start(1, SOFT), Retune(training(schedule=Schedule.STEP)), Retune(SOFT), Advance(30), turns=40)
    run = Run(SOFT)
    run.trainer.run(30)
    assert local.last.checkpoint is not None
    assert np.array_equal(local.last.checkpoint.parameters, run.network.parameters)


# All samples


def test_all_samples_make_one_step_an_epoch_and_need_no_more_memory_than_there_are() -> None:
    run = Run(training(batch_size=limits.ALL_SAMPLES))
    assert run.steps_to_epoch_end() == 1
    run.trainer.run(3)
    assert run.epoch == 3.0
    count = len(run.samples.train_inputs)
    as_many = memory.bytes_needed(training(batch_size=count), count)
    assert memory.bytes_needed(run.experiment, count) == as_many


def test_the_last_batch_of_an_epoch_holds_what_is_left() -> None:
    run = Run(training(batch_size=100))
    assert (len(run.samples.train_inputs), run.steps_to_epoch_end()) == (250, 3)
    run.trainer.run(3)
    assert (run.epoch, run.trainer.position) == (1.0, 0)
