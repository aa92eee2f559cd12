"""The next step of several optimisers from where a run stands, each with the whole objective's gradient."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

import numpy as np

from playground.calculus.hessian import has_kinks
from playground.calculus.sample_gradients import are_products
from playground.calculus.steps import damped_newton, forecast, krylov_spectrum, whole_spectrum
from playground.document.errors import ExperimentError
from playground.engine import Schedule
from playground.engine.arrays import aligned_zeros
from playground.engine.evaluation import Evaluation
from playground.engine.threads import ALONE
from playground.engine.update import Update
from playground.worker import build
from playground.worker.studies.objective import TOO_LARGE, Objective, too_large

if TYPE_CHECKING:
    from collections.abc import Generator

    from playground.calculus.steps import Damped, Forecast, Spectrum
    from playground.engine import Settings
    from playground.engine.arrays import Array
    from playground.worker.run import Run

FIELD = "Next step"
SHOWN = ("sgd", "momentum", "adam")
USUAL_RATE = 0.03  # of descent where the run's optimiser is of second order
FIRST_ORDER = (*SHOWN, "nesterov", "adagrad", "rmsprop", "adamw")
PRODUCTS, LEAST_PRODUCTS = 40, 8
NUMBERS = 20_000_000  # of the vectors that Lanczos keeps
LEAST_TRUST, TRUSTED, HALVINGS = 1.0, 0.25, 16


class NextSteps:
    """Steps from one moment of a run, which may go on meanwhile.

    `gradient` (size,) and the Hessian are 0 along frozen parameters. `longest` is how long Newton's step may
    be: at first as long as all weights and biases together, at least 1. `training` is that of the moment,
    `rate` the learning rate of the optimisers of first order: the run's, where its own is one of them.
    `kinks` says that a slope jumps somewhere, of which the bend knows nothing there.
    """

    def __init__(self, run: Run) -> None:
        self.objective = Objective(run)
        self.objective.refuse_too_large(FIELD)
        here = self.objective.here
        self._run, self._settings = run, run.trainer.settings
        first_order = self._settings.optimizer in FIRST_ORDER
        self.rate = float(run.trainer.learning_rate) if first_order else USUAL_RATE
        self.training, self.exact = run.experiment.training, are_products(run.network)
        self.kinks = has_kinks(run.network, run.experiment.network.loss.value)
        self._before = run.checkpoint()
        self._frozen = build.frozen_of(run.experiment, run.network)
        self._twin = run.network.copy()
        self._free = np.ones(here.size, bool) if self._frozen is None else ~self._frozen
        self.gradient = np.where(self._free, self.objective.gradient, 0.0)
        self.slope = float(np.linalg.norm(self.gradient))
        self._product = self.objective.products()
        self.loss = self.objective.loss_at(here)
        self.shortened = False
        self.longest = max(LEAST_TRUST, float(np.linalg.norm(here)))
        self._loss_gradient: Array | None = None
        if not self.slope > 0:
            raise ExperimentError(
                FIELD,
                "the slope is zero here, so that no step downhill leads anywhere.",
                "If this is a saddle, “Eigenvalues” above offers a step along a direction that bends down.",
            )

    @property
    def own(self) -> str:
        """The run's own optimiser."""
        return self._settings.optimizer

    @property
    def names(self) -> tuple[str, ...]:
        """The optimisers whose steps are shown: three, and the run's own."""
        own = self._settings.optimizer
        return (*SHOWN, own) if own in FIRST_ORDER and own not in SHOWN else SHOWN

    def product(self, direction: Array) -> Array:
        """Multiply the Hessian with a direction, among the parameters that may move."""
        return np.where(self._free, self._checked(np.where(self._free, direction, 0.0)), 0.0)

    def _checked(self, direction: Array) -> Array:
        bent = self._product(direction)
        if not np.linalg.norm(bent) < TOO_LARGE:
            raise too_large(FIELD)
        return bent

    def of_rule(self, name: str) -> tuple[Array, bool]:
        """Return the step of an optimiser of first order, and whether it goes by what the run's remembers."""
        twin, settings = self._twin, replace(self._settings, optimizer=name, schedule=Schedule())
        twin.parameters[:] = self._before.parameters
        gradient = aligned_zeros(twin.size, twin.dtype)
        update = Update(twin, gradient, replace(settings, learning_rate=self.rate), ALONE, _nothing_asked)
        update.optimizer.remember(self._before.slots, self._before.updates, self._before.scales)
        update.freeze(self._frozen)
        gradient[:] = self._of_loss()
        for add in update.additions:
            add()
        if update.cut is not None:
            update.cut(float(gradient @ gradient))
        remembers = update.optimizer.updates > 0 and bool(update.optimizer.slots)
        for move in update.moves:
            move()
        return twin.parameters.astype(np.float64) - self.objective.here, remembers

    def _of_loss(self) -> Array:
        """Return the gradient without penalty, in the run's own precision."""
        if self._loss_gradient is None:
            objective, run = self.objective, self._run
            smoothing = self._settings.label_smoothing
            evaluation = Evaluation(self._twin, run.experiment.network.loss.value, smoothing)
            inputs = run.samples.train_inputs[: objective.samples]
            self._loss_gradient = evaluation.gradient(inputs, run.train_targets[: objective.samples]).copy()
        return self._loss_gradient

    def spectrum(self, most_dense: int) -> Generator[float, None, Spectrum]:
        """Take the Hessian apart among the parameters that may move; yield the share that is done."""
        free = np.flatnonzero(self._free)

        def product(part: Array) -> Array:
            whole = np.zeros(self._free.size)
            whole[free] = part
            return np.asarray(self._checked(whole)[free])

        if free.size <= most_dense:
            return (yield from whole_spectrum(product, free.size))
        most = min(PRODUCTS, max(LEAST_PRODUCTS, NUMBERS // free.size))
        return (yield from krylov_spectrum(product, self.gradient[free], most))

    def newton(self, spectrum: Spectrum) -> Generator[None, None, Damped]:
        """Return the damped Newton step, 0 along frozen parameters; yield after each try.

        Its trust length is halved while less than a quarter of the change that the model says comes true.
        """
        found = self._within(spectrum)
        for _ in range(HALVINGS):
            length = float(np.linalg.norm(found.step))
            # The step solves (H + mu I) s = -g, so that s.Hs is known without another product.
            said = (float(self.gradient @ found.step) - found.damping * length**2) / 2
            if self.change_by(found.step) <= TRUSTED * said:
                break
            self.longest = max(min(self.longest, length) / 2, float(np.finfo(np.float64).tiny))
            self.shortened = True
            yield
            found = self._within(spectrum)
        return found

    def _within(self, spectrum: Spectrum) -> Damped:
        found = damped_newton(spectrum, self.gradient[self._free], self.longest)
        step = np.zeros(self._free.size)
        step[self._free] = found.step
        return replace(found, step=step)

    def change_by(self, step: Array) -> float:
        """Return how a step changes the loss, which may not be finite."""
        return self.objective.loss_at(self.objective.here + step) - self.loss

    def judge(self, step: Array) -> tuple[Forecast, float]:
        """Return the change of the loss by the model, and the true one, which may not be finite."""
        return forecast(self.gradient, self.product, step), self.change_by(step)


def _nothing_asked(settings: Settings) -> NoReturn:
    """Stand for what rules of second order ask; those of first order ask nothing."""
    raise TypeError(f"{settings.optimizer} is no rule of first order")
