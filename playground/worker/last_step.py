"""How far the last step of a run moved the parameters, noted while somebody looks."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from playground.engine import Network, Trainer
    from playground.engine.arrays import Array


class LastStep:
    """Where the parameters stood before and after the step looked at last, step `number` of the run or −1."""

    def __init__(self, network: Network, trainer: Trainer) -> None:
        self._network, self._trainer = network, trainer
        self._before: Array | None = None
        self._after: Array | None = None
        self.number = -1

    def forget(self) -> None:
        """Know of no step, as before the first."""
        self.number = -1

    def train(self, run: Callable[[int], None], steps: int, *, look: bool) -> None:
        """Make so many steps by `run`, at least 1, exactly as without looking; note the last if asked to."""
        if not look:
            run(steps)
            return
        if steps > 1:
            run(steps - 1)
        self.forget()
        self._before = _copied(self._network.parameters, self._before)
        run(1)
        self._after = _copied(self._network.parameters, self._after)
        self.number = self._trainer.step_count

    def ratios(self, pieces: Iterable[slice]) -> tuple[float | None, ...]:
        """Return |Δw| / |w| of pieces of the parameters, |w| from before the step; None where not known."""
        return tuple(self._ratio(piece) for piece in pieces)

    def _ratio(self, piece: slice) -> float | None:
        if self.number < 0 or self._before is None or self._after is None:
            return None
        before = self._before[piece]
        size = _length(before)
        return _length(self._after[piece] - before) / size if size > 0 else None


def _copied(values: Array, room: Array | None) -> Array:
    if room is None:
        return values.copy()
    np.copyto(room, values)
    return room


def _length(values: Array) -> float:
    return math.sqrt(float(values.dot(values)))
