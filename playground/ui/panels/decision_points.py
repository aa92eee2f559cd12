"""What stands on a decision map: its samples, the names of its axes, and what it is a slice of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.document.choices import Task
from playground.document.sources import TableSource
from playground.ui.plots.points import PointCloud
from playground.ui.theme.numbers import format_integer

if TYPE_CHECKING:
    from playground.data.prepare import Prepared
    from playground.document.experiment import Experiment

# Of each part; more take longer to draw than to train on, and cover each other.
MOST_MARKS = 5_000


def points_of(experiment: Experiment, samples: Prepared) -> PointCloud:
    """Return the samples as they lie on the map, labels in their own unit."""
    few = samples.first(MOST_MARKS)
    offset, factor = few.target_scale
    regression = experiment.task is Task.REGRESSION

    def labels(values: np.ndarray) -> np.ndarray:
        return values * factor + offset if regression else values

    train, test = coordinates_of(experiment, samples)
    return PointCloud(
        train_xy=train,
        train_labels=labels(few.train_labels),
        test_xy=test,
        test_labels=labels(few.test_labels),
        task=experiment.task,
        classes=tuple(few.classes),
        low=offset - factor,
        high=offset + factor,
    )


def coordinates_of(experiment: Experiment, samples: Prepared) -> tuple[np.ndarray, np.ndarray]:
    """Return where training and test samples lie on the map, (n, 2) each, or (n, 1) of one coordinate."""
    few = samples.first(MOST_MARKS)
    if few.train_points is not None and few.test_points is not None:
        return few.train_points, few.test_points
    names = experiment.data.source.available_inputs
    chosen = [names[axis] for axis in experiment.view.slice_axes]
    return (
        _columns(few.own_units(few.train_inputs), few.input_names, chosen),
        _columns(few.own_units(few.test_inputs), few.input_names, chosen),
    )


def _columns(inputs: np.ndarray, names: tuple[str, ...], chosen: list[str]) -> np.ndarray:
    """Return two columns of the inputs by name; one that is off lies at 0."""
    at = [inputs[:, names.index(name)] if name in names else np.zeros(len(inputs)) for name in chosen]
    return np.stack(at, axis=1)


def axis_names(experiment: Experiment) -> tuple[str, str]:
    """Return what runs across and up; "" where nothing runs up."""
    source = experiment.data.source
    if not isinstance(source, TableSource):
        return "x₁", "x₂" if source.coordinates == 2 else ""
    first, second = experiment.view.slice_axes
    return source.columns[first], source.columns[second] if len(source.columns) > 1 else ""


def has_plane(experiment: Experiment) -> bool:
    """Return whether two coordinates mean something, so that there is a way for values to rise."""
    return bool(axis_names(experiment)[1])


def has_columns(experiment: Experiment) -> bool:
    """Return whether there are columns to choose the axes from."""
    source = experiment.data.source
    return isinstance(source, TableSource) and len(source.columns) > 1


def map_note(experiment: Experiment, samples: Prepared) -> str:
    """Return the line below the map: which slice it is, and whether some points are left out."""
    notes = (slice_note(experiment) if has_columns(experiment) else "", _marks_note(samples))
    return ". ".join(note for note in notes if note)


def slice_note(experiment: Experiment) -> str:
    """Say what the inputs that are not axes are held at; nothing where there is none."""
    names = experiment.data.source.available_inputs
    axes = {names[axis] for axis in experiment.view.slice_axes}
    others = [name for name in experiment.data.inputs if name not in axes]
    if not others:
        return ""
    which = f"“{others[0]}”" if len(others) == 1 else f"{len(others)} other columns"
    return f"Slice: {which} at the mean"


def _marks_note(samples: Prepared) -> str:
    """Say that not all points are drawn, where that is so."""
    every = len(samples.train_labels) + len(samples.test_labels)
    drawn = sum(min(len(part), MOST_MARKS) for part in (samples.train_labels, samples.test_labels))
    return "" if drawn == every else f"{format_integer(drawn)} of {format_integer(every)} points drawn"
