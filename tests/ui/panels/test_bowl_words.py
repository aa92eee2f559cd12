"""The sentences about the next step follow from its numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from playground.ui.panels.landscape.bowl_words import (
    gauge_words,
    newton_words,
    objective_words,
    ratio_text,
    step_words,
    zone,
)
from playground.ui.panels.landscape.race_words import first_step_at, last_loss_text, racer_names, reached_text
from playground.worker.questions import BowlAnswer, NewtonAnswer, NextStep, RaceAnswer, Racer, RacerResult

NEWTON = NewtonAnswer(0.0, 1.5, False, False, 0.2, 1e-12, True, 5)
ANSWER = BowlAnswer(
    loss=0.5,
    slope=0.1,
    along=3.0,
    sharpness=4.0,
    bound=0.0,
    learning_rate=0.1,
    optimizer="sgd",
    beta=0.0,
    rates=np.zeros(0),
    losses=np.zeros(0),
    straight=np.zeros(0),
    parabola=np.zeros(0),
    steps=(),
    newton=NEWTON,
    exact=True,
    kinks=False,
    samples=100,
    train_samples=100,
    full_batch=True,
    step=0,
    epoch=0.0,
)


@pytest.mark.parametrize(
    ("by_slope", "by_bend", "actual", "ratio", "words"),
    [
        (-0.2, 0.1, -0.101, "1.0×", "They agree"),
        (-0.2, 0.1, -0.05, "0.50×", "bends up more"),
        (-0.2, 0.1, -0.2, "2.0×", "bends up less"),
        (-0.2, 0.5, 0.3, "1.0×", "too long"),
        (-0.2, 0.1, None, "–", "no finite number"),
    ],
)
def test_why_truth_and_bowl_differ(by_slope, by_bend, actual, ratio, words) -> None:
    step = NextStep("sgd", 1.0, by_slope, by_bend, actual)
    assert ratio_text(step) == ratio
    assert words in step_words(step, ANSWER)


def test_the_gauge_says_what_the_number_means() -> None:
    for rate, place, words in ((0.1, 0, "glides"), (0.4, 1, "zig-zags"), (0.6, 2, "diverges")):
        answer = replace(ANSWER, learning_rate=rate)
        assert zone(answer.rate_times_curvature) == place
        assert words in gauge_words(answer)
    assert "2(1 + β) = 3.8" in gauge_words(replace(ANSWER, optimizer="momentum", beta=0.9))
    assert "by itself" in gauge_words(replace(ANSWER, optimizer="adam"))
    assert "no direction" in gauge_words(replace(ANSWER, sharpness=-1.0))
    assert "first 40 training points" in objective_words(replace(ANSWER, samples=40))
    assert "one of this run a batch" in objective_words(replace(ANSWER, full_batch=False))
    assert "by differences" in objective_words(replace(ANSWER, exact=False))


def test_the_damping_is_told_with_its_reason() -> None:
    assert "μ = 0" in newton_words(NEWTON)
    bent_down = replace(NEWTON, damping=0.3, lowest=-0.2)
    assert "bends down somewhere (λ = \N{MINUS SIGN}0.200)" in newton_words(bent_down)
    assert "all weights together (1.50)" in newton_words(replace(NEWTON, damping=0.3, held=True))
    shortened = replace(NEWTON, damping=0.3, held=True, shortened=True)
    assert "less than a quarter" in newton_words(shortened)
    assert "5 products with H" in newton_words(replace(NEWTON, dense=False, residual=0.03))


def test_a_race_is_told_in_its_steps() -> None:
    losses, steps = np.array([1.0, 0.6, 0.4]), np.array([0, 5, 10])
    done = RacerResult(Racer("sgd", 0.1), steps, losses, np.zeros(1), np.zeros(1), None, False)
    assert first_step_at(done, 0.6) == 5
    assert reached_text(done, 0.1) == "not reached"
    assert last_loss_text(replace(done, blown_at=7)) == "blew up at step 7"
    other = replace(done, racer=Racer("sgd", 0.3))
    last = replace(done, racer=Racer("adam", 0.3))
    nothing = np.zeros((0, 0))
    race = RaceAnswer(
        (done, other, last), 10, True, 100, 1.0, (0, 1, 0, 1), nothing, nothing.astype(bool), 9, 9, 0, 0.0
    )
    assert racer_names(race) == ["SGD 0.100", "SGD 0.300", "Adam"]
