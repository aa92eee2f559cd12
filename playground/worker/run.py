"""One run of an experiment: its samples, network and trainer, and what is measured of them."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.document.errors import ExperimentError
from playground.engine import LOSSES, Checkpoint, NonFinite
from playground.engine.threads import ALONE
from playground.worker import build
from playground.worker.anatomy import Anatomy
from playground.worker.answers import accuracy, answers
from playground.worker.by_hand import ByHand
from playground.worker.footsteps import Footsteps
from playground.worker.gradient import FullGradient
from playground.worker.last_step import LastStep
from playground.worker.memory import check_memory
from playground.worker.moments import Moment, Moments
from playground.worker.passes import Passes
from playground.worker.samples import samples_of, why_untrainable
from playground.worker.snapshots import LossPoint
from playground.worker.trail import Trail

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from playground.data.table import Table
    from playground.document.experiment import Experiment
    from playground.engine import Network
    from playground.engine.arrays import Array
    from playground.engine.threads import Team
    from playground.worker.messages import NeuronCopy
    from playground.worker.snapshots import Floats, Parameter

BLOWN_UP = 1e6
SMALLEST_START = 1e-3


class Run:
    """A network in training, from its seed or from a checkpoint, maybe one of another network."""

    def __init__(
        self,
        experiment: Experiment,
        table: Table | None = None,
        checkpoint: Checkpoint | None = None,
        origin: Experiment | None = None,
        team: Team = ALONE,
    ) -> None:
        """Build everything anew; raise `ExperimentError` if the data is not there or memory would not do.

        The checkpoint belongs to the network of `origin`, or of the experiment itself.
        """
        self.experiment = experiment
        self.table = table
        self.samples = samples_of(experiment.data, table)
        self.anatomy = Anatomy(experiment)
        check_memory(experiment, samples=max(len(self.samples.train_inputs), 1))
        self.network = build.build_network(experiment)
        self._by_hand = ByHand(self.network, self.anatomy)
        self.train_targets, self.test_targets = build.targets_of(experiment, self.samples)
        inputs = self.samples.train_inputs
        if not len(inputs):
            # One sample stands in for none, so that the untrained network is there to be looked at.
            inputs, self.train_targets = (
                np.zeros((1, len(experiment.data.inputs))),
                build.any_target(experiment),
            )
        self.trainer = build.build_trainer(experiment, self.network, inputs, self.train_targets, team)
        self.trainer.freeze(build.frozen_of(experiment, self.network))
        self.last_step = LastStep(self.network, self.trainer)
        self.footsteps = Footsteps(self.network, self.trainer)
        self._test = Passes(self.network, self.samples.test_inputs, team=team)
        self._train = Passes(self.network, inputs, team=team)
        self._loss = LOSSES[experiment.network.loss.value]
        self._start_loss = math.inf
        self._team, self._train_inputs = team, inputs
        self._full = self._full_gradient_of(experiment)
        self._gradient_step = self._test_step = -1
        self._test_outputs = np.zeros((self.network.outputs, 0), self.network.dtype)
        self.moments, self.trail = Moments(), Trail()
        if checkpoint is not None:
            self._begin_from(checkpoint, origin)
        self._checkpoint: Checkpoint | None = None
        self.moments.keep(Moment(self.checkpoint(), self.epoch, math.inf))

    def _full_gradient_of(self, experiment: Experiment) -> FullGradient:
        return FullGradient(
            self.network,
            experiment.network.loss.value,
            self._train_inputs,
            self.train_targets,
            experiment.training.label_smoothing,
            self._team,
        )

    def _begin_from(self, checkpoint: Checkpoint, origin: Experiment | None) -> None:
        if origin is None:
            self.trainer.restore(self._in_range(checkpoint))
            return
        theirs = build.build_network(origin)
        theirs.parameters[:] = checkpoint.parameters
        same_rows = origin.data == self.experiment.data
        samples = self.samples if same_rows else samples_of(origin.data, self.table)
        self._carry(origin, theirs, self._in_epoch(checkpoint, len(samples.train_inputs)))

    def carry_from(self, other: Run, copies: Sequence[NeuronCopy] = ()) -> None:
        """Take over the other run's weights where both networks have them, and its count of steps."""
        counted = self._in_epoch(other.checkpoint(), len(other.samples.train_inputs))
        self._carry(other.experiment, other.network, counted, copies)

    def _carry(
        self,
        before: Experiment,
        network: Network,
        counted: Checkpoint,
        copies: Sequence[NeuronCopy] = (),
    ) -> None:
        if before.network == self.experiment.network and _same_inputs(before, self.experiment):
            self.trainer.restore(self._in_range(counted))
            self._checkpoint = None
            return
        build.carry_over(before, network, self.experiment, self.network, copies)
        mine = self.trainer.checkpoint()
        there = replace(mine, step=counted.step, epoch=counted.epoch, position=counted.position)
        self.trainer.restore(self._in_range(there))
        self._checkpoint = None

    def _in_epoch(self, checkpoint: Checkpoint, samples: int) -> Checkpoint:
        """Return the checkpoint as far into its epoch as it was among so many samples, never less far."""
        here = len(self.samples.train_inputs)
        if here == samples:
            return checkpoint
        if not here or not samples:
            return replace(checkpoint, epoch=checkpoint.epoch + (checkpoint.position > 0), position=0)
        position = -(-checkpoint.position * here // samples)
        return replace(checkpoint, epoch=checkpoint.epoch + (position >= here), position=position % here)

    def _in_range(self, checkpoint: Checkpoint) -> Checkpoint:
        """Begin the epoch again where a checkpoint's place in it does not exist in this training set."""
        there = checkpoint.position < len(self.samples.train_inputs)
        return checkpoint if there else replace(checkpoint, position=0)

    @property
    def why_untrainable(self) -> str:
        """Why there are too few samples to train on, "" if there are enough; nothing is then measured."""
        return why_untrainable(self.experiment.data)

    def refuse_untrainable(self) -> None:
        """Raise `ExperimentError` where there are too few samples to train on."""
        if self.why_untrainable:
            raise ExperimentError("Data", "there are too few points to train on.", self.why_untrainable)

    @property
    def step(self) -> int:
        """Optimiser updates since the run began."""
        return self.trainer.step_count

    @property
    def epoch(self) -> float:
        """Passes over the training set since the run began."""
        return self.trainer.epochs

    def checkpoint(self) -> Checkpoint:
        """Return all that is needed to go on from here; copied once per step."""
        if self._checkpoint is None or self._checkpoint.step != self.step:
            self._checkpoint = self.trainer.checkpoint()
        return self._checkpoint

    def retune(self, experiment: Experiment) -> None:
        """Go on under other training settings."""
        self.trainer.retune(build.settings_of(experiment))
        self.trainer.freeze(build.frozen_of(experiment, self.network))
        if experiment.training.label_smoothing != self.experiment.training.label_smoothing:
            self._full = self._full_gradient_of(experiment)
        self.experiment = experiment
        self._forget()

    def go_to(self, checkpoint: Checkpoint, experiment: Experiment) -> None:
        """Stand where a checkpoint of this very network was made, under the settings of that time."""
        self.retune(experiment)
        self.trainer.restore(checkpoint)
        self.last_step.forget()
        self.footsteps.forget()
        self._forget()
        self.moments = Moments()
        self.moments.keep(Moment(self.checkpoint(), self.epoch, math.inf))

    def steps_to_epoch_end(self) -> int:
        """Return how many steps the present epoch still has."""
        left = len(self.samples.train_inputs) - self.trainer.position
        return math.ceil(left / self.experiment.training.batch_size)

    def steps_to_epoch(self, epoch: int) -> int:
        """Return how many steps lead to the end of an epoch that is not over yet, counted from 1."""
        whole = math.ceil(len(self.samples.train_inputs) / self.experiment.training.batch_size)
        return self.steps_to_epoch_end() + (epoch - 1 - self.trainer.epoch) * whole

    def set_parameter(self, parameter: Parameter, value: float) -> None:
        """Set one weight or bias by hand, if there is such a one; what loss is usual is then found anew."""
        if self._by_hand.has(parameter):
            self._by_hand.write(parameter, value)
            self._forget()
            self._start_loss = math.inf

    def redraw(self, parameters: tuple[Parameter, ...], seed: int) -> None:
        """Draw some weights and biases anew, each as its layer's initialiser does from another seed."""
        self._by_hand.draw(self.experiment, parameters, seed)
        self._forget()
        self._start_loss = math.inf

    def _forget(self) -> None:
        """Let what was computed of the present step be computed anew."""
        self._gradient_step, self._test_step, self._checkpoint = -1, -1, None

    @property
    def knows_gradient(self) -> bool:
        """Whether the full gradient of the present step is computed already."""
        return self._gradient_step == self.step

    def full_gradient(self) -> Array:
        """Return dL/dparameter over the whole training set, penalty included; computed once per step.

        It is a buffer, good until the next step.
        """
        if not self.knows_gradient:
            self._full.compute(build.penalty_of(self.experiment))
            if self.why_untrainable:
                self._full.gradient.fill(0.0)
            self._gradient_step = self.step
        return self._full.gradient

    def outputs(self) -> tuple[Array, Array]:
        """Return the raw outputs for all training and test samples, (outputs, samples); once per step.

        They are buffers, good until the next step.
        """
        self.full_gradient()
        if self._test_step != self.step:
            self._look_at_test()
        return self._full.outputs, self._test_outputs

    def _look_at_test(self) -> Array:
        if len(self.samples.test_inputs):
            self._test_outputs = self._test.outputs()
        self._test_step = self.step
        return self._test_outputs

    @np.errstate(all="ignore")
    def measure(self, *, gradient: bool = True) -> LossPoint:
        """Return the measures at this moment and keep it as a good one; raise `NonFinite` if it is not.

        Without the gradient, whose norms are then left out, it costs a third.
        """
        self._gradient_step = -1  # somebody may have changed the weights
        norms = self._gradient_norms() if gradient else ()
        train = self._full.outputs if gradient else self._train.outputs()
        train_loss, train_accuracy = self._judge(train, self.train_targets, self.samples.train_labels)
        test_loss, test_accuracy = self._test_measures()
        point = LossPoint(
            step=self.step,
            epoch=self.epoch,
            train_loss=train_loss,
            test_loss=test_loss,
            penalty=float(self.trainer.penalty_value()),
            train_accuracy=train_accuracy,
            test_accuracy=test_accuracy,
            gradient_norms=norms,
        )
        self._refuse_blown_up(point)
        self.moments.keep(Moment(self.checkpoint(), self.epoch, train_loss))
        return point

    def _test_measures(self) -> tuple[float | None, float | None]:
        if not len(self.samples.test_inputs):
            return None, None
        return self._judge(self._look_at_test(), self.test_targets, self.samples.test_labels)

    def _judge(self, outputs: Array, targets: Floats, labels: NDArray[Any]) -> tuple[float, float | None]:
        loss = float(self._loss.value(outputs.T, targets, self.experiment.training.label_smoothing))
        return loss, accuracy(self.experiment, answers(self.experiment, outputs), labels)

    def _gradient_norms(self) -> tuple[float, ...]:
        gradient = self.full_gradient()
        layers = (gradient[self.network.layer_slice(layer)] for layer in self.anatomy.weighted)
        return tuple(math.sqrt(layer.dot(layer)) for layer in layers)

    def _refuse_blown_up(self, point: LossPoint) -> None:
        output = self.anatomy.weighted[-1]
        told = (point.train_loss, point.test_loss, point.penalty)
        if not all(math.isfinite(each) for each in told if each is not None):
            raise NonFinite(self.step, output, "loss")
        for layer, norm in enumerate(point.gradient_norms):
            if not math.isfinite(norm):
                raise NonFinite(self.step, self.anatomy.weighted[layer], "gradient")
        if math.isinf(self._start_loss):
            self._start_loss = max(point.train_loss, SMALLEST_START)
        if point.train_loss > BLOWN_UP * self._start_loss:
            raise NonFinite(self.step, output, "loss")


def _same_inputs(before: Experiment, after: Experiment) -> bool:
    return before.data.inputs == after.data.inputs and before.outputs == after.outputs
