"""Training: one mini-batch after another, in an order that depends on the seed and the epoch alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from playground.engine.arrays import Array, aligned_zeros
from playground.engine.batches import Batches, training_set
from playground.engine.checkpoint import Checkpoint
from playground.engine.divergence import first_non_finite, squared_norm_limit
from playground.engine.evaluation import Evaluation
from playground.engine.optimizers import OPTIMIZERS, Constants
from playground.engine.penalty import Penalty
from playground.engine.registry import entry
from playground.engine.schedule import planned_batches

if TYPE_CHECKING:
    from playground.engine.backpropagation import Backpropagation
    from playground.engine.network import Network

_NO_PENALTY = Penalty("none", 0.0)


class Trainer:
    """
    Trains a network on a training set, a step at a time.

    A step takes the next mini-batch, computes the gradient of its mean loss (backpropagation), adds the
    penalty's, makes sure that it is finite, and lets the optimiser move the parameters.

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
    batch_size : int
        At least 1; more than n means n.
    optimizer : str
        A key of `OPTIMIZERS`.
    learning_rate : float
        From 0 to 1e12.
    momentum : float
        The constant of the optimiser "momentum", in [0, 1).
    penalty : Penalty
        On the weights, not on the biases.
    seed : int
        Of the samples' order; not negative.

    Attributes
    ----------
    step_count : int
        Steps made.
    epoch : int
        Epochs completed.
    position : int
        Samples of the present epoch used already, from 0 to n - 1.

    Raises
    ------
    ValueError
        For a name, shape or number that is not as described.
    """

    def __init__(
        self,
        network: Network,
        loss: str,
        inputs: Array,
        targets: Array,
        *,
        batch_size: int,
        optimizer: str = "sgd",
        learning_rate: float,
        momentum: float = 0.9,
        penalty: Penalty = _NO_PENALTY,
        seed: int = 0,
    ) -> None:
        self._network, self._loss = network, loss
        self._evaluation = Evaluation(network, loss)
        self._inputs, self._targets = training_set(network, loss, inputs, targets)
        self._batches = Batches(self._inputs, self._targets, network.dtype, seed, batch_size)
        self._gradient = aligned_zeros(network.size, network.dtype)
        self._limit = squared_norm_limit(network.dtype)
        self.step_count = self.epoch = self.position = 0
        self._last: Backpropagation | None = None
        self._optimizer = entry(OPTIMIZERS, optimizer, "optimizer")(
            network.parameters, self._gradient, learning_rate, Constants(momentum=momentum)
        )
        self.set_penalty(penalty)
        self._rearrange()

    def step(self) -> None:
        """
        Train on one mini-batch.

        Raises
        ------
        NonFinite
            If the gradient is not finite; nothing has then been changed.
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
            In the step whose gradient is not finite: that step is not made, those before it are.
        """
        gradient, squared_norm, limit = self._gradient, self._gradient.dot, self._limit
        add_penalty, update = self._add_penalty, self._optimizer.update
        samples = self._batches.samples
        for backpropagation, inputs, targets in islice(self._schedule, steps):
            self._last = backpropagation
            backpropagation.run(inputs, targets)
            for add in add_penalty:
                add()
            if not squared_norm(gradient) < limit:
                self._rearrange()
                raise first_non_finite(self._network, backpropagation, gradient, self.step_count + 1)
            update()
            self.step_count += 1
            self.position += backpropagation.samples
            if self.position == samples:
                self.epoch += 1
                self.position = 0

    def _rearrange(self) -> None:
        """Take the batches from the present position on."""
        self._schedule = planned_batches(
            self._network, self._loss, self._gradient, self._batches, self.epoch, self.position
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
        """The mean loss of the last step's batch before its update, without penalty; NaN before any step."""
        return self._last.loss if self._last else float("nan")

    @property
    def learning_rate(self) -> float:
        """The learning rate of the next step."""
        return self._optimizer.learning_rate

    def set_learning_rate(self, value: float) -> None:
        """
        Change the learning rate from the next step on.

        Parameters
        ----------
        value : float
            From 0 to 1e12, else ValueError.
        """
        self._optimizer.learning_rate = value

    def set_batch_size(self, samples: int) -> None:
        """
        Change the batch size from the next step on; the epoch goes on where it is.

        Parameters
        ----------
        samples : int
            At least 1, else ValueError.
        """
        self._batches.batch_size = samples
        self._rearrange()

    def set_penalty(self, penalty: Penalty) -> None:
        """
        Change the penalty from the next step on.

        Parameters
        ----------
        penalty : Penalty
            The new one.
        """
        self._penalty = penalty
        self._add_penalty = penalty.plan(self._network.parameters, self._gradient, self._network.weight_mask)

    def set_optimizer(
        self, name: str, *, learning_rate: float | None = None, momentum: float | None = None
    ) -> None:
        """
        Change the optimiser from the next step on; another begins with slots of zero, the same keeps them.

        Parameters
        ----------
        name : str
            A key of `OPTIMIZERS`, else ValueError.
        learning_rate, momentum : float, optional
            As in the constructor; kept by default.
        """
        before = self._optimizer
        rate = before.learning_rate if learning_rate is None else learning_rate
        constants = before.constants if momentum is None else replace(before.constants, momentum=momentum)
        rule = entry(OPTIMIZERS, name, "optimizer")
        self._optimizer = rule(self._network.parameters, self._gradient, rate, constants)
        if name == before.name:
            self._optimizer.remember(before.slots, before.updates)

    def evaluate(self, X: Array, T: Array) -> float:
        """
        Give the mean loss over any set, without penalty.

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
        Give the gradient over the whole training set, penalty included.

        Returns
        -------
        ndarray
            Shape (size,), new.
        """
        gradient = self._evaluation.gradient(self._inputs, self._targets).copy()
        for add in self._penalty.plan(self._network.parameters, gradient, self._network.weight_mask):
            add()
        return gradient

    @np.errstate(all="ignore")
    def penalty_value(self) -> float:
        """
        Give what the penalty adds to the loss now.

        Returns
        -------
        float
            rate/2 sum w^2 or rate sum |w| over the weights.
        """
        return self._penalty.value(self._network.parameters, self._network.weight_mask)

    def checkpoint(self) -> Checkpoint:
        """
        Copy all that is needed to go on from here.

        Returns
        -------
        Checkpoint
            Of this moment.
        """
        return Checkpoint(
            parameters=self._network.parameters.copy(),
            slots={name: slot.copy() for name, slot in self._optimizer.slots.items()},
            updates=self._optimizer.updates,
            step=self.step_count,
            epoch=self.epoch,
            position=self.position,
        )

    def restore(self, checkpoint: Checkpoint) -> None:
        """
        Go back, or on, to a checkpoint. With the same settings, what follows is the same, bit for bit.

        Parameters
        ----------
        checkpoint : Checkpoint
            Of a network of this size. If it was made under another optimiser, the slots begin with zero.

        Raises
        ------
        ValueError
            If its parameters, its slots or its position do not fit; nothing is then changed.
        """
        if checkpoint.parameters.shape != self._network.parameters.shape:
            raise ValueError(
                f"the checkpoint holds {checkpoint.parameters.size} parameters, not {self._network.size}"
            )
        if not 0 <= checkpoint.position < self._batches.samples:
            raise ValueError(f"position {checkpoint.position} is not in a set of {self._batches.samples}")
        self._optimizer.remember(checkpoint.slots, checkpoint.updates)
        self._network.parameters[:] = checkpoint.parameters
        self.step_count, self.epoch = checkpoint.step, checkpoint.epoch
        self.position = checkpoint.position
        self._rearrange()
