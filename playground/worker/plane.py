"""The plane that maps are drawn over: the square of generated points, or a slice through a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.data.feature_slopes import feature_slopes
from playground.data.features import apply_features
from playground.data.prepare import Prepared, grid
from playground.document.sources import TableSource

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.document.experiment import Data

Extent = tuple[float, float, float, float]
DOMAIN: Extent = (-6.0, 6.0, -6.0, 6.0)
MARGIN = 0.08


@dataclass(frozen=True, slots=True)
class Plane:
    """A rectangle of the data, in its own units, and how a point of it becomes the network's inputs."""

    data: Data
    samples: Prepared
    axes: tuple[int, int]
    extent: Extent

    def inputs(self, size: int) -> NDArray[np.float64]:
        """Return the network's inputs over a size by size grid, (size * size, inputs on), top row first."""
        return self._columns(size, self.data.inputs)

    def pictures(self, size: int) -> NDArray[np.float32]:
        """Return every input over the grid, on or off, divided by its greatest size, (inputs, size, size).

        One that has no value somewhere is NaN there, so that it is not taken for a picture.
        """
        values = self._columns(size, self.data.available_inputs).T.reshape(-1, size, size)
        greatest = np.abs(values).max(axis=(1, 2), keepdims=True)
        with np.errstate(invalid="ignore"):
            return np.asarray(values / np.where(greatest > 0, greatest, 1.0), dtype=np.float32)

    def slopes(self, size: int) -> NDArray[np.float64]:
        """Return d(input)/d(coordinate) of the inputs that are on, (2, size * size, inputs on)."""
        names = self.data.inputs
        if not isinstance(self.data.source, TableSource):
            left, right, bottom, top = self.extent
            return feature_slopes(names, grid((left, right), (bottom, top), size))
        slopes = np.zeros((2, size * size, len(names)))
        for coordinate, axis in enumerate(self.axes):
            name = self.data.source.available_inputs[axis]
            # A single column stands on both axes: only the one across moves it.
            if name in names and not (coordinate and axis == self.axes[0]):
                on = self.samples.input_names.index(name)
                slopes[coordinate, :, names.index(name)] = 1.0 / self.samples.input_deviations[on]
        return slopes

    def _columns(self, size: int, names: tuple[str, ...]) -> NDArray[np.float64]:
        left, right, bottom, top = self.extent
        points = grid((left, right), (bottom, top), size)
        if not isinstance(self.data.source, TableSource):
            return apply_features(names, points)
        return self._slice(points, names)

    def _slice(self, points: NDArray[np.float64], names: tuple[str, ...]) -> NDArray[np.float64]:
        columns = np.zeros((len(points), len(names)))
        for place, name in enumerate(names):
            if name in self.samples.input_names:
                columns[:, place] = self.samples.middle[self.samples.input_names.index(name)]
        available = self.data.source.available_inputs
        # A single column stands on both axes: the one across is meant, and so written last.
        for coordinate, axis in reversed(list(enumerate(self.axes))):
            name = available[axis]
            if name in names and name in self.samples.input_names:
                on = self.samples.input_names.index(name)
                scaled = (
                    points[:, coordinate] - self.samples.input_means[on]
                ) / self.samples.input_deviations[on]
                columns[:, names.index(name)] = scaled
        return columns


def plane_of(data: Data, samples: Prepared, axes: tuple[int, int]) -> Plane:
    """Return the plane of a generated set, or a table's slice over two columns, the others at their mean."""
    if not isinstance(data.source, TableSource):
        return Plane(data, samples, axes, DOMAIN)
    left, right = _range(data, samples, axes[0])
    bottom, top = _range(data, samples, axes[1])
    return Plane(data, samples, axes, (left, right, bottom, top))


def _range(data: Data, samples: Prepared, axis: int) -> tuple[float, float]:
    name = data.source.available_inputs[axis]
    if name not in samples.input_names:
        return -1.0, 1.0
    on = samples.input_names.index(name)
    values = samples.train_inputs[:, on] * samples.input_deviations[on] + samples.input_means[on]
    low, high = float(values.min()), float(values.max())
    margin = MARGIN * (high - low) or 1.0
    return low - margin, high + margin
