"""Keeps a worker running: notices when it has died or no longer answers, and starts another."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from playground.document import limits
from playground.document.choices import Optimizer
from playground.document.images import features, patches
from playground.worker.messages import COUNTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playground.data.table import Table
    from playground.document.experiment import Experiment, Layer
    from playground.document.images import Shape
    from playground.worker.messages import Command, News
    from playground.worker.process import WorkerProcess

HUNG_AFTER = 3.0
LONGEST_PATIENCE = 60.0
SECONDS_PER_PRODUCT = 5e-9  # one weight, one sample, forwards and backwards, with room to spare
PER_UNIT = 32  # products that take as long as a unit's activation
SECONDS_PER_CELL = 3e-6  # sent, split and scaled, with room to spare
# In a step of Newton or L-BFGS, all samples go through the network up to so many times, there and back.
LOOKS = {Optimizer.NEWTON: 420, Optimizer.LBFGS: 42}
STARTS_WITHIN = 30.0
WINDOW_ASLEEP = 1.0
KILLED, CRASHED = -9, -11


class Supervisor:
    """Owns the worker process; whoever asks learns whether it is in trouble."""

    def __init__(self, start_worker: Callable[[], WorkerProcess]) -> None:
        self._start = start_worker
        self._worker = start_worker()
        self._ready = False
        self._asked = 0
        self._heard = self._checked = time.monotonic()

    @property
    def asked(self) -> int:
        """How many `COUNTED` commands the present worker was sent."""
        return self._asked

    @property
    def pid(self) -> int:
        """The present worker's process number."""
        return self._worker.pid

    @property
    def alive(self) -> bool:
        """Whether there is a worker."""
        return self._worker.alive

    def send(self, command: Command) -> None:
        """Send a command without waiting."""
        self._asked += isinstance(command, COUNTED)
        self._worker.send(command)

    def news(self) -> Iterator[News]:
        """Yield the present worker's news that are here."""
        worker = self._worker
        for each in worker.receive():
            self._ready = True
            self._heard = time.monotonic()
            yield each
            if self._worker is not worker:
                return

    def trouble(self, patience: float) -> str:
        """Return what is wrong with the worker in plain words, "" if nothing is."""
        now = time.monotonic()
        if now - self._checked > WINDOW_ASLEEP:
            # This process slept, and so the worker's last word is old without any fault of its own.
            self._heard = now
        self._checked = now
        if not self._worker.alive:
            return f"The training process {_ending(self._worker.exit_code)}."
        if now - self._heard > (patience if self._ready else STARTS_WITHIN):
            return "The training process no longer answered."
        return ""

    def replace(self) -> bool:
        """End the worker and start another; return whether the system allowed it."""
        self._worker.kill()
        self._ready, self._asked = False, 0
        self._heard = time.monotonic()
        try:
            self._worker = self._start()
        except OSError:
            return False
        return True

    def close(self) -> None:
        """End the worker."""
        self._worker.close()


def patience_for(experiment: Experiment, table: Table | None) -> float:
    """Return for how many seconds a worker may be silent: longer where a pass over the data takes long."""
    samples = limits.SAMPLES[1] if table is None else table.rows
    looks = LOOKS.get(experiment.training.optimizer, 1)
    work = SECONDS_PER_PRODUCT * float(_products(experiment)) * samples * looks
    cells = 0.0 if table is None else SECONDS_PER_CELL * table.values.size
    return HUNG_AFTER + min(LONGEST_PATIENCE, work + cells)


def _products(experiment: Experiment) -> int:
    """Return how many products a sample takes forwards; a convolution repeats its weights."""
    shapes = experiment.shapes
    output = features(shapes[-2]) * experiment.outputs
    below = zip(experiment.network.hidden, shapes, strict=False)
    units = sum(features(shape) for shape in shapes[1:])
    return (
        output
        + PER_UNIT * units
        + sum(layer.parameters(shape) * _places(layer, shape) for layer, shape in below)
    )


def _places(layer: Layer, below: Shape) -> int:
    """Return at how many places of what is below a layer is applied."""
    return math.prod(patches(below, layer.kernel, layer.stride, layer.padding)) if layer.convolves else 1


def _ending(exit_code: int | None) -> str:
    if exit_code == KILLED:
        return "was ended from outside, or for want of memory"
    if exit_code == CRASHED:
        return "crashed"
    return "ended unexpectedly"
