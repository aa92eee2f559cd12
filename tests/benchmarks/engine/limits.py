"""What the machine allows, measured on the spot, and what share of each limit a training step reaches."""

from __future__ import annotations

import timeit
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.engine import ACTIVATIONS
from tests.benchmarks.engine.blas import set_blas_threads
from tests.benchmarks.engine.frames import kept_and_passing_bytes
from tests.benchmarks.engine.ours import Engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.benchmarks.engine.workloads import Workload

UFUNCS = [name for name in dir(np) if isinstance(getattr(np, name), np.ufunc)]


@dataclass
class Machine:
    """Its limits: seconds of an empty call, products and additions a second, bytes a second."""

    ufunc: float
    product: float
    flops: dict[str, float]
    bandwidth: float


@dataclass
class Shares:
    """A step: NumPy calls, bytes it keeps and takes in passing, and what each limit explains of its time."""

    ufuncs: int
    products: int
    kept: int
    passing: int
    calls: float
    arithmetic: float
    memory: float


def machine() -> Machine:
    """Measure the limits with one thread."""
    set_blas_threads(1)
    a, b, c = (np.ones((2, 2)) for _ in range(3))
    flops = {}
    for dtype in (np.float32, np.float64):
        A = np.ones((1024, 1024), dtype)
        out = np.empty_like(A)
        flops[np.dtype(dtype).name] = 2 * 1024**3 / _least(lambda A=A, out=out: A.dot(A, out), 3)
    long, other = np.zeros(20_000_000, np.float32), np.zeros(20_000_000, np.float32)
    return Machine(
        ufunc=_least(lambda: np.multiply(a, b, c), 20_000),
        product=_least(lambda: a.dot(b, c), 20_000),
        flops=flops,
        bandwidth=2 * long.nbytes / _least(lambda: np.copyto(other, long), 3),
    )


def _least(work: Callable[[], object], number: int) -> float:
    return min(timeit.repeat(work, number=number, repeat=7)) / number


def shares(workload: Workload, limits: Machine, seconds: float) -> Shares:
    """Count what a step does, and hold it beside the time it takes."""
    with counted_ufuncs() as counts:
        engine = Engine(workload)
        engine.trainer.run(2)
        before = sum(counts.values())
        engine.trainer.run(workload.steps_per_epoch)
        ufuncs = round((sum(counts.values()) - before) / workload.steps_per_epoch)
        engine.close()
    layers, m = list(zip(workload.widths[:-1], workload.widths[1:], strict=True)), workload.batch_size
    products = 3 * len(layers)  # forward, gradient, and back but for the first; and one for the norm
    plain = Engine(workload)
    plain.trainer.run(600)
    kept, passing = kept_and_passing_bytes(lambda: plain.trainer.run(50))
    plain.close()
    arithmetic = sum(2 * (n_in + 1) * n_out * m * (3 if i else 2) for i, (n_in, n_out) in enumerate(layers))
    passes = {"sgd": 3, "adam": 7}[
        workload.optimizer
    ]  # reads and writes of a vector as long as the parameters
    moved = passes * plain.network.parameters.nbytes
    peak = limits.flops[plain.network.dtype.name] * workload.threads
    return Shares(
        ufuncs=ufuncs,
        products=products,
        kept=kept // 50,
        passing=passing,
        calls=(ufuncs * limits.ufunc + products * limits.product) / seconds,
        arithmetic=arithmetic / peak / seconds,
        memory=moved / limits.bandwidth / seconds,
    )


@contextmanager
def counted_ufuncs() -> Iterator[dict[str, int]]:
    """Count the calls of NumPy's element-wise functions that are looked up in the meantime."""
    counts = dict.fromkeys(UFUNCS, 0)
    originals = {name: getattr(np, name) for name in UFUNCS}

    def counting(name: str) -> Callable[..., Any]:
        original = originals[name]

        def call(*arguments: Any, **keywords: Any) -> Any:
            counts[name] += 1
            return original(*arguments, **keywords)

        call.reduce = original.reduce  # type: ignore[attr-defined]
        return call

    tables = dict(ACTIVATIONS)
    try:
        for name in UFUNCS:
            setattr(np, name, counting(name))
        for name, activation in tables.items():  # a table holds some of them since it was imported
            if isinstance(activation.f, np.ufunc):
                ACTIVATIONS[name] = replace(activation, f=counting(activation.f.__name__))
        yield counts
    finally:
        ACTIVATIONS.update(tables)
        for name, original in originals.items():
            setattr(np, name, original)
