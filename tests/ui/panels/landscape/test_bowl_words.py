"""What is said of the next step is true to the run's own rule."""

from __future__ import annotations

import numpy as np

from playground.ui.panels.landscape.bowl_words import gauge_words, ratio_text, step_words
from playground.worker.questions import NEWTON_STEP, BowlAnswer, NewtonAnswer, NextStep

NONE = np.zeros(0)


def answer(optimizer: str, lowest: float = 1.0) -> BowlAnswer:
    return BowlAnswer(
        loss=0.2,
        slope=1e-9,
        along=80.0,
        sharpness=100.0,
        bound=0.0,
        learning_rate=0.03,
        optimizer=optimizer,
        beta=0.0,
        rates=NONE,
        losses=NONE,
        straight=NONE,
        parabola=NONE,
        steps=(),
        newton=NewtonAnswer(0.0, 1.0, False, False, lowest, 0.0, True, 3),
        exact=True,
        kinks=False,
        samples=250,
        train_samples=250,
        full_batch=True,
        step=1,
        epoch=1.0,
    )


def test_at_the_minimum_no_ratio_is_told() -> None:
    step = NextStep(NEWTON_STEP, 1e-9, -2e-18, 1e-18, 1.73e-18, rounding=True)
    assert step_words(step, answer("sgd")) == "Newton, damped: This is the minimum, to rounding."
    assert "minimum" not in step_words(step, answer("sgd", lowest=-1.0))
    assert ratio_text(step) == "–"


def test_descent_is_not_judged_as_the_rule_of_a_run_of_second_order() -> None:
    assert gauge_words(answer("sgd")).endswith("it diverges.")
    said = gauge_words(answer("newton"))
    assert said.startswith("Newton's method, this run's rule, divides by the curvature")
    assert "Shown is plain descent, with η = 0.03" in said
