"""Numbers for gestures: moves of one drag share a number, so that undo takes them back together."""

from __future__ import annotations

from itertools import count

_NUMBERS = count(1)


def next_gesture() -> int:
    """Give a number that no gesture had before."""
    return next(_NUMBERS)
