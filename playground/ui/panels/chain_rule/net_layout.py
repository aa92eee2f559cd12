"""Where everything stands in the page's picture of the network: columns of discs, curves, the loss."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from playground.worker.snapshots import Neuron, Parameter

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from numpy.typing import NDArray

RADIUS, LEAST_RADIUS, RADIUS_OF_SOME = 20.0, 8.0, 11.0
GAP = 5.0
PITCH = 84.0
BIAS_RADIUS = 4.5
BIAS_HIT, EDGE_HIT = 8.0, 6.0
POINTS = 33
LOWER_LEFT = 0.7071


class Place(Enum):
    """What is in the picture besides neurons and parameters."""

    LOSS = auto()


Hit = Neuron | Parameter | Place


@dataclass(frozen=True, slots=True)
class Column:
    """The heights of the shown units of a layer, and of the tile that stands for `left_out` others."""

    x: float
    ys: dict[int, float]
    tile: float | None = None
    left_out: int = 0


@dataclass(frozen=True)
class NetLayout:
    """All places in pixels; `biased` says of each layer of weights whether it has biases.

    `chips` remembers where names have been put.
    """

    columns: tuple[Column, ...]
    biased: tuple[bool, ...]
    radius: float
    loss: QPointF
    k: float
    chips: dict[object, QRectF | None] = field(default_factory=dict)

    def centre(self, neuron: Neuron) -> QPointF | None:
        """Return the middle of a neuron's disc, None where it is not shown."""
        column = self.columns[neuron.layer]
        y = column.ys.get(neuron.index)
        return None if y is None else QPointF(column.x, y)

    def bias_dot(self, neuron: Neuron) -> QPointF | None:
        """Return the middle of the dot of a neuron's bias, None where there is none."""
        centre = self.centre(neuron)
        if centre is None or neuron.layer == 0 or not self.biased[neuron.layer - 1]:
            return None
        away = self.radius * LOWER_LEFT
        return QPointF(centre.x() - away, centre.y() + away)

    def edge(self, parameter: Parameter) -> QPainterPath | None:
        """Return the curve of a weight, None where an end of it is not shown."""
        if parameter.source is None:
            return None
        source = self.centre(Neuron(parameter.layer, parameter.source))
        target = self.centre(Neuron(parameter.layer + 1, parameter.target))
        return None if source is None or target is None else curve(source, target)

    def to_loss(self, unit: int) -> QPainterPath | None:
        """Return the curve from an output to the loss."""
        centre = self.centre(Neuron(len(self.columns) - 1, unit))
        return None if centre is None else curve(centre, self.loss)

    def weights(self) -> Iterator[Parameter]:
        """Yield the weights whose both ends are shown."""
        for layer in range(len(self.columns) - 1):
            for source in self.columns[layer].ys:
                for target in self.columns[layer + 1].ys:
                    yield Parameter(layer, source, target)

    @cached_property
    def discs(self) -> tuple[tuple[Neuron, QPointF], ...]:
        """The neurons that are shown and the middles of their discs, the inputs first."""
        return tuple(
            (Neuron(layer, unit), QPointF(column.x, y))
            for layer, column in enumerate(self.columns)
            for unit, y in column.ys.items()
        )

    def hit(self, point: QPointF) -> Hit | None:
        """Return what is at a place: a bias before its neuron, a neuron before a weight."""
        return self._dot_at(point) or self._disc_at(point) or self._weight_at(point)

    def _dot_at(self, point: QPointF) -> Parameter | None:
        reach = min(BIAS_HIT * self.k, 0.6 * self.radius)
        for neuron, _ in self.discs:
            dot = self.bias_dot(neuron)
            if dot is not None and _distance(dot, point) <= reach:
                return Parameter(neuron.layer - 1, None, neuron.index)
        return None

    def _disc_at(self, point: QPointF) -> Hit | None:
        if _distance(self.loss, point) <= self.radius:
            return Place.LOSS
        for neuron, centre in self.discs:
            if _distance(centre, point) <= self.radius:
                return neuron
        return None

    def _weight_at(self, point: QPointF) -> Parameter | None:
        shown, points = self._traced
        if not shown:
            return None
        away = np.hypot(points[..., 0] - point.x(), points[..., 1] - point.y()).min(axis=1)
        nearest = int(away.argmin())
        return shown[nearest] if away[nearest] <= EDGE_HIT * self.k else None

    @cached_property
    def _traced(self) -> tuple[tuple[Parameter, ...], NDArray[np.float64]]:
        """All weights, and points along the curve of each: (weights, points, 2)."""
        shown = tuple(self.weights())
        ends = [
            (
                self.columns[w.layer].x,
                self.columns[w.layer].ys[w.source or 0],
                self.columns[w.layer + 1].x,
                self.columns[w.layer + 1].ys[w.target],
            )
            for w in shown
        ]
        x0, y0, x1, y1 = np.array(ends, dtype=float).reshape(-1, 4, 1).transpose(1, 0, 2)
        t = np.linspace(0.0, 1.0, POINTS)
        level, middle = 3 * t * (1 - t), (x0 + x1) / 2
        xs = x0 * (1 - t) ** 3 + level * middle + x1 * t**3
        ys = y0 * ((1 - t) ** 3 + 3 * t * (1 - t) ** 2) + y1 * (3 * t**2 * (1 - t) + t**3)
        return shown, np.stack([xs, ys], axis=2)


def curve(start: QPointF, end: QPointF) -> QPainterPath:
    """Return the curve from one disc to another, level at both ends."""
    middle = (start.x() + end.x()) / 2
    path = QPainterPath(start)
    path.cubicTo(QPointF(middle, start.y()), QPointF(middle, end.y()), end)
    return path


def lay_out(
    sizes: Sequence[int],
    biased: Sequence[bool],
    wanted: Sequence[Collection[int]],
    area: QRectF,
    k: float,
) -> NetLayout:
    """Lay a network out in an area: of each layer as many units as fit, the wanted ones among them."""
    count = len(sizes) + 1
    most = _most(area.height() / k, LEAST_RADIUS)
    if max(sizes) > most:  # some are left out anyway: let the others be seen well
        most = _most(area.height() / k, RADIUS_OF_SOME)
    shown = [shown_units(size, most, want) for size, want in zip(sizes, wanted, strict=True)]
    rows = max(len(units) + (len(units) < size) for units, size in zip(shown, sizes, strict=True))
    apart = area.width() / count
    radius = min(RADIUS * k, 0.36 * apart, (area.height() / rows - GAP * k) / 2)
    radius = max(radius, 2.0 * k)
    step = (area.width() - 2 * radius) / (count - 1)
    xs = [area.left() + radius + step * at for at in range(count)]
    columns = tuple(
        _column(x, units, size, area, k) for x, units, size in zip(xs, shown, sizes, strict=False)
    )
    return NetLayout(columns, tuple(biased), radius, QPointF(xs[-1], area.center().y()), k)


def _most(height: float, radius: float) -> int:
    """Return how many discs of a radius have room above each other, all in design pixels."""
    return max(1, int((height + GAP) // (2 * radius + GAP)))


def shown_units(size: int, most: int, wanted: Collection[int]) -> tuple[int, ...]:
    """Return which of a layer's units are shown: all, or the wanted ones and the first of the others."""
    if size <= most:
        return tuple(range(size))
    kept = sorted(unit for unit in wanted if 0 <= unit < size)
    room = max(most - 1 - len(kept), 0)
    others = [unit for unit in range(min(size, most + len(kept))) if unit not in kept][:room]
    return tuple(sorted([*kept, *others]))


def _column(x: float, units: tuple[int, ...], size: int, area: QRectF, k: float) -> Column:
    left_out = size - len(units)
    rows = len(units) + (left_out > 0)
    pitch = min(PITCH * k, area.height() / rows)
    top = area.center().y() - pitch * (rows - 1) / 2
    ys = {unit: top + pitch * row for row, unit in enumerate(units)}
    return Column(x, ys, top + pitch * (rows - 1) if left_out else None, left_out)


def _distance(first: QPointF, second: QPointF) -> float:
    return math.hypot(first.x() - second.x(), first.y() - second.y())
