"""The samples that stand on a surface, or above and below it at what is wanted of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QLineF, QPointF

from playground.document.choices import Task

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QPixmap

    from playground.ui.plots.points import PointCloud
    from playground.ui.plots.sprites import SpriteShelf
    from playground.ui.plots.surface.arranged import Order
    from playground.ui.plots.surface.camera import Camera
    from playground.ui.plots.surface.mesh import Mesh
    from playground.worker.snapshots import DecisionMap

    Floats = NDArray[np.float64]

# Of each part: more would hide the surface. Of few, each one's distance from it can be seen as a line.
MOST_MARKS, FEW = 300, 150
# A mark is painted this much of the plane nearer than it stands, so that the slope before it does not cut it.
_NEARER = 0.16


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """Samples in the box (m, 3), their pictures, and how high the surface is at each (m,).

    `drops` says that each one's line to the surface is drawn.
    """

    box: Floats
    pictures: list[QPixmap]
    reach: float
    ground: Floats
    drops: bool


class Stood(NamedTuple):
    """One sample on the screen: its picture's corner, the picture, and the line to the surface if drawn."""

    corner: QPointF
    picture: QPixmap
    drop: QLineF | None


def marks_on(
    shelf: SpriteShelf,
    ratio: float,
    radius: float,
    mesh: Mesh,
    decision: DecisionMap,
    points: PointCloud,
    *,
    test: bool,
    drops: bool,
) -> list[Marks]:
    """Stand the samples at what is wanted of them; where that is not on this scale, on the surface."""
    parts = [(points.train_xy, points.train_labels, False)]
    if test:
        parts.append((points.test_xy, points.test_labels, True))
    few = sum(min(len(labels), MOST_MARKS) for _, labels, _ in parts) <= FEW
    own = decision.focus is None and decision.winners is None
    found = []
    for xy, labels, of_test in parts:
        box = _in_box(xy[:MOST_MARKS], decision.extent)
        known = (np.abs(box) <= 1.0).all(axis=1) & np.isfinite(labels[:MOST_MARKS].astype(np.float64))
        box, kept = box[known], labels[:MOST_MARKS][known]
        ground = mesh.height_at(box)
        wanted = mesh.height_of(_numbers(kept, points.task)) if own else ground
        sprites = shelf.take(ratio, radius, points, test=of_test)
        stood = np.column_stack([box, wanted])
        found.append(Marks(stood, sprites.pictures(kept), sprites.reach, ground, drops and own and few))
    return found


def _in_box(xy: Floats, extent: tuple[float, float, float, float]) -> Floats:
    """Return places of the plane as places of the box, (n, 2) both; along one axis they lie in the middle."""
    left, right, bottom, top = extent
    up = xy[:, 1] if xy.shape[1] > 1 else np.full(len(xy), (bottom + top) / 2)
    across = 2.0 * (xy[:, 0] - left) / (right - left) - 1.0
    return np.column_stack([across, 2.0 * (up - bottom) / (top - bottom) - 1.0])


def _numbers(labels: NDArray, task: Task) -> Floats:
    """Return what the answer should be: of two classes -1 and +1."""
    numbers = labels.astype(np.float64)
    return numbers if task is Task.REGRESSION else 2.0 * numbers - 1.0


def sample_rows(
    marks: Marks, order: Order, camera: Camera, cells: int, scale: float, middle: tuple[float, float]
) -> list[list[Stood]]:
    """Return for each row the samples that stand there, each with its line to the surface."""
    found: list[list[Stood]] = [[] for _ in range(cells)]
    if not len(marks.box):
        return found
    feet = np.column_stack([marks.box[:, :2], marks.ground])
    ends = np.hstack([camera.project(marks.box, scale, middle), camera.project(feet, scale, middle)])
    rows = order.rows_of(marks.box[:, :2], cells)
    rows = np.minimum(rows + max(1, round(_NEARER * cells / 2)), cells - 1)
    sine, cosine = camera.away
    far_first = np.argsort(-(marks.box[:, 0] * sine + marks.box[:, 1] * cosine), kind="stable")
    lines, corners, listed = ends.tolist(), (ends[:, :2] - marks.reach).tolist(), rows.tolist()
    for index in far_first.tolist():
        x, y = corners[index]
        drop = QLineF(*lines[index]) if marks.drops else None
        found[listed[index]].append(Stood(QPointF(x, y), marks.pictures[index], drop))
    return found
