"""The edge of stability (Cohen et al. 2021): full-batch descent sharpens the loss until λ₁ hovers at 2/η."""

from __future__ import annotations

import numpy as np

from playground.document import edits
from playground.document.choices import Dataset, Optimizer
from playground.document.experiment import Experiment
from playground.worker.curvature import Curvatures
from playground.worker.run import Run
from tests.worker.test_curvature import curvature_of

RATE = 0.8
EDGE = 2 / RATE
EACH = 10


def tanh_net(rate: float) -> Run:
    """Give full-batch gradient descent of 59 tanh weights on the spiral."""
    experiment = edits.set_hidden(edits.set_dataset(Experiment(), Dataset.SPIRAL), (6, 5))
    experiment = edits.set_batch_size(edits.set_optimizer(experiment, Optimizer.SGD), 10_000)
    return Run(edits.set_learning_rate(experiment, rate))


def follow(run: Run, steps: int) -> tuple[np.ndarray, np.ndarray]:
    """Train, and return λ₁ and the loss every so-manieth step."""
    curvatures = Curvatures(run)
    sharpness, losses = [], []
    for _ in range(steps // EACH):
        found = curvature_of(run, curvatures)
        assert found.edge == 2 / run.experiment.training.learning_rate
        sharpness.append(found.sharpness)
        losses.append(run.measure().train_loss)
        run.trainer.run(EACH)
    return np.array(sharpness), np.array(losses)


def test_sharpness_rises_to_two_over_the_rate_and_hovers_there_while_the_loss_goes_on_falling() -> None:
    sharpness, losses = follow(tanh_net(RATE), 1_000)
    crossed = int(np.argmax(sharpness > EDGE))
    assert sharpness[0] < 0.6 * EDGE
    assert 5 < crossed < 40
    # Before the edge the loss falls steadily, and only there.
    assert (np.diff(losses[:crossed]) < 0).all()
    assert (np.diff(losses[crossed:]) > 0).any()
    after = sharpness[crossed + 10 :]
    assert 0.9 * EDGE <= np.median(after) <= 1.4 * EDGE
    assert after.min() > 0.5 * EDGE
    assert losses[-1] < 0.6 * losses[crossed]


def test_a_smaller_rate_lets_the_same_weights_sharpen_beyond_that_edge() -> None:
    sharpness, losses = follow(tanh_net(RATE / 4), 2_500)
    assert sharpness.max() > 1.5 * EDGE
    below = sharpness < 2 / (RATE / 4)
    stable = below[:-1] & below[1:]
    assert (np.diff(losses)[stable] < 0).mean() > 0.98
