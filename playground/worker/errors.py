"""Which samples a network gets wrong, and by how much, from the outputs that the measures have computed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from playground.document.choices import Loss, Task
from playground.worker.answers import answers
from playground.worker.snapshots import ClassErrors, Errors, NumberErrors

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.document.experiment import Experiment
    from playground.engine.arrays import Array
    from playground.worker.run import Run
    from playground.worker.snapshots import PartErrors

MOST_SAMPLES = 20_000  # of each part; they are shuffled, so the first are a fair choice
MOST_LISTED = 200


def errors_of(run: Run) -> Errors | None:
    """Return the errors of a run as it stands; None where there are no samples to train on."""
    if run.why_untrainable:
        return None
    train, test = run.outputs()
    samples = run.samples
    first = _part(run, train, samples.train_labels)
    return Errors(first, _part(run, test, samples.test_labels) if len(samples.test_labels) else None)


def _part(run: Run, outputs: Array, labels: NDArray[Any]) -> PartErrors:
    every, outputs, labels = len(labels), outputs[:, :MOST_SAMPLES], labels[:MOST_SAMPLES]
    if run.experiment.task is Task.REGRESSION:
        return _of_numbers(outputs[0], labels, run.samples.target_scale, every)
    return _of_classes(run.experiment, outputs, labels.astype(np.int64), every)


def _of_classes(experiment: Experiment, outputs: Array, true: NDArray[np.int64], every: int) -> ClassErrors:
    classes = experiment.data.source.class_count
    scores = answers(experiment, outputs).astype(np.float64)
    said = scores.argmax(axis=0) if len(scores) > 1 else (scores[0] > 0.0).astype(np.int64)
    loss = experiment.network.loss
    probabilities = not loss.of_numbers and loss is not Loss.HINGE
    sureness = scores.max(axis=0) if len(scores) > 1 else np.abs(scores[0])
    if probabilities and len(scores) == 1:
        sureness = (1.0 + sureness) / 2.0
    counts = np.bincount(true * classes + said, minlength=classes**2).reshape(classes, classes)
    wrong = np.flatnonzero(true != said)
    right, frequent = counts.diagonal(), counts.sum(axis=1)
    return ClassErrors(
        samples=len(true),
        every=every,
        counts=counts,
        true=true.astype(np.int16),
        said=said.astype(np.int16),
        sureness=sureness.astype(np.float32),
        probabilities=probabilities,
        wrong=_greatest(wrong, sureness[wrong]),
        accuracy=float(right.sum() / len(true)),
        precision=_shares(right, counts.sum(axis=0)),
        recall=_shares(right, frequent),
        commonest=float(frequent.max() / len(true)),
        commonest_class=int(frequent.argmax()),
    )


def _of_numbers(
    outputs: Array, labels: NDArray[Any], target_scale: tuple[float, float], every: int
) -> NumberErrors:
    offset, factor = target_scale
    targets = labels.astype(np.float64) * factor + offset
    predictions = outputs.astype(np.float64) * factor + offset
    residuals = targets - predictions
    mean = float(targets.mean())
    spread = float(np.square(targets - mean).sum())
    # The computed mean of equal numbers may be off in the last bit: they are found by comparing.
    constant = bool((targets == targets[0]).all()) or spread == 0.0
    return NumberErrors(
        samples=len(targets),
        every=every,
        targets=targets,
        predictions=predictions,
        residuals=residuals,
        largest=_greatest(np.arange(len(targets)), np.abs(residuals)),
        r_squared=None if constant else 1.0 - float(np.square(residuals).sum()) / spread,
        mean_absolute=float(np.abs(residuals).mean()),
        root_mean_square=float(np.sqrt(np.square(residuals).mean())),
        mean=mean,
    )


def _greatest(indices: NDArray[np.int64], sizes: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return a few of the indices, those of the greatest sizes first; among equals the earlier first."""
    return indices[np.argsort(-sizes, kind="stable")[:MOST_LISTED]]


def _shares(parts: NDArray[np.int64], wholes: NDArray[np.int64]) -> tuple[float | None, ...]:
    return tuple(
        part / whole if whole else None for part, whole in zip(parts.tolist(), wholes.tolist(), strict=True)
    )
