"""What the Hessian says of the steps: at the edge of stability, on a saddle, on a parabola."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from playground.document.choices import Initializer, Loss, Optimizer, Regularization, Task
from playground.document.training_choices import Clipping
from playground.session.curvature_words import edge_name
from playground.session.insights import remedies
from playground.session.insights.beginning import begins_at_zero
from playground.session.insights.figures import change, counted, epochs, figure, percent
from playground.session.insights.insight import Insight, Observation
from playground.session.insights.situation import EPOCH, PENALTY, TRAIN
from playground.session.insights.trends import line_through

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.session.insights.insight import Remedy
    from playground.session.insights.situation import Situation
    from playground.worker.snapshots import Curvature, Eigenvalue, Floats

# Hovering: so near the edge at so many looks in a row, over a tenth of the run and some epochs.
NEAR, FEWEST_LOOKS, FEWEST_EPOCHS, SHARE_OF_RUN, FEWEST_MEASURES = 0.1, 6, 10.0, 0.1, 8
# A saddle: downhill is clearly there, and what the slope leads to is next to nothing of the loss.
CLEARLY_DOWN, HARDLY_SLOPED, DONE = 0.02, 1e-4, 0.95
SURE, THOUSANDTH = 0.02, 1e-3
HARDLY_DAMPED, ARRIVED = 1e-6, 1e-6  # of no eigenvalue worth a word; of the first gradient
LOOK_EPOCH, SHARPNESS, _, _, EDGE = range(5)


def at_the_edge(situation: Situation) -> Insight | None:
    """Say that the curvature stays at the bound of stable steps while the loss goes down."""
    told, looks = situation.curvature, _hovering(situation)
    if told is None or looks is None or _is_quadratic(situation.experiment):
        return None
    fall = _fall_since(situation, float(looks[0, LOOK_EPOCH]))
    if fall is None or fall >= 0:
        return None
    shares, edge = looks[:, SHARPNESS] / looks[:, EDGE], edge_name(situation.experiment.training)
    window = epochs(float(looks[-1, LOOK_EPOCH] - looks[0, LOOK_EPOCH]))
    numbers = f"λ₁ = {figure(looks[-1, SHARPNESS])} at {edge} = {figure(looks[-1, EDGE])}"
    reason = f"{numbers} for {window}; the loss falls."
    more = (
        f"For {window} the largest eigenvalue λ₁ of the Hessian was {figure(float(shares.min()))} to "
        f"{figure(float(shares.max()))} times {edge}, from where steps on a parabola grow. The loss is none: "
        f"it changed by {change(fall)}. Past the bound the steps swing across the valley, and the swing "
        "leads to where it is less steep (Cohen et al. 2021). A smaller η lifts the bound."
    )
    remedy = remedies.lower_rate(situation.experiment)
    return Insight("at_the_edge", "At the edge of stability.", reason, more, remedy)


def _hovering(situation: Situation) -> Floats | None:
    """Return the last looks in a row near the edge, with one over it; None where there are too few."""
    told = situation.curvature
    if told is None or not told.full_batch or told.edge is None:
        return None
    begin = float(situation.settled[0, EPOCH]) if len(situation.settled) else situation.epoch
    looks = situation.bends[situation.bends[:, LOOK_EPOCH] >= begin]
    shares = looks[:, SHARPNESS] / looks[:, EDGE]
    away = np.flatnonzero(~(np.abs(shares - 1.0) <= NEAR))
    start = int(away[-1]) + 1 if len(away) else 0
    looks, shares = looks[start:], shares[start:]
    if len(looks) < FEWEST_LOOKS or not (shares >= 1.0).any():
        return None
    span, stale = looks[-1, LOOK_EPOCH] - looks[0, LOOK_EPOCH], situation.epoch - looks[-1, LOOK_EPOCH]
    enough = max(FEWEST_EPOCHS, SHARE_OF_RUN * (situation.epoch - begin))
    return looks if span >= enough and stale <= span / 2 else None


def _fall_since(situation: Situation, epoch: float) -> float | None:
    """Return how far the trend of what training makes small goes since then, as a part of its mean."""
    rows = situation.settled[situation.settled[:, EPOCH] >= epoch]
    if len(rows) < FEWEST_MEASURES:
        return None
    total = rows[:, TRAIN] + rows[:, PENALTY]
    mean = float(total.mean())
    return line_through(rows[:, EPOCH], total).rise / mean if mean > 0 else None


def saddle(situation: Situation) -> Insight | None:
    """Say that the gradient is next to nothing although the loss bends down in some direction."""
    told, slope = situation.curvature, _slope(situation)
    if told is None or slope is None or told.step < situation.changed_step:
        return None
    least, quality = _least(told), situation.quality
    down = -least.value
    if down <= max(least.bound, CLEARLY_DOWN * abs(told.sharpness)) or (quality or 0.0) >= DONE:
        return None
    # At a distance d from a saddle the slope is down·d, and so far down·d²/2 was gained.
    loss = float(situation.rows[-1, TRAIN] + situation.rows[-1, PENALTY])
    if slope**2 / (2.0 * down) > HARDLY_SLOPED * loss:
        return None
    reason = f"The gradient is {figure(slope, 2)}, yet a direction bends down: λ = {figure(least.value)}."
    more = (
        f"The gradient of all layers together is {figure(slope, 2)} long, so training hardly moves, at a "
        f"loss of {figure(loss)}. But the Hessian has the eigenvalue {figure(least.value)} (found at epoch "
        f"{figure(told.epoch)}): along its direction the loss falls, to one side or both. A step along it "
        "is offered with the eigenvalues, on the page Landscape."
    )
    return Insight("saddle", "This is a saddle.", reason, more, _way_off(situation.experiment))


def _slope(situation: Situation) -> float | None:
    """Return the longest whole gradient since the curvature was looked at."""
    told, norms = situation.curvature, situation.norms
    if told is None or not norms.size:
        return None
    start = min(int(np.searchsorted(situation.norm_epochs, told.epoch)), len(norms) - 1)
    return float(np.sqrt(np.einsum("ij,ij->i", norms[start:], norms[start:]).max()))


def _least(told: Curvature) -> Eigenvalue:
    return told.smallest[0] if told.smallest else told.largest[-1]


def _way_off(experiment: Experiment) -> Remedy:
    """Offer first weights that lie elsewhere."""
    if begins_at_zero(experiment):
        return remedies.initialise(Initializer.XAVIER)
    return remedies.draw_anew(experiment)


def parabola(situation: Situation) -> Insight | None:
    """Say what each step leaves of the error, where the loss is a parabola in the weights."""
    told = situation.curvature
    if told is None or not situation.started or not _on_a_parabola(situation.experiment, told):
        return None
    top, least, rate = told.sharpness, _least(told).value, told.learning_rate
    if told.parameters < 2 or _least(told).bound > SURE * least:
        return None
    steepest, flattest = 1.0 - rate * top, 1.0 - rate * least
    reason = (
        f"Error left by a step: {percent(steepest)} along λ = {figure(top)}, {percent(flattest)} along "
        f"{figure(least)}."
    )
    more = (
        "The squared error of a linear neuron has the same Hessian everywhere. Along an eigenvector each "
        f"step multiplies the error by 1 \N{MINUS SIGN} ηλ: below 0 it swings from side to side, below "
        f"\N{MINUS SIGN}1 it grows. {_steps_in_words(max(abs(steepest), abs(flattest)))} The best single η "
        f"is 2/(λ₁ + λₙ) = {figure(2.0 / (top + least))}, and one Newton step does it all."
    )
    return Insight("parabola", "The loss is a parabola.", reason, more)


def _on_a_parabola(experiment: Experiment, told: Curvature) -> bool:
    """Return whether plain steps go down a quadratic function of the parameters that bends up everywhere."""
    plain = experiment.training.optimizer is Optimizer.SGD
    return _is_quadratic(experiment) and plain and told.full_batch and _least(told).value > _least(told).bound


def _is_quadratic(experiment: Experiment) -> bool:
    """Return whether what training makes small is quadratic in the parameters, and no step is cut."""
    network, training = experiment.network, experiment.training
    linear = not network.hidden and network.loss is Loss.HALF_SQUARED and experiment.task is Task.REGRESSION
    smooth = training.regularization in (Regularization.NONE, Regularization.L2)
    return linear and smooth and training.clipping is Clipping.NONE


def _steps_in_words(factor: float) -> str:
    if factor >= 1.0:
        return "Here it grows."
    if factor <= 0.0:
        return "Here one step is enough."
    steps = math.ceil(math.log(THOUSANDTH) / math.log(factor))
    return f"The slowest direction takes {counted(steps, 'step')} to a thousandth of it."


def exact_newton(situation: Situation) -> Insight | None:
    """Say that a single step of Newton's method is all it takes, where it has been taken."""
    experiment, norms = situation.experiment, situation.norms
    training = experiment.training
    if training.optimizer is not Optimizer.NEWTON or not _is_quadratic(experiment) or not situation.started:
        return None
    full = training.learning_rate == 1.0 and training.initial_damping <= HARDLY_DAMPED
    if not full or len(norms) < 2 or norms[-1].max() > ARRIVED * norms[0].max():
        return None
    loss, slope = figure(situation.train_loss), figure(float(np.linalg.norm(norms[-1])), 2)
    reason = f"The loss is a parabola: one step leads to its minimum, {loss}."
    more = (
        "The squared error of a linear neuron is a parabola in its weights, so the second-order model that "
        "Newton's method steps to the minimum of is the loss itself. With η = 1 and hardly any damping "
        f"({figure(training.initial_damping, 2)}) one step is enough, whatever the eigenvalues: the gradient "
        f"is {slope} long now. Gradient descent takes many, as it must suit the steepest direction."
    )
    return Insight("exact_newton", "Newton's step is exact.", reason, more)


OBSERVATIONS = (
    Observation(94, at_the_edge),
    Observation(91, saddle),
    Observation(56, exact_newton),
    Observation(42, parabola),
)
