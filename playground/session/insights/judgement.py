"""How what was learned does on the samples trained on and on those held back."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.document.sources import GeneratedSource
from playground.session.insights import remedies
from playground.session.insights.figures import change, counted, epochs, figure, percent, whole
from playground.session.insights.insight import Insight, Observation
from playground.session.insights.situation import EPOCH, TEST, TEST_ACCURACY, TRAIN, TRAIN_ACCURACY
from playground.session.insights.trends import line_through, moving_mean, noise_of

if TYPE_CHECKING:
    from playground.session.insights.situation import Situation
    from playground.worker.snapshots import Floats

AVERAGED = 5  # measures, against the jitter of single ones
# Overfitting: enough measures since the best test loss, a tenth up and down, and far above the jitter.
FEWEST_SINCE, TEST_UP, TRAIN_DOWN, ABOVE_NOISE = 12, 1.1, 0.9, 4.0
# Both losses high: nine of ten right is a fit; a fifth apart is alike; two percent of change is none.
FITTED, ALIKE, STILL, STUCK_EPOCHS = 0.9, 0.2, 0.02, 10.0
BEYOND_A_GUESS = 0.1
# One class is the answer to everything where classes are uneven and the accuracy is no more than their share.
UNEVEN, NO_BETTER, SOME_EPOCHS = 0.6, 0.005, 3.0
TWO_ERRORS = 2.0  # standard errors on each side hold 95 % of what chance does


@dataclass(frozen=True, slots=True)
class Turn:
    """Where the test loss was least, averaged: the epoch there, both losses there and now."""

    epoch: float
    test: float
    train: float
    test_now: float
    train_now: float


def overfits(situation: Situation) -> Insight | None:
    """Say since when the test loss rises while the training loss falls."""
    turn = _turn(situation)
    if turn is None:
        return None
    since = whole(turn.epoch)
    reason = (
        f"Averaged test loss {figure(turn.test)} → {figure(turn.test_now)}, training {figure(turn.train)} → "
        f"{figure(turn.train_now)}."
    )
    more = (
        f"Since epoch {since} the training loss fell by {percent(1 - turn.train_now / turn.train)} while the "
        f"test loss rose by {percent(turn.test_now / turn.test - 1)}: what it still gains on its "
        f"{counted(situation.samples.train, 'sample')} no longer holds for others. Each of these losses is "
        "the mean of five measures. Try a penalty on large "
        "weights, more samples, or stop about there."
    )
    remedy = remedies.penalise(situation.experiment)
    return Insight("overfits", f"Overfitting since epoch {since}.", reason, more, remedy)


def _turn(situation: Situation) -> Turn | None:
    rows = situation.settled if situation.started else situation.rows[:0]
    if len(rows) < 2 * FEWEST_SINCE or situation.test_loss is None:
        return None
    tests, trains = moving_mean(rows[:, TEST], AVERAGED), moving_mean(rows[:, TRAIN], AVERAGED)
    best = int(np.argmin(tests))
    since = rows[best + AVERAGED // 2 :]
    turn = Turn(
        float(since[0, EPOCH]), float(tests[best]), float(trains[best]), float(tests[-1]), float(trains[-1])
    )
    positive = min(turn.test, turn.train) > 0  # a loss of exactly 0 has no parts to compare with
    return turn if positive and len(since) >= FEWEST_SINCE and _parts(turn, since) else None


def _parts(turn: Turn, since: Floats) -> bool:
    """Return whether the losses go apart: by how far they have come, and by where they are going."""
    up, down = turn.test_now >= TEST_UP * turn.test, turn.train_now <= TRAIN_DOWN * turn.train
    error = noise_of(since[:, TEST]) / math.sqrt(AVERAGED)
    clear = turn.test_now - turn.test >= ABOVE_NOISE * error and turn.test_now > turn.train_now
    if not (up and down and clear):
        return False
    epochs_since = since[:, EPOCH]
    rising = line_through(epochs_since, since[:, TEST]).slope > 0
    return rising and line_through(epochs_since, since[:, TRAIN]).slope < 0


def underfits(situation: Situation) -> Insight | None:
    """Say that both losses stand still, high and alike."""
    rows, moved, quality = situation.recent, situation.relative_change, situation.quality
    test = situation.test_loss
    if rows is None or moved is None or quality is None or test is None or quality >= FITTED:
        return None
    train, held_back = float(rows[:, TRAIN].mean()), float(rows[:, TEST].mean())
    still = abs(moved) <= STILL and situation.recent_epochs >= STUCK_EPOCHS
    if not still or abs(held_back - train) > ALIKE * train or not _beats_a_guess(situation, quality):
        return None
    what = "right" if situation.classifies else "explained"
    window = epochs(situation.recent_epochs)
    reason = (
        f"Training {figure(train)}, test {figure(held_back)}; {percent(quality)} {what}, {change(moved)} in "
        f"{window}."
    )
    more = (
        f"Over the last {window} the losses averaged {figure(train)} in training and {figure(held_back)} on "
        f"the test set, and {percent(quality)} of the training set is {what}. What is not learned there is "
        "missing in both alike, so this network with these inputs falls short. Try more neurons, another "
        "layer or more inputs."
    )
    remedy = remedies.widen() if situation.experiment.network.hidden else remedies.bend()
    return Insight("underfits", "Both losses stay high.", reason, more, remedy)


def _beats_a_guess(situation: Situation, quality: float) -> bool:
    guess = situation.samples.largest_share if situation.classifies else 0.0
    return quality >= guess + BEYOND_A_GUESS


def all_right(situation: Situation) -> Insight | None:
    """Say since when every training sample is right, and what the test set says to that."""
    if not situation.started or situation.train_accuracy != 1.0:
        return None
    wrong = np.flatnonzero(situation.rows[:, TRAIN_ACCURACY] < 1.0)
    first = int(wrong[-1]) + 1 if len(wrong) else 0
    since, test = whole(situation.rows[first, EPOCH]), situation.test_accuracy
    held_back = "" if test is None else f"; of {whole(situation.samples.test)} test samples {percent(test)}"
    reason = f"All {whole(situation.samples.train)} since epoch {since}{held_back}."
    more = (
        f"All {counted(situation.samples.train, 'training sample')} have been on the right side at each "
        f"measure kept since epoch {since}. The loss of {figure(situation.train_loss)} can still fall as the "
        "outputs get surer, but the count gets no better. What matters now is the test set: try fewer "
        "neurons, or more noise, and see whether it holds."
    )
    return Insight("all_right", "Every training sample is right.", reason, more)


def one_class(situation: Situation) -> Insight | None:
    """Say that always answering the largest class would do as well, where the classes are uneven."""
    share = situation.samples.largest_share
    if not situation.started or not situation.classifies or share < UNEVEN or share == 1.0:
        return None
    last = situation.rows[-AVERAGED:, TRAIN_ACCURACY]
    if situation.epoch < SOME_EPOCHS or len(last) < AVERAGED or last.max() > share + NO_BETTER:
        return None
    largest, samples = situation.samples.largest, situation.samples.train
    right = percent(float(last[-1]))
    reason = f"{right} right; the largest class is {percent(share)} ({whole(largest)} of {whole(samples)})."
    more = (
        f"{right} of the training samples are right at epoch {whole(situation.epoch)}, and whoever always "
        f"answers the largest class gets {percent(share)}. An accuracy says little where classes are "
        "uneven: look at the loss and at the map. Try even classes, or train on."
    )
    source = situation.experiment.data.source
    two = isinstance(source, GeneratedSource) and source.class_count == 2
    return Insight(
        "one_class", "No better than one class for all.", reason, more, remedies.even_out() if two else None
    )


def test_ahead(situation: Situation) -> Insight | None:
    """Say that the test set does better than the training set, and whether chance may explain it."""
    rows = situation.recent
    if rows is None or situation.train_accuracy is None or situation.test_accuracy is None:
        return None
    if not np.all(rows[:, TEST_ACCURACY] > rows[:, TRAIN_ACCURACY]):
        return None
    ahead = situation.test_accuracy - situation.train_accuracy
    chance = TWO_ERRORS * _error_of_difference(situation)
    verdict = "chance may do that" if ahead <= chance else "more than chance does"
    points = f"±{figure(100 * chance, 2)} points"
    train, test = percent(situation.train_accuracy), percent(situation.test_accuracy)
    reason = f"{test} of {whole(situation.samples.test)} against {train}: {verdict} ({points})."
    more = (
        f"{test} of the {counted(situation.samples.test, 'test sample')} are right, and {train} of the "
        f"{counted(situation.samples.train, 'training sample')}. Two sets of these sizes drawn alike differ "
        f"by up to {points} in 95 of 100 cases, two standard errors, so {verdict}. Try a smaller training "
        "share, which makes the test set larger, or another seed of the data."
    )
    return Insight("test_ahead", "The test set is ahead.", reason, more)


def _error_of_difference(situation: Situation) -> float:
    """Return the standard error of the difference of two shares, if both sets were drawn alike."""
    samples, train, test = situation.samples, situation.train_accuracy, situation.test_accuracy
    assert train is not None
    assert test is not None
    together = (train * samples.train + test * samples.test) / (samples.train + samples.test)
    return math.sqrt(together * (1.0 - together) * (1.0 / samples.train + 1.0 / samples.test))


OBSERVATIONS = (
    Observation(73, one_class),
    Observation(70, overfits),
    Observation(60, underfits),
    Observation(55, all_right),
    Observation(35, test_ahead),
)
