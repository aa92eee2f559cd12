"""One run of an experiment: its samples, network and trainer, and what is measured of them."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.engine import LOSSES, Checkpoint, NonFinite
from playground.engine.threads import ALONE
from playground.worker import build
from playground.worker.anatomy import Anatomy
from playground.worker.answers import accuracy, answers
from playground.worker.gradient import FullGradient
from playground.worker.memory import check_memory
from playground.worker.moments import Moment, Moments
from playground.worker.passes import Passes
from playground.worker.samples import samples_of
from playground.worker.snapshots import LossPoint

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.data.table import Table
    from playground.document.experiment import Experiment
    from playground.engine import Network
    from playground.engine.arrays import Array
    from playground.engine.threads import Team
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
        check_memory(experiment, samples=len(self.samples.train_inputs))
        self.network = build.build_network(experiment)
        self.train_targets, self.test_targets = build.targets_of(experiment, self.samples)
        self.trainer = build.build_trainer(
            experiment, self.network, self.samples.train_inputs, self.train_targets, team
        )
        self._test = Passes(self.network, self.samples.test_inputs, team=team)
        self._train = Passes(self.network, self.samples.train_inputs, team=team)
        self._loss = LOSSES[experiment.network.loss.value]
        self._start_loss = math.inf
        self._team = team
        self._full = self._full_gradient_of(experiment)
        self._gradient_step = -1
        self.moments = Moments()
        if checkpoint is not None:
            self._begin_from(checkpoint, origin)
        self._checkpoint: Checkpoint | None = None
        self.moments.keep(Moment(self.checkpoint(), self.epoch, math.inf))

    def _full_gradient_of(self, experiment: Experiment) -> FullGradient:
        return FullGradient(
            self.network,
            experiment.network.loss.value,
            self.samples.train_inputs,
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
        self._carry(origin, theirs, checkpoint)

    def carry_from(self, other: Run) -> None:
        """Take over the other run's weights where both networks have them, and its count of steps."""
        self._carry(other.experiment, other.network, other.checkpoint())

    def _carry(self, before: Experiment, network: Network, counted: Checkpoint) -> None:
        build.carry_over(before, network, self.experiment, self.network)
        mine = self.trainer.checkpoint()
        there = replace(mine, step=counted.step, epoch=counted.epoch, position=counted.position)
        self.trainer.restore(self._in_range(there))
        self._checkpoint = None

    def _in_range(self, checkpoint: Checkpoint) -> Checkpoint:
        """Begin the epoch again where a checkpoint's place in it does not exist in this training set."""
        there = checkpoint.position < len(self.samples.train_inputs)
        return checkpoint if there else replace(checkpoint, position=0)

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
        if experiment.training.label_smoothing != self.experiment.training.label_smoothing:
            self._full = self._full_gradient_of(experiment)
        self.experiment = experiment
        self._forget()

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
        if not self._has(parameter):
            return
        layer = self.anatomy.weighted[parameter.layer]
        if parameter.source is None:
            self.network.biases(layer)[parameter.target] = value
        else:
            self.network.weights(layer)[parameter.source, parameter.target] = value
        self._forget()
        self._start_loss = math.inf

    def _has(self, parameter: Parameter) -> bool:
        if not 0 <= parameter.layer < len(self.anatomy.weighted):
            return False
        place = self.network.places[self.anatomy.weighted[parameter.layer]]
        source = parameter.source
        return 0 <= parameter.target < place.rows and (source is None or 0 <= source < place.weights)

    def _forget(self) -> None:
        """Let what was computed of the present step be computed anew."""
        self._gradient_step, self._checkpoint = -1, None

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
            self._gradient_step = self.step
        return self._full.gradient

    @np.errstate(all="ignore")
    def measure(self, *, gradient: bool = True) -> LossPoint:
        """Return the measures at this moment and keep it as a good one; raise `NonFinite` if it is not.

        Without the gradient, whose norms are then left out, it costs a third.
        """
        self._gradient_step = -1  # somebody may have changed the weights
        norms = self._gradient_norms() if gradient else ()
        train, test = self._full.outputs if gradient else self._train.outputs(), self._test.outputs()
        train_loss, train_accuracy = self._judge(train, self.train_targets, self.samples.train_labels)
        test_loss, test_accuracy = self._judge(test, self.test_targets, self.samples.test_labels)
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

    def _judge(self, outputs: Array, targets: Floats, labels: NDArray[Any]) -> tuple[float, float | None]:
        loss = float(self._loss.value(outputs.T, targets, self.experiment.training.label_smoothing))
        return loss, accuracy(self.experiment, answers(self.experiment, outputs), labels)

    def _gradient_norms(self) -> tuple[float, ...]:
        gradient = self.full_gradient()
        layers = (gradient[self.network.layer_slice(layer)] for layer in self.anatomy.weighted)
        return tuple(math.sqrt(layer.dot(layer)) for layer in layers)

    def _refuse_blown_up(self, point: LossPoint) -> None:
        output = self.anatomy.weighted[-1]
        if not all(map(math.isfinite, (point.train_loss, point.test_loss, point.penalty))):
            raise NonFinite(self.step, output, "loss")
        for layer, norm in enumerate(point.gradient_norms):
            if not math.isfinite(norm):
                raise NonFinite(self.step, self.anatomy.weighted[layer], "gradient")
        if math.isinf(self._start_loss):
            self._start_loss = max(point.train_loss, SMALLEST_START)
        if point.train_loss > BLOWN_UP * self._start_loss:
            raise NonFinite(self.step, output, "loss")
