"""How the training loss goes: fast, slowly, nowhere, or up and down."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from playground.session.insights import remedies
from playground.session.insights.figures import change, counted, epochs, figure, percent, whole
from playground.session.insights.insight import Insight, Observation
from playground.session.insights.situation import EPOCH, TRAIN

if TYPE_CHECKING:
    from playground.session.insights.insight import Remedy
    from playground.session.insights.situation import Situation
    from playground.worker.snapshots import Floats

FAST = 0.25  # of the epochs so far: halving in less, the loss halves again while one watches
CLEAR = 0.8  # R²: a line that explains less than this of the loss is no law to quote
SEEN_FALL = 0.05  # of the loss over the window; less cannot be read off the curve
# A slope counts as flattened where the gradient has shrunk by more than a decade and the loss stands still.
SHRUNK = 20.0
STILL = 0.02
FEWEST_NORMS = 20
AVERAGED = 9  # measures of the present gradient: an odd number, for the median
# Stuck: hardly any change for so long, no better than a guess by more than a tenth.
STUCK_CHANGE, STUCK_EPOCHS, OVER_A_GUESS = 0.01, 10.0, 0.1
EVEN = 0.6  # the largest class's share up to which classes are taken as even
# Jitter: seen by eye, larger than the trend, and from measure to measure rather than in waves.
SEEN_JITTER, CROSSING, FEWEST_JITTERS = 0.05, 0.25, 20


def falling_fast(situation: Situation) -> Insight | None:
    """Say how fast the loss halves, where that takes no more than a quarter of the run so far."""
    halving = _halving(situation)
    if halving is None or halving > FAST * situation.epoch:
        return None
    return _falling(situation, halving)


def falling_steadily(situation: Situation) -> Insight | None:
    """Say how fast the loss halves, where that takes longer."""
    halving = _halving(situation)
    if halving is None or halving <= FAST * situation.epoch or situation.log_trend is None:
        return None
    fall = change(math.expm1(situation.log_trend.rise))
    window, now = epochs(situation.recent_epochs), figure(situation.train_loss)
    reason = f"{fall} in {window}: at that rate it halves every {epochs(halving)}."
    more = (
        f"A straight line through the logarithm of the training loss explains {percent(_share(situation))} "
        f"of its course over the last {window}. The loss is {now} now, and at this rate it takes "
        f"{epochs(halving)} to halve it. Try a larger η, one step at a time: too large, and the loss goes "
        "up."
    )
    remedy = remedies.higher_rate(situation.experiment) if halving > situation.epoch else None
    return Insight("falling_steadily", "The loss falls steadily.", reason, more, remedy)


def _falling(situation: Situation, halving: float) -> Insight:
    window, now = epochs(situation.recent_epochs), figure(situation.train_loss)
    reason = f"It halves every {epochs(halving)} (its course over the last {window})."
    more = (
        f"A straight line through the logarithm of the training loss explains {percent(_share(situation))} "
        f"of its course over the last {window}: each {epochs(halving)} halve it, and it is {now} now. Let "
        "it run, and watch whether the test loss follows."
    )
    return Insight("falling_fast", "The loss is falling fast.", reason, more)


def _share(situation: Situation) -> float:
    assert situation.log_trend is not None
    return situation.log_trend.share


def _halving(situation: Situation) -> float | None:
    """Return in how many epochs the loss halves; None where it does not clearly fall."""
    trend = situation.log_trend
    if trend is None or trend.share < CLEAR or trend.rise > math.log1p(-SEEN_FALL):
        return None
    return math.log(2.0) / -trend.slope


def flattened(situation: Situation) -> Insight | None:
    """Say how far the gradient has shrunk where the loss stands still: near a minimum or a saddle."""
    moved = situation.relative_change
    if moved is None or abs(moved) > STILL:
        return None
    times, sizes = _gradient_sizes(situation)
    if len(sizes) < FEWEST_NORMS:
        return None
    peak, now = int(np.argmax(sizes)), float(np.median(sizes[-AVERAGED:]))
    if now <= 0 or sizes[peak] < SHRUNK * now:
        return None
    shrunk, window = figure(float(sizes[peak]) / now, 2), epochs(situation.recent_epochs)
    reason = f"The gradient shrank {shrunk}× since epoch {whole(times[peak])}; the loss stands still."
    more = (
        f"The gradient of all layers together was {figure(float(sizes[peak]))} long at epoch "
        f"{whole(times[peak])} and is {figure(now)} now, while the loss changed by {change(moved)} over the "
        f"last {window}: this is near a stationary point, a minimum or a saddle. If the loss of "
        f"{figure(situation.train_loss)} is too high, try other first weights or more neurons."
    )
    return Insight("flattened", "The slope has flattened.", reason, more)


def _gradient_sizes(situation: Situation) -> tuple[Floats, Floats]:
    """Return epochs and lengths of the whole gradient since the last change."""
    if not situation.norms.size:
        return situation.norm_epochs[:0], situation.norm_epochs[:0]
    start = int(np.searchsorted(situation.norm_epochs, situation.settled[0, EPOCH]))
    norms = situation.norms[start:]
    lengths: Floats = np.sqrt(np.einsum("ij,ij->i", norms, norms))
    return situation.norm_epochs[start:], lengths


def plateau(situation: Situation) -> Insight | None:
    """Say that the loss stands still at about what a guess gives."""
    moved, quality = situation.relative_change, situation.quality
    if moved is None or quality is None or abs(moved) > STUCK_CHANGE:
        return None
    if situation.recent_epochs < STUCK_EPOCHS or not _is_a_guess(situation, quality) or _falls(situation):
        return None
    loss, window = figure(situation.train_loss), epochs(situation.recent_epochs)
    if situation.classifies:
        guess = f"{percent(quality)} right, a guess gets {percent(situation.samples.largest_share)}"
    else:
        guess = f"{percent(max(quality, 0.0))} of the variance explained"
    reason = f"Loss {loss}, {change(moved)} in {window}; {guess}."
    more = (
        f"Over the last {window} the training loss changed by {change(moved)} and is {loss}: {guess}."
        f"{_gradient_now(situation)} Try other first weights, a larger η or more neurons."
    )
    return Insight("plateau", "Stuck on a plateau.", reason, more, _way_off(situation))


def _falls(situation: Situation) -> bool:
    """Return whether the loss goes down along a line, however slowly: then it is not stuck."""
    trend = situation.log_trend
    return trend is not None and trend.slope < 0 and trend.share >= CLEAR


def _is_a_guess(situation: Situation, quality: float) -> bool:
    if not situation.classifies:
        return quality < OVER_A_GUESS
    share = situation.samples.largest_share
    return share < EVEN and quality < share + OVER_A_GUESS


def _gradient_now(situation: Situation) -> str:
    sizes = _gradient_sizes(situation)[1]
    return f" The gradient is {figure(float(sizes[-1]))} long here." if len(sizes) else ""


def _way_off(situation: Situation) -> Remedy:
    return remedies.draw_anew(situation.experiment)


def jitters(situation: Situation) -> Insight | None:
    """Say how far the loss goes up and down around a level, where steps see a part of the samples each."""
    rows, trend = situation.recent, situation.trend
    if rows is None or trend is None or situation.full_batch or len(rows) < FEWEST_JITTERS:
        return None
    level = float(rows[:, TRAIN].mean())
    steady = abs(trend.rise) <= trend.spread and trend.crossings >= CROSSING
    if not steady or trend.spread < SEEN_JITTER * level:
        return None
    batch, window = situation.experiment.training.batch_size, epochs(situation.recent_epochs)
    spread = f"±{percent(trend.spread / level)}"
    batches = f"batches of {whole(batch)}"
    reason = f"{spread} around {figure(level)} over the last {window}, with {batches}."
    more = (
        f"Over the last {window} the training loss has a mean of {figure(level)} and a standard deviation "
        f"of {figure(trend.spread)} around its trend of {change(trend.rise / level)}. A step sees "
        f"{counted(batch, 'sample')} of {whole(situation.samples.train)}, and what it gains on them it may "
        "lose on the others. Try a smaller η or larger batches."
    )
    return Insight(
        "jitters", "The loss only jitters now.", reason, more, remedies.lower_rate(situation.experiment)
    )


def stand(situation: Situation) -> Insight | None:
    """Say where the run stands, when there is nothing more to say."""
    if not situation.started:
        return None
    loss, at = figure(situation.train_loss), f"at epoch {whole(situation.epoch)}"
    claim = f"Training loss {loss} {at}."
    more = (
        f"Over the whole training set the loss is {loss} {at}; {_more_of_test(situation)} Nothing "
        "stands out in the curves: they are too short, or on their way without a clear law. Let it run."
    )
    return Insight("stand", claim, _reason_of_stand(situation), more)


def _reason_of_stand(situation: Situation) -> str:
    right, test_right, test = situation.train_accuracy, situation.test_accuracy, situation.test_loss
    if right is not None and test_right is not None:
        return f"{percent(right)} right in training, {percent(test_right)} on the test set."
    if right is not None:
        return f"{percent(right)} of the samples are right."
    if test is not None:
        return f"On the test set {figure(test)}."
    return f"Over {counted(situation.samples.train, 'sample')}."


def _more_of_test(situation: Situation) -> str:
    if situation.test_loss is None:
        return "there is no test set."
    samples = counted(situation.samples.test, "sample")
    return f"on the {samples} of the test set it is {figure(situation.test_loss)}."


OBSERVATIONS = (
    Observation(72, plateau),
    Observation(50, jitters),
    Observation(45, flattened),
    Observation(40, falling_fast),
    Observation(30, falling_steadily),
    Observation(10, stand),
)
