"""What is said of the training set beside the test set."""

from __future__ import annotations

import math

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Dataset, Optimizer, Regularization
from playground.session.insights.judgement import all_right, one_class, overfits, test_ahead, underfits
from playground.session.insights.situation import SampleFacts
from tests.session.insights.reading import numbers_in, recent_by_hand
from tests.session.insights.runs import made, on, trained

test_ahead.__test__ = False  # type: ignore[attr-defined]
NOISE = np.random.default_rng(1).normal(size=200)


def test_a_large_network_overfits_few_noisy_samples() -> None:
    few = edits.set_samples(on(Dataset.SPIRAL, (8, 8), learning_rate=0.01, optimizer=Optimizer.ADAM), 60)
    situation = trained(edits.set_noise(few, 0.4), 100)
    insight = overfits(situation)
    assert insight is not None
    rows = situation.rows.tolist()
    tests = [sum(row[3] for row in rows[at : at + 5]) / 5 for at in range(len(rows) - 4)]
    trains = [sum(row[2] for row in rows[at : at + 5]) / 5 for at in range(len(rows) - 4)]
    best = tests.index(min(tests))
    assert numbers_in(insight.claim) == [rows[best + 2][1]]
    expected = [tests[best], tests[-1], trains[best], trains[-1]]
    assert numbers_in(insight.reason) == pytest.approx(expected, rel=0.005)
    assert insight.remedy is not None
    training = insight.remedy.edit(situation.experiment).training
    assert (training.regularization, training.regularization_rate) == (Regularization.L2, 0.001)


FALLING = [0.5 * 0.95**epoch for epoch in range(60)]


def test_losses_that_part_overfit() -> None:
    parting = [max(each, 0.2) + (0.005 * max(0, epoch - 18)) for epoch, each in enumerate(FALLING)]
    assert overfits(made(FALLING, parting)) is not None


@pytest.mark.parametrize(
    ("train", "test"),
    [
        (FALLING, [each + 0.1 for each in FALLING]),  # both fall
        ([0.1 + 0.005 * epoch for epoch in range(60)], [0.2 + 0.005 * epoch for epoch in range(60)]),
        (FALLING, [0.3] * 60),  # the test loss stays
        (FALLING, 0.3 + 0.06 * NOISE[:60]),  # it jitters
        (FALLING[:10], [0.3 + 0.01 * epoch for epoch in range(10)]),  # too few
    ],
)
def test_losses_that_do_not_part_do_not_overfit(train: list[float], test: list[float]) -> None:
    assert overfits(made(train, test)) is None


def test_one_neuron_underfits_a_circle() -> None:
    situation = trained(on(Dataset.CIRCLE, (1,), learning_rate=0.1), 120)
    insight = underfits(situation)
    assert insight is not None
    epochs, losses = recent_by_hand(situation)
    train, test, right, _moved, window = numbers_in(insight.reason)
    assert train == pytest.approx(losses.mean(), rel=0.005)
    assert test == pytest.approx(situation.rows[-len(losses) :, 3].mean(), rel=0.005)
    assert right == pytest.approx(100 * situation.rows[-1, 5], abs=0.05)
    assert window == pytest.approx(epochs[-1] - epochs[0], abs=0.5)
    assert insight.remedy is not None
    assert insight.remedy.edit(situation.experiment).layer_sizes == (2, 3, 1)


def test_it_is_no_underfitting_where_all_is_learned_or_the_losses_differ_or_fall() -> None:
    still = [0.3] * 60
    assert underfits(made(still, still)) is not None
    assert underfits(made(still, still, accuracies=(0.95, 0.95))) is None
    assert underfits(made(still, still, accuracies=(0.55, 0.55))) is None
    assert underfits(made(still, [0.4] * 60)) is None
    assert underfits(made(FALLING, FALLING)) is None


def test_since_when_every_training_sample_is_right() -> None:
    situation = trained(on(Dataset.GAUSS, (2,)), 12)
    insight = all_right(situation)
    assert insight is not None
    rows = situation.rows.tolist()
    since = next(row[1] for row in rows if all(later[5] == 1.0 for later in rows if later[1] >= row[1]))
    assert numbers_in(insight.reason) == [250, since, 250, pytest.approx(100 * rows[-1][6], abs=0.05)]
    assert all_right(trained(on(Dataset.CIRCLE), 2)) is None
    assert all_right(made([0.1] * 20, accuracies=(0.996, 1.0))) is None


def test_no_better_than_one_class_for_all() -> None:
    uneven = edits.set_balance(on(Dataset.SPIRAL, ()), 0.9)
    situation = trained(uneven, 10)
    assert situation.samples.largest_share > 0.85
    insight = one_class(situation)
    assert insight is not None
    right, share, largest, samples = numbers_in(insight.reason)
    assert right == pytest.approx(100 * situation.rows[-1, 5], abs=0.05)
    assert (share, largest) == (pytest.approx(100 * largest / samples, abs=0.05), situation.samples.largest)
    assert insight.remedy is not None
    assert insight.remedy.edit(uneven).data.source.balance == 0.5  # type: ignore[union-attr]


def test_one_class_is_no_word_for_even_classes_or_where_more_is_right() -> None:
    assert one_class(trained(on(Dataset.SPIRAL, ()), 10)) is None
    uneven = SampleFacts(250, 250, 225)
    assert one_class(made([0.3] * 20, samples=uneven, accuracies=(0.9, 0.9))) is not None
    assert one_class(made([0.3] * 20, samples=uneven, accuracies=(0.93, 0.9))) is None


def test_whether_chance_may_put_the_test_set_ahead() -> None:
    facts = SampleFacts(450, 50, 225)
    insight = test_ahead(made([0.3] * 20, samples=facts, accuracies=(0.932, 0.96)))
    assert insight is not None
    together = (0.932 * 450 + 0.96 * 50) / 500
    twice = 200 * math.sqrt(together * (1 - together) * (1 / 450 + 1 / 50))
    assert numbers_in(insight.reason) == pytest.approx([96, 50, 93.2, twice], abs=0.06)
    assert "chance may do that" in insight.reason
    more = test_ahead(made([0.3] * 20, samples=SampleFacts(450, 450, 225), accuracies=(0.8, 0.9)))
    assert more is not None
    assert "more than chance" in more.reason


def test_the_test_set_is_not_ahead_where_it_is_behind_or_was_so_lately() -> None:
    assert test_ahead(made([0.3] * 20, accuracies=(0.9, 0.9))) is None
