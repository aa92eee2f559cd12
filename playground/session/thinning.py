"""Fewer rows of measures that draw the same curves: the extremes of both losses stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from playground.worker.snapshots import Floats

EPOCH = 1
LOSSES = slice(2, 4)  # the columns whose extremes are kept: train and test
PER_STRETCH = 4  # the least and the greatest of each loss
ENDS = 2
SHORTEST = 1e-12


def thinned(rows: Floats, most: int) -> Floats:
    """Return at most so many rows (at least 6), in order: both ends, and the extremes of each stretch.

    The stretches are of equal length in epochs over all there is, so that the beginning of a long run stays
    as fine as its middle. Of each the rows of least and of greatest train and test loss are kept, as they
    are; other measures are those of these rows.

    Parameters
    ----------
    rows : (n, width)
        Rows as `History.table` has them; NaN is nothing measured.
    """
    if len(rows) <= most:
        return rows.copy()
    stretch = _stretches(rows[:, EPOCH], (most - ENDS) // PER_STRETCH)
    picks = [np.array([0, len(rows) - 1])]
    for losses in rows[:, LOSSES].T:
        picks += _extremes(losses, stretch)
    kept: Floats = rows[np.unique(np.concatenate(picks))]
    return kept


def thinned_but_the_newest(rows: Floats, most: int, newest: int) -> Floats:
    """Return the last `newest` rows as they are, and before them at most `most` of the others."""
    border = max(len(rows) - newest, 0)
    joined: Floats = np.concatenate([thinned(rows[:border], most), rows[border:]])
    return joined


def _stretches(epochs: Floats, count: int) -> np.ndarray:
    """Return for each row in which of so many stretches it lies, (n,)."""
    place = epochs - epochs[0]
    scale = count / max(float(place[-1]), SHORTEST)
    stretch: np.ndarray = np.clip((place * scale).astype(np.int64), 0, count - 1)
    return stretch


def _extremes(losses: Floats, stretch: np.ndarray) -> list[np.ndarray]:
    """Return the indices of the least and of the greatest number in each stretch; what is NaN is neither."""
    known = np.flatnonzero(~np.isnan(losses))
    if not len(known):
        return []
    values, stretch = losses[known], stretch[known]
    starts = np.flatnonzero(np.diff(stretch, prepend=-1))
    return [
        known[_first_of_each(values == np.repeat(ends, np.diff(starts, append=len(known))), stretch)]
        for ends in (np.minimum.reduceat(values, starts), np.maximum.reduceat(values, starts))
    ]


def _first_of_each(hits: np.ndarray, stretch: np.ndarray) -> np.ndarray:
    """Return the index of the first hit in each stretch; the stretches never fall."""
    places = np.flatnonzero(hits)
    first: np.ndarray = places[np.diff(stretch[places], prepend=-1) > 0]
    return first
