"""Where Newton's method and L-BFGS can be used: they compare the loss of all samples between two places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document import limits
from playground.document.choices import Normalization, Optimizer
from playground.document.errors import ExperimentError

if TYPE_CHECKING:
    from playground.document.experiment import Experiment

OTHER = "choose another optimiser"
NAMES = {Optimizer.NEWTON: "Newton", Optimizer.LBFGS: "L-BFGS"}


def check_second_order(experiment: Experiment) -> None:
    """Raise `ExperimentError` where the optimiser looks ahead and the batch or the network forbids it."""
    optimizer = experiment.training.optimizer
    if not optimizer.second_order:
        return
    if experiment.training.batch_size != limits.ALL_SAMPLES:
        problem = f"{NAMES[optimizer]} needs all samples in each step."
        raise ExperimentError("Batch size", problem, f"Use all, or {OTHER}.")
    obstacle = _obstacle(experiment, optimizer)
    if obstacle is not None:
        problem, remedy = obstacle
        raise ExperimentError("Optimiser", problem, f"{remedy}, or {OTHER}.")


def why_not_usable(experiment: Experiment, optimizer: Optimizer) -> str:
    """Say why this network can't be trained by an optimiser, and what would help; "" where it can."""
    obstacle = _obstacle(experiment, optimizer)
    if obstacle is None:
        return ""
    problem, remedy = obstacle
    return f"{problem[0].upper()}{problem[1:]} {remedy}."


def _obstacle(experiment: Experiment, optimizer: Optimizer) -> tuple[str, str] | None:
    """Return a problem and its remedy."""
    if not optimizer.second_order:
        return None
    name, count, most = NAMES[optimizer], experiment.parameter_count, _most_parameters(experiment, optimizer)
    if count > most:
        kept = f" with {experiment.training.lbfgs_memory} steps kept" if optimizer is Optimizer.LBFGS else ""
        return f"{count:,} are too many parameters for {name}{kept}.", f"Use at most {most:,}"
    if any(layer.dropout for layer in experiment.network.hidden):
        problem = f"dropout changes the loss from one look to the next, so {name} can't compare."
        return problem, "Switch dropout off"
    if any(layer.normalization is Normalization.BATCH for layer in experiment.network.hidden):
        problem = f"batch normalisation trains on another loss than {name} would compare."
        return problem, "Use layer normalisation or none"
    return None


def _most_parameters(experiment: Experiment, optimizer: Optimizer) -> int:
    """Return how many there may be: what L-BFGS keeps goes into each checkpoint, and into the file."""
    if optimizer is Optimizer.NEWTON:
        return limits.MOST_NEWTON_PARAMETERS
    kept = limits.MOST_LBFGS_KEPT // experiment.training.lbfgs_memory
    return min(limits.MOST_LBFGS_PARAMETERS, kept)
