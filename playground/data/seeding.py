"""Independent streams of random numbers out of one seed."""

from __future__ import annotations

from typing import Literal

import numpy as np

Purpose = Literal["points", "split", "rows"]

_KEYS: dict[Purpose, int] = {"points": 1, "split": 2, "rows": 3}


def stream(seed: int, purpose: Purpose) -> np.random.Generator:
    """Return the stream that `seed` (an integer >= 0) gives for one purpose."""
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(_KEYS[purpose],)))
