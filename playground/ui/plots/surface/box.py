"""The box around a surface: the plane with its grid, the two walls behind, ticks and names."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from playground.ui.plots.surface.camera import HEIGHT
from playground.ui.plots.ticks import Tick, linear_ticks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.ui.plots.surface.camera import Camera
    from playground.ui.theme.theme import Theme

Point = tuple[float, float, float]
_MOST, _MOST_UP = 5, 4
_TICK_GAP, _NAME_GAP = 6.0, 21.0
# Seen more steeply than this, heights take up too little room for numbers.
_TOO_STEEP = 72.0
_INNER = 0.985
_LONGEST = 96


@dataclass(frozen=True, slots=True)
class Scales:
    """What runs along the three edges: ranges in the data's units, and names; "" for an unnamed one."""

    across: tuple[float, float]
    along: tuple[float, float]
    up: tuple[float, float]
    names: tuple[str, str, str]


class Box:
    """Draws the box for one camera."""

    def __init__(
        self, theme: Theme, scales: Scales, camera: Camera, scale: float, middle: tuple[float, float]
    ) -> None:
        self._theme, self._scales, self._camera = theme, scales, camera
        self._scale, self._middle = scale, middle
        self._ticks = [
            linear_ticks(*ends, most)
            for ends, most in zip(
                (scales.across, scales.along, scales.up), (_MOST, _MOST, _MOST_UP), strict=True
            )
        ]

    def paint(self, painter: QPainter) -> None:
        """Draw grid and walls, then ticks and names around them."""
        near_x, near_y = self._camera.near_corner
        painter.setPen(QPen(self._theme.color("line2", 0.55), 1))
        painter.drawLines(self._grid_lines(near_x, near_y))
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.drawLines(self._edges(near_x, near_y))
        self._write_plane(painter, near_x, near_y)
        if self._camera.tilt < _TOO_STEEP:
            self._write_heights(painter)

    # Lines

    def _grid_lines(self, near_x: float, near_y: float) -> list[QLineF]:
        found: list[tuple[Point, Point]] = []
        for x in self._places(0):
            found.append(((x, -1.0, -HEIGHT), (x, 1.0, -HEIGHT)))
            found.append(((x, -near_y, -HEIGHT), (x, -near_y, HEIGHT)))
        for y in self._places(1):
            found.append(((-1.0, y, -HEIGHT), (1.0, y, -HEIGHT)))
            found.append(((-near_x, y, -HEIGHT), (-near_x, y, HEIGHT)))
        for z in self._places(2):
            found.append(((-1.0, -near_y, z), (1.0, -near_y, z)))
            found.append(((-near_x, -1.0, z), (-near_x, 1.0, z)))
        return self._projected(found)

    def _edges(self, near_x: float, near_y: float) -> list[QLineF]:
        low, corners = -HEIGHT, ((-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0))
        found: list[tuple[Point, Point]] = [
            ((*first, low), (*second, low))
            for first, second in zip(corners, (*corners[1:], corners[0]), strict=True)
        ]
        x, y = self._leftmost()
        found += [((x, y, low), (x, y, HEIGHT)), ((-near_x, -near_y, low), (-near_x, -near_y, HEIGHT))]
        return self._projected(found)

    def _projected(self, lines: Sequence[tuple[Point, Point]]) -> list[QLineF]:
        if not lines:
            return []
        ends = self._camera.project(np.array(lines), self._scale, self._middle)
        return [QLineF(*each) for each in ends.reshape(-1, 4).tolist()]

    def _places(self, axis: int) -> list[float]:
        reach = HEIGHT if axis == 2 else 1.0
        return [self._in_box(axis, tick) * reach for tick in self._inner_ticks(axis)]

    def _inner_ticks(self, axis: int) -> list[Tick]:
        """Return the ticks that do not lie on the box's own edges; of the heights, all."""
        return [tick for tick in self._ticks[axis] if axis == 2 or abs(self._in_box(axis, tick)) < _INNER]

    def _in_box(self, axis: int, tick: Tick) -> float:
        low, high = (self._scales.across, self._scales.along, self._scales.up)[axis]
        return 2.0 * (tick.at - low) / (high - low) - 1.0

    # Texts

    def _write_plane(self, painter: QPainter, near_x: float, near_y: float) -> None:
        across, along = (0.0, near_y), (near_x, 0.0)
        for tick in self._inner_ticks(0):
            self._write(painter, (self._in_box(0, tick), near_y, -HEIGHT), across, tick.text, _TICK_GAP)
        self._write(painter, (0.0, near_y, -HEIGHT), across, self._scales.names[0], _NAME_GAP, name=True)
        for tick in self._inner_ticks(1):
            self._write(painter, (near_x, self._in_box(1, tick), -HEIGHT), along, tick.text, _TICK_GAP)
        self._write(painter, (near_x, 0.0, -HEIGHT), along, self._scales.names[1], _NAME_GAP, name=True)

    def _write_heights(self, painter: QPainter) -> None:
        x, y = self._leftmost()
        painter.setFont(self._theme.font("tick"))
        painter.setPen(self._theme.color("ink3"))
        tall, gap = QFontMetricsF(painter.font()).height(), self._theme.pxf(_TICK_GAP)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for tick in self._ticks[2]:
            px, py = self._pixel((x, y, self._in_box(2, tick) * HEIGHT))
            painter.drawText(QRectF(px - gap - 100, py - tall / 2, 100, tall), right, tick.text)
        px, py = self._pixel((x, y, HEIGHT))
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.color("ink2"))
        top = QRectF(px - 100, py - 2 * tall, 200, tall)
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, self._scales.names[2])

    def _write(
        self,
        painter: QPainter,
        at: Point,
        outward: tuple[float, float],
        text: str,
        gap: float,
        *,
        name: bool = False,
    ) -> None:
        """Write a text so that its edge is a gap away from a place of the plane's border."""
        x, y = self._pixel(at)
        ahead = self._pixel((at[0] + outward[0], at[1] + outward[1], at[2]))
        dx, dy = ahead[0] - x, ahead[1] - y
        size = math.hypot(dx, dy) or 1.0
        dx, dy = dx / size, dy / size
        painter.setFont(self._theme.font("caption" if name else "tick"))
        painter.setPen(self._theme.color("ink2" if name else "ink3"))
        metrics = QFontMetricsF(painter.font())
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, self._theme.pxf(_LONGEST))
        wide, tall = metrics.horizontalAdvance(text), metrics.height()
        away = self._theme.pxf(gap) + (abs(dx) * wide + abs(dy) * tall) / 2
        left, top = x + dx * away - wide / 2 - 2, y + dy * away - tall / 2
        inside = min(max(left, 0.0), 2 * self._middle[0] - wide - 4)
        # What is brought back inside would come to lie on the ticks.
        box = QRectF(inside, top + (tall if abs(inside - left) > tall / 2 else 0.0), wide + 4, tall)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _pixel(self, at: Point) -> tuple[float, float]:
        x, y = self._camera.project(np.array(at), self._scale, self._middle).tolist()
        return x, y

    def _leftmost(self) -> tuple[float, float]:
        corners = [(x, y) for x in (-1.0, 1.0) for y in (-1.0, 1.0)]
        return min(corners, key=lambda corner: self._pixel((*corner, 0.0))[0])
