"""
How fast the engine is.

    python -m tests.benchmarks.engine [--json] [--rounds N] [--only tiny,small] [--alone] [--plot growth.svg]

Training steps beside textbook NumPy and, where they are installed, PyTorch, JAX and scikit-learn: all train
the same network from the same weights on the same batches, turn by turn; medians over the turns are compared
as ratios to the engine's, and the losses show that they did the same work. Then neuron maps and whole frames,
the machine's limits and the share of each that is reached, and how the time grows.
"""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

# As many as any workload is allowed; it has to be said before NumPy is loaded, and is changed later.
os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "2"

import numpy as np

from tests.benchmarks.engine import growth
from tests.benchmarks.engine.blas import set_blas_threads
from tests.benchmarks.engine.compare import measure, table
from tests.benchmarks.engine.frames import compare_frames, compare_maps
from tests.benchmarks.engine.limits import Shares, machine, shares
from tests.benchmarks.engine.workloads import SMALL, TINY, WORKLOADS


def main() -> None:
    options = _options()
    np.seterr(all="ignore")
    chosen = [each for each in WORKLOADS if not options.only or each.name.split()[0] in options.only]
    found: dict[str, Any] = {"training": {}, "limits": {}}
    limits = machine()
    found["machine"] = asdict(limits)
    _say(options, _machine_in_words(found["machine"]))
    for workload in chosen:
        timings = measure(workload, options.rounds, alone=options.alone)
        reached = shares(workload, limits, timings[0].seconds)
        found["training"][workload.name] = [asdict(each) for each in timings]
        found["limits"][workload.name] = asdict(reached)
        _say(options, table(workload, timings) + _shares_in_words(reached))
    if not options.only:
        _add_frames(options, found)
        found["growth"] = [asdict(each) for each in _add_growth(options)]
    if options.json:
        print(json.dumps(found))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How fast the engine is.")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of tables")
    parser.add_argument("--rounds", type=int, default=11, help="turns of each; medians are taken")
    parser.add_argument("--only", type=lambda text: text.split(","), help="some workloads: tiny,small,digits")
    parser.add_argument("--alone", action="store_true", help="the engine and the textbook only")
    parser.add_argument("--plot", type=Path, help="write the growth as an SVG picture")
    return parser.parse_args()


def _add_frames(options: argparse.Namespace, found: dict[str, Any]) -> None:
    set_blas_threads(1)
    timings, allocated = compare_maps(SMALL, options.rounds)
    found["maps"] = {"timings": [asdict(each) for each in timings], "allocated": allocated}
    heading = f"all neuron maps of {SMALL.name.split()[1]} on 100×100, {_bytes(allocated)} allocated"
    _say(options, _lines(heading, timings))
    for workload in (TINY, SMALL):
        timings = compare_frames(workload, options.rounds)
        found[f"frame {workload.name}"] = [asdict(each) for each in timings]
        _say(options, _lines(f"a frame of {workload.name}: an epoch, both losses, all maps", timings))


def _add_growth(options: argparse.Namespace) -> list[growth.Curve]:
    curves = growth.curves(max(3, options.rounds // 2))
    for curve in curves:
        _say(options, growth.table(curve))
    if options.plot is not None:
        growth.write_picture(options.plot, curves)
    return curves


def _say(options: argparse.Namespace, text: str) -> None:
    if not options.json:
        print(text, flush=True)


def _lines(heading: str, timings: list[Any]) -> str:
    own = timings[0].seconds
    rows = (f"  {each.name:18}{each.seconds * 1e6:12.1f} µs {each.seconds / own:7.2f} ×" for each in timings)
    return "\n".join([heading, *rows])


def _machine_in_words(limits: dict[str, Any]) -> str:
    single, double = (limits["flops"][name] / 1e9 for name in ("float32", "float64"))
    calls = f"{limits['ufunc'] * 1e6:.2f} µs, an empty product {limits['product'] * 1e6:.2f} µs"
    speed = f"one thread: {single:.0f} GFLOP/s (float32), {double:.0f} (float64)"
    return f"{speed}; {limits['bandwidth'] / 1e9:.1f} GB/s; an empty ufunc {calls}"


def _bytes(count: int) -> str:
    return "1 byte" if count == 1 else f"{count} bytes"


def _shares_in_words(reached: Shares) -> str:
    calls = f"{reached.ufuncs} element-wise calls and {reached.products} products"
    memory = f"{_bytes(reached.kept)} stay allocated, {reached.passing} more in passing"
    limits = f"empty calls explain {reached.calls:.0%}, arithmetic at the peak {reached.arithmetic:.0%}"
    return (
        f"\n  a step: {calls}; {memory}\n  of its time, {limits}, the optimiser's memory {reached.memory:.0%}"
    )


if __name__ == "__main__":
    main()
