"""The loss over a plane through the present weights: a sketch at once, then all of it a slice at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.landscape import shares_held
from playground.document.errors import ExperimentError
from playground.worker.pictures import GREATEST, single_heights
from playground.worker.plane_shelf import Shelved, likeness_of
from playground.worker.questions import LandscapeAnswer, PlaceAnswer
from playground.worker.studies.objective import Objective
from playground.worker.studies.planes import FIELD, box_of, choose_plane, extent_of

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from numpy.typing import NDArray

    from playground.calculus.landscape import Heights
    from playground.engine.arrays import Array
    from playground.worker.plane_shelf import Box
    from playground.worker.questions import LandscapeQuestion, PlaceQuestion
    from playground.worker.run import Run
    from playground.worker.snapshots import Floats
    from playground.worker.studies.planes import Chosen

COARSE, FINE = 480, 7_392  # cells: 24 by 20 and 96 by 77 at the usual shape
FEWEST = 120  # cells
SKETCHED, PAINTED = 2.0, 30.0  # seconds of work that a picture may take; of a dear network it has fewer cells
ASPECTS = (0.4, 4.0)
SLICE = 0.004  # seconds
PATH_SHARE = 0.05  # of the work, about, that the path's own losses take
Grid = tuple["Array", "Array"]


def study_landscape(run: Run, question: LandscapeQuestion) -> Iterator[tuple[float, LandscapeAnswer | None]]:
    """Yield slices of the work, a sketch if wanted, and at last 1.0 and the fine picture."""
    began = perf_counter()
    objective = Objective(run)
    objective.refuse_too_large(FIELD)
    steps, path = run.trail.points(run)
    moment = _Moment(run.step, run.epoch, steps, path, _drops(run))
    chosen = yield from choose_plane(run, objective, question, path)
    box = box_of(run, objective, chosen, question, path)
    aspect = min(max(question.aspect, ASPECTS[0]), ASPECTS[1])
    extent = extent_of(box, aspect, question.zoom)
    shelved = Shelved(chosen.plane, chosen.here, box, likeness_of(run))
    number = run.trail.planes.keep(question.axes, shelved)
    blank = _blank(objective, chosen, question, moment, extent, number)
    over = objective.over(chosen.plane)
    each = _seconds_each(over)
    if question.sketch:
        shape = _shape(aspect, _cells(COARSE, SKETCHED, each))
        heights = yield from _fill(over, _grid(extent, shape), 0.1, 0.15)
        yield 0.15, _with(blank, heights, began)
    shape = _shape(aspect, _cells(FINE, PAINTED, each))
    heights = yield from _fill(over, _grid(extent, shape), 0.15, 1.0 - PATH_SHARE)
    losses = yield from _along(objective, path)
    yield 1.0, replace(_with(blank, heights, began), fine=True, path_losses=losses)


def study_place(run: Run, question: PlaceQuestion) -> PlaceAnswer:
    """Return what stands at a place of a plane that was told; raise `ExperimentError` if it is forgotten."""
    shelved = run.trail.planes.get(question.plane, likeness_of(run))
    if shelved is None:
        raise ExperimentError(FIELD, "this picture is no longer known.", "Wait for the next one.")
    objective = Objective(run)
    x, y = question.x - shelved.here[0], question.y - shelved.here[1]
    kept_exactly = shelved.plane.point_at(x, y).astype(run.network.dtype).astype(np.float64)
    loss = objective.loss_at(kept_exactly)
    if not np.isfinite(loss):
        raise ExperimentError(FIELD, "the loss is not a finite number there.", "Choose another place.")
    here = objective.loss_at(objective.here)
    return PlaceAnswer(question.plane, question.x, question.y, loss, here, kept_exactly)


@dataclass(frozen=True, slots=True, eq=False)
class _Moment:
    """What is known of the run as it stood when the question was begun."""

    step: int
    epoch: float
    steps: NDArray[np.int64]
    path: Array
    drops: bool


def _drops(run: Run) -> bool:
    return any(layer.dropout > 0 for layer in run.experiment.network.hidden)


def _seconds_each(over: Heights) -> float:
    """Return about how long the loss at one place takes; 0 where that is shorter than a slice for several."""
    if over.at_once > 1:
        return 0.0
    began = perf_counter()
    over.at(np.zeros(1), np.zeros(1))
    return perf_counter() - began


def _cells(wanted: int, seconds: float, each: float) -> int:
    """Return how many cells there is time for."""
    return wanted if each * wanted <= seconds else max(FEWEST, int(seconds / each))


def _shape(aspect: float, cells: int) -> tuple[int, int]:
    """Return about so many cells as rows and columns, as near to squares as can be."""
    columns = round((cells * aspect) ** 0.5)
    return round(cells / columns), columns


def _grid(extent: Box, shape: tuple[int, int]) -> Grid:
    """Return the middles of the cells, (columns,) and (rows,)."""
    left, right, bottom, top = extent
    rows, columns = shape
    x = left + (np.arange(columns) + 0.5) * ((right - left) / columns)
    return x, bottom + (np.arange(rows) + 0.5) * ((top - bottom) / rows)


def _fill(over: Heights, grid: Grid, first: float, last: float) -> Generator[tuple[float, None], None, Array]:
    """Return the loss at each cell, (rows, columns); yield when a slice of time is over."""
    x, y = np.tile(grid[0], len(grid[1])), np.repeat(grid[1], len(grid[0]))
    heights, done, end = np.empty(len(x)), 0, perf_counter() + SLICE
    while done < len(x):
        part = slice(done, done + over.at_once)
        heights[part] = over.at(x[part], y[part])
        done += over.at_once
        if perf_counter() > end:
            yield first + (last - first) * min(done / len(x), 1.0), None
            end = perf_counter() + SLICE
    return heights.reshape(len(grid[1]), len(grid[0]))


def _along(objective: Objective, path: Array) -> Generator[tuple[float, None], None, Floats]:
    losses, end = np.empty(len(path)), perf_counter() + SLICE
    for index, point in enumerate(path):
        losses[index] = objective.loss_at(point)
        if perf_counter() > end:
            yield 1.0 - PATH_SHARE * (1 - index / len(path)), None
            end = perf_counter() + SLICE
    return np.nan_to_num(np.clip(losses, -GREATEST, GREATEST), nan=GREATEST)


def _blank(
    objective: Objective,
    chosen: Chosen,
    question: LandscapeQuestion,
    moment: _Moment,
    extent: Box,
    number: int,
) -> LandscapeAnswer:
    """Return everything but the heights."""
    plane, here = chosen.plane, chosen.here
    away = moment.path - objective.here
    x, y = away @ plane.first, away @ plane.second
    distances = np.linalg.norm(away - np.outer(x, plane.first) - np.outer(y, plane.second), axis=1)
    gradient = objective.gradient
    slope = float(np.linalg.norm(gradient))
    unit = -gradient / slope if slope > 0 else gradient
    left, right, bottom, top = extent
    return LandscapeAnswer(
        plane=number,
        axes=question.axes,
        directions=chosen.directions,
        extent=(left + here[0], right + here[0], bottom + here[1], top + here[1]),
        heights=np.zeros((0, 0), np.float32),
        known=np.zeros((0, 0), bool),
        fine=False,
        here=here,
        loss=objective.loss_at(objective.here),
        slope=slope,
        downhill=(float(unit @ plane.first), float(unit @ plane.second)),
        path_x=x + here[0],
        path_y=y + here[1],
        distances=distances,
        lengths=np.linalg.norm(away, axis=1),
        path_losses=np.zeros(0),
        path_steps=moment.steps,
        share=shares_held(plane, moment.path) if np.any(away) else None,
        samples=objective.samples,
        train_samples=objective.train_samples,
        penalised=bool(objective.penalty.l1 or objective.penalty.l2),
        drops=moment.drops,
        step=moment.step,
        epoch=moment.epoch,
        seconds=0.0,
    )


def _with(blank: LandscapeAnswer, heights: Array, began: float) -> LandscapeAnswer:
    told, known = single_heights(heights)
    return replace(blank, heights=told, known=known, seconds=perf_counter() - began)
