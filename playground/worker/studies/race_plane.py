"""The plane in which the ways of a race are drawn: that of all their ends."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.landscape import main_directions, plane_through, shares_held, turned_as

if TYPE_CHECKING:
    from collections.abc import Generator

    from playground.calculus.landscape import Plane
    from playground.engine.arrays import Array
    from playground.worker.studies.objective import Objective

SLICE = 0.004  # seconds
MOST_CELLS, FEWEST_CELLS = 44, 12  # along each side of the map; with fewer the ways are drawn alone
PRODUCTS = 3e9  # that the map may take, about
ROOM = 0.16  # around the ways, as a part of their size
NO_MAP = np.zeros((0, 0), bool)
Way = tuple["Array", "Array"]


class RacePlane:
    """Goes through the start; `extent` is a square (left, right, bottom, top) around the ways."""

    def __init__(self, objective: Objective) -> None:
        self._objective = objective
        self._plane: Plane | None = None
        self.share = 1.0
        self.extent = (-1.0, 1.0, -1.0, 1.0)

    def places(self, ways: list[list[Array]], sound: list[bool]) -> list[Way]:
        """Return where the points of each way lie; those that blew up have no say in where to look."""
        sound = sound if any(sound) else [True] * len(ways)
        heard = [way for way, each in zip(ways, sound, strict=True) if each]
        self._turn(heard)
        plane = self._plane
        if plane is None:
            return [(np.zeros(len(way)), np.zeros(len(way))) for way in ways]
        self.share = min(1.0, shares_held(plane, np.array([point for way in heard for point in way])))
        found = [_placed(plane, way) for way in ways]
        self.extent = _square([way for way, each in zip(found, sound, strict=True) if each])
        return found

    def _turn(self, ways: list[list[Array]]) -> None:
        """Lay the plane through all ends, or, where they leave a direction open, along the ways as well."""
        origin = self._objective.here
        ends, _ = main_directions(np.array([way[-1] for way in ways]), origin)
        directions = list(ends[:2])
        if len(directions) < 2:
            everything, _ = main_directions(np.array([point for way in ways for point in way]), origin)
            directions += list(everything[:2])
        directions += [np.eye(1, origin.size, at)[0] for at in range(min(2, origin.size))]
        for number, second in enumerate(directions):
            for first in directions[:number]:
                plane = plane_through(origin, first, second)
                if plane is not None:
                    self._plane = plane if self._plane is None else turned_as(plane, self._plane)
                    return

    def heights(self, begun: float) -> Generator[tuple[float, None], None, Array]:
        """Return the loss at the cells of the extent, or nothing where that would take too long."""
        side = self._side()
        if self._plane is None or side < FEWEST_CELLS:
            return np.zeros((0, 0))
        over, (left, right, bottom, top) = self._objective.over(self._plane), self.extent
        middles = (np.arange(side) + 0.5) / side
        x = np.tile(left + (right - left) * middles, side)
        y = np.repeat(bottom + (top - bottom) * middles, side)
        heights, done, end = np.empty(side * side), 0, perf_counter() + SLICE
        while done < len(x):
            part = slice(done, done + over.at_once)
            heights[part] = over.at(x[part], y[part])
            done += over.at_once
            if perf_counter() > end:
                yield begun + (1 - begun) * min(done / len(x), 1.0) * 0.99, None
                end = perf_counter() + SLICE
        return heights.reshape(side, side)

    def _side(self) -> int:
        """Return how many cells along each side are affordable."""
        each = self._objective.here.size * self._objective.samples
        return int(min(MOST_CELLS, (PRODUCTS / each) ** 0.5))


def _placed(plane: Plane, way: list[Array]) -> Way:
    away = np.array(way) - plane.origin
    return away @ plane.first, away @ plane.second


def _square(ways: list[Way]) -> tuple[float, float, float, float]:
    x, y = (np.concatenate(each) for each in zip(*ways, strict=True))
    half = max(float(np.ptp(x)), float(np.ptp(y)), 1e-12) * (0.5 + ROOM)
    across, up = float(x.max() + x.min()) / 2, float(y.max() + y.min()) / 2
    return across - half, across + half, up - half, up + half
