"""Where the weights of a layer are drawn: as cells of a matrix, or as a small picture for each neuron."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

if TYPE_CHECKING:
    from collections.abc import Sequence

Place = tuple[int | None, int]  # what is read, None for the bias, and the neuron that reads it

BIAS_GAP = 0.35  # of a cell, between the weights and the biases below them
GAP_SHARE = 0.1  # of a picture's width, between two of them
_ROUNDS = 40


@dataclass(frozen=True, slots=True)
class MatrixPlace:
    """A matrix: a row for each number that is read and one for the biases, a column per neuron."""

    layer: int
    rows: int
    columns: int
    area: QRectF

    @property
    def cell(self) -> tuple[float, float]:
        """Width and height of a cell."""
        return self.area.width() / self.columns, self.area.height() / (self.rows + BIAS_GAP + 1)

    @property
    def weights(self) -> QRectF:
        """Where the weights are."""
        return QRectF(self.area.topLeft(), self.area.bottomRight() - QPointF(0, self._below))

    @property
    def biases(self) -> QRectF:
        """Where the biases are."""
        high = self.cell[1]
        return QRectF(self.area.left(), self.area.bottom() - high, self.area.width(), high)

    @property
    def _below(self) -> float:
        return self.cell[1] * (1 + BIAS_GAP)

    def rect(self, place: Place) -> QRectF:
        """Return where a weight or bias is."""
        source, target = place
        wide, high = self.cell
        top = self.biases.top() if source is None else self.area.top() + source * high
        return QRectF(self.area.left() + target * wide, top, wide, high)

    def at(self, point: QPointF) -> Place | None:
        """Return what is drawn at a point."""
        wide, high = self.cell
        target = int((point.x() - self.area.left()) / wide)
        if not self.area.contains(point) or not 0 <= target < self.columns:
            return None
        if self.biases.contains(point):
            return None, target
        source = int((point.y() - self.area.top()) / high)
        return (source, target) if source < self.rows else None

    def moved(self, place: Place, right: int, down: int) -> Place | None:
        """Return the neighbour of a weight, None beyond the matrix at its sides."""
        source, target = place
        row = self.rows if source is None else source
        row = min(max(row + down, 0), self.rows)
        beyond = not 0 <= target + right < self.columns
        return None if beyond else (None if row == self.rows else row, target + right)


@dataclass(frozen=True, slots=True)
class PicturesPlace:
    """A picture per neuron, shaped as the images it reads; `pixels` says which input lies where, or −1.

    There are `across` in a row, `gap` pixels apart, and a pixel is as large as `scale`.
    """

    layer: int
    columns: int
    shape: tuple[int, int]
    pixels: tuple[int, ...]
    across: int
    gap: int
    scale: float
    corner: QPointF

    @property
    def down(self) -> int:
        """How many rows of pictures there are."""
        return math.ceil(self.columns / self.across)

    @property
    def area(self) -> QRectF:
        """Where all pictures are, with a gap after the last of each row and column."""
        wide, high = self.across * self.step[0], self.down * self.step[1]
        return QRectF(self.corner.x(), self.corner.y(), wide, high)

    @property
    def step(self) -> tuple[float, float]:
        """How far it is from one picture to the next, across and down."""
        high, wide = self.shape
        return (wide + self.gap) * self.scale, (high + self.gap) * self.scale

    def picture(self, target: int) -> QRectF:
        """Return where a neuron's picture is."""
        down, right = divmod(target, self.across)
        high, wide = self.shape
        corner = self.corner + QPointF(right * self.step[0], down * self.step[1])
        return QRectF(corner.x(), corner.y(), wide * self.scale, high * self.scale)

    def rect(self, place: Place) -> QRectF:
        """Return where a weight is; of a bias, the whole picture."""
        source, target = place
        whole = self.picture(target)
        if source is None:
            return whole
        row, column = divmod(self.pixels.index(source), self.shape[1])
        left, top = whole.left() + column * self.scale, whole.top() + row * self.scale
        return QRectF(left, top, self.scale, self.scale)

    def at(self, point: QPointF) -> Place | None:
        """Return what is drawn at a point."""
        right = int((point.x() - self.corner.x()) // self.step[0])
        target = int((point.y() - self.corner.y()) // self.step[1]) * self.across + right
        if not 0 <= right < self.across or not 0 <= target < self.columns:
            return None
        inside = point - self.picture(target).topLeft()
        column, row = int(inside.x() / self.scale), int(inside.y() / self.scale)
        if column >= self.shape[1] or row >= self.shape[0]:
            return None
        source = self.pixels[row * self.shape[1] + column]
        return (source, target) if source >= 0 else None

    def moved(self, place: Place, right: int, down: int) -> Place | None:
        """Return the next pixel that is read, across or down; beyond a side, that of the next neuron."""
        source, target = place
        row, column = divmod(self.pixels.index(0 if source is None else source), self.shape[1])
        column, row = column + right, min(max(row + down, 0), self.shape[0] - 1)
        target += (column >= self.shape[1]) - (column < 0)
        if not 0 <= target < self.columns:
            return None
        found = self.pixels[row * self.shape[1] + column % self.shape[1]]
        return (found, target) if found >= 0 else place


def widths_within(room: float, columns: Sequence[int], least: float, most: float) -> list[float]:
    """Return a width for each matrix, in proportion to its columns between `least` and `most` a column.

    `least` is also how wide the narrowest is, where there is so much room; together they are no wider than
    `room`.
    """
    least = min(least, room / max(len(columns), 1))
    low, high = 0.0, most
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        fits = sum(max(least, count * middle) for count in columns) <= room
        low, high = (middle, high) if fits else (low, middle)
    return [min(max(least, count * low), max(count * most, least)) for count in columns]


def picture_grid(room: QRectF, count: int, shape: tuple[int, int], most: float) -> tuple[int, int, float]:
    """Return how many pictures stand in a row, how many pixels apart, and how large a pixel then is."""
    high, wide = shape
    gap = max(1, round(GAP_SHARE * wide))
    best = (1, 0.0)
    for across in range(1, count + 1):
        down = math.ceil(count / across)
        scales = room.width() / (across * (wide + gap)), room.height() / (down * (high + gap))
        best = max(best, (across, min(*scales, most)), key=lambda each: each[1])
    return best[0], gap, best[1]
