"""How many threads OpenBLAS takes, changed while it runs: the engine wants another number than its peers."""

from __future__ import annotations

import ctypes
from functools import cache
from pathlib import Path

import numpy as np


@cache
def _libraries() -> list[ctypes.CDLL]:
    folder = Path(np.__file__).parent.parent / "numpy.libs"
    return [ctypes.CDLL(str(path)) for path in folder.glob("*openblas*")]


def set_blas_threads(threads: int) -> bool:
    """Say how many; False where this NumPy's BLAS is not the OpenBLAS of its wheels."""
    done = False
    for library in _libraries():
        for name in ("scipy_openblas_set_num_threads64_", "openblas_set_num_threads64_"):
            if hasattr(library, name):
                getattr(library, name)(threads)
                done = True
                break
    return done
