"""A trained network inside a project: its arrays must be exactly what the experiment implies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from playground.document.errors import FileError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from playground.document.experiment import Experiment
    from playground.storage.tensors import Arrays

PARAMETERS, STATISTICS = "parameters", "statistics"
COUNTERS = ("step", "epoch", "position", "updates")
WEIGHTS, OPTIMIZER = "weights", "optimizer"

_FLOATS = (np.dtype(np.float32), np.dtype(np.float64))
_REMEDY = "The file is damaged; open another copy."


def split_checkpoint(arrays: Arrays) -> dict[str, dict[str, NDArray[Any]]]:
    """Sort a checkpoint's flat arrays into the groups of a project: the parameters, and all the rest."""
    rest = {name: array for name, array in arrays.items() if name != PARAMETERS}
    return {WEIGHTS: {PARAMETERS: arrays[PARAMETERS]}, OPTIMIZER: rest}


def join_checkpoint(groups: Mapping[str, Arrays]) -> dict[str, NDArray[Any]] | None:
    """Return a checkpoint's flat arrays from the groups of a project; None if it holds no whole one."""
    if WEIGHTS not in groups or OPTIMIZER not in groups:
        return None
    return {**groups[WEIGHTS], **groups[OPTIMIZER]}


def check_weights(experiment: Experiment, groups: Mapping[str, Arrays]) -> None:
    """Raise `FileError` unless the groups hold what this experiment's training would have made."""
    weights, optimizer = groups.get(WEIGHTS, {}), groups.get(OPTIMIZER, {})
    if optimizer and not weights:
        raise FileError(OPTIMIZER, "it is there without the weights it belongs to.", _REMEDY)
    if not weights:
        return
    if set(weights) != {PARAMETERS}:
        raise FileError(WEIGHTS, f"it must hold “{PARAMETERS}” and nothing else.", _REMEDY)
    parameters = weights[PARAMETERS]
    _check_vector(f"{WEIGHTS}, {PARAMETERS}", parameters, experiment.parameter_count)
    if optimizer:
        _check_optimizer(optimizer, parameters, experiment.running_count)


def _check_vector(place: str, vector: NDArray[Any], size: int) -> None:
    if vector.dtype not in _FLOATS or vector.shape != (size,):
        problem = f"it has shape {vector.shape} of {vector.dtype}; the network has {size:,} parameters."
        raise FileError(place, problem, _REMEDY)


def _check_optimizer(optimizer: Arrays, parameters: NDArray[Any], running_count: int) -> None:
    if (STATISTICS in optimizer) != (running_count > 0):
        raise FileError(OPTIMIZER, "its running means do not belong to this network.", _REMEDY)
    for name in COUNTERS:
        if name not in optimizer:
            raise FileError(OPTIMIZER, f"“{name}” is missing.", _REMEDY)
    for name, array in optimizer.items():
        place = f"{OPTIMIZER}, {name}"
        if name in COUNTERS:
            _check_counter(place, array)
        elif name == STATISTICS:
            if array.dtype != parameters.dtype or array.shape != (running_count,):
                raise FileError(place, f"it does not hold {running_count:,} running means.", _REMEDY)
        elif array.dtype != parameters.dtype or array.shape != parameters.shape:
            raise FileError(place, "it is not shaped like the weights.", _REMEDY)


def _check_counter(place: str, array: NDArray[Any]) -> None:
    if array.dtype != np.int64 or array.size != 1 or array.item() < 0:
        raise FileError(place, "it is not one whole number from 0.", _REMEDY)
