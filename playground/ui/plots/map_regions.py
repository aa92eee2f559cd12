"""Where on a map of flat colours each class's mark is drawn, so that a region is not told by colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from playground.ui.theme.marks import class_mark, mark_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import DecisionMap

_SAMPLES = 48
_LEAST_DEPTH = 3  # samples from the nearest border
_MOST_OF_A_CLASS = 4
_APART = 1.8
_RADIUS = 8.0
_WIDTH = 1.6


@dataclass(frozen=True, slots=True)
class ClassPlace:
    """Where the mark of a class is drawn: shares of the map's sides, from the left and from the top."""

    index: int
    across: float
    down: float


def class_places(decision: DecisionMap, samples: NDArray[np.float64]) -> list[ClassPlace]:
    """Return a few wide places of each class, if it has any clear of the samples (n, 2) or (n, 1)."""
    classes = _classes(decision)
    rows, columns = (
        np.linspace(0, side - 1, min(side, _SAMPLES)).round().astype(int) for side in classes.shape
    )
    coarse = classes[np.ix_(rows, columns)]
    anywhere = _depths(coarse, np.zeros(coarse.shape, dtype=bool))
    clear = _depths(coarse, _taken(decision, samples, coarse.shape))
    places = []
    for index in np.unique(coarse).tolist():
        own = coarse == index
        chosen = _widest(np.where(own, clear, 0)) or _widest(np.where(own, anywhere, 0))
        for row, column in chosen:
            places.append(ClassPlace(int(index), (column + 0.5) / len(columns), (row + 0.5) / len(rows)))
    return places


def _taken(decision: DecisionMap, samples: NDArray[np.float64], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Return where samples lie; along a line they may stand at any height."""
    left, right, bottom, top = decision.extent
    taken = np.zeros(shape, dtype=bool)
    if samples.shape[1] < 2:
        return taken
    known = samples[np.isfinite(samples).all(axis=1)]
    column = (known[:, 0] - left) / (right - left) * shape[1]
    row = (top - known[:, 1]) / (top - bottom) * shape[0]
    inside = (column >= 0) & (column < shape[1]) & (row >= 0) & (row < shape[0])
    taken[row[inside].astype(int), column[inside].astype(int)] = True
    return taken


def _classes(decision: DecisionMap) -> NDArray[np.uint8]:
    if decision.winners is not None:
        return decision.winners
    return np.asarray(decision.values >= 0.0, np.uint8)


def _depths(classes: NDArray[np.uint8], taken: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return how many times each sample's region can be peeled before the sample is gone."""
    left, depths = np.pad(~taken, 1), np.zeros(classes.shape, np.int64)
    for down, right in ((0, 1), (1, 0)):
        edges = np.diff(classes, axis=0 if down else 1) != 0
        inner = left[1:-1, 1:-1]
        inner[: -down or None, : -right or None] &= ~edges
        inner[down:, right:] &= ~edges
    while left.any():
        depths += left[1:-1, 1:-1]
        inner = left[1:-1, 1:-1]
        left[1:-1, 1:-1] = inner & left[:-2, 1:-1] & left[2:, 1:-1] & left[1:-1, :-2] & left[1:-1, 2:]
    return depths


def _widest(depths: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return the deepest places of one class, each far from those before."""
    left = depths.copy()
    found: list[tuple[int, int]] = []
    rows, columns = np.indices(depths.shape)
    while len(found) < _MOST_OF_A_CLASS:
        row, column = np.unravel_index(int(left.argmax()), left.shape)
        depth = int(left[row, column])
        if depth < _LEAST_DEPTH:
            break
        found.append((int(row), int(column)))
        reach = max(_APART * depth, 2.0 * _LEAST_DEPTH) + 4.0
        left[np.hypot(rows - row, columns - column) < reach] = 0
    return found


def draw_class_places(painter: QPainter, theme: Theme, area: QRectF, places: Sequence[ClassPlace]) -> None:
    """Draw the outline of each mark."""
    painter.setPen(QPen(theme.color("ink", 0.75), theme.pxf(_WIDTH)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for place in places:
        at = QPointF(area.left() + place.across * area.width(), area.top() + place.down * area.height())
        painter.drawPath(mark_path(class_mark(place.index), theme.pxf(_RADIUS)).translated(at))
