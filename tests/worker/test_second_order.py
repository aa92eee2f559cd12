"""Newton and L-BFGS from the document to the weights: constants, mid-run, back in time, refusals."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.document import edits, limits
from playground.document.choices import Dataset, Normalization, Optimizer
from playground.document.errors import ExperimentError
from playground.document.experiment import Experiment
from playground.document.training_choices import CONSTANTS
from playground.engine import RULES
from playground.storage.trained import Trained, load_trained, save_trained
from playground.worker.messages import Advance, Retune, SecondOrderStep, Start, Visit
from playground.worker.run import Run
from tests.worker.local import LocalLoop

if TYPE_CHECKING:
    from pathlib import Path

SECOND = [each for each in Optimizer if each.second_order]


def experiment_with(optimizer: Optimizer) -> Experiment:
    return edits.set_optimizer(edits.set_dataset(Experiment(), Dataset.XOR), optimizer)


def trained(experiment: Experiment, steps: int = 6) -> Run:
    run = Run(experiment)
    run.trainer.run(steps)
    return run


def test_the_document_names_the_engines_rules_and_no_others() -> None:
    assert {each.value for each in Optimizer} == set(RULES)
    assert {each.value for each in SECOND} == {name for name, rule in RULES.items() if rule.second_order}
    for optimizer in Optimizer:
        assert RULES[optimizer.value].constant_names == CONSTANTS[optimizer]


@pytest.mark.parametrize("optimizer", SECOND)
def test_it_trains_by_the_constants_it_is_said_to_have(optimizer: Optimizer) -> None:
    usual = experiment_with(optimizer)
    begun, done = Run(usual), trained(usual, 30)
    assert done.measure().train_loss < 0.2 * begun.measure().train_loss
    others = {"initial_damping": 10.0, "lbfgs_memory": 1, "momentum": 0.5, "clip_limit": 1e-4}
    for name, value in others.items():
        changed = replace(usual, training=replace(usual.training, **{name: value}))  # type: ignore[arg-type]
        same = np.array_equal(trained(changed).network.parameters, trained(usual).network.parameters)
        assert same == (name not in CONSTANTS[optimizer])


@pytest.mark.parametrize("optimizer", SECOND)
def test_in_mid_run_it_begins_the_next_epoch_and_goes_on_as_from_a_checkpoint(optimizer: Optimizer) -> None:
    before = edits.set_dataset(Experiment(), Dataset.XOR)
    run = Run(before)
    run.trainer.run(40)
    assert run.trainer.position > 0
    there, epoch = run.checkpoint(), run.trainer.epoch
    run.retune(edits.set_optimizer(before, optimizer))
    assert (run.trainer.epoch, run.trainer.position) == (epoch + 1, 0)
    full = run.full_gradient().copy()
    run.trainer.run(1)
    np.testing.assert_allclose(run.trainer.batch_gradient, full, rtol=1e-9, atol=1e-15)
    run.trainer.run(9)
    other = Run(edits.set_optimizer(before, optimizer), checkpoint=there)
    other.trainer.run(10)
    assert run.network.parameters.tobytes() == other.network.parameters.tobytes()


@pytest.mark.parametrize("optimizer", SECOND)
def test_an_earlier_moment_is_stood_at_again_bit_for_bit(optimizer: Optimizer) -> None:
    local = LocalLoop()
    experiment = edits.set_dataset(Experiment(), Dataset.XOR)
    local.give(Start(1, experiment), Advance(30), turns=60)
    local.give(Retune(edits.set_optimizer(experiment, optimizer)), Advance(20), turns=60)
    there = local.last.checkpoint
    assert there is not None and there.step == 50
    told = local.last.last_update
    assert isinstance(told, SecondOrderStep) and told.trials > 0
    local.give(Advance(25), turns=60)
    local.give(Visit(2, 50), turns=60)
    again = local.last.checkpoint
    assert again is not None and again.step == 50
    assert {key: value.tobytes() for key, value in again.to_arrays().items()} == {
        key: value.tobytes() for key, value in there.to_arrays().items()
    }


def test_a_file_keeps_what_it_remembers(tmp_path: Path) -> None:
    experiment = edits.set_lbfgs_memory(experiment_with(Optimizer.LBFGS), 50)
    run = trained(experiment, 60)
    save_trained(tmp_path / "net.playground", Trained(experiment, None, run.checkpoint()))
    back = load_trained(tmp_path / "net.playground")
    assert back.experiment == experiment
    other = Run(experiment, checkpoint=back.checkpoint)
    run.trainer.run(5)
    other.trainer.run(5)
    assert run.network.parameters.tobytes() == other.network.parameters.tobytes()


def test_choosing_it_takes_all_samples_and_a_full_step_and_leaving_it_the_usual_rate() -> None:
    newton = edits.set_optimizer(Experiment(), Optimizer.NEWTON).training
    assert (newton.batch_size, newton.learning_rate) == (limits.ALL_SAMPLES, 1.0)
    half = edits.set_learning_rate(replace(Experiment(), training=newton), 0.5)
    other = edits.set_optimizer(half, Optimizer.LBFGS).training
    assert (other.batch_size, other.learning_rate) == (limits.ALL_SAMPLES, 0.5)
    back = edits.set_optimizer(half, Optimizer.ADAM).training
    assert (back.batch_size, back.learning_rate) == (limits.ALL_SAMPLES, 0.03)
    momentum = edits.set_optimizer(Experiment(), Optimizer.MOMENTUM).training
    assert (momentum.batch_size, momentum.learning_rate) == (10, 0.03)


@pytest.mark.parametrize("optimizer", SECOND)
def test_what_it_cannot_do_is_refused_with_the_remedy(optimizer: Optimizer) -> None:
    experiment = experiment_with(optimizer)
    with pytest.raises(ExperimentError, match=r"all samples in each step.*choose another optimiser"):
        edits.set_batch_size(experiment, 10)
    with pytest.raises(ExperimentError, match="dropout"):
        edits.set_layer_dropout(experiment, 0, 0.2)
    with pytest.raises(ExperimentError, match="batch normalisation"):
        edits.set_layer_normalization(experiment, 0, Normalization.BATCH)
    with pytest.raises(ExperimentError, match="too many parameters"):
        edits.set_optimizer(edits.set_hidden(Experiment(), (700, 400)), optimizer)
    middle = edits.set_optimizer(edits.set_hidden(Experiment(), (120, 120)), optimizer)
    if optimizer is Optimizer.LBFGS:
        edits.set_lbfgs_memory(middle, 50)
        with pytest.raises(ExperimentError, match="with 50 steps kept"):
            edits.set_lbfgs_memory(edits.set_hidden(middle, (220, 220)), 50)
    for damping in (0.0, 1e9, float("nan")):
        with pytest.raises(ExperimentError, match="Initial damping"):
            edits.set_initial_damping(experiment, damping)
    with pytest.raises(ExperimentError, match="Steps kept"):
        edits.set_lbfgs_memory(experiment, 0)
