"""Edits of the finer settings of training: constants, schedule, clipping, label smoothing, stop rules."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from playground.document.edits.adopting import with_training

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.document.training_choices import Clipping, Schedule


def set_rho(experiment: Experiment, share: float) -> Experiment:
    """Set what part of its mean of squares RMSProp keeps, 0 to below 1."""
    return with_training(experiment, replace(experiment.training, rho=share))


def set_beta1(experiment: Experiment, share: float) -> Experiment:
    """Set what part of its mean of gradients Adam keeps, 0 to below 1."""
    return with_training(experiment, replace(experiment.training, beta1=share))


def set_beta2(experiment: Experiment, share: float) -> Experiment:
    """Set what part of its mean of squares Adam keeps, 0 to below 1."""
    return with_training(experiment, replace(experiment.training, beta2=share))


def set_epsilon(experiment: Experiment, epsilon: float) -> Experiment:
    """Set what keeps the divisor of an adaptive step above zero."""
    return with_training(experiment, replace(experiment.training, epsilon=epsilon))


def set_weight_decay(experiment: Experiment, decay: float) -> Experiment:
    """Set by what part of the learning rate AdamW shrinks weights."""
    return with_training(experiment, replace(experiment.training, weight_decay=decay))


def set_initial_damping(experiment: Experiment, damping: float) -> Experiment:
    """Set the damping μ that Newton's method begins with; in mid-run μ changes by as much."""
    return with_training(experiment, replace(experiment.training, initial_damping=damping))


def set_lbfgs_memory(experiment: Experiment, steps: int) -> Experiment:
    """Set from how many of the last steps L-BFGS learns how the loss bends."""
    return with_training(experiment, replace(experiment.training, lbfgs_memory=steps))


def set_schedule(experiment: Experiment, schedule: Schedule) -> Experiment:
    """Set how the learning rate changes in the course of training."""
    return with_training(experiment, replace(experiment.training, schedule=schedule))


def set_schedule_epochs(experiment: Experiment, epochs: float) -> Experiment:
    """Set how many epochs the schedule, or one of its steps, takes."""
    return with_training(experiment, replace(experiment.training, schedule_epochs=epochs))


def set_schedule_factor(experiment: Experiment, factor: float) -> Experiment:
    """Set the part of the learning rate that the schedule goes down to or begins with, at most 1."""
    return with_training(experiment, replace(experiment.training, schedule_factor=factor))


def set_clipping(experiment: Experiment, clipping: Clipping) -> Experiment:
    """Set what is done to gradients that are too large."""
    return with_training(experiment, replace(experiment.training, clipping=clipping))


def set_clip_limit(experiment: Experiment, limit: float) -> Experiment:
    """Set how large a gradient may be before it is cut."""
    return with_training(experiment, replace(experiment.training, clip_limit=limit))


def set_label_smoothing(experiment: Experiment, share: float) -> Experiment:
    """Set what share of each label's certainty is given to all classes alike; cross-entropies only."""
    return with_training(experiment, replace(experiment.training, label_smoothing=share))


def set_stop_epochs(experiment: Experiment, epochs: int) -> Experiment:
    """Stop at the end of every so many epochs; 0 never."""
    stop = replace(experiment.training.stop, epochs=epochs)
    return with_training(experiment, replace(experiment.training, stop=stop))


def set_stop_loss(experiment: Experiment, loss: float) -> Experiment:
    """Stop where the training loss is at or below this; 0 never."""
    stop = replace(experiment.training.stop, train_loss=loss)
    return with_training(experiment, replace(experiment.training, stop=stop))


def set_stop_accuracy(experiment: Experiment, share: float) -> Experiment:
    """Stop where the accuracy (0 to 1) is at or above this; 0 never."""
    stop = replace(experiment.training.stop, accuracy=share)
    return with_training(experiment, replace(experiment.training, stop=stop))


def set_patience(experiment: Experiment, epochs: int) -> Experiment:
    """Stop where so many epochs brought the training loss no further; 0 never."""
    stop = replace(experiment.training.stop, patience=epochs)
    return with_training(experiment, replace(experiment.training, stop=stop))
