"""What a race came to, in words and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.session.wording import OPTIMIZERS
from playground.ui.theme.numbers import format_integer, format_percent, format_rate, format_significant

if TYPE_CHECKING:
    from playground.worker.questions import RaceAnswer, RacerResult

RULES = {rule.value: name for rule, name in OPTIMIZERS.items() if rule.value not in ("newton", "lbfgs")}
USUAL_RATES = {
    "sgd": 0.1,
    "momentum": 0.03,
    "nesterov": 0.03,
    "adagrad": 0.1,
    "rmsprop": 0.01,
    "adam": 0.01,
    "adamw": 0.01,
}


def racer_names(answer: RaceAnswer) -> list[str]:
    """Return what each racer is called, with its learning rate where two have the same optimiser."""
    rules = [result.racer.optimizer for result in answer.results]
    return [
        RULES[rule] if rules.count(rule) == 1 else f"{RULES[rule]} {format_rate(result.racer.learning_rate)}"
        for rule, result in zip(rules, answer.results, strict=True)
    ]


def first_step_at(result: RacerResult, target: float) -> int | None:
    """Return the first of the measured steps with a loss no higher than that, None where there is none."""
    reached = np.flatnonzero(result.losses <= target)
    return int(result.steps[reached[0]]) if len(reached) else None


def last_loss_text(result: RacerResult) -> str:
    """Return the last loss, or where the racer blew up."""
    if result.blown_at is not None:
        return f"blew up at step {format_integer(result.blown_at)}"
    return format_significant(float(result.losses[-1]))


def reached_text(result: RacerResult, target: float | None) -> str:
    """Return after how many steps the loss was reached, ``not yet`` or ``–``."""
    if target is None:
        return "–"
    step = first_step_at(result, target)
    return "not reached" if step is None else format_integer(step)


def winner_words(answer: RaceAnswer) -> str:
    """Say who is lowest, of how many points the loss is, and how much the plane holds."""
    named = zip(racer_names(answer), answer.results, strict=True)
    sound = [pair for pair in named if pair[1].blown_at is None]
    if not sound:
        return "All of them blew up: try smaller learning rates."
    name, best = min(sound, key=lambda pair: float(pair[1].losses[-1]))
    after = format_integer(int(best.steps[-1]))
    lowest = f"Lowest after {after} steps: {name}, {format_significant(float(best.losses[-1]))}."
    held = format_percent(answer.share)
    return f"{lowest} The plane holds {held} of all ways, by squared distance from the start."


def objective_words(answer: RaceAnswer) -> str:
    """Say what is raced on."""
    some = answer.samples < answer.train_samples
    of = f"the first {format_integer(answer.samples)}" if some else f"all {format_integer(answer.samples)}"
    seen = (
        "all points in each step" if answer.full_batch else f"batches of {format_integer(answer.batch_size)}"
    )
    return f"Loss: mean over {of} training points, with its penalty, without dropout. Trained on {seen}."
