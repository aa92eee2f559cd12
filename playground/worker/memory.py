"""Whether a run will fit into memory, asked before anything is allocated."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from playground.document.errors import ExperimentError
from playground.engine import memory_needed
from playground.worker import build

if TYPE_CHECKING:
    from playground.document.experiment import Experiment

MEMORY_INFO = Path("/proc/meminfo")
GROUP_LIMIT, GROUP_USE = Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory.current")
SPARE = 64 * 2**20  # for all that is not counted
CHECKPOINTS = 2  # the last good one, and one on its way to the window


def check_memory(experiment: Experiment, free: int | None = None, samples: int | None = None) -> None:
    """Raise `ExperimentError` with the number where the run would not fit into the free memory.

    Without the number of training samples, the most is taken that any number of them can need.
    """
    available = free_memory() if free is None else free
    needed = bytes_needed(experiment, samples)
    if available is not None and needed > available:
        raise ExperimentError(
            "Network",
            f"training it needs {in_words(needed)} of memory, and {in_words(available)} are free.",
            "Use fewer neurons, single precision, or a smaller batch.",
        )


def bytes_needed(experiment: Experiment, samples: int | None = None) -> int:
    """Return what a run of this experiment allocates, without the data.

    It evaluates in two places: for each measure, and in the trainer when the reason of a divergence is found.
    """
    memory = memory_needed(
        experiment.shapes[0],
        build.layers_of(experiment),
        experiment.network.precision.value,
        build.settings_of(experiment),
        samples,
    )
    checkpoint = memory.parameters + memory.slots
    return memory.total + memory.evaluation + CHECKPOINTS * checkpoint + SPARE


def free_memory() -> int | None:
    """Return how many bytes may still be allocated, None where the system does not tell."""
    found = [each for each in (_free_in_system(), _free_in_group()) if each is not None]
    return min(found) if found else None


def _free_in_system() -> int | None:
    try:
        lines = MEMORY_INFO.read_text(encoding="ascii").splitlines()
    except OSError:
        return _physical()
    for line in lines:
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return _physical()


def _physical() -> int | None:
    """Return how much memory there is at all, where it is not told how much of it is free."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return None


def _free_in_group() -> int | None:
    try:
        limit, used = (path.read_text(encoding="ascii").strip() for path in (GROUP_LIMIT, GROUP_USE))
    except OSError:
        return None
    return int(limit) - int(used) if limit.isdigit() and used.isdigit() else None


def in_words(size: int) -> str:
    """Return a number of bytes as a person reads it."""
    return f"{size / 2**30:.1f} GB" if size >= 2**30 else f"{size / 2**20:.0f} MB"
