"""Edits of how it is trained."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from playground.document import limits
from playground.document.edits.adopting import with_training

if TYPE_CHECKING:
    from playground.document.choices import Optimizer, Regularization
    from playground.document.experiment import Experiment, Training

FULL_STEP, USUAL_RATE = 1.0, 0.03


def set_learning_rate(experiment: Experiment, rate: float) -> Experiment:
    """Set the learning rate η, 1e-5 to 10."""
    return with_training(experiment, replace(experiment.training, learning_rate=rate))


def set_batch_size(experiment: Experiment, size: int) -> Experiment:
    """Set how many samples one step uses; `limits.ALL_SAMPLES` for all, however many there are."""
    return with_training(experiment, replace(experiment.training, batch_size=size))


def set_optimizer(experiment: Experiment, optimizer: Optimizer) -> Experiment:
    """Set how a gradient becomes a step.

    Newton and L-BFGS begin with full steps (η = 1) of all samples; the others after them with the usual η.
    """
    training = replace(experiment.training, optimizer=optimizer)
    return with_training(experiment, _suited(training, experiment.training.optimizer))


def _suited(training: Training, before: Optimizer) -> Training:
    now = training.optimizer
    if now.second_order == before.second_order:
        return training
    if now.second_order:
        return replace(training, learning_rate=FULL_STEP, batch_size=limits.ALL_SAMPLES)
    return replace(training, learning_rate=USUAL_RATE)


def set_momentum(experiment: Experiment, momentum: float) -> Experiment:
    """Set the share of the last step that momentum keeps."""
    return with_training(experiment, replace(experiment.training, momentum=momentum))


def set_regularization(experiment: Experiment, regularization: Regularization) -> Experiment:
    """Set the kind of penalty on large weights."""
    return with_training(experiment, replace(experiment.training, regularization=regularization))


def set_regularization_rate(experiment: Experiment, rate: float) -> Experiment:
    """Set the size of the penalty, 0 to 10."""
    return with_training(experiment, replace(experiment.training, regularization_rate=rate))
