"""A function of two variables over a window, and its slopes at a point and along an arrow."""

from __future__ import annotations

import math
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from playground.document.errors import ExperimentError
from playground.worker.questions import ArrowAnswer, SurfaceAnswer
from playground.worker.studies.fields import FIELD, PlaneFunction, function_of, pointed

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from numpy.typing import NDArray

    from playground.worker.questions import ArrowQuestion, SurfaceQuestion
    from playground.worker.questions.surface import Window
    from playground.worker.run import Run
    from playground.worker.snapshots import Floats

SIDE = 121
COARSE, FINE = 11, 41  # of the loss: each grid holds the one before
SLICE = 0.005  # seconds
MOST_SECONDS = 8.0
PLACES, DEAR_PLACES = 161, 25
LEVELS, MOST_LEVELS = 12, 18
STEEP = 6.0  # where the upper half of the values spans so many times the lower, lines lie closer below
FLAT = 1e-12
TINY = 1e-290  # of which parts can no longer be told apart
DIRECTIONS = 121


def study_surface(run: Run, question: SurfaceQuestion) -> Iterator[tuple[float, SurfaceAnswer | None]]:
    """Yield the values over the window: of the loss coarse at first, then finer; at last 1.0 and all."""
    with np.errstate(all="ignore"):
        function = function_of(run, question.choice)
    window = question.window or function.window
    if not function.dear:
        values = function.values(_grid(window, SIDE)).reshape(SIDE, SIDE)
        yield 1.0, _surface(run, function, window, values)
        return
    yield from _finer_and_finer(run, function, window)


def _finer_and_finer(
    run: Run, function: PlaneFunction, window: Window
) -> Iterator[tuple[float, SurfaceAnswer | None]]:
    field = np.full((FINE, FINE), np.nan)
    done, began = np.zeros((FINE, FINE), bool), perf_counter()
    stride = (FINE - 1) // (COARSE - 1)
    while True:
        grid = np.zeros_like(done)
        grid[::stride, ::stride] = True
        missing = np.argwhere(grid & ~done)
        yield from _fill(function, window, field, missing)
        done |= grid
        values = field[::stride, ::stride]
        took = perf_counter() - began
        if stride == 1 or 4 * took > MOST_SECONDS:
            yield 1.0, _surface(run, function, window, values)
            return
        yield float(done.mean()), _surface(run, function, window, values)
        stride //= 2


def _fill(
    function: PlaneFunction, window: Window, field: Floats, missing: NDArray[np.intp]
) -> Iterator[tuple[float, None]]:
    """Compute these places (n, 2: row, column) of the field, a slice of time after another."""
    places = _grid(window, FINE).reshape(FINE, FINE, 2)
    end = perf_counter() + SLICE
    for row, column in missing.tolist():
        field[row, column] = function.values(places[row, column][None])[0]
        if perf_counter() > end:
            yield 0.1, None
            end = perf_counter() + SLICE


def _grid(window: Window, side: int) -> Floats:
    left, right, bottom, top = window
    xs, ys = np.linspace(left, right, side), np.linspace(bottom, top, side)
    return np.column_stack([np.tile(xs, side), np.repeat(ys, side)])


def _surface(run: Run, function: PlaneFunction, window: Window, values: Floats) -> SurfaceAnswer:
    known = np.isfinite(values)
    if not known.any():
        raise ExperimentError(FIELD, "there is no value anywhere in this window.", "Choose another function.")
    return SurfaceAnswer(
        window=window,
        start=function.start,
        values=np.where(known, values, 0.0),
        known=known,
        levels=levels_of(values[known]),
        parameters=function.parameters,
        samples=function.samples,
        step=run.step,
        epoch=run.epoch,
    )


def levels_of(values: Floats) -> Floats:
    """Return rising values at which lines are drawn, and both ends: round ones, or ever twice as far up."""
    low, high = float(values.min()), float(values.max())
    if not high - low > FLAT * max(abs(low), abs(high)):  # what differs is nothing but rounding
        return np.array([low])
    if not TINY < high - low < math.inf:
        return np.array([low, high])
    middle = float(np.median(values))
    if high - middle > STEEP * (middle - low) > 0:
        return np.asarray(low + (high - low) * np.exp2(-np.arange(LEVELS, -1, -1.0)))
    step = _round_step((high - low) / MOST_LEVELS)
    lines = step * np.arange(math.floor(low / step) + 1, math.ceil(high / step))
    return np.concatenate([[low], lines, [high]])


def _round_step(least: float) -> float:
    """Return the smallest of 1, 2 or 5 times a power of ten that is at least so large."""
    power = 10.0 ** math.floor(math.log10(least))
    return next((part * power for part in (1.0, 2.0, 5.0) if part * power >= least), 10.0 * power)


def study_arrow(run: Run, question: ArrowQuestion) -> Iterator[tuple[float, ArrowAnswer | None]]:
    """Yield the slopes at a point, at last 1.0 and the answer."""
    with np.errstate(all="ignore"):
        function = function_of(run, question.choice, question.parameters)
        point = pointed(function, question.choice, question.window)
        gradient = function.gradient(*point)
        value = float(function.values(np.array([point]))[0])
    if not np.isfinite([value, *gradient]).all():
        raise ExperimentError(
            FIELD, "the function has no value or no slope at this point.", "Move the point."
        )
    slices = []
    for axis in (0, 1):
        count = (DEAR_PLACES if function.dear else PLACES) if question.sliced else 0
        places = _slice(question.window, point, axis, count)
        values = yield from _values(function, places)
        known = np.isfinite(values)
        slices.append((places[:, axis].copy(), np.where(known, values, 0.0), known))
    yield 1.0, _arrow(run, function, question, point, value, gradient, slices)


def _values(function: PlaneFunction, places: Floats) -> Generator[tuple[float, None], None, Floats]:
    """Return the values at some places, and yield whenever a slice of time is over."""
    if not function.dear:
        return function.values(places)
    found, end = np.empty(len(places)), perf_counter() + SLICE
    for index in range(len(places)):
        found[index] = function.values(places[index : index + 1])[0]
        if perf_counter() > end:
            yield 0.5, None
            end = perf_counter() + SLICE
    return found


def _slice(window: Window, point: tuple[float, float], axis: int, count: int) -> Floats:
    """Return places along one axis through the point, the point itself among them."""
    if not count:
        return np.zeros((0, 2))
    low, high = window[2 * axis : 2 * axis + 2]
    moved = np.sort(np.append(np.linspace(low, high, count), point[axis]))
    places = np.tile(np.array(point), (len(moved), 1))
    places[:, axis] = moved
    return places


def _arrow(
    run: Run,
    function: PlaneFunction,
    question: ArrowQuestion,
    point: tuple[float, float],
    value: float,
    gradient: tuple[float, float],
    slices: list[tuple[Floats, Floats, NDArray[np.bool_]]],
) -> ArrowAnswer:
    angle, h = question.choice.angle % 360.0, question.step_size
    v = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    ahead = float(function.values(np.array([[point[0] + h * v[0], point[1] + h * v[1]]]))[0])
    if not math.isfinite(ahead):
        raise ExperimentError(FIELD, "the function has no value one step ahead.", "Turn the arrow.")
    length = math.hypot(*gradient)
    steepest = math.degrees(math.atan2(gradient[1], gradient[0])) % 360.0
    angles = np.linspace(0.0, 360.0, DIRECTIONS)
    turned = np.radians(angles)
    across, along = slices
    return ArrowAnswer(
        point=point,
        value=value,
        gradient=gradient,
        angle=angle,
        direction=v,
        slope=gradient[0] * v[0] + gradient[1] * v[1],
        measured=(ahead - value) / h,
        ahead=ahead,
        step_size=h,
        length=length,
        steepest=steepest,
        off=abs((angle - steepest + 180.0) % 360.0 - 180.0),
        flat=length <= FLAT * max(1.0, abs(value)),
        angles=angles,
        slopes=gradient[0] * np.cos(turned) + gradient[1] * np.sin(turned),
        across=across[0],
        across_values=across[1],
        across_known=across[2],
        along=along[0],
        along_values=along[1],
        along_known=along[2],
        step=run.step,
    )
