"""A table of numbers that grows at its end, bounded in memory: where it is full, every second row goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.session.columns import Columns

if TYPE_CHECKING:
    from playground.worker.snapshots import Floats


class HalvedColumns(Columns):
    """Columns whose oldest rows lie furthest apart; the newest row always stays."""

    def _thinned(self) -> Floats:
        return self.values[(len(self.values) - 1) % 2 :: 2]
