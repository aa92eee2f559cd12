"""Steps along directions in which the loss bends down: away from a saddle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.engine.evaluation import Evaluation
from playground.worker import build
from playground.worker.questions import SaddleStep
from playground.worker.snapshots import Parameter

if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import TypeVar

    from playground.engine.arrays import Array
    from playground.worker.objective import Objective
    from playground.worker.run import Run

    T = TypeVar("T")
    Work = Generator[None, None, T]

MOST_STEPS = 3
MOST_PARAMETERS = 5_000  # that a step by hand changes at once
LENGTHS = np.geomspace(1e-3, 3.0, 15)  # of the length of all parameters, or of 1 where they are shorter
NOTHING = 1e-12


class SaddleSteps:
    """Looks for the lowest loss along eigenvectors, from where a run stood when this was made."""

    def __init__(self, run: Run, objective: Objective) -> None:
        self._experiment, self._anatomy, self._objective = run.experiment, run.anatomy, objective
        self._told = run.experiment.shows_parameters and run.network.size <= MOST_PARAMETERS
        if not self._told:
            return
        self._twin = run.network.copy(np.float64)
        self._here = self._twin.parameters.copy()
        training = run.experiment.training
        self._evaluation = Evaluation(self._twin, run.experiment.network.loss.value, training.label_smoothing)
        self._inputs = run.samples.train_inputs[: objective.samples]
        self._targets = run.train_targets[: objective.samples]
        self._penalty = build.penalty_of(run.experiment)
        self._loss = self._loss_at(self._here)
        gradient = self._evaluation.gradient(self._inputs, self._targets)
        signs = self._penalty.l2 * self._here + self._penalty.l1 * np.sign(self._here)
        self._slope = gradient + np.where(self._twin.weight_mask, signs, 0.0)

    def along(self, values: Array, vectors: Array, flat: float) -> Work[tuple[SaddleStep, ...]]:
        """Return a step along each of the most negative of falling `values` (n,), where below -flat.

        It yields after each loss that was looked at.
        """
        if not self._told:
            return ()
        chosen = [number for number in range(len(values) - 1, -1, -1) if values[number] < -flat][:MOST_STEPS]
        found = []
        for number in chosen:
            found.append((yield from self._step(number, float(values[number]), vectors[:, number])))
        return tuple(step for step in found if step is not None)

    def _step(self, number: int, bend: float, vector: Array) -> Work[SaddleStep | None]:
        direction = self._objective.whole(vector, len(self._here))
        slope = float(self._slope @ direction)
        if slope > 0:
            direction, slope = -direction, -slope
        lengths = LENGTHS * max(1.0, float(np.linalg.norm(self._here)))
        losses = np.empty(len(lengths))
        for place, length in enumerate(lengths):
            losses[place] = self._loss_at(self._here + length * direction)
            yield
        losses[~np.isfinite(losses)] = np.inf
        lowest = int(losses.argmin())
        if not losses[lowest] < self._loss - NOTHING * max(1.0, abs(self._loss)):
            return None
        best = float(lengths[lowest])
        return SaddleStep(
            number=number,
            length=best,
            loss_before=self._loss,
            loss_after=float(losses[lowest]),
            predicted=self._loss + slope * best + bend * best**2 / 2,
            changes=self._changes(self._here + best * direction),
        )

    def _loss_at(self, parameters: Array) -> float:
        self._twin.parameters[:] = parameters
        loss = float(self._evaluation.loss(self._inputs, self._targets)) + self._penalty.value(self._twin)
        self._twin.parameters[:] = self._here
        return loss

    def _changes(self, after: Array) -> tuple[tuple[Parameter, float, float], ...]:
        changes: list[tuple[Parameter, float, float]] = []
        for layer, index in enumerate(self._anatomy.weighted):
            old, new = (self._twin.split_layer(index, each) for each in (self._here, after))
            for source, target in np.ndindex(*old[0].shape):
                pair = float(old[0][source, target]), float(new[0][source, target])
                changes.append((Parameter(layer, source, target), *pair))
            for target in range(old[1].size):
                changes.append((Parameter(layer, None, target), float(old[1][target]), float(new[1][target])))
        return tuple(each for each in changes if each[1] != each[2])
