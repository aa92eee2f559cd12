"""One derivative held beside differences of the loss, for one step and for many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.chain.agreement import digits_of, rounding_of
from playground.calculus.chain.brute_force import BruteForce, kinks_between, value_of
from playground.worker import build
from playground.worker.questions import GREATEST_STEP, LEAST_STEP, CheckAnswer, CheckCurves, Crossed
from playground.worker.studies.chain import refuse_missing, refuse_unfit
from playground.worker.studies.extents import numbers_of, pass_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playground.calculus.chain.brute_force import Kink
    from playground.engine.arrays import Array
    from playground.worker.questions import CheckQuestion
    from playground.worker.run import Run
    from playground.worker.snapshots import Floats

REACH, POINTS = 2.5, 121
STEPS_A_DECADE = 4
STEPS: Floats = np.logspace(-15, 0, 15 * STEPS_A_DECADE + 1)


def study_check(run: Run, question: CheckQuestion) -> Iterator[tuple[float, CheckAnswer | None]]:
    """Yield how much is done, at last 1.0 and the answer; raise `ExperimentError` where there is none."""
    refuse_unfit(run)
    refuse_missing(run, question.parameter)
    check = _Check(run, question)
    for done in check.work():
        yield done, None
    yield 1.0, check.answer()


class _Check:
    """One parameter at one moment of a run, which is copied."""

    def __init__(self, run: Run, question: CheckQuestion) -> None:
        self._question = question
        self._experiment, self._step, self._epoch = run.experiment, run.step, run.epoch
        numbers = numbers_of(run, question.extent, question.sample)
        self._sample = min(max(question.sample, 0), len(run.samples.train_inputs) - 1)
        self._of = pass_of(run, numbers)
        self._force = BruteForce(self._of)
        self._h = min(max(question.h, LEAST_STEP), GREATEST_STEP)
        parameter = question.parameter
        self._place = parameter.layer, parameter.source, parameter.target
        self._value = value_of(self._force, *self._place)
        self._derivative = float(self._of.derivatives(*self._place).mean())
        self._losses: list[Array] = []

    def work(self) -> Iterator[float]:
        """Find all losses that are needed, a part of them at a time."""
        values = self._values()
        layer, source, target = self._place
        part = self._force.most_at_once(layer)
        for start in range(0, len(values), part):
            few = values[start : start + part]
            self._losses.append(self._force.move(layer, target, [source] * len(few), few).losses)
            if start + part < len(values):
                yield (start + part) / (len(values) + 1)

    def _values(self) -> Array:
        """Return w, then w + h and w - h, then what the curves need."""
        w, h = self._value, self._h
        near = np.array([w, w + h, w - h])
        if not self._question.curves:
            return near
        return np.concatenate([near, self._places(), w + STEPS, w - STEPS])

    def _places(self) -> Floats:
        return np.linspace(self._value - REACH, self._value + REACH, POINTS, dtype=np.float64)

    def answer(self) -> CheckAnswer:
        """Put together what was found."""
        losses = np.concatenate(self._losses)
        here, ahead, behind = (float(loss) for loss in losses[:3])
        difference = (ahead - behind) / (2 * self._h)
        layer, source, target = self._place
        kinks = kinks_between(self._force, layer, source, target, self._h)
        return CheckAnswer(
            parameter=self._question.parameter,
            extent=self._question.extent,
            sample=self._sample,
            samples=self._of.samples,
            h=self._h,
            value=self._value,
            loss=here,
            derivative=self._derivative,
            difference=difference,
            error=abs(difference - self._derivative),
            digits=float(digits_of(np.array(self._derivative), np.array(difference))),
            rounding=rounding_of(here, self._of.activations[-1], self._h),
            kinks=tuple(self._crossed(kink) for kink in kinks),
            drops=any(layer.dropout > 0 for layer in self._experiment.network.hidden),
            penalised=self._is_penalised(),
            curves=self._curves(here, losses[3:]) if self._question.curves else None,
            step=self._step,
            epoch=self._epoch,
        )

    def _crossed(self, kink: Kink) -> Crossed:
        of_loss = kink.layer == len(self._of.sums)
        return Crossed(kink.layer - of_loss, kink.unit, kink.samples, of_loss)

    def _is_penalised(self) -> bool:
        penalty = build.penalty_of(self._experiment)
        return self._question.parameter.source is not None and (penalty.l1 > 0 or penalty.l2 > 0)

    def _curves(self, here: float, losses: Array) -> CheckCurves:
        shape, ahead, behind = np.split(losses, [POINTS, POINTS + len(STEPS)])
        central = np.abs((ahead - behind) / (2 * STEPS) - self._derivative)
        forward = np.abs((ahead - here) / STEPS - self._derivative)
        return CheckCurves(
            places=self._places(),
            losses=np.array(shape),
            steps=STEPS,
            central=central,
            forward=forward,
            best_central=float(STEPS[int(central.argmin())]),
            best_forward=float(STEPS[int(forward.argmin())]),
        )
