"""The number of a decision map at one place, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.document.choices import Task
from playground.ui.plots.ticks import nice_step, number_text
from playground.ui.theme.numbers import format_fixed, format_percent, format_signed, format_significant

if TYPE_CHECKING:
    from playground.ui.plots.points import PointCloud
    from playground.worker.snapshots import DecisionMap

_FINENESS = 600


@dataclass(frozen=True, slots=True)
class MapReading:
    """A place, its coordinates as (name, text), and what the map says there."""

    x: float
    y: float
    across: tuple[str, str]
    up: tuple[str, str]
    value: str

    @property
    def place(self) -> str:
        """The coordinates as one line; an axis without a name means nothing."""
        return ", ".join(" ".join(each) for each in (self.across, self.up) if each[0])

    @property
    def text(self) -> str:
        """All of it as one line, like ``x₁ 2.10, x₂ −0.40 → +0.73``."""
        return f"{self.place} → {self.value}"


def read_map(
    decision: DecisionMap, points: PointCloud, names: tuple[str, str], place: tuple[float, float]
) -> MapReading:
    """Return what the map says at a place of the plane."""
    left, right, bottom, top = decision.extent
    x, y = place
    rows, columns = decision.values.shape
    column = (x - left) / (right - left) * columns - 0.5
    row = (top - y) / (top - bottom) * rows - 0.5
    return MapReading(
        x,
        y,
        (names[0], _coordinate(x, right - left)),
        (names[1], _coordinate(y, top - bottom)),
        _value_text(decision, points, row, column),
    )


def _coordinate(value: float, span: float) -> str:
    return number_text(value, nice_step(abs(span) / _FINENESS))


def _value_text(decision: DecisionMap, points: PointCloud, row: float, column: float) -> str:
    value = between_samples(decision.values, row, column)
    if not np.isfinite(value):
        return "not a number"
    if decision.winners is not None:
        return _class_text(decision, points, round(row), round(column))
    if decision.focus is not None:
        return format_signed(value)
    if points.task is Task.REGRESSION:
        return format_significant(value)
    text = format_fixed(value, 2)
    return f"+{text}" if value >= 0.005 else text


def _class_text(decision: DecisionMap, points: PointCloud, row: int, column: int) -> str:
    assert decision.winners is not None
    rows, columns = decision.values.shape
    place = min(max(row, 0), rows - 1), min(max(column, 0), columns - 1)
    index = int(decision.winners[place])
    name = points.classes[index] if index < len(points.classes) else f"class {index + 1}"
    return f"{name} {format_percent(float(decision.values[place]))}"


def between_samples(values: np.ndarray, row: float, column: float) -> float:
    """Return the value between four samples, or at the border that of the nearest."""
    rows, columns = values.shape
    row, column = min(max(row, 0.0), rows - 1.0), min(max(column, 0.0), columns - 1.0)
    top, left = min(int(row), max(rows - 2, 0)), min(int(column), max(columns - 2, 0))
    down, along = row - top, column - left
    corners = values[top : top + 2, left : left + 2].astype(np.float64)
    weights = np.outer([1.0 - down, down], [1.0 - along, along])[: corners.shape[0], : corners.shape[1]]
    # A corner without weight must not spoil the number by not being one.
    return float(np.where(weights > 0.0, corners, 0.0).ravel() @ weights.ravel())
