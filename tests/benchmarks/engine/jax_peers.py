"""The same training in JAX on the CPU: a step compiled, and an epoch of steps compiled as one scan."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import jax
import jax.numpy as jnp
import numpy as np

if TYPE_CHECKING:
    from tests.benchmarks.engine.workloads import Workload

jax.config.update("jax_enable_x64", True)


def outputs_of(parameters: Any, x: jax.Array, workload: Workload) -> jax.Array:
    hidden = jnp.tanh if workload.hidden == "tanh" else jax.nn.relu
    for W, b in parameters[:-1]:
        x = hidden(x @ W + b)
    W, b = parameters[-1]
    z = x @ W + b
    return jnp.tanh(z) if workload.last == "tanh" else z


def mean_loss(parameters: Any, x: jax.Array, t: jax.Array, workload: Workload) -> jax.Array:
    outputs = outputs_of(parameters, x, workload)
    if workload.loss == "half_squared":
        return jnp.square(outputs - t).sum() / (2 * len(t))
    return -(t * jax.nn.log_softmax(outputs)).sum(axis=1).mean()


def one_step(state: Any, x: jax.Array, t: jax.Array, workload: Workload) -> Any:
    parameters, m, v, count = state
    gradient = jax.grad(mean_loss)(parameters, x, t, workload)
    eta, count = workload.learning_rate, count + 1
    if workload.optimizer == "sgd":
        return jax.tree.map(lambda p, g: p - eta * g, parameters, gradient), m, v, count
    m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, gradient)
    v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, gradient)
    first, second = 1 - 0.9**count, 1 - 0.999**count
    moved = jax.tree.map(
        lambda p, m, v: (p - eta * (m / first) / (jnp.sqrt(v / second) + 1e-8)).astype(p.dtype),
        parameters,
        m,
        v,
    )
    return moved, m, v, count


class JaxPerStep:
    """`jax.jit` of a step, its state given up to it, one call a step."""

    name = "JAX per step"

    def __init__(self, workload: Workload) -> None:
        self.workload = workload
        self.X, self.T = workload.data
        parameters = [(jnp.asarray(W), jnp.asarray(b)) for W, b in workload.weights()]
        zeros = jax.tree.map(jnp.zeros_like, parameters)
        self.state = parameters, zeros, jax.tree.map(jnp.zeros_like, parameters), jnp.zeros((), self.X.dtype)
        self.orders = workload.orders()
        self.step = jax.jit(partial(one_step, workload=workload), donate_argnums=0)

    def run(self, epochs: int) -> None:
        size = self.workload.batch_size
        for _ in range(epochs):
            order = next(self.orders)
            for start in range(0, len(order), size):
                batch = order[start : start + size]
                self.state = self.step(self.state, self.X[batch], self.T[batch])
        jax.block_until_ready(self.state)

    def loss(self) -> float:
        return float(mean_loss(self.state[0], jnp.asarray(self.X), jnp.asarray(self.T), self.workload))


class JaxScan(JaxPerStep):
    """`jax.lax.scan` over the batches of an epoch, one call an epoch."""

    name = "JAX scan"

    def __init__(self, workload: Workload) -> None:
        super().__init__(workload)

        def epoch(state: Any, X: jax.Array, T: jax.Array) -> Any:
            return jax.lax.scan(lambda s, b: (one_step(s, *b, workload), None), state, (X, T))[0]

        self.epoch = jax.jit(epoch, donate_argnums=0)

    def run(self, epochs: int) -> None:
        batches = self.workload.steps_per_epoch, self.workload.batch_size, -1
        for _ in range(epochs):
            order = next(self.orders)
            self.state = self.epoch(
                self.state, self.X[order].reshape(batches), self.T[order].reshape(batches)
            )
        jax.block_until_ready(self.state)


def flat(parameters: Any) -> np.ndarray:
    return np.concatenate([np.ravel(each) for each in jax.tree.leaves(parameters)])
