"""How far each layer stretched over the epochs, as often as it was asked while the page was in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from playground.worker.questions import JacobianSpread
    from playground.worker.snapshots import Floats

MOST = 400


class StretchHistory:
    """Keeps the middle value of each layer; of a long run every second moment is left out again and again."""

    def __init__(self) -> None:
        self.names: tuple[str, ...] = ()
        self._told: list[tuple[int, float, Floats]] = []

    def __len__(self) -> int:
        return len(self._told)

    def add(self, spread: JacobianSpread) -> None:
        """Take another moment; of other layers, or from before the last one, it begins anew."""
        before = self._told[-1][0] if self._told else -1
        if spread.names != self.names or spread.step < before:
            self.names, self._told = spread.names, []
        elif spread.step == before:
            self._told.pop()
        self._told.append((spread.step, spread.epoch, spread.middle))
        if len(self._told) > MOST:
            self._told = self._told[:-1:2] + self._told[-1:]

    def epochs(self) -> Floats:
        """Return when it was asked, (moments,)."""
        return np.array([epoch for _, epoch, _ in self._told])

    def values(self) -> Floats:
        """Return the middle values, (layers, moments)."""
        if not self._told:
            return np.zeros((0, 0))
        return np.stack([middle for _, _, middle in self._told], axis=1)
