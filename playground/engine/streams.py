"""
Every use of random numbers has a stream of its own, so that one seed serves them all.

A stream is PCG64 (O'Neill, 2014) begun from a seed and what it is for, mixed by NumPy's SeedSequence: no two
share numbers. First weights are drawn from default_rng([seed, key]), whatever the purposes here.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np


class Purpose(IntEnum):
    """What a stream is for; its number is part of where the stream begins and never changes."""

    ORDER = 1
    DROPOUT = 2
    GROWTH = 3


def stream(seed: int, purpose: Purpose) -> np.random.PCG64:
    """
    Begin a stream.

    Parameters
    ----------
    seed : int
        Not negative.
    purpose : Purpose
        What it is for.

    Returns
    -------
    PCG64
        A new one, at its beginning.
    """
    return np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(int(purpose),)))


def first_weights(seed: int, key: int) -> np.random.Generator:
    """Draw the first weights of the layer of this key; neither number is negative."""
    return np.random.default_rng([seed, key])
