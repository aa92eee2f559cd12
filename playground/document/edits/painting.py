"""Edits of painted points."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from playground.document.edits.adopting import with_data
from playground.document.edits.data import fitting_loss, with_source
from playground.document.errors import ExperimentError
from playground.document.painted import PaintedSource, Point, rounded
from playground.document.rules import check

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playground.document.experiment import Experiment


def set_painted(experiment: Experiment, source: PaintedSource) -> Experiment:
    """Train on painted points; the features that are on stay on where there are such."""
    available = (*source.available_inputs, *experiment.data.formulas)
    inputs = tuple(name for name in experiment.data.inputs if name in available)
    source = replace(source, points=rounded(source.points))
    return with_source(experiment, source, inputs or source.available_inputs[: source.coordinates])


def add_points(experiment: Experiment, points: tuple[Point, ...]) -> Experiment:
    """Add painted points behind those that are there."""
    source = _painted(experiment)
    return _with_points(experiment, (*source.points, *rounded(points)))


def remove_points(experiment: Experiment, indices: Iterable[int]) -> Experiment:
    """Remove painted points, counted from 0; the last ones take their places.

    So of the others no more change their places, and with them perhaps between training and test, than are
    removed.
    """
    kept = list(_painted(experiment).points)
    for index in sorted(set(indices), reverse=True):
        if not 0 <= index < len(kept):
            raise ExperimentError("Points", f"there is no point {index + 1}.", "Choose one that is there.")
        last = kept.pop()
        if index < len(kept):
            kept[index] = last
    return _with_points(experiment, tuple(kept))


def move_point(experiment: Experiment, index: int, point: Point) -> Experiment:
    """Put a painted point (counted from 0) in another place, or give it another label."""
    points = list(_painted(experiment).points)
    if not 0 <= index < len(points):
        raise ExperimentError("Points", f"there is no point {index + 1}.", "Choose one that is there.")
    (points[index],) = rounded((point,))
    return _with_points(experiment, tuple(points))


def clear_points(experiment: Experiment) -> Experiment:
    """Remove all painted points."""
    _painted(experiment)
    return _with_points(experiment, ())


def set_painted_classes(experiment: Experiment, classes: int) -> Experiment:
    """Paint so many classes from now on, or with 0 numbers.

    Points of a class that is gone are removed; classes become numbers spread evenly from -1 to +1, and
    numbers the class nearest to them on that scale.
    """
    source = _painted(experiment)
    points = _relabelled(source, classes)
    after = replace(source, points=rounded(points), classes=classes)
    network = replace(experiment.network, loss=fitting_loss(after, experiment.network.loss))
    return check(replace(experiment, data=replace(experiment.data, source=after), network=network))


def _relabelled(source: PaintedSource, classes: int) -> tuple[Point, ...]:
    if source.classes and classes:
        return tuple(point for point in source.points if point[2] < classes)
    if source.classes:
        last = max(source.classes - 1, 1)
        return tuple((x1, x2, 2.0 * label / last - 1.0) for x1, x2, label in source.points)
    last = max(classes - 1, 0)
    return tuple((x1, x2, _nearest_class(value, last)) for x1, x2, value in source.points)


def _nearest_class(value: float, last: int) -> float:
    share = min(max((value + 1.0) / 2.0, 0.0), 1.0)
    return float(int(share * last + 0.5))


def _painted(experiment: Experiment) -> PaintedSource:
    source = experiment.data.source
    if not isinstance(source, PaintedSource):
        raise ExperimentError("Points", "this set is not painted.", "Choose “Paint your own data”.")
    return source


def _with_points(experiment: Experiment, points: tuple[Point, ...]) -> Experiment:
    source = replace(_painted(experiment), points=points)
    return with_data(experiment, replace(experiment.data, source=source))
