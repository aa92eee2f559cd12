"""The same training as most books write it: samples by features, a new array for every result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.engine.workloads import Workload


class Textbook:
    """Dense layers with tanh or ReLU, half squared error or softmax cross-entropy, SGD or Adam."""

    name = "textbook NumPy"

    def __init__(self, workload: Workload) -> None:
        self.workload = workload
        pairs = workload.weights()
        self.W = [weights for weights, _ in pairs]
        self.b = [biases for _, biases in pairs]
        self.X, self.T = workload.data
        self.m = [np.zeros_like(p) for p in self.W + self.b]
        self.v = [np.zeros_like(p) for p in self.W + self.b]
        self.t = 0
        self.batches = self.endless_batches()

    def endless_batches(self) -> Iterator[np.ndarray]:
        size = self.workload.batch_size
        for order in self.workload.orders():
            for start in range(0, len(order), size):
                yield order[start : start + size]

    def forward(self, a: np.ndarray) -> list[np.ndarray]:
        activations = [a]
        for layer, (W, b) in enumerate(zip(self.W, self.b, strict=True)):
            z = activations[-1] @ W + b
            if layer == len(self.W) - 1 and self.workload.loss == "softmax_cross_entropy":
                powers = np.exp(z - z.max(axis=1, keepdims=True))
                activations.append(powers / powers.sum(axis=1, keepdims=True))
            else:
                activations.append(np.tanh(z) if self.workload.hidden == "tanh" else np.maximum(z, 0))
        return activations

    def slope(self, a: np.ndarray) -> np.ndarray:
        return 1 - a**2 if self.workload.hidden == "tanh" else a > 0

    def step(self) -> None:
        batch = next(self.batches)
        x, t = self.X[batch], self.T[batch]
        a = self.forward(x)
        delta = (a[-1] - t) / len(x)
        if self.workload.loss == "half_squared":
            delta = delta * self.slope(a[-1])
        dW, db = [], []
        for layer in reversed(range(len(self.W))):
            dW.insert(0, a[layer].T @ delta)
            db.insert(0, delta.sum(axis=0))
            if layer > 0:
                delta = (delta @ self.W[layer].T) * self.slope(a[layer])
        self.update(self.W + self.b, dW + db)

    def update(self, parameters: list[np.ndarray], gradients: list[np.ndarray]) -> None:
        eta = self.workload.learning_rate
        self.t += 1
        for index, (p, g) in enumerate(zip(parameters, gradients, strict=True)):
            if self.workload.optimizer == "sgd":
                p -= eta * g
            else:
                self.m[index] = 0.9 * self.m[index] + 0.1 * g
                self.v[index] = 0.999 * self.v[index] + 0.001 * g**2
                m_hat = self.m[index] / (1 - 0.9**self.t)
                v_hat = self.v[index] / (1 - 0.999**self.t)
                p -= eta * m_hat / (np.sqrt(v_hat) + 1e-8)

    def run(self, epochs: int) -> None:
        for _ in range(epochs * self.workload.steps_per_epoch):
            self.step()

    def loss(self) -> float:
        a = self.forward(self.X)[-1]
        if self.workload.loss == "half_squared":
            return float(((a - self.T) ** 2).sum() / 2 / len(a))
        return float(-np.log((a * self.T).sum(axis=1)).mean())
