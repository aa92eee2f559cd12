"""A race of optimisers from the same weights: copies of the network train, the run itself is left alone."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from playground.document.errors import ExperimentError
from playground.engine import NonFinite, Trainer
from playground.engine.optimizers import OPTIMIZERS
from playground.worker import build
from playground.worker.pictures import single_heights
from playground.worker.questions import MOST_RACE_STEPS, MOST_RACERS, RaceAnswer, RacerResult
from playground.worker.studies.objective import Objective
from playground.worker.studies.race_plane import NO_MAP, RacePlane

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playground.engine.arrays import Array
    from playground.engine.checkpoint import Checkpoint
    from playground.worker.questions import RaceQuestion, Racer
    from playground.worker.run import Run

FIELD = "Race"
SLICE = 0.005  # seconds
TOLD_EACH = 0.25  # seconds
MOST_LOSSES, MOST_POINTS = 200, 60  # of each racer
NUMBERS = 6_000_000  # that all points of all ways hold at most
RACE_SHARE = 0.9


class Runner:
    """A copy of the run's network and how far it came; `points` are places on its way."""

    def __init__(self, run: Run, racer: Racer, objective: Objective, plan: _Plan) -> None:
        self.racer, self._objective, self._plan = racer, objective, plan
        self._network = run.network.copy()
        start = plan.start
        names = {*OPTIMIZERS[racer.optimizer].slot_names}
        self.remembers = bool(names) and start.updates > 0 and names == set(start.slots)
        settings = replace(
            run.trainer.settings,
            optimizer=racer.optimizer,
            learning_rate=racer.learning_rate,
            batch_size=plan.batch_size,
        )
        self._trainer = Trainer(
            self._network,
            run.experiment.network.loss.value,
            run.samples.train_inputs,
            run.train_targets,
            settings,
            seed=run.experiment.data.seed,
        )
        self._trainer.freeze(build.frozen_of(run.experiment, run.network))
        self._trainer.restore(start)
        self._made = 0
        self.steps, self.losses, self.points = [0], [objective.loss_at(objective.here)], [objective.here]
        self.blown_at: int | None = None

    def step(self) -> None:
        """Make one step, and note the loss and the place where they are due; or nothing once blown up."""
        if self.blown_at is not None:
            return
        try:
            self._trainer.step()
        except NonFinite:
            self.blown_at = self._made + 1
            return
        self._made += 1
        last = self._made == self._plan.steps
        if last or self._made % self._plan.losses_each == 0:
            self._note_loss()
        if self.blown_at is None and (last or self._made % self._plan.points_each == 0):
            self.points.append(self._network.parameters.astype(np.float64))

    def _note_loss(self) -> None:
        loss = self._objective.loss_at(self._network.parameters)
        if not np.isfinite(loss):
            self.blown_at = self._made
            return
        self.steps.append(self._made)
        self.losses.append(loss)

    def result(self, x: Array, y: Array) -> RacerResult:
        """Return how far it is, at these places in the plane."""
        return RacerResult(
            racer=self.racer,
            steps=np.array(self.steps, np.int64),
            losses=np.array(self.losses),
            x=np.array(x, np.float64),
            y=np.array(y, np.float64),
            blown_at=self.blown_at,
            remembers=self.remembers,
        )


class _Plan:
    """What all racers have in common: where they start, and when what is noted."""

    def __init__(self, run: Run, question: RaceQuestion) -> None:
        samples = len(run.samples.train_inputs)
        self.steps = question.steps
        self.batch_size = samples if question.full_batch else min(run.trainer.settings.batch_size, samples)
        start = run.checkpoint()
        # All samples at once begin an epoch: what a half-done one has left is no full batch.
        self.start: Checkpoint = replace(start, position=0) if self.batch_size == samples else start
        most = NUMBERS // (len(question.racers) * run.network.size)
        self.losses_each = -(-question.steps // MOST_LOSSES)
        self.points_each = -(-question.steps // min(MOST_POINTS, max(1, most - 1)))


def study_race(run: Run, question: RaceQuestion) -> Iterator[tuple[float, RaceAnswer | None]]:
    """Yield slices of the race, from time to time how far it is, and at last 1.0 and all of it."""
    _refuse(run, question)
    objective, plan, moment = Objective(run), _Plan(run, question), (run.step, run.epoch)
    runners = [_runner(run, racer, objective, plan) for racer in question.racers]
    plane = RacePlane(objective)

    def answer() -> RaceAnswer:
        ways = plane.places([runner.points for runner in runners], [r.blown_at is None for r in runners])
        return RaceAnswer(
            results=tuple(r.result(*way) for r, way in zip(runners, ways, strict=True)),
            steps=question.steps,
            full_batch=question.full_batch,
            batch_size=plan.batch_size,
            share=plane.share,
            extent=plane.extent,
            heights=NO_MAP.astype(np.float32),
            known=NO_MAP,
            samples=objective.samples,
            train_samples=objective.train_samples,
            step=moment[0],
            epoch=moment[1],
        )

    end, told = perf_counter() + SLICE, perf_counter()
    for made in range(question.steps):
        for runner in runners:
            runner.step()
            if perf_counter() > end:
                due = perf_counter() > told + TOLD_EACH
                yield RACE_SHARE * made / question.steps, answer() if due else None
                told = perf_counter() if due else told
                end = perf_counter() + SLICE
    told_last = answer()
    heights = yield from plane.heights(RACE_SHARE)
    single, known = single_heights(heights)
    yield 1.0, replace(told_last, heights=single, known=known)


def _refuse(run: Run, question: RaceQuestion) -> None:
    run.refuse_untrainable()
    if not 1 <= len(question.racers) <= MOST_RACERS:
        raise ExperimentError(FIELD, f"it needs 1 to {MOST_RACERS} optimisers.", "Switch one on or off.")
    if not 1 <= question.steps <= MOST_RACE_STEPS:
        raise ExperimentError(FIELD, f"it takes 1 to {MOST_RACE_STEPS} steps.", "Choose another number.")
    unknown = [racer.optimizer for racer in question.racers if racer.optimizer not in OPTIMIZERS]
    if unknown:
        raise ExperimentError(FIELD, f"{unknown[0]} does not race.", "Choose another optimiser.")
    if len(question.racers) * run.network.size > NUMBERS // 2:
        raise ExperimentError(FIELD, "the network is too large for so many copies.", "Let fewer race.")


def _runner(run: Run, racer: Racer, objective: Objective, plan: _Plan) -> Runner:
    try:
        return Runner(run, racer, objective, plan)
    except ValueError as error:
        raise ExperimentError(FIELD, f"{error}.", "Choose another learning rate.") from error
