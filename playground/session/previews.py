"""The points that the gallery's pictures are drawn from: those that training would really use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.assets import asset
from playground.data.generators import GENERATORS
from playground.data.ranking import most_telling
from playground.data.shipped import SHIPPED, ShippedTable, load_images, load_shipped
from playground.document.choices import Task
from playground.storage.tables import shipped_source
from playground.worker.samples import drawn_points

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.data.table import Table
    from playground.document.choices import Dataset
    from playground.document.sources import GeneratedSource, TableSource


# More than a picture of 60 pixels can show.
MOST_ROWS = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class Preview:
    """Samples in two dimensions with a label each: a class index or a number."""

    xy: NDArray[np.float64]
    labels: NDArray[np.float64] | NDArray[np.int64]
    task: Task


def generated_preview(source: GeneratedSource, seed: int) -> Preview:
    """Return the points of a generated set; of one with a single input, its curve."""
    points = drawn_points(source, seed)
    if points.x.shape[1] == 1:
        return Preview(_spread(np.column_stack([points.x, points.y])), points.y, Task.REGRESSION)
    if points.task == Task.REGRESSION.value:
        return Preview(points.x, points.y, Task.REGRESSION)
    signed = points.classes == 2
    return Preview(points.x, (points.y > 0 if signed else points.y).astype(np.int64), Task.CLASSIFICATION)


def usual_samples(dataset: Dataset) -> int:
    """Return how many samples a generated set has where nobody chose."""
    return GENERATORS[dataset.value].samples


def table_preview(table: Table) -> Preview:
    """Return a table's rows along the two columns that say most about its target."""
    columns = list(most_telling(table))
    task = Task.REGRESSION if table.classes is None else Task.CLASSIFICATION
    some = slice(None, None, max(1, table.rows // MOST_ROWS))
    return Preview(_spread(table.values[some, columns]), table.target[some], task)


def images_preview(name: str) -> NDArray[np.float64]:
    """Return the first image of each class, (classes, height, width), from 0 (paper) to 1 (ink)."""
    images, labels = load_images(name, asset("datasets"))
    _, first = np.unique(labels, return_index=True)
    return np.asarray(images[first] / images.max())


def _spread(xy: NDArray[np.float64]) -> NDArray[np.float64]:
    """Stretch both columns to one range, since their units need not be alike."""
    low, high = xy.min(axis=0), xy.max(axis=0)
    return np.asarray((xy - low) / np.where(high > low, high - low, 1.0))


def shipped_tables() -> list[ShippedTable]:
    """Return the tables that come with the program."""
    return list(SHIPPED.values())


def shipped_table(name: str) -> tuple[Table, TableSource]:
    """Return a shipped table and the source that names it."""
    return load_shipped(name, asset("datasets")), shipped_source(name)
