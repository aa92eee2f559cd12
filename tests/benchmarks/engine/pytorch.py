"""The same training in PyTorch on the CPU: eager, with a fused optimiser, with the whole step compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    import numpy as np

    from tests.benchmarks.engine.workloads import Workload

ACTIVATIONS = {"tanh": torch.nn.Tanh, "relu": torch.nn.ReLU, "linear": torch.nn.Identity}


def model_of(workload: Workload) -> torch.nn.Sequential:
    parts: list[torch.nn.Module] = []
    names = [workload.hidden] * (len(workload.widths) - 2) + [workload.last]
    for (weights, biases), name in zip(workload.weights(), names, strict=True):
        linear = torch.nn.Linear(*weights.shape, dtype=torch.from_numpy(weights).dtype)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(weights.T))
            linear.bias.copy_(torch.from_numpy(biases))
        parts += [linear, ACTIVATIONS[name]()]
    return torch.nn.Sequential(*parts)


class PyTorch:
    """A `torch.nn.Sequential` trained as its tutorials do, batches gathered by index."""

    name = "PyTorch eager"
    fused = False
    compiled = False

    def __init__(self, workload: Workload) -> None:
        self.workload = workload
        self.X, self.T = map(torch.from_numpy, workload.data)
        self.model = model_of(workload)
        rule = torch.optim.SGD if workload.optimizer == "sgd" else torch.optim.Adam
        self.optimizer = rule(
            self.model.parameters(), lr=workload.learning_rate, fused=True if self.fused else None
        )
        self.orders = workload.orders()
        self.step = torch.compile(self.one_step) if self.compiled else self.one_step

    def batch_loss(self, outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        if self.workload.loss == "half_squared":
            return (outputs - targets).square().sum() / (2 * len(targets))
        return torch.nn.functional.cross_entropy(outputs, targets)

    def one_step(self, x: torch.Tensor, t: torch.Tensor) -> None:
        self.optimizer.zero_grad(set_to_none=True)
        self.batch_loss(self.model(x), t).backward()
        self.optimizer.step()

    def run(self, epochs: int) -> None:
        torch.set_num_threads(self.workload.threads)
        size = self.workload.batch_size
        for _ in range(epochs):
            order = torch.from_numpy(next(self.orders))
            for start in range(0, len(order), size):
                batch = order[start : start + size]
                self.step(self.X[batch], self.T[batch])

    @torch.no_grad()
    def loss(self) -> float:
        return float(self.batch_loss(self.model(self.X), self.T))


class PyTorchFused(PyTorch):
    name = "PyTorch fused"
    fused = True


class PyTorchCompiled(PyTorch):
    """Forward, backward and update compiled as one; needs a C++ compiler."""

    name = "PyTorch compiled"
    compiled = True


class Maps:
    """All activations over a grid, in single precision, without gradients."""

    name = "PyTorch"

    def __init__(self, workload: Workload, points: np.ndarray) -> None:
        self.model = model_of(workload).float()
        self.X = torch.from_numpy(points).float()

    @torch.inference_mode()
    def run(self) -> list[torch.Tensor]:
        torch.set_num_threads(1)
        a, maps = self.X, []
        for part in self.model:
            a = part(a)
            if not isinstance(part, torch.nn.Linear):
                maps.append(a)
        return maps
