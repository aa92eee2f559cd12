"""How the values of each layer spread over the epochs: five percentiles of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.session.halved import HalvedColumns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.worker.snapshots import Floats

SHARES = (5, 25, 50, 75, 95)  # percent
MOST_ROWS = 2_000


class Percentiles:
    """Bounded in memory; forgotten where the number of layers changes."""

    def __init__(self) -> None:
        self._rows = HalvedColumns(1, MOST_ROWS)

    def __len__(self) -> int:
        return len(self._rows.values)

    @property
    def layers(self) -> int:
        """How many layers are told of, 0 before the first."""
        return (self._rows.width - 1) // len(SHARES)

    @property
    def epochs(self) -> Floats:
        """Epochs, (n,)."""
        return self._rows.values[:, 0]

    def add(self, epoch: float, layers: Sequence[Sequence[float]]) -> None:
        """Add five percentiles of each layer; an earlier epoch than the last replaces all from there on."""
        width = 1 + len(SHARES) * len(layers)
        if self._rows.width != width:
            self._rows = HalvedColumns(width, MOST_ROWS)
        self._keep_before(epoch)
        self._rows.append((epoch, *(number for layer in layers for number in layer)))

    def of(self, layer: int) -> Floats:
        """Return the percentiles of a layer, (n, 5), the least first."""
        first = 1 + len(SHARES) * layer
        return self._rows.values[:, first : first + len(SHARES)]

    def rewind(self, epoch: float) -> None:
        """Forget what is after an epoch."""
        self._keep_before(np.nextafter(epoch, np.inf))

    def copy(self) -> Percentiles:
        """Return an independent copy; it costs next to nothing."""
        other = Percentiles()
        other._rows = self._rows.copy()
        return other

    def _keep_before(self, epoch: float) -> None:
        self._rows.keep(int(np.searchsorted(self.epochs, epoch, side="left")))
