"""What the raw outputs of a network say: a score for the map, and how many samples it gets right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from playground.document.choices import Loss, Task
from playground.engine import LOSSES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.document.experiment import Experiment
    from playground.engine.arrays import Array


def answers(experiment: Experiment, outputs: Array) -> Array:
    """Return the network's answers from its raw outputs, both (outputs, samples).

    Two classes: one row from -1 (surely the first) to +1 (surely the second); under the hinge loss, sure is
    who has the margin of 1. Softmax: a probability per class. A number: the output itself.
    """
    loss = experiment.network.loss
    if loss.of_numbers:
        return outputs
    if loss is Loss.HINGE:
        return np.clip(outputs, -1.0, 1.0)
    probabilities = LOSSES[loss.value].output(outputs.T).T
    return 2.0 * probabilities - 1.0 if loss is Loss.BINARY_CROSS_ENTROPY else probabilities


def answers_sent_back(experiment: Experiment, outputs: Array, by_answer: Array) -> Array:
    """Return d(value)/d(raw output) from d(value)/d(answer), both (outputs, samples)."""
    loss = experiment.network.loss
    if loss.of_numbers:
        return by_answer
    if loss is Loss.HINGE:
        return by_answer * (np.abs(outputs) < 1.0)
    p = LOSSES[loss.value].output(outputs.T).T
    if loss is Loss.BINARY_CROSS_ENTROPY:
        return np.asarray(by_answer * 2.0 * p * (1.0 - p))
    # dp_k/dz_j = p_k ([k = j] - p_j)
    return np.asarray(p * (by_answer - (by_answer * p).sum(axis=0)))


def accuracy(experiment: Experiment, said: Array, labels: NDArray[Any]) -> float | None:
    """Return the share of samples whose class is the most likely one, None for a number as the target."""
    if experiment.task is Task.REGRESSION or not labels.size:
        return None
    classes = said.argmax(axis=0) if len(said) > 1 else (said[0] > 0.0).astype(np.int64)
    return float(np.count_nonzero(classes == labels) / labels.size)
