"""Every entry of a map of the Hessian held beside a central difference of exact gradients, in slices."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.hessian import difference_rows, has_kinks
from playground.worker import build
from playground.worker.questions import SURE_ENTRY_DIGITS, HessianCheckAnswer
from playground.worker.studies.hessian_block import Clock, block_of, names_of, refuse_infinite, samples_for
from playground.worker.studies.hessian_map import exact_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playground.worker.questions import HessianCheckQuestion
    from playground.worker.run import Run
    from playground.worker.studies.hessian_block import Row

    Slices = Iterator[tuple[float, HessianCheckAnswer | None]]

MOST_DIGITS = 16.0


def study_hessian_check(run: Run, question: HessianCheckQuestion) -> Slices:
    """Answer of the run as it stands when work begins; raise `ExperimentError` where it cannot."""
    clock, block = Clock(), block_of(run, question)
    count, loss = samples_for(run), run.experiment.network.loss.value
    rows, columns = names_of(run, block.rows), names_of(run, block.columns)
    kinks, step, epoch = has_kinks(run.network, loss), run.step, run.epoch
    ways = exact_rows(run, count), _rows_by_differences(run, count)
    both = np.empty((2, len(block.computed), len(block.told)))
    for number, place in enumerate(block.computed.tolist()):
        for way, row in enumerate(ways):
            both[way, number] = row(place)[block.told]
        if clock.slice_over():
            yield (number + 1) / (len(block.computed) + 1), None
            clock.go_on()
    refuse_infinite(both)
    exact, difference = (block.upright(each) for each in both)
    scale = max(float(np.abs(both).max()), float(np.finfo(np.float64).tiny))
    errors = np.abs(exact - difference) / scale
    worst = np.unravel_index(int(errors.argmax()), errors.shape)
    error = float(errors[worst])
    clock.pause()
    yield (
        1.0,
        HessianCheckAnswer(
            count=errors.size,
            agreeing=int((errors <= 10.0**-SURE_ENTRY_DIGITS).sum()),
            row=rows[int(worst[0])],
            column=columns[int(worst[1])],
            exact=float(exact[worst]),
            difference=float(difference[worst]),
            error=error,
            digits=min(MOST_DIGITS, max(0.0, -math.log10(error))) if error else MOST_DIGITS,
            kinks=kinks,
            gradients=2 * len(block.computed),
            seconds=clock.spent,
            step=step,
            epoch=epoch,
        ),
    )


def _rows_by_differences(run: Run, samples: int) -> Row:
    experiment = run.experiment
    return difference_rows(
        run.network,
        experiment.network.loss.value,
        run.samples.train_inputs[:samples],
        run.train_targets[:samples],
        build.penalty_of(experiment).l2,
        experiment.training.label_smoothing,
    )
