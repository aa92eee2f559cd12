"""What a product with the Hessian costs: `python -m tests.benchmarks.hessian [--rounds N]` prints gradients.

Networks of 105 to 5.8 million parameters; gradients, products and what has to be prepared once at each place
take turns, and the medians are compared. "All in" is a product's share of 25 at one place with that, which
may cost 2.2 gradients; "away" how far a product is from the central difference of two gradients, as a part
of it. Beside other work the times waver, and so do the ratios.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from playground.calculus.hessian import hessian_products
from playground.engine import Dense, Network
from playground.engine.evaluation import Evaluation

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS, BOUND, STEP, PRODUCTS = 11, 2.2, 1e-5, 25
HEADS = ("parameters", "gradient", "product", "gradients", "prepared", "all in", "away")


@dataclass(frozen=True)
class Subject:
    """A network of tanh layers, its loss, and how many samples it is asked about."""

    widths: tuple[int, ...]
    loss: str
    samples: int

    def network(self) -> Network:
        """Return it with first weights after Xavier."""
        last = "tanh" if self.loss == "half_squared" else "linear"
        kinds = [*["tanh"] * (len(self.widths) - 2), last]
        layers = [Dense(width, kind) for width, kind in zip(self.widths[1:], kinds, strict=True)]
        network = Network(self.widths[0], layers)
        network.initialize("xavier", 0)
        return network

    def data(self) -> tuple[np.ndarray, np.ndarray]:
        """Return inputs and targets."""
        random = np.random.default_rng(1)
        inputs = random.normal(size=(self.samples, self.widths[0]))
        classes = random.integers(max(self.widths[-1], 2), size=self.samples)
        targets = np.eye(self.widths[-1])[classes] if self.widths[-1] > 1 else 2.0 * classes[:, None] - 1.0
        return inputs, targets


SUBJECTS = (
    Subject((2, 8, 8, 1), "half_squared", 250),
    Subject((4, 24, 24, 12, 1), "half_squared", 250),
    Subject((64, 96, 32, 10), "softmax_cross_entropy", 500),
    Subject((784, 64, 32, 10), "softmax_cross_entropy", 500),
    Subject((784, 512, 256, 10), "softmax_cross_entropy", 500),
    Subject((784, 2000, 2000, 100, 10), "softmax_cross_entropy", 250),
)


def main() -> None:
    parser = argparse.ArgumentParser(description="What a product with the Hessian costs, in gradients.")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="turns of each; medians are taken")
    rounds = parser.parse_args().rounds
    print("".join(f"{head:>13}" for head in HEADS))
    for subject in SUBJECTS:
        print(line(subject, rounds), flush=True)


def line(subject: Subject, rounds: int) -> str:
    """Measure one network; a product over the bound is marked."""
    network, (inputs, targets) = subject.network(), subject.data()
    evaluation = Evaluation(network, subject.loss)

    def prepare() -> Callable[[np.ndarray], np.ndarray]:
        return hessian_products(network, subject.loss, inputs, targets)[0]

    product, direction = prepare(), np.random.default_rng(2).normal(size=network.size)
    direction /= np.linalg.norm(direction)
    gradient, bent, prepared = _turns(
        rounds, lambda: evaluation.gradient(inputs, targets), lambda: product(direction), prepare
    )
    away = _beside_differences(network, evaluation, inputs, targets, direction, product(direction))
    all_in = (bent + prepared / PRODUCTS) / gradient
    times = (f"{gradient * 1e3:.3f} ms", f"{bent * 1e3:.3f} ms", f"{bent / gradient:.2f}×")
    rest = (f"{prepared * 1e3:.3f} ms", f"{all_in:.2f}×", f"{away:.1e}")
    row = "".join(f"{cell:>13}" for cell in (f"{network.size:,}", *times, *rest))
    return f"{row} over the bound" if all_in > BOUND else row


def _turns(rounds: int, *calls: Callable[[], object]) -> list[float]:
    """Return the median seconds of each; short ones are repeated within a turn."""
    repeats = []
    for call in calls:
        call()
        repeats.append(max(1, int(0.02 / max(_seconds(call, 1), 1e-7))))
    found: list[list[float]] = [[] for _ in calls]
    for _ in range(rounds):
        for seconds, call, times in zip(found, calls, repeats, strict=True):
            seconds.append(_seconds(call, times))
    return [statistics.median(each) for each in found]


def _seconds(call: Callable[[], object], times: int) -> float:
    began = time.perf_counter()
    for _ in range(times):
        call()
    return (time.perf_counter() - began) / times


def _beside_differences(
    network: Network,
    evaluation: Evaluation,
    inputs: np.ndarray,
    targets: np.ndarray,
    direction: np.ndarray,
    product: np.ndarray,
) -> float:
    here, slopes = network.parameters.copy(), []
    for step in (STEP, -STEP):
        network.parameters[:] = here + step * direction
        slopes.append(evaluation.gradient(inputs, targets).copy())
    network.parameters[:] = here
    difference = (slopes[0] - slopes[1]) / (2 * STEP)
    return float(np.linalg.norm(product - difference) / np.linalg.norm(difference))


if __name__ == "__main__":
    main()
