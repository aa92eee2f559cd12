"""Settings of training beside optimiser and rate: what is allowed, kept in files and dropped by a loss."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import TYPE_CHECKING

import pytest

from playground.document import codec, edits, limits
from playground.document.choices import Dataset, Loss, Optimizer
from playground.document.course import rate_at, shown_epochs
from playground.document.errors import ExperimentError
from playground.document.experiment import Aspect, Experiment, Training
from playground.document.sources import TableSource
from playground.document.stopping import StopRules
from playground.document.training_choices import CONSTANTS, Clipping, Schedule, StopRule

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST_FILES_HAD = ("optimizer", "learning_rate", "momentum", "batch_size", "regularization")
CLASSES = edits.set_loss(Experiment(), Loss.BINARY_CROSS_ENTROPY)
ALL = edits.set_label_smoothing(
    replace(
        CLASSES,
        training=Training(
            rho=0.8,
            beta1=0.7,
            beta2=0.99,
            epsilon=1e-6,
            weight_decay=0.1,
            schedule=Schedule.COSINE,
            schedule_epochs=200.0,
            schedule_factor=0.01,
            clipping=Clipping.NORM,
            clip_limit=2.0,
            stop=StopRules(5, 0.01, 0.97, 20),
        ),
    ),
    0.1,
)


def test_every_setting_is_kept_in_a_file() -> None:
    assert codec.from_json(codec.to_json(ALL)) == ALL


def test_a_file_from_before_these_settings_opens_with_the_usual_ones() -> None:
    written = json.loads(codec.to_json(Experiment()))
    assert written["training"].keys() == {*FIRST_FILES_HAD, "regularization_rate"}
    assert "speed" not in written["view"]
    assert codec.from_json(json.dumps(written)).training == Training()


@pytest.mark.parametrize(
    ("edit", "value", "field"),
    [
        (edits.set_rho, 1.0, "Kept share ρ"),
        (edits.set_beta1, -0.1, "Kept share β₁"),
        (edits.set_beta2, 1.0, "Kept share β₂"),
        (edits.set_epsilon, 0.0, "Epsilon"),
        (edits.set_weight_decay, 11.0, "Weight decay"),
        (edits.set_schedule_epochs, 0.0, "Length of the schedule"),
        (edits.set_schedule_factor, 0.0, "Factor of the schedule"),
        (edits.set_schedule_factor, 1.1, "Factor of the schedule"),
        (edits.set_clip_limit, 0.0, "Limit of gradients"),
        (edits.set_label_smoothing, 0.95, "Label smoothing"),
        (edits.set_stop_epochs, -1, "Stop at epochs"),
        (edits.set_stop_loss, float("nan"), "Stop at a training loss"),
        (edits.set_stop_accuracy, 1.01, "Stop at an accuracy"),
        (edits.set_patience, -3, "Stop without progress"),
        (edits.set_batch_size, 0, "Batch size"),
        (edits.set_batch_size, limits.ALL_SAMPLES + 1, "Batch size"),
        (edits.set_speed, -1.0, "Speed"),
    ],
)
def test_a_number_out_of_range_names_its_field(
    edit: Callable[..., Experiment], value: float, field: str
) -> None:
    with pytest.raises(ExperimentError, match="Use a number from") as caught:
        edit(CLASSES, value)
    assert caught.value.field == field


def test_labels_are_softened_for_cross_entropies_only() -> None:
    assert edits.set_label_smoothing(CLASSES, 0.1).training.label_smoothing == 0.1
    with pytest.raises(ExperimentError, match="compares no probabilities"):
        edits.set_label_smoothing(Experiment(), 0.1)
    soft = edits.set_label_smoothing(CLASSES, 0.1)
    assert edits.set_loss(soft, Loss.SOFTMAX_CROSS_ENTROPY).training.label_smoothing == 0.1
    assert edits.set_loss(soft, Loss.HINGE).training.label_smoothing == 0.0
    assert edits.set_dataset(soft, Dataset.PLANE).training.label_smoothing == 0.0
    assert edits.set_dataset(soft, Dataset.XOR).training.label_smoothing == 0.1


def test_the_speed_is_looked_at_and_no_part_of_the_run() -> None:
    assert edits.set_speed(Experiment(), 1.0).changes(Experiment()) is Aspect.VIEW


def test_every_stop_rule_is_a_field_and_every_constant_too() -> None:
    assert {rule.value for rule in StopRule} == {field.name for field in fields(StopRules)}
    assert {name for names in CONSTANTS.values() for name in names} <= {
        field.name for field in fields(Training)
    }
    assert set(CONSTANTS) == set(Optimizer)


def test_only_rules_about_loss_and_accuracy_ask_for_measures() -> None:
    assert not StopRules(epochs=5).measure
    for rules in (StopRules(train_loss=0.1), StopRules(accuracy=0.9), StopRules(patience=3)):
        assert rules.measure


@pytest.mark.parametrize("loss", Loss)
def test_a_loss_that_does_not_suit_the_target_says_why_before_it_is_chosen(loss: Loss) -> None:
    number = edits.set_dataset(Experiment(), Dataset.PLANE)
    three = edits.set_table(Experiment(), TableSource("f", "0" * 64, ("a", "b"), "k", ("x", "y", "z")))
    assert edits.why_unfit(loss, Experiment().data.source) == ""
    for experiment, why in ((number, "needs classes"), (three, "3 classes need one each")):
        said = edits.why_unfit(loss, experiment.data.source)
        if said:
            assert why in said
            with pytest.raises(ExperimentError):
                edits.set_loss(experiment, loss)
        else:
            assert edits.set_loss(experiment, loss).network.loss is loss


def test_a_course_is_shown_beyond_its_end_and_starts_at_the_rate_or_the_factor() -> None:
    for schedule in Schedule:
        training = Training(schedule=schedule, schedule_epochs=20.0, schedule_factor=0.1)
        begins_low = schedule in (Schedule.WARM_UP, Schedule.ONE_CYCLE)
        assert rate_at(training, 0.0) == pytest.approx(0.003 if begins_low else 0.03)
        assert shown_epochs(training) >= 25.0
