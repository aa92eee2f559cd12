"""How the time of a step grows with width, depth, batch and parameters: a table and a picture."""

from __future__ import annotations

import math
import statistics
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tests.benchmarks.engine.ours import Engine
from tests.benchmarks.engine.workloads import DIGITS, SMALL, Workload

if TYPE_CHECKING:
    from pathlib import Path

WIDTHS = (2, 4, 8, 16, 32, 64, 128, 256, 512)
DEPTHS = (1, 2, 3, 4, 6, 8, 12, 16)
BATCHES = (1, 3, 10, 30, 100, 300, 1000)
SIDES = (16, 32, 64, 128, 256, 512, 1024)


@dataclass
class Curve:
    """Time of a step, in seconds, against one quantity."""

    title: str
    points: list[tuple[int, float]]


def curves(rounds: int) -> list[Curve]:
    """Measure all four; what is compared is measured turn by turn."""
    by_parameters = [_shaped(DIGITS, (64, side, side, 10)) for side in SIDES]
    return [
        Curve("width of 2-n-n-1", _measure([(n, _shaped(SMALL, (2, n, n, 1))) for n in WIDTHS], rounds)),
        Curve(
            "hidden layers of 8", _measure([(d, _shaped(SMALL, (2, *[8] * d, 1))) for d in DEPTHS], rounds)
        ),
        Curve("batch of 2-8-8-8-1", _measure([(m, _with_batch(m)) for m in BATCHES], rounds)),
        Curve("parameters of 64-n-n-10, Adam", _measure([(_size(w), w) for w in by_parameters], rounds)),
    ]


def _shaped(workload: Workload, widths: tuple[int, ...]) -> Workload:
    return replace(workload, widths=widths)


def _with_batch(size: int) -> Workload:
    return replace(SMALL, batch_size=size, samples=max(240, size) // size * size)


def _size(workload: Workload) -> int:
    return workload.network().size


def _measure(cases: list[tuple[int, Workload]], rounds: int) -> list[tuple[int, float]]:
    engines = [Engine(workload) for _, workload in cases]
    times: list[list[float]] = [[] for _ in engines]
    steps = [max(3, round(0.02 / _seconds(engine, 3))) for engine in engines]
    for _ in range(rounds):
        for engine, number, taken in zip(engines, steps, times, strict=True):
            taken.append(_seconds(engine, number))
    medians = [statistics.median(taken) for taken in times]
    return [(quantity, seconds) for (quantity, _), seconds in zip(cases, medians, strict=True)]


def _seconds(engine: Engine, steps: int) -> float:
    begin = time.perf_counter()
    engine.trainer.run(steps)
    return (time.perf_counter() - begin) / steps


def table(curve: Curve) -> str:
    """The lines of one curve, with a bar whose length is the logarithm of the time."""
    least = min(seconds for _, seconds in curve.points)
    lines = [f"time of a step against the {curve.title}"]
    for quantity, seconds in curve.points:
        bar = "█" * (1 + round(6 * math.log2(seconds / least)))
        lines.append(f"  {quantity:>9,}{seconds * 1e6:11.1f} µs  {bar}")
    return "\n".join(lines)


# The picture: four plots side by side, both axes logarithmic.

SIDE, MARGIN, GAP = 260, 46, 24


def write_picture(path: Path, found: list[Curve]) -> None:
    """Write all curves as an SVG file."""
    width = len(found) * (SIDE + MARGIN + GAP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{SIDE + 2 * MARGIN}" '
        f'font-family="sans-serif" font-size="11">'
    ]
    for index, curve in enumerate(found):
        left = MARGIN + index * (SIDE + MARGIN + GAP)
        parts.append(f'<g transform="translate({left},{MARGIN / 2})">{_plot(curve)}</g>')
    path.write_text("\n".join([*parts, "</svg>"]) + "\n", encoding="utf-8")


def _plot(curve: Curve) -> str:
    xs, ys = ([math.log10(value) for value in side] for side in zip(*curve.points, strict=True))
    low, high = math.floor(min(ys)), math.ceil(max(ys))
    across = lambda x: SIDE * (x - xs[0]) / (xs[-1] - xs[0])  # noqa: E731
    up = lambda y: SIDE * (1 - (y - low) / (high - low))  # noqa: E731
    lines = [f'<text x="0" y="-6">{curve.title}: time of a step</text>']
    for decade in range(low, high + 1):
        name = f"{10.0**decade * 1e6:g} µs"
        lines.append(f'<line x1="0" x2="{SIDE}" y1="{up(decade):.1f}" y2="{up(decade):.1f}" stroke="#ccc"/>')
        lines.append(f'<text x="-4" y="{up(decade) + 4:.1f}" text-anchor="end">{name}</text>')
    corners = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y in zip(xs, ys, strict=True))
    lines.append(f'<polyline points="{corners}" fill="none" stroke="#0b66b5" stroke-width="2"/>')
    for (quantity, _), x in list(zip(curve.points, xs, strict=True))[:: max(1, len(xs) // 4)]:
        lines.append(f'<text x="{across(x):.1f}" y="{SIDE + 16}" text-anchor="middle">{quantity:,}</text>')
    return "".join(lines)
