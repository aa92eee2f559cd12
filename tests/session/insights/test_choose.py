"""Which sentence is said, for how long, and that whatever is said of real runs is true."""

from __future__ import annotations

import math
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Activation, Dataset, Optimizer, Regularization
from playground.document.limits import ALL_SAMPLES
from playground.engine import NonFinite
from playground.session.insights.choose import LEAST_SECONDS, OBSERVATIONS, Chooser
from playground.session.insights.insight import MOST_CHARACTERS
from tests.session.insights.reading import numbers_in, recent_by_hand
from tests.session.insights.runs import Trained, made, on

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.session.insights.insight import Insight
    from playground.session.insights.situation import Situation

FALLING = [0.5 ** (epoch / 3) for epoch in range(40)]


def test_the_ranks_are_an_order() -> None:
    ranks = [observation.rank for observation in OBSERVATIONS]
    assert ranks == sorted(ranks, reverse=True)
    assert len(set(ranks)) == len(ranks) >= 14


def test_a_sentence_stays_for_some_seconds_while_it_is_true() -> None:
    chooser = Chooser()
    falling, better = made(FALLING), made(FALLING, accuracies=(1.0, 1.0))
    first = chooser.choose(falling, 10.0)
    assert first is not None
    assert first.key == "falling_fast"
    still = chooser.choose(better, 10.0 + LEAST_SECONDS - 0.1)
    assert still is not None
    assert still.key == "falling_fast"
    assert chooser.holds(10.0 + LEAST_SECONDS - 0.1)
    then = chooser.choose(better, 10.0 + LEAST_SECONDS)
    assert then is not None
    assert then.key == "all_right"


def test_what_is_no_longer_true_is_no_longer_said() -> None:
    chooser = Chooser()
    chooser.choose(made(FALLING), 10.0)
    now = chooser.choose(made([*FALLING, *[FALLING[-1]] * 30]), 10.5)
    assert now is not None
    assert now.key != "falling_fast"


def test_a_kept_sentence_tells_the_numbers_of_the_present() -> None:
    chooser = Chooser()
    before, after = (chooser.choose(made([0.4, 0.39, 0.38, 0.38][:count]), 1.0) for count in (3, 4))
    assert before is not None
    assert after is not None
    assert "at epoch 2" in before.claim
    assert "at epoch 3" in after.claim


def test_nothing_is_said_of_a_run_that_blew_up_or_has_no_measures() -> None:
    chooser = Chooser()
    assert chooser.choose(replace(made(FALLING), quiet=True), 0.0) is None
    assert chooser.choose(made([]), 0.0) is None
    assert not chooser.holds(0.0)


def test_an_earlier_moment_knows_of_nothing_later() -> None:
    losses = [*FALLING[:20], *[0.9] * 20]
    markers = ((20.0, "η 0.03 → 3"),)
    whole = made(losses, markers=markers, changed_step=500)
    earlier = whole.earlier(step=15 * 25, epoch=15.0)
    told, alone = (Chooser().choose(each, 0.0) for each in (earlier, made(losses[:16])))
    assert told == alone


def some_experiment(dice: Random) -> Experiment:
    dataset = dice.choice([Dataset.CIRCLE, Dataset.GAUSS, Dataset.XOR, Dataset.BANDS, Dataset.PLANE])
    hidden = dice.choice([(), (1,), (4, 2), (4, 4, 4, 4)])
    experiment = on(
        dataset,
        hidden,
        learning_rate=dice.choice([0.001, 0.03, 0.1, 1.0]),
        batch_size=dice.choice([2, 10, ALL_SAMPLES]),
        optimizer=dice.choice([Optimizer.SGD, Optimizer.SGD, Optimizer.ADAM]),
        regularization=dice.choice([Regularization.NONE, Regularization.L2]),
        regularization_rate=0.03,
    )
    activation = dice.choice([Activation.TANH, Activation.RELU, Activation.SIGMOID, Activation.LINEAR])
    return edits.set_activation(edits.set_samples(experiment, 100), activation)


def check_numbers(said: Insight, situation: Situation) -> None:
    """Find the numbers of a sentence about the loss again by other code."""
    last = situation.rows[-1].tolist()
    if said.key == "stand":
        assert numbers_in(said.claim)[:2] == [pytest.approx(last[2], rel=0.005), math.floor(last[1])]
    if said.key in ("falling_fast", "falling_steadily", "plateau", "jitters", "climbs"):
        epochs, losses = recent_by_hand(situation)
        span = epochs[-1] - epochs[0]
        told = numbers_in(said.reason)
        relative = np.polyfit(epochs, losses, 1)[0] * span / losses.mean()
        halving = -math.log(2) / np.polyfit(epochs, np.log(losses), 1)[0]
        if said.key == "falling_fast":
            assert told == [pytest.approx(halving, rel=0.05), pytest.approx(span, abs=0.5)]
        if said.key == "falling_steadily":
            assert told[1:] == [pytest.approx(span, abs=0.5), pytest.approx(halving, rel=0.05, abs=0.5)]
        if said.key == "plateau":
            assert told[:2] == [pytest.approx(last[2], rel=0.005), pytest.approx(100 * relative, abs=0.06)]
        if said.key == "jitters":
            assert told[1] == pytest.approx(losses.mean(), rel=0.005)
        if said.key == "climbs":
            assert told[2] == pytest.approx(last[2], rel=0.005)
    if said.key == "penalty_rules":
        assert numbers_in(said.reason)[:2] == pytest.approx([last[4], last[2]], rel=0.005)
    if said.key == "straight_only" and situation.classifies:
        assert numbers_in(said.reason)[0] == pytest.approx(100 * last[5], abs=0.06)
    if said.key == "all_right":
        assert last[5] == 1.0


@pytest.mark.parametrize("seed", range(16))
def test_whatever_is_said_of_a_random_run_is_true_and_fits_on_a_line(seed: int) -> None:
    dice = Random(seed)
    run, chooser = Trained(some_experiment(dice)), Chooser()
    for turn in range(8):
        try:
            run.go(dice.choice([1, 3, 8]))
        except NonFinite:
            return
        if dice.random() < 0.2:
            run.change(edits.set_learning_rate, dice.choice([0.003, 0.03, 0.3]))
            continue
        situation = run.situation()
        said = chooser.choose(situation, float(turn))
        assert said is not None
        check_numbers(said, situation)
        for each in (observation.look(situation) for observation in OBSERVATIONS):
            if each is not None:
                check_numbers(each, situation)
                assert len(each.sentence) <= MOST_CHARACTERS, each.sentence
                assert "nan" not in each.more.lower().split()
                if each.remedy is not None:
                    assert each.remedy.edit(situation.experiment) != situation.experiment
