"""How the weights of each layer spread, and what its neurons give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.worker.pictures import BINS, MOST_COUNTED, RUG, histogram, percentiles
from playground.worker.snapshots import Histogram

if TYPE_CHECKING:
    from playground.engine.arrays import Array
    from playground.worker.first_samples import FirstSamples
    from playground.worker.run import Run
    from playground.worker.snapshots import ProbeResult

# Ends of axes, so far apart that an axis does not tremble while values grow.
ROUND = (1.0, 1.5, 2.0, 3.0, 5.0, 7.5, 10.0)
LEAST_END = 1e-6


def weight_histograms(run: Run) -> ProbeResult:
    """Return how the weights of each layer spread around 0, biases left out, on one axis for all."""
    network = run.network
    layers = [network.weights(layer).ravel() for layer in run.anatomy.weighted]
    reach = max(float(np.abs(weights).max()) for weights in layers)
    return tuple(histogram(weights, reach) for weights in layers)


def activation_histograms(run: Run, first: FirstSamples) -> ProbeResult | None:
    """Return how what each layer's activation function gives for the first samples spreads.

    Each has its own axis, from one round number to another, one of which may be 0. None without samples.
    """
    if not first.count:
        return None
    return tuple(_histogram(layer.values.y.ravel()) for layer in first.layers())


def _histogram(values: Array) -> Histogram:
    values = values[:: max(1, values.size // MOST_COUNTED)]
    low, high = _end(-float(values.min())), _end(float(values.max()))
    low, high = -low, high or (1.0 if not low else 0.0)
    if values.size < RUG:
        few = np.array(values, np.float64)
        return Histogram(low, high, np.zeros(0, dtype=np.int64), few, percentiles(few))
    bins = ((values - low) * (BINS / (high - low))).astype(np.int64)
    counts = np.bincount(np.clip(bins, 0, BINS - 1), minlength=BINS)
    return Histogram(low, high, counts, np.zeros(0), percentiles(values))


def _end(reach: float) -> float:
    """Return a round number that is not smaller, 0 for what does not reach beyond 0."""
    if not reach > 0:
        return 0.0
    power = float(10.0 ** np.floor(np.log10(max(reach, LEAST_END))))
    return next(each * power for each in ROUND if reach <= each * power)
