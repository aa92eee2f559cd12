"""How each layer of a run fared over the epochs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.session.halved import HalvedColumns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.worker.snapshots import Floats, LayerHealth

MOST_ROWS = 4_000
PARTS = 4


class HealthHistory:
    """Bounded in memory; forgotten where the number of layers changes. `latest` is () before the first."""

    def __init__(self) -> None:
        self._rows = HalvedColumns(1, MOST_ROWS)
        self.latest: tuple[LayerHealth, ...] = ()

    def __len__(self) -> int:
        return len(self._rows.values)

    def add(self, epoch: float, layers: Sequence[LayerHealth]) -> None:
        """Add how the layers fare at an epoch; an earlier one than the last replaces all from there on."""
        width = 1 + PARTS * len(layers)
        if self._rows.width != width:
            self._rows = HalvedColumns(width, MOST_ROWS)
        self._keep_before(epoch)
        parts = zip(*map(_numbers, layers), strict=True)
        self._rows.append((epoch, *(number for part in parts for number in part)))
        self.latest = tuple(layers)

    def rewind(self, epoch: float) -> None:
        """Forget what is after an epoch; `latest` as well, if it is."""
        if len(self) and self.epochs[-1] > epoch:
            self._keep_before(np.nextafter(epoch, np.inf))
            self.latest = ()

    def copy(self) -> HealthHistory:
        """Return an independent copy; it costs next to nothing."""
        other = HealthHistory()
        other._rows, other.latest = self._rows.copy(), self.latest
        return other

    @property
    def epochs(self) -> Floats:
        """Epochs, (n,)."""
        return self._rows.values[:, 0]

    @property
    def step_ratios(self) -> Floats:
        """|Δw| / |w| of the last step, (n, layers); NaN where none was seen."""
        return self._part(0)

    @property
    def flat_shares(self) -> Floats:
        """Shares of a layer's answers that are nearly flat, (n, layers)."""
        return self._part(1)

    @property
    def dead(self) -> Floats:
        """How many neurons are flat for every sample, (n, layers)."""
        return self._part(2)

    @property
    def neurons(self) -> Floats:
        """How many neurons there are, (n, layers)."""
        return self._part(3)

    def _part(self, number: int) -> Floats:
        layers = (self._rows.width - 1) // PARTS
        return self._rows.values[:, 1 + number * layers : 1 + (number + 1) * layers]

    def _keep_before(self, epoch: float) -> None:
        self._rows.keep(int(np.searchsorted(self.epochs, epoch, side="left")))


def _numbers(layer: LayerHealth) -> tuple[float, ...]:
    ratio = np.nan if layer.step_ratio is None else layer.step_ratio
    return ratio, layer.flat_share, layer.dead, layer.neurons
