"""The bowl of second order around the present weights, and what the next steps do in it and in truth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.sample_gradients import are_products
from playground.document.choices import Optimizer
from playground.document.errors import ExperimentError
from playground.worker.questions import (
    NEWTON_STEP,
    BowlAnswer,
    NewtonAnswer,
    NextStep,
    StepAnswer,
)
from playground.worker.snapshots import Parameter
from playground.worker.studies.next_steps import FIELD, NextSteps
from playground.worker.studies.pacing import paced

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from playground.calculus.steps import Damped, Spectrum
    from playground.engine.arrays import Array
    from playground.worker.questions import BowlQuestion, StepQuestion
    from playground.worker.run import Run

POINTS = 49
BEHIND, BEYOND = -0.25, 2.3  # of the way to the parabola's lowest point
SEVERAL, MOST_RATES = 3.3, 60.0  # learning rates
NO_RATE = 0.1  # how far to look where a schedule has come down to a learning rate of 0
SPECTRUM_SHARE = 0.6
MOST_TAKEN = 5_000  # parameters that are set by hand at once
DENSE = 200
ROUNDING, LEAST_LOSS = 1e-12, 1e-4  # of the loss, which counts as no smaller

Work = tuple[float, "BowlAnswer | None"]


def study_bowl(run: Run, question: BowlQuestion) -> Iterator[Work]:
    """Yield slices of the work, and at last 1.0 and the answer."""
    return paced(_bowl(run, question))


def _bowl(run: Run, question: BowlQuestion) -> Iterator[Work]:
    steps, moment = NextSteps(run), (run.step, run.epoch)
    spectrum = yield from _spectrum(steps, question.most_dense)
    damped = yield from _newton_step(steps, spectrum)
    found = []
    for place, name in enumerate((*steps.names, NEWTON_STEP)):
        found.append(_judged(steps, name, damped))
        yield SPECTRUM_SHARE + 0.05 * place, None
    bent = steps.gradient @ steps.product(steps.gradient) / steps.slope**2
    rates = _rates(steps.rate, float(bent))
    losses = np.empty(len(rates))
    for place, rate in enumerate(rates):
        losses[place] = steps.objective.loss_at(steps.objective.here - rate * steps.gradient)
        yield 0.9 + 0.1 * place / len(rates), None
    yield 1.0, _answer(steps, spectrum, damped, tuple(found), float(bent), rates, losses, moment)


def study_step(run: Run, question: StepQuestion) -> Iterator[tuple[float, StepAnswer | None]]:
    """Yield slices of the work, and at last 1.0 and where the step leads."""
    return paced(_step(run, question))


def _step(run: Run, question: StepQuestion) -> Iterator[tuple[float, StepAnswer | None]]:
    if not run.experiment.shows_parameters or run.network.size > MOST_TAKEN:
        most = f"a step by hand sets up to {MOST_TAKEN} weights and biases at once"
        raise ExperimentError(FIELD, f"{most}.", "Let the optimiser take it: press S.")
    if not are_products(run.network):
        raise ExperimentError(
            FIELD,
            "a layer that normalises has gains, which no hand sets.",
            "Let the optimiser take it: press S.",
        )
    steps = NextSteps(run)
    if question.name == NEWTON_STEP:
        spectrum = yield from _spectrum(steps, DENSE)
        step = (yield from _newton_step(steps, spectrum)).step
    else:
        step, _ = steps.of_rule(question.name)
    objective = steps.objective
    after = (objective.here + step).astype(run.network.dtype).astype(np.float64)
    loss = objective.loss_at(after)
    if not np.isfinite(loss):
        raise ExperimentError(FIELD, "the loss is not a finite number there.", "Choose another step.")
    changes = _changes(run, objective.here, after)
    yield 1.0, StepAnswer(question.name, changes, steps.loss, loss)


def _spectrum(steps: NextSteps, most_dense: int) -> Generator[tuple[float, None], None, Spectrum]:
    work = steps.spectrum(most_dense)
    while True:
        try:
            share = next(work)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]
        yield SPECTRUM_SHARE * share, None


def _newton_step(steps: NextSteps, spectrum: Spectrum) -> Generator[tuple[float, None], None, Damped]:
    work = steps.newton(spectrum)
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]
        yield SPECTRUM_SHARE, None


def _judged(steps: NextSteps, name: str, damped: Damped) -> NextStep:
    step, remembers = (damped.step, False) if name == NEWTON_STEP else steps.of_rule(name)
    said, change = steps.judge(step)
    largest, least = max(abs(said.by_slope + said.by_bend), abs(change)), max(abs(steps.loss), LEAST_LOSS)
    return NextStep(
        name=name,
        length=float(np.linalg.norm(step)),
        by_slope=said.by_slope,
        by_bend=said.by_bend,
        actual=change if np.isfinite(change) else None,
        own=_is_own(steps.own, name),
        remembers=remembers,
        rounding=largest <= ROUNDING * least,
    )


def _is_own(optimizer: str, name: str) -> bool:
    return name == (NEWTON_STEP if optimizer == Optimizer.NEWTON else optimizer)


def _rates(learning_rate: float, bend: float) -> Array:
    """Return how far to look along the negative gradient: past the parabola's lowest point and a step."""
    lowest = 1.0 / bend if bend > 0 else SEVERAL * learning_rate
    far = max(BEYOND * lowest, 1.15 * learning_rate)
    far = min(far, MOST_RATES * learning_rate) if learning_rate > 0 else max(far, NO_RATE)
    return np.linspace(BEHIND * far / BEYOND, far, POINTS)


def _answer(
    steps: NextSteps,
    spectrum: Spectrum,
    damped: Damped,
    found: tuple[NextStep, ...],
    bent: float,
    rates: Array,
    losses: Array,
    moment: tuple[int, float],
) -> BowlAnswer:
    objective, training = steps.objective, steps.training
    known, here = np.isfinite(losses), steps.loss
    straight = np.array(here - rates[known] * steps.slope**2, np.float64)
    return BowlAnswer(
        loss=here,
        slope=steps.slope,
        along=bent,
        sharpness=float(spectrum.values[-1]),
        bound=float(spectrum.bounds[-1]),
        learning_rate=float(steps.rate),
        optimizer=steps.own,
        beta=training.momentum if training.optimizer.has_momentum else 0.0,
        rates=np.array(rates[known], np.float64),
        losses=np.array(losses[known], np.float64),
        straight=straight,
        parabola=straight + rates[known] ** 2 * (bent * steps.slope**2 / 2),
        steps=found,
        newton=_newton(steps, spectrum, damped),
        exact=steps.exact,
        kinks=steps.kinks,
        samples=objective.samples,
        train_samples=objective.train_samples,
        full_batch=training.batch_size >= objective.train_samples,
        step=moment[0],
        epoch=moment[1],
    )


def _newton(steps: NextSteps, spectrum: Spectrum, damped: Damped) -> NewtonAnswer:
    rest = steps.product(damped.step) + damped.damping * damped.step + steps.gradient
    return NewtonAnswer(
        damping=damped.damping,
        longest=steps.longest,
        held=damped.held,
        shortened=steps.shortened,
        lowest=damped.lowest,
        residual=float(np.linalg.norm(rest)) / steps.slope,
        dense=spectrum.whole,
        products=len(spectrum.values),
    )


def _changes(run: Run, before: Array, after: Array) -> tuple[tuple[Parameter, float, float], ...]:
    changes: list[tuple[Parameter, float, float]] = []
    for layer, index in enumerate(run.anatomy.weighted):
        old, new = (run.network.split_layer(index, each) for each in (before, after))
        for source, target in np.ndindex(*old[0].shape):
            place = Parameter(layer, int(source), int(target))
            changes.append((place, float(old[0][source, target]), float(new[0][source, target])))
        for target in range(old[1].size):
            changes.append((Parameter(layer, None, target), float(old[1][target]), float(new[1][target])))
    return tuple(each for each in changes if each[1] != each[2])
