"""What is trained: the same network, from the same weights, on the same batches in the same order, by all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.engine import Dense, Network
from playground.engine.order import Order

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 7


@dataclass(frozen=True)
class Workload:
    """One row of the table; `samples` is a multiple of the batch size, as a scan over an epoch wants it."""

    name: str
    widths: tuple[int, ...]
    hidden: str
    loss: str
    batch_size: int
    optimizer: str
    learning_rate: float
    dtype: type[np.floating[Any]]
    samples: int
    epochs_per_turn: int
    threads: int = 1

    @property
    def last(self) -> str:
        return "tanh" if self.loss == "half_squared" else "linear"

    @property
    def steps_per_epoch(self) -> int:
        return self.samples // self.batch_size

    @property
    def steps_per_turn(self) -> int:
        return self.epochs_per_turn * self.steps_per_epoch

    @cached_property
    def data(self) -> tuple[np.ndarray, np.ndarray]:
        """Inputs and targets, samples by columns: a disc in a ring, or noisy centres, one per class."""
        rng = np.random.default_rng(SEED)
        inputs, outputs = self.widths[0], self.widths[-1]
        if outputs == 1:
            x = rng.uniform(-5, 5, (self.samples, inputs))
            t = np.where(np.hypot(x[:, 0], x[:, 1]) < 2.5, 1.0, -1.0)[:, None]
            return x.astype(self.dtype), t.astype(self.dtype)
        classes = rng.integers(outputs, size=self.samples)
        centres = rng.uniform(0, 1, (outputs, inputs))
        x = centres[classes] + rng.normal(0, 0.3, (self.samples, inputs))
        return x.astype(self.dtype), np.eye(outputs, dtype=self.dtype)[classes]

    def network(self) -> Network:
        activations = [self.hidden] * (len(self.widths) - 2) + [self.last]
        layers = [Dense(n, f) for n, f in zip(self.widths[1:], activations, strict=True)]
        network = Network(self.widths[0], layers, self.dtype)
        network.initialize("xavier", SEED)
        return network

    def weights(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """First weights and biases per layer, (n_in, n_out) and (n_out,), new."""
        network = self.network()
        return [(w.copy(), b.copy()) for w, b in network.split(network.parameters)]

    def orders(self) -> Iterator[np.ndarray]:
        """The order of the samples, epoch after epoch: the engine's; the others get it for nothing."""
        order, epoch = Order(self.samples, SEED), 0
        while True:
            yield order.of_epoch(epoch).copy()
            epoch += 1


TINY = Workload("tiny 2-4-2-1", (2, 4, 2, 1), "tanh", "half_squared", 10, "sgd", 0.03, np.float64, 250, 40)
SMALL = Workload(
    "small 2-8-8-8-1", (2, 8, 8, 8, 1), "tanh", "half_squared", 30, "sgd", 0.03, np.float64, 240, 60
)
DIGITS = Workload(
    "digits 64-128-64-10",
    (64, 128, 64, 10),
    "relu",
    "softmax_cross_entropy",
    32,
    "adam",
    1e-4,
    np.float32,
    1600,
    2,
)
MIDDLE = Workload(
    "784-512-256-10",
    (784, 512, 256, 10),
    "relu",
    "softmax_cross_entropy",
    128,
    "adam",
    1e-5,
    np.float32,
    1536,
    1,
    threads=2,
)
BIG = Workload(
    "784-2048-2048-10",
    (784, 2048, 2048, 10),
    "relu",
    "softmax_cross_entropy",
    256,
    "adam",
    1e-5,
    np.float32,
    1024,
    1,
    threads=2,
)
WORKLOADS = (TINY, SMALL, DIGITS, MIDDLE, BIG)
