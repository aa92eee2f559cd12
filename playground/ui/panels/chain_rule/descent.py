"""What of the training says how a step is made from a derivative."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.document.choices import Optimizer
from playground.document.parameters import frozen_places, layer_keys
from playground.document.training_choices import Clipping
from playground.session.wording import OPTIMIZERS

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.worker.snapshots import Parameter


@dataclass(frozen=True, slots=True)
class Descent:
    """The optimiser's name and whether it is `plain` gradient descent.

    Whether it `clips` the gradient, `smooths` the targets, and leaves the parameter alone as it is `frozen`.
    """

    optimizer: str = "SGD"
    plain: bool = True
    clips: bool = False
    smooths: bool = False
    frozen: bool = False


def descent_of(experiment: Experiment, parameter: Parameter) -> Descent:
    """Return how the training moves this parameter."""
    training = experiment.training
    return Descent(
        optimizer=OPTIMIZERS[training.optimizer],
        plain=training.optimizer is Optimizer.SGD,
        clips=training.clipping is not Clipping.NONE,
        smooths=training.label_smoothing > 0,
        frozen=_is_frozen(experiment, parameter),
    )


def _is_frozen(experiment: Experiment, parameter: Parameter) -> bool:
    key = layer_keys(experiment)[parameter.layer]
    place = parameter.layer, parameter.source, parameter.target
    return key in experiment.training.frozen_layers or place in set(frozen_places(experiment))
