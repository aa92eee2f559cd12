"""Which plane through the present weights is looked along, and how much of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.hessian import Lanczos
from playground.calculus.landscape import main_directions, plane_through, random_directions
from playground.document.choices import LandscapeAxes
from playground.document.errors import ExperimentError
from playground.worker.plane_shelf import likeness_of
from playground.worker.questions import Direction, DirectionKind
from playground.worker.snapshots import Parameter
from playground.worker.studies.objective import too_large

if TYPE_CHECKING:
    from collections.abc import Generator

    from playground.calculus.landscape import Plane
    from playground.engine.arrays import Array
    from playground.worker.plane_shelf import Box
    from playground.worker.questions import LandscapeQuestion
    from playground.worker.run import Run
    from playground.worker.studies.objective import Objective

FIELD = "Landscape"
PRODUCTS, FEWEST_PRODUCTS = 30, 6
NUMBERS = 8_000_000  # of the vectors that Lanczos keeps
MOST_FOR_DIRECTIONS, WORK = 128, 20_000_000  # points of the path, and products among them
SEED = 20_18
ROOM = 0.22  # beside what is to be seen, as a part of its size
LEAST_PART = 1e-3  # of the length of the weights: no box is smaller by itself
WEIGHT_REACH = 1.5
STRAIGHT = 0.999  # the cosine of an angle by which an axis may be turned and keep its name
KEEP_FROM = 0.6  # a box that is filled by so much of what is to be seen stays

Candidate = tuple[Direction, "Array"]


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """A plane with what its two directions are, and where its origin is written on its axes."""

    plane: Plane
    directions: tuple[Direction, Direction]
    here: tuple[float, float]


def choose_plane(
    run: Run, objective: Objective, question: LandscapeQuestion, path: Array
) -> Generator[tuple[float, None], None, Chosen]:
    """Return the plane that is asked for, turned as the one before; yield between slices of the work."""
    match question.axes:
        case LandscapeAxes.PATH:
            candidates = [*_of_path(objective, path), _downhill(objective), *_random(run, objective)]
            if not _span_a_plane(objective.here, candidates):
                # Where all weights are 0 there are no random directions either: they go by the weights.
                candidates = yield from _eigen(objective, 2)
        case LandscapeAxes.GRADIENT:
            candidates = [_downhill(objective), *(yield from _eigen(objective, 1))]
        case LandscapeAxes.EIGEN:
            candidates = yield from _eigen(objective, 2)
        case LandscapeAxes.WEIGHTS:
            candidates = _weights(run, objective, question.weights)
        case LandscapeAxes.RANDOM:
            candidates = _random(run, objective)
    return _turned(run, question.axes, objective.here, candidates)


def _span_a_plane(here: Array, candidates: list[Candidate]) -> bool:
    pairs = combinations((each for _, each in candidates), 2)
    return any(plane_through(here, one, other) is not None for one, other in pairs)


def _turned(run: Run, axes: LandscapeAxes, here: Array, candidates: list[Candidate]) -> Chosen:
    """Return the plane along the first two candidates that are two directions."""
    for number, (second, across) in enumerate(candidates):
        for first, along in candidates[:number]:
            plane = plane_through(here, along, across)
            if plane is None:
                continue
            if axes is LandscapeAxes.WEIGHTS:
                return Chosen(plane, (first, second), (float(here @ plane.first), float(here @ plane.second)))
            if float(across @ plane.second) < STRAIGHT * float(np.linalg.norm(across)):
                second = replace(second, bent=True)
            turned = run.trail.planes.turned(axes, plane, likeness_of(run))
            swapped = abs(float(turned.first @ plane.first)) < 0.5
            return Chosen(turned, (second, first) if swapped else (first, second), (0.0, 0.0))
    raise ExperimentError(
        FIELD, "there are no two directions here: the slope is zero.", "Choose another slice above."
    )


def _of_path(objective: Objective, path: Array) -> list[Candidate]:
    fitting = int((WORK / max(objective.here.size, 1)) ** 0.5)
    most = max(3, min(MOST_FOR_DIRECTIONS, fitting))
    some = path[np.linspace(0, len(path) - 1, min(most, len(path))).round().astype(int)]
    directions, shares = main_directions(some, objective.here)
    named = enumerate(zip(directions, shares.tolist(), strict=True), start=1)
    return [(Direction(DirectionKind.MAIN, number, share), each) for number, (each, share) in named][:2]


def _downhill(objective: Objective) -> Candidate:
    return Direction(DirectionKind.GRADIENT), -objective.gradient


def _random(run: Run, objective: Objective) -> list[Candidate]:
    drawn = random_directions(run.network, objective.here, SEED)
    return [(Direction(DirectionKind.RANDOM, number), each) for number, each in enumerate(drawn, start=1)]


def _eigen(objective: Objective, count: int) -> Generator[tuple[float, None], None, list[Candidate]]:
    """Return the directions of the largest curvatures."""
    start = np.random.default_rng(SEED).normal(size=objective.here.size)
    most = min(PRODUCTS, max(FEWEST_PRODUCTS, NUMBERS // start.size))
    lanczos = Lanczos(objective.products(), start, most)
    while not lanczos.finished:
        lanczos.step()
        yield 0.1 * lanczos.made / most, None
    if not lanczos.finite:
        raise too_large(FIELD)
    pairs = lanczos.outermost(count, 0)
    return [
        (Direction(DirectionKind.EIGEN, number, curvature=float(pair.value)), pair.vector)
        for number, pair in enumerate(pairs, start=1)
    ]


def _weights(
    run: Run, objective: Objective, wanted: tuple[Parameter | None, Parameter | None]
) -> list[Candidate]:
    taken: list[int] = []
    for each in wanted:
        taken.append(index_of(run, each) if each is not None else _steepest(objective, taken))
    if taken[0] == taken[1]:
        raise ExperimentError(FIELD, "both axes are the same weight.", "Choose another one for one of them.")
    return [
        (
            Direction(DirectionKind.WEIGHT, parameter=parameter_at(run, index)),
            np.eye(1, objective.here.size, index)[0],
        )
        for index in taken
    ]


def _steepest(objective: Objective, taken: list[int]) -> int:
    sizes = np.abs(objective.gradient)
    sizes[taken] = -1.0
    return int(sizes.argmax())


def index_of(run: Run, parameter: Parameter) -> int:
    """Return where among all parameters one stands."""
    weighted, network = run.anatomy.weighted, run.network
    if 0 <= parameter.layer < len(weighted):
        weights, biases = network.split_layer(weighted[parameter.layer], np.arange(network.size, dtype=float))
        source, target = parameter.source, parameter.target
        there = biases.size > 0 if source is None else 0 <= source < len(weights)
        if there and 0 <= target < weights.shape[1]:
            return int(biases[target] if source is None else weights[source, target])
    raise ExperimentError(FIELD, "there is no such weight any more.", "Choose another one.")


def parameter_at(run: Run, index: int) -> Parameter | None:
    """Return which weight or bias stands there; None for a gain or shift of a normalization."""
    numbers = np.arange(run.network.size, dtype=float)
    for layer, engine_layer in enumerate(run.anatomy.weighted):
        weights, biases = run.network.split_layer(engine_layer, numbers)
        for source, target in np.argwhere(weights == index).tolist():
            return Parameter(layer, source, target)
        for (target,) in np.argwhere(biases == index).tolist():
            return Parameter(layer, None, target)
    return None


def box_of(run: Run, objective: Objective, chosen: Chosen, question: LandscapeQuestion, path: Array) -> Box:
    """Return left, right, bottom and top around the plane's origin, at a zoom of 1 what is to be seen."""
    needed = _needed(objective, chosen, question.axes, path)
    before = run.trail.planes.last(question.axes, likeness_of(run))
    box = before.box if before is not None and _still_fits(before.box, needed) else _with_room(needed)
    return box


def _needed(objective: Objective, chosen: Chosen, axes: LandscapeAxes, path: Array) -> Box:
    """Return the box of what is to be seen: the path, or as far as the loss is about to change much."""
    length = float(np.linalg.norm(objective.here)) or 1.0
    reach = LEAST_PART * length
    if axes in (LandscapeAxes.PATH, LandscapeAxes.WEIGHTS):
        away = path - objective.here
        x, y = away @ chosen.plane.first, away @ chosen.plane.second
        if axes is LandscapeAxes.WEIGHTS or len(path) < 2:
            reach = WEIGHT_REACH if axes is LandscapeAxes.WEIGHTS else length / 4
        box = float(x.min()), float(x.max()), float(y.min()), float(y.max())
        return min(box[0], -reach), max(box[1], reach), min(box[2], -reach), max(box[3], reach)
    reach = length if axes is LandscapeAxes.RANDOM else _bowl_reach(objective, chosen, length)
    return -reach, reach, -reach, reach


def _bowl_reach(objective: Objective, chosen: Chosen, length: float) -> float:
    """Return how far along the steepest curvature a parabola from zero climbs by twice the present loss."""
    curvatures = [each.curvature for each in chosen.directions if each.curvature is not None]
    steepest = max((abs(each) for each in curvatures), default=0.0)
    loss = abs(objective.loss_at(objective.here))
    reach = 2.0 * (loss / steepest) ** 0.5 if steepest > 0 else length / 4
    return min(max(reach, LEAST_PART * length), length)


def _with_room(needed: Box) -> Box:
    left, right, bottom, top = needed
    room = ROOM * max(right - left, top - bottom) / 2
    return left - room, right + room, bottom - room, top + room


def _still_fits(box: Box, needed: Box) -> bool:
    inside = box[0] <= needed[0] and needed[1] <= box[1] and box[2] <= needed[2] and needed[3] <= box[3]
    wide = max(needed[1] - needed[0], needed[3] - needed[2])
    return inside and wide >= KEEP_FROM * max(box[1] - box[0], box[3] - box[2])


def extent_of(box: Box, aspect: float, zoom: float) -> Box:
    """Return the box widened to a shape, and brought nearer around the origin."""
    left, right, bottom, top = box
    wide, high = right - left, top - bottom
    more_wide, more_high = max(0.0, high * aspect - wide) / 2, max(0.0, wide / aspect - high) / 2
    ends = left - more_wide, right + more_wide, bottom - more_high, top + more_high
    return ends[0] / zoom, ends[1] / zoom, ends[2] / zoom, ends[3] / zoom
