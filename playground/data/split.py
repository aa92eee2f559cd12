"""Which samples train and which test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.data.seeding import stream

if TYPE_CHECKING:
    from playground.data.arrays import IntArray

# Shares such as 0.29 are a hair too small in binary: 0.29 * 100 must still give 29.
_ROUNDING = 1e-9


def shuffled_split(count: int, train_share: float, seed: int) -> tuple[IntArray, IntArray]:
    """Shuffle, then cut, as the reference does: floor(count * train_share) samples train.

    Parameters
    ----------
    count : int
        Number of samples, at least 2.
    train_share : float
        Above 0; below 1 each part gets at least one sample, with 1 all train.
    seed : int
        At least 0.

    Returns
    -------
    train, test : int64 arrays
        Indices in shuffled order, together each of 0 to count - 1 once.

    Raises
    ------
    ValueError
        If there are fewer than two samples or the share isn't above 0 and at most 1.
    """
    _check(count, train_share)
    order = stream(seed, "split").permutation(count)
    most = count if train_share == 1.0 else count - 1
    cut = min(max(int(count * train_share + _ROUNDING), 1), most)
    return order[:cut], order[cut:]


def lasting_split(count: int, train_share: float, seed: int) -> tuple[IntArray, IntArray]:
    """Split so that each sample stays in its part when others are added behind it.

    Sample i trains if the i-th number that the seed draws, even from 0 to 1, is below the share; so the
    parts' sizes are only about the shares. Where this leaves a part empty, the sample whose number is nearest
    to the other side of the share goes there.

    Parameters
    ----------
    count : int
        Number of samples, at least 0.
    train_share : float
        Above 0; below 1 each part gets at least one of two samples or more, with 1 all train.
    seed : int
        At least 0.

    Returns
    -------
    train, test : int64 arrays
        Indices in shuffled order, together each of 0 to count - 1 once.

    Raises
    ------
    ValueError
        If the share isn't above 0 and at most 1.
    """
    _check_share(train_share)
    drawn = stream(seed, "split").random(count)
    order = np.argsort(drawn, kind="stable")
    cut = int(np.count_nonzero(drawn < train_share))
    if count:
        cut = min(max(cut, 1), count if train_share == 1.0 else max(count - 1, 1))
    return order[:cut], order[cut:]


def stratified_split(labels: IntArray, train_share: float, seed: int) -> tuple[IntArray, IntArray]:
    """Split so that each class has its share in both parts.

    The number of training samples of a class is within one of its quota, the quotas' fractions
    carried from class to class so that the total is right too. Each class of two or more samples
    is in both parts unless the share is 1; a lone sample trains. If no class has two samples, the split is
    not stratified.

    Parameters
    ----------
    labels : (n,) int64
        Class indices, at least two.
    train_share : float
        Above 0, at most 1.
    seed : int
        At least 0.

    Returns
    -------
    train, test : int64 arrays
        Indices in shuffled order, together each of 0 to n - 1 once.

    Raises
    ------
    ValueError
        If there are fewer than two samples or the share isn't above 0 and at most 1.
    """
    _check(len(labels), train_share)
    sizes = np.bincount(labels)
    if sizes.max() < 2 or train_share == 1.0:
        return shuffled_split(len(labels), train_share, seed)
    order = stream(seed, "split").permutation(len(labels))
    trains = _rank_within_class(labels[order], sizes) < _training_sizes(sizes, train_share)[labels[order]]
    return order[trains], order[~trains]


def _training_sizes(sizes: IntArray, train_share: float) -> IntArray:
    boundaries = np.floor(np.cumsum(sizes) * train_share + _ROUNDING).astype(np.int64)
    quotas = np.diff(boundaries, prepend=0)
    sizes_in_training: IntArray = np.clip(quotas, 1, np.maximum(sizes - 1, 1))
    return sizes_in_training


def _rank_within_class(labels: IntArray, sizes: IntArray) -> IntArray:
    """Return for each sample how many of its class come before it."""
    grouped = np.argsort(labels, kind="stable")
    starts = np.cumsum(sizes) - sizes
    ranks = np.empty(len(labels), dtype=np.int64)
    ranks[grouped] = np.arange(len(labels)) - np.repeat(starts, sizes)
    return ranks


def _check(count: int, train_share: float) -> None:
    if count < 2:
        raise ValueError(f"a split needs at least 2 samples, not {count}")
    _check_share(train_share)


def _check_share(train_share: float) -> None:
    if not 0.0 < train_share <= 1.0:
        raise ValueError(f"the train share must be above 0 and at most 1, not {train_share}")
