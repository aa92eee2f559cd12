"""The Hessian of a small network, or a block of it by layers, entry by entry and exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.hessian import hessian_products
from playground.worker import build
from playground.worker.questions import HessianMapAnswer
from playground.worker.studies.hessian_block import Clock, block_of, names_of, refuse_infinite, samples_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playground.engine.arrays import Array
    from playground.worker.questions import HessianMapQuestion
    from playground.worker.run import Run
    from playground.worker.snapshots import Parameter
    from playground.worker.studies.hessian_block import Row

    Slices = Iterator[tuple[float, HessianMapAnswer | None]]


def study_hessian_map(run: Run, question: HessianMapQuestion) -> Slices:
    """Answer of the run as it stands when work begins; raise `ExperimentError` where it cannot."""
    clock, block = Clock(), block_of(run, question)
    count = samples_for(run)
    rows, columns = names_of(run, block.rows), names_of(run, block.columns)
    step, epoch, train_samples = run.step, run.epoch, len(run.samples.train_inputs)
    row = exact_rows(run, count)
    computed = np.empty((len(block.computed), len(block.told)))
    for number, place in enumerate(block.computed.tolist()):
        computed[number] = row(place)[block.told]
        if clock.slice_over():
            yield (number + 1) / (len(computed) + 1), None
            clock.go_on()
    entries = block.upright(computed)
    refuse_infinite(entries)
    row_at, column_at = np.unravel_index(int(np.abs(entries).argmax()), entries.shape)
    asymmetry = _asymmetry(entries) if np.array_equal(block.rows, block.columns) else None
    clock.pause()
    yield (
        1.0,
        HessianMapAnswer(
            rows=rows,
            columns=columns,
            entries=np.ascontiguousarray(entries),
            frozen=block.frozen,
            largest=float(np.abs(entries).max()),
            largest_at=(int(row_at), int(column_at)),
            own_share=_own_share(entries, rows, columns),
            asymmetry=asymmetry,
            samples=count,
            train_samples=train_samples,
            products=len(computed),
            seconds=clock.spent,
            step=step,
            epoch=epoch,
        ),
    )


def exact_rows(run: Run, samples: int) -> Row:
    """Bind the rows of the Hessian at the run's present parameters."""
    experiment, size = run.experiment, run.network.size
    product, _ = hessian_products(
        run.network,
        experiment.network.loss.value,
        run.samples.train_inputs[:samples],
        run.train_targets[:samples],
        build.penalty_of(experiment).l2,
        experiment.training.label_smoothing,
    )

    def row(place: int) -> Array:
        unit = np.zeros(size)
        unit[place] = 1.0
        return product(unit)

    return row


def _own_share(entries: Array, rows: tuple[Parameter, ...], columns: tuple[Parameter, ...]) -> float:
    """Return which share of the sum of squares lies on the diagonal."""
    largest = float(np.abs(entries).max())
    if largest == 0:
        return 0.0
    squares = (entries / largest) ** 2  # large entries do not overflow
    places = {column: number for number, column in enumerate(columns)}
    own = sum(float(squares[number, places[row]]) for number, row in enumerate(rows) if row in places)
    return own / float(squares.sum())


def _asymmetry(entries: Array) -> float:
    largest = float(np.abs(entries).max())
    return float(np.abs(entries - entries.T).max()) / largest if largest else 0.0
