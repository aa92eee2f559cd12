"""The planes that the landscape was last drawn over, so that a place in one can be gone to."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from playground.calculus.landscape import turned_as

if TYPE_CHECKING:
    from playground.calculus.landscape import Plane
    from playground.document.choices import LandscapeAxes
    from playground.worker.run import Run

Box = tuple[float, float, float, float]
KEPT, MOST_BYTES = 8, 64 * 2**20
Likeness = tuple[object, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Shelved:
    """A plane, where its own origin is written on its axes, and the box (from it) that was last shown.

    `network` tells the network apart from another of as many parameters.
    """

    plane: Plane
    here: tuple[float, float]
    box: Box
    network: Likeness

    @property
    def bytes(self) -> int:
        """How much memory it takes."""
        plane = self.plane
        return plane.origin.nbytes + plane.first.nbytes + plane.second.nbytes


def likeness_of(run: Run) -> Likeness:
    """Return what two networks have in common whose parameters stand for the same weights."""
    layers = [(layer.key, layer.neurons, layer.kernel) for layer in run.experiment.network.hidden]
    return (run.network.size, run.experiment.data.inputs, *layers)


class PlaneShelf:
    """Gives each plane a number; the newest of each kind says which way the next one is turned."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._planes: dict[int, Shelved] = {}
        self._last: dict[LandscapeAxes, Shelved] = {}

    def last(self, axes: LandscapeAxes, network: Likeness) -> Shelved | None:
        """Return the newest of these axes, if it is of this network."""
        found = self._last.get(axes)
        return found if found is not None and found.network == network else None

    def turned(self, axes: LandscapeAxes, plane: Plane, network: Likeness) -> Plane:
        """Return a plane with signs and order of its directions as those of the one before."""
        before = self.last(axes, network)
        return plane if before is None else turned_as(plane, before.plane)

    def keep(self, axes: LandscapeAxes, shelved: Shelved) -> int:
        """Keep a plane and return its number; the oldest are forgotten."""
        number = next(self._numbers)
        self._planes[number] = self._last[axes] = shelved
        while len(self._planes) > 1 and (len(self._planes) > KEPT or self._bytes() > MOST_BYTES):
            del self._planes[next(iter(self._planes))]
        kept = list(self._planes.values())
        if len(kept) < KEPT:
            self._last = {axes: each for axes, each in self._last.items() if each in kept}
        return number

    def _bytes(self) -> int:
        return sum(each.bytes for each in self._planes.values())

    def get(self, number: int, network: Likeness) -> Shelved | None:
        """Return a plane by its number, if it is known and of this network."""
        found = self._planes.get(number)
        return found if found is not None and found.network == network else None
