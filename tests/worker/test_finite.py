from __future__ import annotations

import os
import random

import pytest

from playground.document import edits
from playground.document.choices import Activation, Dataset, Initializer, Optimizer, Regularization
from playground.document.experiment import Experiment
from playground.worker.messages import (
    Diverged,
    Failed,
    Frame,
    Pause,
    Start,
    Watch,
)
from playground.worker.pictures import is_finite
from playground.worker.snapshots import Neuron, Probe, SpaceChoice
from tests.worker.local import LocalLoop

EVERYTHING = Watch(
    frozenset(Probe), map_size=8, neuron_size=6, summed=Neuron(1, 0), spread=0, space=SpaceChoice(1)
)
LONG = os.environ.get("PLAYGROUND_LONG") == "1"


def random_experiment(rng: random.Random) -> Experiment:
    experiment = edits.set_dataset(Experiment(), rng.choice(list(Dataset)))
    hidden = tuple(rng.randint(1, 9) for _ in range(rng.randint(0, 4)))
    experiment = edits.set_hidden(experiment, hidden)
    experiment = edits.set_activation(experiment, rng.choice(list(Activation)))
    source = experiment.data.source
    for name in source.available_inputs:
        if name not in ("x1", "x2"):
            experiment = edits.set_input_on(experiment, name, rng.random() < 0.4)
    experiment = edits.set_loss(experiment, rng.choice(edits.fitting_losses(source)))
    experiment = edits.set_initializer(experiment, rng.choice(list(Initializer)))
    # First the batch: rules of second order take all samples, and refuse a part of them.
    experiment = edits.set_batch_size(experiment, rng.choice((1, 10, 300)))
    experiment = edits.set_optimizer(experiment, rng.choice(list(Optimizer)))
    experiment = edits.set_regularization(experiment, rng.choice(list(Regularization)))
    experiment = edits.set_regularization_rate(experiment, 10 ** rng.uniform(-4, 1))
    experiment = edits.set_momentum(experiment, rng.choice((0.5, 0.9, 0.999)))
    return edits.set_learning_rate(experiment, 10 ** rng.uniform(-2, 1))


@pytest.mark.parametrize("seed", range(2000 if LONG else 60))
@pytest.mark.long
def test_no_view_is_ever_given_a_number_that_is_not_finite(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("playground.worker.bursts.MOST_STEPS", 40)
    rng = random.Random(seed)
    local = LocalLoop(tick=0.001)
    local.give(EVERYTHING, Start(1, random_experiment(rng), playing=True), turns=400 if LONG else 60)
    local.give(Pause(), turns=3)
    for news in local.news:
        assert not isinstance(news, Failed), news.traceback
        if isinstance(news, Frame):
            assert is_finite(news.points)
            assert all(map(is_finite, news.probes.values()))
            assert news.checkpoint is None or is_finite(news.checkpoint.parameters)
        if isinstance(news, Diverged):
            assert is_finite(news.good.parameters)
            assert is_finite(news.points)
            assert is_finite((news.sharpness, news.bound, news.safe_rate))
    assert local.frames
