"""What a window asks for: all neurons' maps over a grid, and a whole frame of a small network."""

from __future__ import annotations

import importlib.util
import statistics
import time
import tracemalloc
from typing import TYPE_CHECKING

import numpy as np

from playground.engine import ForwardPass, Network
from tests.benchmarks.engine.compare import Timing
from tests.benchmarks.engine.ours import Engine
from tests.benchmarks.engine.textbook import Textbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.benchmarks.engine.workloads import Workload

SIDE = 100


def grid() -> np.ndarray:
    """The middles of 100 by 100 pixels, (10000, 2)."""
    middles = (np.arange(SIDE) + 0.5) / SIDE * 12 - 6
    return np.column_stack([np.tile(middles, SIDE), np.repeat(middles, SIDE)])


class OurMaps:
    """All maps in single precision, as the window asks for them, in buffers made once."""

    name = "engine"

    def __init__(self, network: Network) -> None:
        self.network = network
        self.single = Network(network.inputs, network.layers, np.float32)
        self.forward = ForwardPass(self.single, grid())

    def run(self) -> list[np.ndarray]:
        self.single.parameters[:] = self.network.parameters
        return self.forward.run()


class TextbookMaps:
    """A forward pass over the grid, new arrays for every layer, in the network's own precision."""

    name = "textbook NumPy"

    def __init__(self, textbook: Textbook) -> None:
        self.textbook, self.X = textbook, grid()

    def run(self) -> list[np.ndarray]:
        return self.textbook.forward(self.X)[1:]


def peer_maps(workload: Workload) -> list[object]:
    """PyTorch's maps, in single precision too, where it is installed."""
    if importlib.util.find_spec("torch") is None:
        return []
    from tests.benchmarks.engine.pytorch import Maps

    return [Maps(workload, grid())]


def compare_maps(workload: Workload, rounds: int, repeats: int = 20) -> tuple[list[Timing], int]:
    """Time for all maps, and the bytes that the engine has allocated in passing at the most."""
    ours = OurMaps(workload.network())
    makers = [ours, TextbookMaps(Textbook(workload)), *peer_maps(workload)]
    timings = _in_turn({each.name: each.run for each in makers}, rounds, repeats)
    sums = {each.name: float(np.asarray(each.run()[-1]).sum()) for each in makers}
    for each in timings:
        each.loss = sums[each.name]
    return timings, kept_and_passing_bytes(ours.run)[1]


def compare_frames(workload: Workload, rounds: int) -> list[Timing]:
    """Time for an epoch, the losses over the training set and over another as large, and all maps."""
    engine, book = Engine(workload), Textbook(workload)
    our_maps, their_maps = OurMaps(engine.network), TextbookMaps(book)
    X, T = workload.data

    def our_frame() -> None:
        engine.run(1)
        engine.trainer.evaluate(X, T)
        engine.trainer.evaluate(-X, T)
        our_maps.run()

    def their_frame() -> None:
        book.run(1)
        book.loss()
        book.loss()
        their_maps.run()

    timings = _in_turn({engine.name: our_frame, book.name: their_frame}, rounds, 5)
    timings[0].loss, timings[1].loss = engine.loss(), book.loss()
    return timings


def _in_turn(works: dict[str, Callable[[], object]], rounds: int, repeats: int) -> list[Timing]:
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds + 1):  # the first to warm up
        for name, work in works.items():
            begin = time.perf_counter()
            for _ in range(repeats):
                work()
            times[name].append((time.perf_counter() - begin) / repeats)
    return [Timing(name, statistics.median(taken[1:]), 0.0) for name, taken in times.items()]


def kept_and_passing_bytes(work: Callable[[], object]) -> tuple[int, int]:
    """How many bytes a piece of work leaves allocated, and how many more it has at its peak."""
    work()
    tracemalloc.start()
    try:
        work()
        tracemalloc.reset_peak()
        before, _ = tracemalloc.get_traced_memory()
        work()
        after, peak = tracemalloc.get_traced_memory()
        return max(0, after - before), peak - before
    finally:
        tracemalloc.stop()
