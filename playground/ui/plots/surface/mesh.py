"""A decision map as a mesh of few quads: heights at its nodes, a colour for each, and the border lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.document.choices import Task
from playground.ui.plots.contour import class_borders, zero_contour
from playground.ui.plots.map_image import color_levels
from playground.ui.plots.surface.camera import HEIGHT
from playground.ui.plots.ticks import nice_limit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.ui.plots.points import PointCloud
    from playground.worker.snapshots import DecisionMap

    Floats = NDArray[np.float64]

# Beyond the scale of the numbers the axis grows by this part of it, as often as needed, but not for ever.
_STEP, _MOST_STEPS = 0.25, 4


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """Heights (n + 1, n + 1) in the box, by the second coordinate upwards, then by the first.

    `levels` and `winners` (n, n) are what each quad's colour is taken from, `borders` segments (m, 2, 3) of
    the box on which the answer changes. `low` and `high` are the numbers at the box's bottom and top.
    """

    heights: Floats
    levels: NDArray[np.intp]
    winners: NDArray[np.uint8] | None
    borders: Floats
    low: float
    high: float

    @property
    def cells(self) -> int:
        """How many quads there are along each side."""
        return len(self.heights) - 1

    def height_of(self, numbers: Floats) -> Floats:
        """Return how high numbers stand in the box; what lies beyond it is at its border."""
        return to_box(numbers, self.low, self.high)

    def height_at(self, places: Floats) -> Floats:
        """Return the surface's height over places (m, 2) of the box."""
        return bilinear(self.heights, (places + 1.0) * (self.cells / 2.0))


def mesh_of(decision: DecisionMap, points: PointCloud, cells: int) -> Mesh:
    """Return a map's mesh with so many quads along each side."""
    low, high = range_of(decision, points)
    upwards = decision.values[::-1].astype(np.float64)
    values = resampled(upwards, np.linspace(0.0, 1.0, cells + 1))
    middles = resampled(upwards, (np.arange(cells) + 0.5) / cells)
    winners = None if decision.winners is None else _nearest(decision.winners[::-1], cells)
    heights = to_box(values, low, high)
    return Mesh(
        heights,
        color_levels(middles, decision.low, decision.high),
        winners,
        _borders(decision, points, values, heights),
        low,
        high,
    )


def range_of(decision: DecisionMap, points: PointCloud) -> tuple[float, float]:
    """Return the numbers at the bottom and the top: they stay the same while it trains, where they can."""
    if decision.winners is not None:
        return 0.0, 1.0
    if decision.focus is not None:
        reach = nice_limit(max(abs(decision.low), abs(decision.high))) or 1.0
        return -reach, reach
    if points.task is not Task.REGRESSION:
        return decision.low, decision.high
    step = (decision.high - decision.low) * _STEP
    below, above = decision.low - float(decision.values.min()), float(decision.values.max()) - decision.high
    return decision.low - step * _steps(below, step), decision.high + step * _steps(above, step)


def _steps(excess: float, step: float) -> int:
    return int(min(max(np.ceil(excess / step), 0), _MOST_STEPS)) if step > 0 and np.isfinite(excess) else 0


def to_box(numbers: Floats, low: float, high: float) -> Floats:
    """Return numbers as heights, -HEIGHT at `low` and HEIGHT at `high`, and no further."""
    share = (numbers - low) / (high - low) if high > low else np.full_like(numbers, 0.5)
    return np.asarray(HEIGHT * (2.0 * np.clip(share, 0.0, 1.0) - 1.0))


def resampled(values: Floats, shares: Floats) -> Floats:
    """Return a map of pixels at the same shares of its width and height, between the pixels' middles."""
    first, second = (_between(values, shares, axis) for axis in (0, 1))
    rows = values[first[0]] * (1.0 - first[1])[:, None] + values[first[0] + 1] * first[1][:, None]
    return np.asarray(rows[:, second[0]] * (1.0 - second[1]) + rows[:, second[0] + 1] * second[1])


def _between(values: Floats, shares: Floats, axis: int) -> tuple[NDArray[np.intp], Floats]:
    count = values.shape[axis]
    at = np.clip(shares * count - 0.5, 0.0, count - 1.0)
    below = np.minimum(at.astype(np.intp), count - 2)
    return below, at - below


def _nearest(winners: NDArray[np.uint8], cells: int) -> NDArray[np.uint8]:
    rows, columns = (((np.arange(cells) + 0.5) / cells * count).astype(np.intp) for count in winners.shape)
    return winners[np.ix_(rows, columns)]


def bilinear(field: Floats, places: Floats) -> Floats:
    """Return a field (rows, columns) at places (m, 2), given as (column, row)."""
    rows, columns = field.shape
    x, y = np.clip(places[:, 0], 0.0, columns - 1.0), np.clip(places[:, 1], 0.0, rows - 1.0)
    left, low = np.minimum(x.astype(np.intp), columns - 2), np.minimum(y.astype(np.intp), rows - 2)
    along, up = x - left, y - low
    bottom = field[low, left] * (1.0 - along) + field[low, left + 1] * along
    top = field[low + 1, left] * (1.0 - along) + field[low + 1, left + 1] * along
    return np.asarray(bottom * (1.0 - up) + top * up)


def _borders(decision: DecisionMap, points: PointCloud, values: Floats, heights: Floats) -> Floats:
    """Return where it is zero or classes meet, on the mesh itself so that the lines lie in its quads."""
    if decision.winners is not None:
        nodes = _nearest(decision.winners[::-1], len(values))
        lines = class_borders(nodes, values)
    elif decision.focus is None and points.task is Task.REGRESSION:
        return np.zeros((0, 2, 3))
    else:
        lines = zero_contour(values)
    pieces = [np.stack([line[:-1], line[1:]], axis=1) for line in lines if len(line) > 1]
    if not pieces:
        return np.zeros((0, 2, 3))
    ends = np.concatenate(pieces)
    flat = ends.reshape(-1, 2)
    box = np.column_stack([flat * (2.0 / (len(values) - 1)) - 1.0, bilinear(heights, flat)])
    return box.reshape(-1, 2, 3)
