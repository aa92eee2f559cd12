"""Training: one mini-batch after another, in an order that depends on the seed and the epoch alone."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from playground.engine.arrays import Array, aligned_zeros
from playground.engine.backpropagation import Backpropagation
from playground.engine.batches import Batches, planned_batches, training_set
from playground.engine.checkpoint import Checkpoint
from playground.engine.divergence import first_non_finite, squared_norm_limit
from playground.engine.evaluation import Evaluation
from playground.engine.layers import Weighted
from playground.engine.losses import LOSSES
from playground.engine.operations.dropout import Noise
from playground.engine.rules import check_objective
from playground.engine.second_order.objective import Objective
from playground.engine.threads import ALONE
from playground.engine.update import Update

if TYPE_CHECKING:
    import numpy.typing as npt

    from playground.engine.network import Network
    from playground.engine.operations.call import Call
    from playground.engine.second_order import SecondOrderStep
    from playground.engine.second_order.objective import Curvature
    from playground.engine.settings import Settings
    from playground.engine.threads import Team


class Trainer:
    """
    Trains a network on a training set, a step at a time.

    A step takes the next mini-batch, computes the gradient of its mean loss (backpropagation), adds the
    penalty's, makes sure that it is finite, cuts it if it is too large, and lets the optimiser move the
    parameters.

    Parameters
    ----------
    network : Network
        Trained in place; its parameters may be changed from outside between steps.
    loss : str
        A key of `LOSSES`.
    inputs : array_like
        Shape (n, network.inputs), finite; copied.
    targets : array_like
        Shape (n, outputs); copied. What the loss expects: see `Loss.expects`.
    settings : Settings
        How it is trained; see `retune`.
    seed : int
        Of the samples' order and of dropout; not negative.
    team : Team
        Who shares the work of large layers.
    curvature : callable, optional
        Binds products with the Hessian; "newton" can't do without, see `Curvature`.

    Attributes
    ----------
    settings : Settings
        Those of the next step.
    step_count : int
        Steps made.
    epoch : int
        Epochs completed.
    position : int
        Samples of the present epoch used already, from 0 to n - 1.

    Raises
    ------
    ValueError
        For a name, shape or number that is not as described, or if there is nothing to train.
    """

    def __init__(
        self,
        network: Network,
        loss: str,
        inputs: Array,
        targets: Array,
        settings: Settings,
        *,
        seed: int = 0,
        team: Team = ALONE,
        curvature: Curvature | None = None,
    ) -> None:
        if not network.size:
            raise ValueError("a network of pooling layers alone has no parameters to train")
        self._network, self._loss, self.settings = network, loss, settings
        self._team, self._noise, self._curvature = team, Noise(seed), curvature
        self._evaluation = Evaluation(network, loss, team=team)
        self._objective = Evaluation(network, loss, settings.label_smoothing, team)
        rows, self._targets = training_set(network, loss, inputs, targets)
        self._inputs = rows[:, : network.inputs]
        check_objective(network, settings, len(rows))
        self._batches = Batches(rows, self._targets, seed, settings.batch_size)
        self._gradient = aligned_zeros(network.size, network.dtype)
        self._limit = squared_norm_limit(network.dtype)
        self._update = Update(network, self._gradient, settings, self._team, self._objective_under)
        self.step_count = self.epoch = self.position = 0
        self._last: Backpropagation | None = None
        self._prepare()
        self._rearrange()

    def step(self) -> None:
        """
        Train on one mini-batch.

        Raises
        ------
        NonFinite
            If the gradient is too large or not finite; nothing has then been changed.
        """
        self.run(1)

    @np.errstate(all="ignore")
    def run(self, steps: int) -> None:
        """
        Train on some mini-batches, one after the other.

        Parameters
        ----------
        steps : int
            How many.

        Raises
        ------
        NonFinite
            In the step whose gradient is too large or not finite: that step is not made, those before are.
        """
        gradient, squared_norm, limit = self._gradient, self._gradient.dot, self._limit
        update, samples = self._update, self._batches.samples
        preparations, additions, cut, moves = self._preparations, update.additions, update.cut, update.moves
        for plan, batch in islice(self._schedule, steps):
            for prepare in preparations:
                prepare()
            self._last = plan
            plan.run(*batch)
            for add in additions:
                add()
            size = squared_norm(gradient)
            if not size < limit:
                self._rearrange()
                raise first_non_finite(self._network, plan, gradient, self.step_count + 1)
            for remember in plan.remember_calls:
                remember()
            if cut is not None:
                cut(size)
            for move in moves:
                move()
            self.step_count += 1
            self.position += plan.samples
            if self.position == samples:
                self.epoch += 1
                self.position = 0

    def _prepare(self) -> None:
        """Line up what has to be done at the beginning of each step."""
        self._preparations: list[Call] = []
        if any(isinstance(layer, Weighted) and layer.dropout for layer in self._network.layers):
            self._preparations.append(lambda: self._noise.begin(self.step_count))
        if self.settings.schedule.kind != "constant":
            self._preparations.append(lambda: self._update.follow_schedule(self.epochs))

    def _objective_under(self, settings: Settings) -> Objective:
        asked = self._network, self._loss, self._inputs, self._targets
        return Objective(*asked, settings, self._curvature, self._team)

    def _rearrange(self) -> None:
        """Take the batches from the present position on, with plans made anew.

        A rule for whole sets has no use for the rest of an epoch: it begins the next one.
        """
        if self.position and self._update.optimizer.second_order:
            self.epoch, self.position = self.epoch + 1, 0
        self._schedule = planned_batches(self._batches, self._plan, self.epoch, self.position)

    def _plan(self, samples: int) -> Backpropagation:
        return Backpropagation(
            self._network,
            self._loss,
            samples,
            self._gradient,
            noise=self._noise,
            smoothing=self.settings.label_smoothing,
            team=self._team,
        )

    @property
    def epochs(self) -> float:
        """Epochs made, the present one as the part of its samples that were used."""
        return self.epoch + self.position / self._batches.samples

    @property
    def batch_gradient(self) -> Array:
        """The gradient that the optimiser used in the last step, penalty included; a view, shape (size,)."""
        return self._gradient

    @property
    def batch_loss(self) -> float:
        """The mean loss of the last step's batch before its update, smoothed, no penalty; NaN before any."""
        return self._last.loss if self._last else float("nan")

    @property
    def last_update(self) -> SecondOrderStep | None:
        """What a second-order rule tells of the last step made here; None of other rules, and before any."""
        return self._update.optimizer.report

    @property
    def learning_rate(self) -> float:
        """The learning rate of the next step, as its schedule has it."""
        return self.settings.learning_rate * self.settings.schedule.part(self.epochs)

    def retune(self, settings: Settings) -> None:
        """
        Follow other settings from the next step on; the epoch goes on where it is.

        Parameters
        ----------
        settings : Settings
            The same optimiser keeps its memory, also with other constants, and so does one that remembers
            the same ("momentum" and "nesterov"; "adam" and "adamw"). Any other begins with slots of zero.

        Raises
        ------
        ValueError
            If the loss takes no label smoothing, a constant is none in the network's precision, or the rule
            does not suit the batch or the network; nothing is then changed.
        """
        check_objective(self._network, settings, self._batches.samples)
        LOSSES[self._loss].check_smoothing(settings.label_smoothing)
        self._update.retune(settings)
        before, self.settings = self.settings, settings
        self._prepare()
        if settings.batch_size != before.batch_size:
            self._batches.batch_size = settings.batch_size
            self._rearrange()
        if settings.label_smoothing != before.label_smoothing:
            self._objective = Evaluation(self._network, self._loss, settings.label_smoothing, self._team)
            self._rearrange()

    def freeze(self, frozen: npt.NDArray[np.bool_] | None) -> None:
        """
        Leave some parameters alone from the next step on.

        Parameters
        ----------
        frozen : ndarray or None
            Shape (size,), a truth value per parameter; None to let all move.

        Raises
        ------
        ValueError
            If the shape or type is another one.
        """
        self._update.freeze(frozen)

    def evaluate(self, X: Array, T: Array) -> float:
        """
        Give the mean loss over any set, without penalty and label smoothing, so that it compares settings.

        Parameters
        ----------
        X : array_like
            Shape (samples, inputs).
        T : array_like
            Shape (samples, outputs).

        Returns
        -------
        float
            The mean loss.
        """
        return self._evaluation.loss(X, T)

    @np.errstate(all="ignore")
    def full_gradient(self) -> Array:
        """
        Give the gradient over the whole training set, of what training makes small.

        Penalty and label smoothing are included; there is no dropout, and running numbers normalize.

        Returns
        -------
        ndarray
            Shape (size,), new.
        """
        gradient = self._objective.gradient(self._inputs, self._targets).copy()
        for add in self.settings.penalty.plan(self._network, gradient):
            add()
        return gradient

    @np.errstate(all="ignore")
    def penalty_value(self) -> float:
        """Give what the penalty adds to the loss now."""
        return self.settings.penalty.value(self._network)

    def checkpoint(self) -> Checkpoint:
        """Copy all that is needed to go on from here."""
        optimizer = self._update.optimizer
        return Checkpoint(
            parameters=self._network.parameters.copy(),
            slots={name: slot.copy() for name, slot in optimizer.slots.items()},
            updates=optimizer.updates,
            step=self.step_count,
            epoch=self.epoch,
            position=self.position,
            statistics=self._network.statistics.copy(),
            scales=optimizer.scales(),
        )

    def restore(self, checkpoint: Checkpoint) -> None:
        """
        Go back, or on, to a checkpoint. With the same settings, what follows is the same, bit for bit.

        Parameters
        ----------
        checkpoint : Checkpoint
            Of a network of this size. If its optimiser remembers something else, the slots begin with zero.

        Raises
        ------
        ValueError
            If its parameters, its slots, its counters or its position do not fit; nothing is then changed.
        """
        network = self._network
        checkpoint.check_fits(network, self._batches.samples)
        self._update.optimizer.remember(checkpoint.slots, checkpoint.updates, checkpoint.scales)
        network.parameters[:] = checkpoint.parameters
        network.statistics[:] = checkpoint.statistics
        self.step_count, self.epoch = checkpoint.step, checkpoint.epoch
        self.position = checkpoint.position
        self._rearrange()
