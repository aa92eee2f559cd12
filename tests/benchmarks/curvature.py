"""What curvature costs: `python -m tests.benchmarks.curvature` prints a table.

For networks from 111 to 5.8 million parameters: how many gradients a product with the Hessian takes (medians
of turns that alternate), and how many products find λ₁ to 1 % from a random direction. Then how much slower
the shipped spiral network trains while its curvature is looked at, and how often that is told.
"""

from __future__ import annotations

import os
import statistics
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from collections import deque
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.calculus.hessian import HessianProducts, Lanczos
from playground.document import edits
from playground.document.choices import Dataset
from playground.document.experiment import Experiment
from playground.engine.evaluation import Evaluation
from playground.storage.examples import example_named
from playground.storage.tables import table_of
from playground.worker.loop import Loop
from playground.worker.messages import Frame, Play, Shown, Start, Watch
from playground.worker.run import Run
from playground.worker.snapshots import Probe

if TYPE_CHECKING:
    from collections.abc import Callable

# Hidden layers, and how many samples: with them the matrices of a large network are no mere vectors.
SPIRALS = [(8, 6, 4), (30, 20), (100, 60)]
DIGITS = [((64, 32), 1_437), ((512, 256), 1_000), ((2048, 2048, 700), 250)]
TRAINED = 200  # steps before λ₁ is sought
MOST_PRODUCTS, ENOUGH = 80, 0.01
FRAME = 1 / 30  # seconds until the window has taken a frame
LOOKED = 3.0  # seconds of training in each turn
TURNS = 5


def main() -> None:
    """Measure everything and print it."""
    print(f"{'parameters':>12} {'gradient':>12} {'product':>12} {'gradients':>10} {'products to 1 %':>16}")
    for run, samples in runs():
        print_size(run, samples)
    print_slowdown()


def runs() -> list[tuple[Run, int]]:
    """Return networks that are trained a little, and how many samples to look at."""
    found = []
    spiral = edits.set_dataset(Experiment(), Dataset.SPIRAL)
    for hidden in SPIRALS:
        run = Run(edits.set_hidden(spiral, hidden))
        found.append((run, len(run.samples.train_inputs)))
    digits = example_named("digits").experiment()
    for hidden, samples in DIGITS:
        found.append((Run(edits.set_hidden(digits, hidden), table_of(digits)), samples))
    for run, _ in found:
        run.trainer.run(TRAINED if run.network.size < 1e6 else 10)
    return found


def print_size(run: Run, samples: int) -> None:
    """Print a line of the table."""
    inputs, targets = run.samples.train_inputs[:samples], run.train_targets[:samples]
    loss, twin = run.experiment.network.loss.value, run.network.copy(np.float64)
    evaluation = Evaluation(twin, loss)
    product = HessianProducts(twin, loss, inputs, targets)
    v = np.random.default_rng(0).normal(size=twin.size)
    turns = 200 if twin.size < 1e4 else 20 if twin.size < 1e6 else 5
    gradient, bend = alternately(lambda: evaluation.gradient(inputs, targets), lambda: product(v), turns)
    needed = products_needed(product, twin.size)
    times = f"{gradient * 1e3:>9.3f} ms {bend * 1e3:>9.3f} ms"
    print(f"{twin.size:>12,} {times} {bend / gradient:>10.2f} {needed:>16}")


def alternately(first: Callable[[], object], second: Callable[[], object], turns: int) -> tuple[float, float]:
    """Return the median seconds of two things that take turns, so that a busy machine slows both alike."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(turns):
        for work, spent in zip((first, second), times, strict=True):
            began = time.perf_counter()
            work()
            spent.append(time.perf_counter() - began)
    return statistics.median(times[0]), statistics.median(times[1])


def products_needed(product: HessianProducts, size: int) -> str:
    """Return after how many products the largest Ritz value stays within 1 % of the last."""
    most = MOST_PRODUCTS if size < 1e6 else 30
    lanczos = Lanczos(product, np.random.default_rng(1).normal(size=size), most)
    found = []
    while not lanczos.finished:
        lanczos.step()
        found.append(float(lanczos.tridiagonal()[0][-1]))
    off = [made for made, value in enumerate(found, 1) if abs(value - found[-1]) > ENOUGH * abs(found[-1])]
    return str(off[-1] + 1 if off else 1)


class Window:
    """The window's end of a pipe in the same process: it takes a frame when one is over."""

    def __init__(self, *commands: Any) -> None:
        self._commands: deque[Any] = deque(commands)
        self._shown: deque[tuple[float, int]] = deque()
        self.told = self.step = 0

    def poll(self, timeout: float) -> bool:
        """Return whether there is a command."""
        if self._shown and time.perf_counter() >= self._shown[0][0]:
            self._commands.append(Shown(self._shown.popleft()[1]))
        return bool(self._commands)

    def recv(self) -> Any:
        """Return the next command."""
        return self._commands.popleft()

    def send(self, news: Any) -> None:
        """Take news."""
        if isinstance(news, Frame):
            self._shown.append((time.perf_counter() + FRAME, news.serial))
            self.told += Probe.CURVATURE in news.probes
            self.step = news.step


def print_slowdown() -> None:
    """Print how many steps a second the spiral takes with and without curvature, in turns."""
    speeds: dict[bool, list[float]] = {False: [], True: []}
    told = 0
    for _ in range(TURNS):
        for looked in (False, True):
            steps, seen = steps_in(looked)
            speeds[looked].append(steps / LOOKED)
            told += seen
    without, with_it = (statistics.median(speeds[looked]) for looked in (False, True))
    print(
        f"\nspiral: {without:,.0f} steps/s, with curvature {with_it:,.0f}: {1 - with_it / without:.1%} slower"
    )
    print(f"told {told / (TURNS * LOOKED):.1f} times a second")


def steps_in(looked: bool) -> tuple[int, int]:
    """Train for a while; return the steps made and how often the curvature was told."""
    probes = frozenset({Probe.PARAMETERS, Probe.NEURON_MAPS, Probe.HEALTH})
    watch = Watch(probes | {Probe.CURVATURE} if looked else probes)
    window = Window(watch, Start(1, example_named("spiral").experiment()), Play())
    loop = Loop(window)
    began = time.perf_counter()
    while time.perf_counter() - began < LOOKED:
        loop.turn()
    return window.step, window.told


if __name__ == "__main__":
    main()
