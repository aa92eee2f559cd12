"""How the loss bent over the epochs of a run, as far as somebody looked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.session.halved import HalvedColumns

if TYPE_CHECKING:
    from playground.worker.snapshots import Curvature, Floats

MOST_ROWS = 4_000


class CurvatureHistory:
    """Bounded in memory. `latest` is None before the first, and where it is of a later moment."""

    def __init__(self) -> None:
        self._rows = HalvedColumns(5, MOST_ROWS)
        self.latest: Curvature | None = None

    def __len__(self) -> int:
        return len(self._rows.values)

    def add(self, curvature: Curvature) -> None:
        """Add what was found at an epoch; an earlier one than the last replaces all from there on."""
        self._keep_before(curvature.epoch)
        self._rows.append(_numbers(curvature))
        self.latest = curvature

    def rewind(self, epoch: float) -> None:
        """Forget what is after an epoch."""
        if len(self) and self.epochs[-1] > epoch:
            self._keep_before(np.nextafter(epoch, np.inf))
            self.latest = None

    def copy(self) -> CurvatureHistory:
        """Return an independent copy; it costs next to nothing."""
        other = CurvatureHistory()
        other._rows, other.latest = self._rows.copy(), self.latest
        return other

    @property
    def rows(self) -> Floats:
        """Epochs, λ₁, its bounds, least eigenvalues and edges as columns, (n, 5)."""
        return self._rows.values

    @property
    def epochs(self) -> Floats:
        """Epochs, (n,)."""
        return self._rows.values[:, 0]

    @property
    def sharpness(self) -> Floats:
        """λ₁, (n,)."""
        return self._rows.values[:, 1]

    @property
    def bounds(self) -> Floats:
        """How far from it an eigenvalue lies at most, (n,)."""
        return self._rows.values[:, 2]

    @property
    def smallest(self) -> Floats:
        """The least eigenvalue, (n,); λ₁ where there is no other."""
        return self._rows.values[:, 3]

    @property
    def edges(self) -> Floats:
        """The λ₁ at which the learning rate of the time is just stable, (n,); NaN where none is known."""
        return self._rows.values[:, 4]

    def _keep_before(self, epoch: float) -> None:
        self._rows.keep(int(np.searchsorted(self.epochs, epoch, side="left")))


def _numbers(curvature: Curvature) -> tuple[float, ...]:
    largest = curvature.largest[0]
    smallest = curvature.smallest[0] if curvature.smallest else curvature.largest[-1]
    edge = np.nan if curvature.edge is None else curvature.edge
    return curvature.epoch, largest.value, largest.bound, smallest.value, edge
