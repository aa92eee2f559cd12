"""Which training samples a loss is the mean of, and what becomes of them in the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.chain import SamplePass
from playground.document.choices import Extent
from playground.engine.order import Order
from playground.worker.gradient_cloud import next_batch

if TYPE_CHECKING:
    from playground.worker.gradient_cloud import Numbers
    from playground.worker.run import Run


def numbers_of(run: Run, extent: Extent, sample: int) -> Numbers:
    """Return the numbers of the training samples: the nearest there is to one, the next batch, or all."""
    count = len(run.samples.train_inputs)
    match extent:
        case Extent.SAMPLE:
            return np.array([min(max(sample, 0), count - 1)])
        case Extent.BATCH:
            return next_batch(run, Order(max(count, 1), run.experiment.data.seed))
        case Extent.ALL:
            return np.arange(count)


def pass_of(run: Run, numbers: Numbers) -> SamplePass:
    """Return the way of some training samples through the network as it stands, which is copied."""
    return SamplePass(
        run.network,
        run.experiment.network.loss.value,
        run.samples.train_inputs[numbers],
        run.train_targets[numbers],
        run.experiment.training.label_smoothing,
    )
