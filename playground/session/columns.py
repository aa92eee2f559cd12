"""A table of numbers that grows at its end, bounded in memory: old rows are thinned, their extremes stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np

from playground.session.thinning import thinned_but_the_newest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playground.worker.snapshots import Floats

FIRST_ROWS = 256
MOST_ROWS = 16_384
PARTS = 4  # of the most rows: once they are full one part stays exact, and one is left of all the rest


class Columns:
    """Rows of measures; a copy shares the memory until one of the two would write over the other's rows.

    There are never more than `most`. Once that many are there, the newest quarter of them stays as it is and
    the others become at most another quarter, as `thinned` says.
    """

    def __init__(self, width: int, most: int | None = None) -> None:
        self._most = MOST_ROWS if most is None else most
        self._buffer = np.empty((min(FIRST_ROWS, self._most), width))
        self._rows = 0
        self._shared = 0

    @property
    def values(self) -> Floats:
        """The rows so far, (rows, width); a view."""
        view: Floats = self._buffer[: self._rows]
        return view

    @property
    def width(self) -> int:
        """Numbers per row."""
        return self._buffer.shape[1]

    def append(self, row: Iterable[float]) -> None:
        """Add a row; beyond the limit older ones are thinned."""
        if self._rows == len(self._buffer) or self._rows < self._shared:
            self._move()
        self._buffer[self._rows] = tuple(row)
        self._rows += 1

    def keep(self, rows: int) -> None:
        """Forget all but the first rows."""
        self._rows = min(self._rows, rows)

    def copy(self) -> Self:
        """Return an independent copy."""
        other = type(self)(self.width, self._most)
        other._buffer, other._rows = self._buffer, self._rows
        # Behind its last row the copy must not write into this one's.
        other._shared = len(self._buffer) + 1
        self._shared = max(self._shared, self._rows)
        return other

    def _move(self) -> None:
        """Go to memory of its own, with room for more."""
        kept = self.values if self._rows < self._most else self._thinned()
        self._buffer = np.empty((min(max(FIRST_ROWS, 2 * len(kept)), self._most), self.width))
        self._buffer[: len(kept)] = kept
        self._rows, self._shared = len(kept), 0

    def _thinned(self) -> Floats:
        part = self._most // PARTS
        return thinned_but_the_newest(self.values, part, part)
