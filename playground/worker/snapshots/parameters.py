"""Weights, biases and their gradients, one by one or as they spread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from playground.worker.snapshots.arrays import Floats


@dataclass(frozen=True, slots=True)
class LayerValues:
    """One number per parameter of a layer: `weights` (n_in, n_out); `biases` (n_out,), 0 if it has none."""

    weights: Floats
    biases: Floats


@dataclass(frozen=True, slots=True)
class ParameterSnapshot:
    """The parameters of every layer."""

    layers: tuple[LayerValues, ...]


@dataclass(frozen=True, slots=True)
class GradientSnapshot:
    """dL/dparameter of every layer, over the whole training set, penalty included."""

    layers: tuple[LayerValues, ...]


@dataclass(frozen=True, slots=True)
class Histogram:
    """How the values of one layer spread: `counts` between evenly spaced `low` and `high`.

    Below 12 values `values` holds them all and `counts` is empty. `percentiles` are the values below which
    5, 25, 50, 75 and 95 % of them lie, between neighbours in proportion; of more than 50,000 values they are
    those of every so-manieth, as the counts are.
    """

    low: float
    high: float
    counts: NDArray[np.int64]
    values: Floats
    percentiles: tuple[float, ...] = ()
