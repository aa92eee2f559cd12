"""What is told of a place of a landscape's map, and of a point of the path on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.ui.plots.read_out import Row
from playground.ui.theme.numbers import format_integer, format_significant

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF

    from playground.ui.plots.frame import Frame
    from playground.worker.questions import LandscapeAnswer

AXES = ("across", "up")


def place_rows(answer: LandscapeAnswer, place: tuple[float, float]) -> list[Row]:
    """Return the loss of the cell that a place lies in, and where it is."""
    row, column = cell_of(answer, place)
    loss = format_significant(float(answer.heights[row, column]))
    told = loss if answer.known[row, column] else "not finite"
    return [
        Row("loss", told),
        *(Row(name, format_significant(at)) for name, at in zip(AXES, place, strict=True)),
    ]


def cell_of(answer: LandscapeAnswer, place: tuple[float, float]) -> tuple[int, int]:
    """Return row and column of the cell that a place lies in, the nearest for one outside."""
    rows, columns = answer.heights.shape
    left, right, bottom, top = answer.extent
    column = int((place[0] - left) / (right - left) * columns)
    row = int((place[1] - bottom) / (top - bottom) * rows)
    return min(max(row, 0), rows - 1), min(max(column, 0), columns - 1)


def path_rows(answer: LandscapeAnswer, frame: Frame, pixel: QPointF, near: float) -> list[Row]:
    """Return what is told of the path's point under the pointer; nothing where there is none as near."""
    if not len(answer.path_losses):
        return []
    x, y = frame.pixels(answer.path_x, answer.path_y)
    away = np.hypot(x - pixel.x(), y - pixel.y())
    at = int(away.argmin())
    if away[at] > near:
        return []
    return [
        Row(f"path, step {format_integer(int(answer.path_steps[at]))}"),
        Row("its own loss", format_significant(float(answer.path_losses[at]))),
        Row("away from the plane", format_significant(float(answer.distances[at]))),
    ]
