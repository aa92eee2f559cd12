"""How the units of one column share its height: they shrink first, then the rest stands behind a tile."""

from __future__ import annotations

from dataclasses import dataclass

SMALLEST = 24.0
SMALLEST_PITCH = 28.0
ALWAYS_SHOWN = 16
ROOM_AROUND = 1.17
WIDEST_PITCH = 1.45


@dataclass(frozen=True, slots=True)
class Rows:
    """The visible rows of a column.

    `offsets` are the rows' middles from the column's middle; one more than `shown` if `unseen` units stand
    behind a tile. `first` is the unit in the first row, `least_height` what they need at the least.
    """

    size: float
    shown: int
    unseen: int
    offsets: tuple[float, ...]
    least_height: float


def rows_for(count: int, wanted: float, available: float, k: float) -> Rows:
    """Return the rows of `count` units of a wanted size in an available height."""
    fitting = max(int((available + (SMALLEST_PITCH - SMALLEST) * k) / (SMALLEST_PITCH * k)), ALWAYS_SHOWN)
    rows = min(count, fitting)
    shown = count if count <= fitting else fitting - 1
    least = (rows * SMALLEST_PITCH - (SMALLEST_PITCH - SMALLEST)) * k
    height = max(available, least)
    size = min(max(height / rows / ROOM_AROUND, SMALLEST * k), wanted)
    pitch = min(size * WIDEST_PITCH, (height - size) / max(rows - 1, 1))
    offsets = tuple((row - (rows - 1) / 2) * pitch for row in range(rows))
    return Rows(size, shown, count - shown, offsets, least)
