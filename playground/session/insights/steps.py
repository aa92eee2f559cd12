"""What the steps do: overshoot, climb, hardly move, or follow the penalty instead of the loss."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from playground.document.choices import Normalization, Optimizer
from playground.document.course import rate_at
from playground.session.insights import remedies
from playground.session.insights.figures import change, counted, epochs, figure, whole
from playground.session.insights.insight import Insight, Observation
from playground.session.insights.situation import EPOCH, PENALTY, TRAIN
from playground.session.insights.trends import line_through
from playground.session.wording import REGULARIZATIONS

if TYPE_CHECKING:
    from playground.session.insights.situation import Situation
    from playground.worker.snapshots import Floats

# Plain descent on all samples goes down at each step that is not too long: a few real rises say it is.
LOOKED_BACK, ENOUGH_RISES, REAL_RISE = 30, 3, 1e-3
# A climb: a fifth over the window, along a clear trend, to half as much again as the best.
CLIMB, CLEAR_CLIMB, ABOVE_BEST = 0.2, 0.5, 1.5
# Healthy steps move a layer by about a thousandth of its weights; a hundredth of that is next to nothing.
TINY_STEP, CLEAR_FALL, TINY_CHANGE = 1e-5, 0.8, 0.01
DONE = 0.95  # of the quality: there the penalty is no trouble


def overshoots(situation: Situation) -> Insight | None:
    """Say that the loss went up again and again although each step saw all samples."""
    if not _descends_plainly(situation):
        return None
    total = _total(situation.settled[-LOOKED_BACK:])
    if len(total) < LOOKED_BACK:
        return None
    rises = int(np.sum(np.diff(total) > REAL_RISE * total[:-1]))
    if rises < ENOUGH_RISES:
        return None
    samples = counted(situation.samples.train, "sample")
    reason = f"Each step sees all {samples}, yet the loss rose in {rises} of {LOOKED_BACK - 1} measures."
    more = (
        "A step along the negative gradient of all samples lowers the loss if it is short enough. Between "
        f"the last {LOOKED_BACK} measures it rose {rises} times, so steps of η = {_rate(situation)} are too "
        "long here. Try a smaller η."
    )
    remedy = remedies.lower_rate(situation.experiment)
    return Insight("overshoots", "η is too large here.", reason, more, remedy)


def _descends_plainly(situation: Situation) -> bool:
    """Return whether each step follows the gradient of just what is measured."""
    experiment = situation.experiment
    steady = all(
        layer.dropout == 0 and layer.normalization is not Normalization.BATCH
        for layer in experiment.network.hidden
    )
    return situation.full_batch and experiment.training.optimizer is Optimizer.SGD and steady


def _total(rows: Floats) -> Floats:
    """Return what training makes small: loss and penalty."""
    total: Floats = rows[:, TRAIN] + rows[:, PENALTY]
    return total


def _rate(situation: Situation) -> str:
    """Return the learning rate that holds now."""
    return figure(rate_at(situation.experiment.training, situation.epoch))


def climbs(situation: Situation) -> Insight | None:
    """Say that the loss goes up."""
    rows, trend = situation.recent, situation.log_trend
    if rows is None or trend is None or trend.share < CLEAR_CLIMB or trend.rise < math.log1p(CLIMB):
        return None
    best = int(np.argmin(situation.settled[:, TRAIN]))
    least, now = float(situation.settled[best, TRAIN]), situation.train_loss
    if now < ABOVE_BEST * least or line_through(rows[:, EPOCH], _total(rows)).slope <= 0:
        return None
    window, rise = epochs(situation.recent_epochs), change(math.expm1(trend.rise))
    since = whole(situation.settled[best, EPOCH])
    reason = f"From {figure(least)} at epoch {since} to {figure(now)}; {rise} in the last {window}."
    more = (
        f"The training loss was {figure(least)} at epoch {since} and is {figure(now)} now, with a trend of "
        f"{rise} over the last {window}. Steps of η = {_rate(situation)} lead away from what was found. Try "
        "a smaller η."
    )
    remedy = remedies.lower_rate(situation.experiment)
    return Insight("climbs", "The loss is climbing.", reason, more, remedy)


def tiny_steps(situation: Situation) -> Insight | None:
    """Say that no layer moves by much while the loss falls steadily: the steps are too short."""
    if situation.experiment.training.optimizer.second_order:
        return None  # its η is no length: it finds that itself
    trend, moved = situation.log_trend, situation.relative_change
    ratios = [each.step_ratio for each in situation.known_health if each.step_ratio is not None]
    if trend is None or moved is None or not ratios or not 0 < max(ratios) < TINY_STEP:
        return None
    if trend.share < CLEAR_FALL or not -TINY_CHANGE < moved < 0:
        return None
    largest, window = figure(max(ratios), 2), epochs(situation.recent_epochs)
    reason = f"The last one seen moved no layer by more than {largest} of its weights' length."
    more = (
        f"The last step seen changed each layer by at most {largest} of the length of its weights, where a "
        f"thousandth is usual. The loss falls steadily, but by only {change(moved)} over the last {window}. "
        "Try a larger η."
    )
    remedy = remedies.higher_rate(situation.experiment)
    return Insight("tiny_steps", "The steps are tiny.", reason, more, remedy)


def penalty_rules(situation: Situation) -> Insight | None:
    """Say that the penalty is the larger part of what training makes small."""
    if not situation.started:
        return None
    penalty, quality = float(situation.rows[-1, PENALTY]), situation.quality
    if penalty <= situation.train_loss or (quality is not None and quality >= DONE):
        return None
    training = situation.experiment.training
    kind, rate = REGULARIZATIONS[training.regularization], f"λ = {training.regularization_rate:g}"
    sizes = f"{figure(penalty)} against {figure(situation.train_loss)}"
    reason = f"{sizes} ({kind}, {rate}): small weights count more."
    more = (
        f"Training makes the sum of both small. Of {figure(penalty + situation.train_loss)}, "
        f"{figure(penalty)} are the penalty on large weights and {figure(situation.train_loss)} the loss on "
        "the samples, so most is to be gained by small weights, not by right answers. Try a smaller λ."
    )
    remedy = remedies.ease_penalty(situation.experiment)
    return Insight("penalty_rules", "The penalty outweighs the loss.", reason, more, remedy)


OBSERVATIONS = (
    Observation(95, climbs),
    Observation(93, overshoots),
    Observation(68, penalty_rules),
    Observation(65, tiny_steps),
)
