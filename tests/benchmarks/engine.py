"""
Time per training step of the engine, against NumPy as a textbook writes it.

    python -m tests.benchmarks.engine [--json] [--rounds N]

Both train the same network from the same weights on the same batches in the same order, turn by turn; the
medians over the turns are compared, and the final losses show that they did the same work.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

# One thread each, as in the window's company; it has to be said before NumPy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from playground.engine import Dense, Network, Trainer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SEED = 7


@dataclass(frozen=True)
class Case:
    """What is trained, and how many steps make one turn."""

    name: str
    widths: tuple[int, ...]
    hidden: str
    loss: str
    batch_size: int
    optimizer: str
    learning_rate: float
    dtype: type[np.floating[Any]]
    steps: int

    def data(self) -> tuple[np.ndarray, np.ndarray]:
        rng = np.random.default_rng(SEED)
        inputs, outputs = self.widths[0], self.widths[-1]
        if outputs == 1:
            x = rng.uniform(-5, 5, (250, inputs))
            return x, np.where(np.hypot(x[:, 0], x[:, 1]) < 2.5, 1.0, -1.0)[:, None]
        classes = rng.integers(outputs, size=1500)
        centres = rng.uniform(0, 1, (outputs, inputs))
        return centres[classes] + rng.normal(0, 0.3, (1500, inputs)), np.eye(outputs)[classes]

    def network(self) -> Network:
        last = "tanh" if self.loss == "half_squared" else "linear"
        activations = [self.hidden] * (len(self.widths) - 2) + [last]
        layers = [Dense(n, f) for n, f in zip(self.widths[1:], activations, strict=True)]
        network = Network(self.widths[0], layers, self.dtype)
        network.initialize("xavier", SEED)
        return network


CASES = (
    Case("tiny 2-4-2-1", (2, 4, 2, 1), "tanh", "half_squared", 10, "sgd", 0.03, np.float64, 2000),
    Case("small 2-8-8-8-1", (2, 8, 8, 8, 1), "tanh", "half_squared", 30, "sgd", 0.03, np.float64, 1000),
    Case(
        "digits 64-128-64-10",
        (64, 128, 64, 10),
        "relu",
        "softmax_cross_entropy",
        32,
        "adam",
        1e-4,
        np.float32,
        200,
    ),
)


class Textbook:
    """The same training as most books write it: samples by features, a new array for every result."""

    def __init__(self, case: Case) -> None:
        self.case = case
        network = case.network()
        pairs = network.split(network.parameters)
        self.W = [weights.copy() for weights, _ in pairs]
        self.b = [biases.copy() for _, biases in pairs]
        inputs, targets = case.data()
        self.X, self.T = inputs.astype(case.dtype), targets.astype(case.dtype)
        self.m = [np.zeros_like(p) for p in self.W + self.b]
        self.v = [np.zeros_like(p) for p in self.W + self.b]
        self.t = 0
        self.order = self.batches()

    def batches(self) -> Iterator[np.ndarray]:
        epoch = 0
        while True:
            order = np.random.default_rng([SEED, epoch]).permutation(len(self.X))
            for start in range(0, len(order), self.case.batch_size):
                yield order[start : start + self.case.batch_size]
            epoch += 1

    def forward(self, a: np.ndarray) -> list[np.ndarray]:
        activations = [a]
        for layer, (W, b) in enumerate(zip(self.W, self.b, strict=True)):
            z = activations[-1] @ W + b
            last = layer == len(self.W) - 1
            if last and self.case.loss == "softmax_cross_entropy":
                powers = np.exp(z - z.max(axis=1, keepdims=True))
                activations.append(powers / powers.sum(axis=1, keepdims=True))
            else:
                activations.append(np.tanh(z) if self.case.hidden == "tanh" else np.maximum(z, 0))
        return activations

    def slope(self, a: np.ndarray) -> np.ndarray:
        return 1 - a**2 if self.case.hidden == "tanh" else a > 0

    def step(self) -> None:
        batch = next(self.order)
        x, t = self.X[batch], self.T[batch]
        a = self.forward(x)
        delta = (a[-1] - t) / len(x)
        if self.case.loss == "half_squared":
            delta = delta * self.slope(a[-1])
        dW, db = [], []
        for layer in reversed(range(len(self.W))):
            dW.insert(0, a[layer].T @ delta)
            db.insert(0, delta.sum(axis=0))
            if layer > 0:
                delta = (delta @ self.W[layer].T) * self.slope(a[layer])
        self.update(self.W + self.b, dW + db)

    def update(self, parameters: list[np.ndarray], gradients: list[np.ndarray]) -> None:
        eta = self.case.learning_rate
        self.t += 1
        for index, (p, g) in enumerate(zip(parameters, gradients, strict=True)):
            if self.case.optimizer == "sgd":
                p -= eta * g
            else:
                self.m[index] = 0.9 * self.m[index] + 0.1 * g
                self.v[index] = 0.999 * self.v[index] + 0.001 * g**2
                m_hat = self.m[index] / (1 - 0.9**self.t)
                v_hat = self.v[index] / (1 - 0.999**self.t)
                p -= eta * m_hat / (np.sqrt(v_hat) + 1e-8)

    def run(self, steps: int) -> None:
        for _ in range(steps):
            self.step()

    def loss(self) -> float:
        a = self.forward(self.X)[-1]
        if self.case.loss == "half_squared":
            return float(((a - self.T) ** 2).sum() / 2 / len(a))
        return float(-np.log((a * self.T).sum(axis=1)).mean())


def seconds_per_step(run: Callable[[int], None], steps: int) -> float:
    begin = time.perf_counter()
    run(steps)
    return (time.perf_counter() - begin) / steps


def measure(case: Case, rounds: int) -> dict[str, str | float]:
    inputs, targets = case.data()
    network = case.network()
    trainer = Trainer(
        network,
        case.loss,
        inputs,
        targets,
        batch_size=case.batch_size,
        optimizer=case.optimizer,
        learning_rate=case.learning_rate,
        seed=SEED,
    )
    textbook = Textbook(case)
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(seconds_per_step(trainer.run, case.steps))
        theirs.append(seconds_per_step(textbook.run, case.steps))
    engine, book = statistics.median(ours), statistics.median(theirs)
    return {
        "case": case.name,
        "engine_us": round(engine * 1e6, 2),
        "textbook_us": round(book * 1e6, 2),
        "times_faster": round(book / engine, 2),
        "engine_loss": trainer.evaluate(inputs, targets),
        "textbook_loss": textbook.loss(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Time per training step, engine against textbook NumPy.")
    parser.add_argument("--json", action="store_true", help="one JSON array instead of a table")
    parser.add_argument("--rounds", type=int, default=11, help="turns of each; medians are taken")
    options = parser.parse_args()
    rows = [measure(case, options.rounds) for case in CASES]
    if options.json:
        print(json.dumps(rows))
        return
    print(f"{'':22}{'engine':>11}{'textbook':>11}{'faster':>9}   loss: engine, textbook")
    for row in rows:
        print(
            f"{row['case']:22}{row['engine_us']:>8} µs{row['textbook_us']:>8} µs{row['times_faster']:>8}×"
            f"   {row['engine_loss']:.9g}, {row['textbook_loss']:.9g}"
        )


if __name__ == "__main__":
    main()
