"""Which rows of a stream of unknown length are taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.data.seeding import stream

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.data.csv_choices import RowChoice

    BoolArray = NDArray[np.bool_]

# Rows are forgotten in batches: a sample waits until it has grown to so many times its size, and more.
_GROWTH, _LEAST = 2, 10_000


class RowSampler:
    """Takes all rows, each k-th, or a random sample, without knowing how many will come.

    For a sample each row draws a number, and those with the lowest numbers stay: every set of that size is
    equally likely, and one seed gives one sample (the method of Fan, Muller and Rezucha, 1962).
    """

    def __init__(self, choice: RowChoice) -> None:
        self._choice = choice
        self._seen = 0
        self._random = stream(choice.seed, "rows")
        self._keys = np.zeros(0)
        self._highest = np.inf

    def taken(self, count: int) -> BoolArray | None:
        """Return which of the next `count` rows are taken for now (count,), None for all of them."""
        start, self._seen = self._seen, self._seen + count
        if self._choice.takes_all:
            return None
        if not self._choice.sample:
            every: BoolArray = np.arange(start, start + count) % self._choice.every == 0
            return every
        keys = self._random.random(count)
        taken: BoolArray = keys < self._highest
        self._keys = np.concatenate([self._keys, keys[taken]])
        return taken

    def overflow(self, *, ended: bool = False) -> BoolArray | None:
        """Return which of the rows taken so far stay (taken,), None while all may."""
        size = self._choice.sample
        most = size if ended else max(_GROWTH * size, size + _LEAST)
        if not size or len(self._keys) <= most:
            return None
        stay = np.zeros(len(self._keys), dtype=np.bool_)
        stay[np.argpartition(self._keys, size - 1)[:size]] = True
        self._keys = self._keys[stay]
        self._highest = float(self._keys.max())
        return stay
