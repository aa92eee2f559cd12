"""Where Newton's method and L-BFGS can be used: they compare the loss of all samples between two places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document import limits
from playground.document.choices import Normalization, Optimizer
from playground.document.errors import ExperimentError

if TYPE_CHECKING:
    from playground.document.experiment import Experiment

OTHER = "choose another optimiser"
MOST = {
    Optimizer.NEWTON: limits.MOST_NEWTON_PARAMETERS,
    Optimizer.LBFGS: limits.MOST_LBFGS_PARAMETERS,
}
NAMES = {Optimizer.NEWTON: "Newton", Optimizer.LBFGS: "L-BFGS"}


def check_second_order(experiment: Experiment) -> None:
    """Raise `ExperimentError` where the optimiser looks ahead and the network or the batch forbids it."""
    optimizer = experiment.training.optimizer
    if not optimizer.second_order:
        return
    name, count = NAMES[optimizer], experiment.parameter_count
    if experiment.training.batch_size != limits.ALL_SAMPLES:
        raise ExperimentError(
            "Batch size", f"{name} needs all samples in each step.", f"Use all, or {OTHER}."
        )
    if count > MOST[optimizer]:
        raise ExperimentError(
            "Optimiser",
            f"{count:,} are too many parameters for {name}.",
            f"Use at most {MOST[optimizer]:,}, or {OTHER}.",
        )
    if any(layer.dropout for layer in experiment.network.hidden):
        problem = f"dropout changes the loss from one look to the next, so {name} can't compare."
        raise ExperimentError("Optimiser", problem, f"Switch dropout off, or {OTHER}.")
    if any(layer.normalization is Normalization.BATCH for layer in experiment.network.hidden):
        problem = f"batch normalisation trains on another loss than {name} would compare."
        raise ExperimentError("Optimiser", problem, f"Use layer normalisation or none, or {OTHER}.")
