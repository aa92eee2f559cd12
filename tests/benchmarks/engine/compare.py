"""Time per training step: all turn by turn in one run, medians, and the losses that show equal work."""

from __future__ import annotations

import importlib
import statistics
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.benchmarks.engine.blas import set_blas_threads
from tests.benchmarks.engine.ours import Engine
from tests.benchmarks.engine.textbook import Textbook

if TYPE_CHECKING:
    from tests.benchmarks.engine.workloads import Workload

# Where installed: module and class, and whether it can train on numbers as well as on classes.
PEERS = (
    ("pytorch", "PyTorch", True),
    ("pytorch", "PyTorchFused", True),
    ("pytorch", "PyTorchCompiled", True),
    ("jax_peers", "JaxPerStep", True),
    ("jax_peers", "JaxScan", True),
    ("scikit", "ScikitLearn", False),
)

SETTLED = 0.1  # seconds: the threads of the one before spin for a while before they sleep


@dataclass
class Timing:
    """What one of them needed for a step, in seconds, and the loss it came to."""

    name: str
    seconds: float
    loss: float


def competitors(workload: Workload, *, alone: bool) -> list[Any]:
    """The engine, the textbook and every library that is installed."""
    found: list[Any] = [Engine(workload), Textbook(workload)]
    for module, name, on_numbers in PEERS:
        if alone or (workload.loss == "half_squared" and not on_numbers):
            continue
        try:
            peer = getattr(importlib.import_module(f"tests.benchmarks.engine.{module}"), name)
        except ImportError:
            continue
        found.append(peer(workload))
    return found


def measure(workload: Workload, rounds: int, *, alone: bool = False) -> list[Timing]:
    """Train with each in turn, round after round, the first to warm up; the engine comes first."""
    contestants = [each for each in competitors(workload, alone=alone) if _warms_up(each)]
    times: dict[str, list[float]] = {each.name: [] for each in contestants}
    for _ in range(rounds):
        for each in contestants:
            set_blas_threads(getattr(each, "blas_threads", workload.threads))
            time.sleep(SETTLED)
            begin = time.perf_counter()
            each.run(workload.epochs_per_turn)
            times[each.name].append((time.perf_counter() - begin) / workload.steps_per_turn)
    timings = [Timing(each.name, statistics.median(times[each.name]), each.loss()) for each in contestants]
    contestants[0].close()
    return timings


def _warms_up(contestant: Any) -> bool:
    """Run an epoch, which compiles; what needs a tool that is not here is left out, and said to be."""
    try:
        contestant.run(1)
    except Exception as error:
        print(f"{contestant.name} is left out: {type(error).__name__}: {error}"[:160], file=sys.stderr)
        return False
    return True


def table(workload: Workload, timings: list[Timing]) -> str:
    """The lines of one workload."""
    own = timings[0].seconds
    lines = [f"{workload.name}, {workload.threads} thread{'s' * (workload.threads > 1)}"]
    for each in timings:
        ratio = f"{each.seconds / own:7.2f} ×"
        lines.append(f"  {each.name:18}{each.seconds * 1e6:12.1f} µs {ratio}   loss {each.loss:.8g}")
    return "\n".join(lines)
