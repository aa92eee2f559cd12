"""The planes that the landscape was last drawn over, so that a place in one can be gone to."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from playground.calculus.landscape import turned_as

if TYPE_CHECKING:
    from playground.calculus.landscape import Plane
    from playground.document.choices import LandscapeAxes

Box = tuple[float, float, float, float]
KEPT = 8


@dataclass(frozen=True, slots=True, eq=False)
class Shelved:
    """A plane, where its own origin is written on its axes, and the box (from it) that was last shown."""

    plane: Plane
    here: tuple[float, float]
    box: Box


class PlaneShelf:
    """Gives each plane a number; the newest of each kind says which way the next one is turned."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._planes: dict[int, Shelved] = {}
        self._last: dict[LandscapeAxes, Shelved] = {}

    def last(self, axes: LandscapeAxes, size: int) -> Shelved | None:
        """Return the newest of these axes, if it is of as many parameters."""
        found = self._last.get(axes)
        return found if found is not None and found.plane.origin.size == size else None

    def turned(self, axes: LandscapeAxes, plane: Plane) -> Plane:
        """Return a plane with signs and order of its directions as those of the one before."""
        before = self.last(axes, plane.origin.size)
        return plane if before is None else turned_as(plane, before.plane)

    def keep(self, axes: LandscapeAxes, shelved: Shelved) -> int:
        """Keep a plane and return its number; the oldest are forgotten."""
        number = next(self._numbers)
        self._planes[number] = self._last[axes] = shelved
        while len(self._planes) > KEPT:
            del self._planes[next(iter(self._planes))]
        return number

    def get(self, number: int, size: int) -> Shelved | None:
        """Return a plane by its number, if it is known and of so many parameters."""
        found = self._planes.get(number)
        return found if found is not None and found.plane.origin.size == size else None
