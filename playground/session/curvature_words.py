"""What the curvature says of a step, in one sentence each; no number, no sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document.choices import Optimizer
from playground.session import gradient_words
from playground.session.gradient_words import THIN_SPACE, whole

if TYPE_CHECKING:
    from playground.document.experiment import Training
    from playground.worker.questions import SaddleStep, SpectrumAnswer
    from playground.worker.snapshots import Curvature

AT_THE_EDGE = (0.9, 1.1)  # of the largest stable rate

STABLE_NAMES = {
    Optimizer.SGD: ("2/λ", "2/η"),
    Optimizer.MOMENTUM: ("2(1+β)/λ", "2(1+β)/η"),
    Optimizer.NESTEROV: ("max η", "edge"),
}
UNBOUNDED = {
    Optimizer.NEWTON: "Newton's method divides each step by the curvature",
    Optimizer.LBFGS: "L-BFGS divides each step by the curvature that the last gradients tell of",
}
FORMULAS = {
    Optimizer.SGD: "2/λ₁",
    Optimizer.MOMENTUM: "2(1 + β)/λ₁",
    Optimizer.NESTEROV: "2(1 + β)/((1 + 2β) λ₁)",
}


def rate_name(training: Training) -> str:
    """Return what the largest stable learning rate is called, "" where there is no such number."""
    return STABLE_NAMES.get(training.optimizer, ("", ""))[0]


def edge_name(training: Training) -> str:
    """Return what the largest stable curvature is called, "" where there is no such number."""
    return STABLE_NAMES.get(training.optimizer, ("", ""))[1]


def step_words(curvature: Curvature, training: Training) -> str:
    """Say what a step does along the direction in which the loss bends most."""
    top = curvature.sharpness
    if top <= 0:
        return f"The loss bends up in no direction: the largest eigenvalue is {number(top)}."
    if curvature.stable_rate is None:
        reason = UNBOUNDED.get(training.optimizer, "This optimiser scales each weight's step by itself")
        return f"The loss bends most with λ₁ = {number(top)}. {reason}, so 2/λ₁ is no bound for it."
    share = curvature.learning_rate / curvature.stable_rate
    guide = "" if curvature.full_batch else " A guide only: a step here does not see all of the loss."
    return f"{_share_words(curvature, training, share)}{guide}"


def _share_words(curvature: Curvature, training: Training, share: float) -> str:
    bound = f"{FORMULAS[training.optimizer]} = {number(curvature.stable_rate or 0.0)}"
    rate = f"η = {number(curvature.learning_rate)}"
    low, high = AT_THE_EDGE
    if number(curvature.learning_rate) == number(curvature.stable_rate or 0.0):
        return f"At the bound: {rate} is all that λ₁ allows, {bound}."
    if low <= share < 1.0:
        return f"Close to the bound: {rate} is nearly all that λ₁ allows, {bound}."
    if 1.0 < share <= high:
        return f"Just over the bound: {rate} is more than λ₁ allows, {bound}; swings grow while that is so."
    if share > high:
        return f"Too long along the steepest bend: {rate} is over {bound}, and swings grow while that is so."
    if training.optimizer is Optimizer.SGD and share > 0.5:
        return f"Zig-zags along the steepest bend: {rate} overshoots, over 1/λ₁, but is under {bound}."
    if training.optimizer is Optimizer.SGD:
        return f"Glides: {rate} is under 1/λ₁, half of {bound}, so no direction is overshot."
    return f"Stable: {rate} is {number(share)} of {bound}."


def mark_words(curvature: Curvature, training: Training) -> str:
    """Say what the mark on the learning rate means; "" where there is none."""
    if curvature.stable_setting is None:
        return ""
    text = (
        f"Red from {number(curvature.stable_setting)} = {FORMULAS[training.optimizer]}, with λ₁ = "
        f"{number(curvature.sharpness)}: longer steps grow along the steepest bend instead of settling."
    )
    if curvature.learning_rate != training.learning_rate:
        text += " What the schedule multiplies by now is allowed for."
    if not curvature.full_batch:
        return f"{text} A guide: each step sees a batch, or drops neurons."
    return f"{text} Exact for a loss that is a parabola."


def status_words(curvature: Curvature, training: Training) -> str:
    """Say in a few words how sharply the loss bends, and how much the rate allows."""
    told = f"λ₁ {number(curvature.sharpness)}"
    if curvature.edge is None:
        return told
    return f"{told} of {number(curvature.edge)} = {edge_name(training)}"


def sure_words(curvature: Curvature) -> str:
    """Say how sure λ₁ is, of what, and what it cost."""
    largest = curvature.largest[0]
    how = "exact products" if curvature.exact else "products by differences"
    share = largest.bound / abs(largest.value) if largest.value else 0.0
    sure = "sure to 1 in 1 000" if share <= 1e-3 else f"sure to ±{number(largest.bound)}"
    return (
        f"λ₁ is {sure}: {curvature.products} {how} in {_time(curvature.seconds)}, of {_of_samples(curvature)}"
    )


def number(value: float) -> str:
    """Return three digits that count."""
    return gradient_words.number(value, 3)


def count(value: int) -> str:
    """Return a count, with thin spaces."""
    return f"{value:,}".replace(",", THIN_SPACE)


def _of_samples(told: Curvature | SpectrumAnswer) -> str:
    if told.samples == told.train_samples:
        return f"all {count(told.samples)} training samples"
    return f"the first {count(told.samples)} of {count(told.train_samples)} training samples"


def _time(seconds: float) -> str:
    return f"{number(1e3 * seconds)} ms" if seconds < 1 else f"{number(seconds)} s"


def condition_words(condition: float) -> str:
    """Say what a condition number means for a step."""
    return (
        f"The steepest direction bends {whole(condition)} times as much as the flattest: a step that suits "
        "the one is that many times too short for the other."
    )


def trace_words(trace: float, parameters: int) -> str:
    """Say what a trace means for a step."""
    return (
        f"The sum of all eigenvalues. In a random direction the loss bends by {number(trace / parameters)} "
        "on average: the trace by the number of weights."
    )


def signs_words(spectrum: SpectrumAnswer) -> str:
    """Count how the loss bends."""
    about = "" if spectrum.everything else "About "
    flat = max(spectrum.parameters - spectrum.negative - spectrum.positive, 0)
    parts = f"{count(spectrum.positive)} bent up, {count(spectrum.negative)} bent down"
    saddle = " (saddle directions)" if spectrum.negative else ""
    return f"{about}{parts}{saddle}, {count(flat)} flat: under 1/1 000 of the largest."


def cost_words(spectrum: SpectrumAnswer) -> str:
    """Say how sure the eigenvalues are, of what, and what they cost."""
    how = "exact products" if spectrum.exact else "products by differences"
    cost = f"{count(spectrum.products)} {how} in {_time(spectrum.seconds)}, of {_of_samples(spectrum)}"
    if spectrum.everything:
        return f"All {count(spectrum.parameters)}, up to rounding: {cost}."
    widest = float(spectrum.bounds.max()) if spectrum.bounds.size else 0.0
    return f"Each sure to ±{number(widest)} or better: {cost}."


def saddle_words(step: SaddleStep, spectrum: SpectrumAnswer) -> str:
    """Say what a step along a negative direction does."""
    return (
        f"Along λ = {number(float(spectrum.values[step.number]))} the loss bends down. A step of "
        f"{number(step.length)} along it leads from {number(step.loss_before)} down to "
        f"{number(step.loss_after)}."
    )
