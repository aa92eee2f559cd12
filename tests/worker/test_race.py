"""A race against the trainer's own run, and what is told of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Activation, Dataset, Optimizer
from playground.document.errors import ExperimentError
from playground.document.experiment import Experiment
from playground.worker.questions import RaceAnswer, RaceQuestion, Racer
from playground.worker.run import Run
from playground.worker.studies.race import study_race


def race(run: Run, *racers: Racer, **wanted) -> RaceAnswer:
    shares, answers = zip(*study_race(run, RaceQuestion(racers, **wanted)), strict=True)
    assert shares[-1] == 1.0
    assert list(shares) == sorted(shares)
    return answers[-1]


def a_run(optimizer: Optimizer = Optimizer.MOMENTUM) -> Run:
    experiment = edits.set_hidden(edits.set_train_share(Experiment(), 0.2), (4, 3))
    run = Run(replace(experiment, training=replace(experiment.training, optimizer=optimizer)))
    run.trainer.run(7)
    return run


@pytest.mark.parametrize("full_batch", [False, True])
def test_a_race_of_the_run_s_optimiser_is_the_run_itself(full_batch: bool) -> None:
    run = a_run()
    before = run.network.parameters.copy()
    rate = run.experiment.training.learning_rate
    answer = race(run, Racer("momentum", rate), Racer("sgd", rate), steps=25, full_batch=full_batch)
    assert (run.network.parameters == before).all()
    mine, other = answer.results
    assert mine.remembers
    assert not other.remembers
    X, T = run.samples.train_inputs, run.train_targets
    if full_batch:
        run.retune(replace(run.experiment, training=replace(run.experiment.training, batch_size=len(X))))
        run.trainer.restore(replace(run.checkpoint(), position=0))
    losses = [run.trainer.evaluate(X, T)]
    for _ in range(25):
        run.trainer.step()
        losses.append(run.trainer.evaluate(X, T))
    assert mine.steps.tolist() == list(range(26))
    assert mine.losses.tolist() == losses
    assert (mine.x[0], mine.y[0]) == (0.0, 0.0)
    assert answer.share <= 1.0
    # Two ends and the start lie in the plane: their distances in it are those in the whole space.
    far = float(np.linalg.norm(run.network.parameters - before))
    assert np.hypot(mine.x[-1], mine.y[-1]) == pytest.approx(far, rel=1e-6)


def test_a_map_lies_under_the_ways() -> None:
    run = a_run()
    answer = race(run, Racer("adam", 0.03), Racer("sgd", 0.1), Racer("rmsprop", 0.01), steps=400)
    left, right, bottom, top = answer.extent
    for result in answer.results:
        assert len(result.losses) <= 201
        assert ((left < result.x) & (result.x < right) & (bottom < result.y) & (result.y < top)).all()
    assert answer.known.all()
    assert answer.heights.shape == (44, 44)
    rows, columns = answer.heights.shape
    column = int((0.0 - left) / (right - left) * columns)
    row = int((0.0 - bottom) / (top - bottom) * rows)
    around = answer.heights[row - 1 : row + 2, column - 1 : column + 2]
    assert around.min() <= answer.results[0].losses[0] <= around.max()


def test_who_blows_up_is_named_and_the_others_go_on() -> None:
    experiment = edits.set_activation(edits.set_dataset(Experiment(), Dataset.PLANE), Activation.RELU)
    answer = race(Run(experiment), Racer("sgd", 1e6), Racer("adam", 0.01), steps=60)
    wild, calm = answer.results
    assert wild.blown_at is not None
    assert np.isfinite(wild.losses).all()
    assert (calm.blown_at, calm.steps[-1]) == (None, 60)
    for wrong in (RaceQuestion(()), RaceQuestion((Racer("sgd", 0.1),), steps=0)):
        with pytest.raises(ExperimentError):
            next(study_race(a_run(), wrong))
