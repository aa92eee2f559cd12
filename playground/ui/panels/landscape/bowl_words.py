"""What the bowl says of the next steps, in words; each sentence is worked out from its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.session.wording import OPTIMIZERS
from playground.ui.theme.numbers import format_compact, format_integer, format_percent, format_significant
from playground.worker.questions import NEWTON_STEP

if TYPE_CHECKING:
    from playground.worker.questions import BowlAnswer, NewtonAnswer, NextStep

AGREE = 0.05  # of the predicted change
GLIDES, DIVERGES = 1.0, 2.0
NAMES = {rule.value: name for rule, name in OPTIMIZERS.items()} | {
    "sgd": "Gradient descent",
    NEWTON_STEP: "Newton, damped",
}
SHORT = NAMES | {"sgd": "Descent", NEWTON_STEP: "Newton"}
SECOND_ORDER = {"newton": "Newton's method", "lbfgs": "L-BFGS"}
ADAPTIVE = ("adagrad", "rmsprop", "adam", "adamw")


def change_words(change: float) -> str:
    """Return ``falls by 0.012``, ``rises by 0.3``."""
    if change == 0:
        return "stays"
    return f"{'falls' if change < 0 else 'rises'} by {format_significant(abs(change))}"


def ratio_text(step: NextStep) -> str:
    """Return the true change as a part of the bowl's, ``–`` where there is no such number."""
    return "–" if step.ratio is None else f"{format_significant(step.ratio, 2)}×"


def step_words(step: NextStep, answer: BowlAnswer) -> str:
    """Say how the loss changes, what the bowl says, and why both differ."""
    name = NAMES.get(step.name, step.name)
    if step.actual is None:
        return f"{name}: there the loss is no finite number. So long a step leaves the bowl far behind."
    if step.rounding:
        return f"{name}: {_at_rest(answer)}"
    said = f"{name}: the loss {change_words(step.actual)}; the bowl says it {change_words(step.predicted)}."
    return f"{said} {_why(step, answer)}"


def _at_rest(answer: BowlAnswer) -> str:
    if answer.newton.lowest > 0:
        return "This is the minimum, to rounding."
    return "The loss stays, to rounding."


def _why(step: NextStep, answer: BowlAnswer) -> str:
    rest = (step.actual or 0.0) - step.predicted
    if abs(rest) <= AGREE * abs(step.predicted):
        if step.predicted > 0 > step.by_slope:
            return "The step is too long: it climbs the far side of the bowl."
        return "They agree: along this step the curvature hardly changes."
    kinks = ", kinks counted in" if answer.kinks else ""
    return f"On its way the loss bends {'up more' if rest > 0 else 'up less'} than it does here{kinks}."


def newton_words(newton: NewtonAnswer) -> str:
    """Say how Newton's step was damped."""
    if newton.damping == 0:
        said = "No damping (μ = 0): the loss bends up everywhere; the step leads to the bowl's lowest point."
    else:
        said = f"Damped by μ = {format_significant(newton.damping)}: {_why_damped(newton)}."
    if newton.dense:
        return said
    return (
        f"{said} By {newton.products} products with H, which leave "
        f"{format_percent(newton.residual, 1)} of the equation."
    )


def _why_damped(newton: NewtonAnswer) -> str:
    reasons = []
    if newton.lowest <= 0:
        reasons.append(f"the loss bends down somewhere (λ = {format_significant(newton.lowest)})")
    if newton.held and newton.shortened:
        far = format_significant(2 * newton.longest)
        reasons.append(f"over {far} less than a quarter of what the bowl says comes true")
    elif newton.held:
        reasons.append(f"no step is longer than all weights together ({format_significant(newton.longest)})")
    return ", and ".join(reasons) or "the loss is nearly flat somewhere"


def gauge_words(answer: BowlAnswer) -> str:
    """Say what step times curvature means for the run's optimiser."""
    own = SECOND_ORDER.get(answer.optimizer)
    if own is None:
        return _descent_words(answer)
    rate = format_compact(answer.learning_rate)
    return (
        f"{own}, this run's rule, divides by the curvature: no bound holds for it. Shown is plain descent, "
        f"with η = {rate} as for each rule of first order below. {_descent_words(answer)}"
    )


def _descent_words(answer: BowlAnswer) -> str:
    product = answer.rate_times_curvature
    if answer.sharpness <= 0:
        return "The loss bends up in no direction here, so that no learning rate overshoots."
    if product <= GLIDES:
        said = "Along the steepest curvature a plain step −η∇L glides down its side."
    elif product <= DIVERGES:
        said = "Along the steepest curvature a plain step lands on the other side, but lower: it zig-zags."
    else:
        said = "Along the steepest curvature a plain step lands higher, on the other side: it diverges."
    if answer.optimizer in ADAPTIVE:
        return f"{said} {SHORT[answer.optimizer]} scales each weight's step by itself."
    if answer.optimizer == "momentum":
        return f"{said} With momentum the bound is 2(1 + β) = {format_compact(2 * (1 + answer.beta))}."
    return said


def zone(product: float) -> int:
    """Return 0 where a step glides, 1 where it zig-zags, 2 where it diverges."""
    return (product > GLIDES) + (product > DIVERGES)


def objective_words(answer: BowlAnswer) -> str:
    """Say what the loss is here."""
    some = answer.samples < answer.train_samples
    of = f"the first {format_integer(answer.samples)}" if some else f"all {format_integer(answer.samples)}"
    sees = "Each step sees all" if answer.full_batch else "Each step here sees all, one of this run a batch"
    by = "" if answer.exact else " H is found by differences of gradients."
    return f"L is the mean loss of {of} training points with its penalty, without dropout. {sees}.{by}"
