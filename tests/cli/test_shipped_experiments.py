"""Each shipped experiment learns what it is there for, with its own settings and within its own epochs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from playground.engine.threads import ALONE
from playground.storage.examples import EXAMPLES, KNOWN_RESULTS, LEARNED, Example, example_named
from playground.storage.tables import table_of
from playground.worker.run import Run
from tests.storage.long_mode import LONG

if TYPE_CHECKING:
    from playground.worker.snapshots import LossPoint

# What a shipped net must reach on the test part: an accuracy, or for a number a loss at most.
ACCURACY = {
    "circle": 0.97,
    "xor": 0.97,
    "gauss": 0.97,
    "spiral": 0.95,
    "iris": 0.9,
    "wine": 0.9,
    "breast-cancer": 0.95,
    "digits": 0.97,
    "mnist": 0.95,
    "mnist-convolution": 0.97,
}
LOSS = {"plane": 1e-3, "multi-gauss": 0.02, "sine": 0.006}
FEWER_EPOCHS = {} if LONG else {"mnist": 8, "mnist-convolution": 6}


def learnt(example: Example) -> LossPoint:
    experiment = example.experiment()
    run = Run(experiment, table_of(experiment), team=ALONE)
    epochs = FEWER_EPOCHS.get(example.name, example.epochs)
    run.trainer.run(epochs * run.steps_to_epoch_end())
    assert run.epoch == epochs
    return run.measure(gradient=False)


def test_every_experiment_has_its_aim_here() -> None:
    assert {example.name for example in LEARNED} == ACCURACY.keys() | LOSS.keys()
    # Those of known results have theirs in test_known_results.
    assert EXAMPLES == LEARNED + KNOWN_RESULTS


@pytest.mark.parametrize("name", ACCURACY)
def test_classes_are_told_apart(name: str) -> None:
    point = learnt(example_named(name))
    assert point.test_accuracy is not None
    assert point.test_accuracy >= ACCURACY[name]


@pytest.mark.parametrize("name", LOSS)
def test_numbers_are_met(name: str) -> None:
    assert learnt(example_named(name)).test_loss <= LOSS[name]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_a_shipped_table_is_the_one_that_was_meant(example: Example) -> None:
    experiment = example.experiment()
    assert experiment.name == example.name.replace("-", "_") or experiment.name == example.name
    assert table_of(experiment) is None or experiment.data.source.class_count > 0
