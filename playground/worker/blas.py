"""How many threads NumPy's products take: one, since we divide large ones ourselves, and know when to."""

from __future__ import annotations

import os

# To be in the environment before NumPy is imported.
ONE_BLAS_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
MOST_THREADS = 4


def threads_here() -> int:
    """Return how many threads training may take where nothing else has to run beside it."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:
        cores = os.cpu_count() or 1
    return min(cores, MOST_THREADS)
