"""Work in small pieces, told in slices of a few milliseconds."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

SLICE = 0.004  # seconds
T = TypeVar("T")


def paced(pieces: Iterator[tuple[float, T | None]]) -> Iterator[tuple[float, T | None]]:
    """Yield what has an answer or ends the work, and of all else what comes when a slice is over."""
    end = perf_counter() + SLICE
    for share, answer in pieces:
        if answer is not None or share >= 1.0 or perf_counter() > end:
            yield share, answer
            end = perf_counter() + SLICE
