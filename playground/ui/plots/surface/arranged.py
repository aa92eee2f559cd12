"""A mesh in the order in which it has to be painted: from the far end to the near one.

Without perspective the line of sight crosses the plane in one direction. So a row of quads can only be hidden
by rows nearer to the viewer, where rows run across the line of sight, and within a row a quad only by those
on its near side: painting row after row, and each from its far end, always paints over what is hidden.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.ui.plots.surface.camera import Camera

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Order:
    """How the mesh is to be turned over so that row 0, column 0 is its far corner."""

    by_first: bool
    flip_rows: bool
    flip_columns: bool

    def arrange(self, grid: NDArray[Any]) -> NDArray[Any]:
        """Return an array (second, first, ...) with the far corner first."""
        turned = grid.swapaxes(0, 1) if self.by_first else grid
        turned = turned[::-1] if self.flip_rows else turned
        return turned[:, ::-1] if self.flip_columns else turned

    def rows_of(self, places: Floats, cells: int) -> NDArray[np.intp]:
        """Return the row that each place (m, 2) of the box lies over."""
        along = places[:, 0 if self.by_first else 1]
        rows = np.clip(((along + 1.0) * (cells / 2.0)).astype(np.intp), 0, cells - 1)
        return cells - 1 - rows if self.flip_rows else rows


def order_for(camera: Camera) -> Order:
    """Return the order for a camera."""
    first, second = camera.away
    by_first = abs(first) > abs(second)
    rows, columns = (first, second) if by_first else (second, first)
    return Order(by_first, rows > 0, columns > 0)


def shades(heights: Floats, camera: Camera) -> Floats:
    """Return how brightly each quad is lit, around 1, by a light over the viewer's left shoulder."""
    cells = len(heights) - 1
    step = 2.0 / cells
    along = (heights[:-1, 1:] - heights[:-1, :-1] + heights[1:, 1:] - heights[1:, :-1]) / (2 * step)
    up = (heights[1:, :-1] - heights[:-1, :-1] + heights[1:, 1:] - heights[:-1, 1:]) / (2 * step)
    angle = math.radians(camera.turn)
    # In the viewer's directions: to the left, towards the viewer, and up.
    left, near, high = -0.45, -0.55, 0.75
    light_x = left * math.cos(angle) + near * math.sin(angle)
    light_y = -left * math.sin(angle) + near * math.cos(angle)
    size = math.sqrt(light_x**2 + light_y**2 + high**2)
    lit = (high - along * light_x - up * light_y) / (size * np.sqrt(1.0 + along**2 + up**2))
    return np.asarray(lit)
