"""Which part of the Hessian is meant: the weights and biases along both sides of it, and their names."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.sample_gradients import are_products
from playground.document.errors import ExperimentError
from playground.worker import build
from playground.worker.objective import affordable_samples
from playground.worker.questions import MOST_A_SIDE, HessianCheckQuestion, HessianMapQuestion
from playground.worker.snapshots import Parameter

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from playground.engine.arrays import Array
    from playground.worker.run import Run

    Places = NDArray[np.intp]
    Row = Callable[[int], Array]

SLICE_SECONDS = 0.005
MOST_WORK = 1e7  # products of a sample forwards times samples, for each row
SUBJECT = "Hessian"


@dataclass(frozen=True, eq=False)
class Block:
    """Places in the flat vector of all parameters, of the `rows` and the `columns` of a part of the Hessian.

    `frozen` are how many of the layers along both sides are left out.
    """

    rows: Places
    columns: Places
    frozen: int

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns it has."""
        return len(self.rows), len(self.columns)

    @property
    def tall(self) -> bool:
        """Whether it has more rows than columns: then columns are computed, as the Hessian is symmetric."""
        return len(self.rows) > len(self.columns)

    @property
    def computed(self) -> Places:
        """What one row of the Hessian is computed for each of."""
        return self.columns if self.tall else self.rows

    @property
    def told(self) -> Places:
        """Which entries of such a row are told."""
        return self.rows if self.tall else self.columns

    def upright(self, computed: Array) -> Array:
        """Return what was computed, (computed, told), as rows and columns."""
        return computed.T if self.tall else computed


@dataclass(slots=True)
class Clock:
    """Counts the seconds of slices, not of what goes on between them."""

    spent: float = 0.0
    began: float = field(default_factory=time.perf_counter)

    def slice_over(self) -> bool:
        """Say whether it is time to let others work, and count what was spent if so."""
        if time.perf_counter() - self.began < SLICE_SECONDS:
            return False
        self.pause()
        return True

    def pause(self) -> None:
        """Count what was spent."""
        self.spent += time.perf_counter() - self.began

    def go_on(self) -> None:
        """Begin the next slice."""
        self.began = time.perf_counter()


def block_of(run: Run, question: HessianMapQuestion | HessianCheckQuestion) -> Block:
    """Return what is asked for; raise `ExperimentError` where it cannot be told."""
    run.refuse_untrainable()
    if not are_products(run.network):
        raise ExperimentError(
            SUBJECT,
            "the map is of dense layers only, without normalisation.",
            "Take convolutions, pooling and normalisation out of the network to see it.",
        )
    frozen = build.frozen_of(run.experiment, run.network)
    frozen = np.zeros(run.network.size, np.bool_) if frozen is None else frozen
    wanted = np.zeros(run.network.size, np.bool_)
    sides = [_slice_of(run, layer) for layer in (question.rows, question.columns)]
    for side in sides:
        wanted[side] = True
    rows, columns = (side.start + np.flatnonzero(~frozen[side]) for side in sides)
    _refuse_none_or_many(run, question.rows, len(rows))
    _refuse_none_or_many(run, question.columns, len(columns))
    return Block(rows, columns, int((wanted & frozen).sum()))


def _slice_of(run: Run, layer: int | None) -> slice:
    network = run.network
    if layer is None:
        return slice(0, network.size)
    if not 0 <= layer < len(network.layers):
        raise ExperimentError(SUBJECT, "there is no such layer.", "Choose one of the list.")
    return network.layer_slice(layer)


def _refuse_none_or_many(run: Run, layer: int | None, count: int) -> None:
    if not count:
        raise ExperimentError(SUBJECT, "every weight of it is frozen.", "Unfreeze one to see how it bends.")
    if count > MOST_A_SIDE:
        raise _too_many(run, layer, count)


def _too_many(run: Run, layer: int | None, count: int) -> ExperimentError:
    which = "this network" if layer is None else _layer_name(run, layer)
    problem = f"{which} has {count:,} weights and biases; the map shows up to {MOST_A_SIDE} along a side."
    whole = layer is None and len(run.network.layers) > 1
    remedy = "Choose one layer, or two." if whole else "Choose a smaller layer, or take neurons out."
    return ExperimentError(SUBJECT, problem.replace(",", "\u2009"), remedy)


def _layer_name(run: Run, layer: int) -> str:
    return "the output layer" if layer == len(run.network.layers) - 1 else f"layer {layer + 1}"


def names_of(run: Run, places: Places) -> tuple[Parameter, ...]:
    """Return which weight or bias stands at each place."""
    every: list[Parameter] = []
    for layer, place in enumerate(run.network.places):
        sources = [*range(place.weights), *([None] if place.bias else [])]
        every += [Parameter(layer, source, target) for target in range(place.rows) for source in sources]
    return tuple(every[place] for place in places.tolist())


def samples_for(run: Run) -> int:
    """Return of how many training samples it is told."""
    return affordable_samples(run, MOST_WORK)


def refuse_infinite(entries: Array) -> None:
    """Raise `ExperimentError` where an entry is no number."""
    if not np.isfinite(entries).all():
        raise ExperimentError(SUBJECT, "a number in it is not finite.", "Rewind the run or reset it.")
