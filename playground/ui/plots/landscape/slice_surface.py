"""The loss over a plane as a surface that can be turned, with the path of training lying on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen

from playground.document.choices import Task
from playground.ui.plots.points import PointCloud
from playground.ui.plots.surface.camera import Camera
from playground.ui.plots.surface.mesh import Mesh, bilinear
from playground.ui.plots.surface.view import SurfaceView
from playground.worker.snapshots import DecisionMap

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from playground.ui.plots.landscape.relief import Relief
    from playground.ui.theme.theme import Theme
    from playground.worker.questions import LandscapeAnswer

    Floats = NDArray[np.float64]

_PIECE = 0.05  # of the box: the path's pieces are no longer, so that they follow the ground
_MOST_PIECES = 2_000
_HERE = 6.0
_TILT = 52.0  # steep enough to look into a valley


class SliceSurface(SurfaceView):
    """Heights are the map's own scale: the logarithm of the loss where the map has it so."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, colors="loss")
        self.setAccessibleName("Surface of the loss")
        self._path, self._here = np.zeros((0, 2)), np.zeros(2)
        self._ground: Mesh | None = None
        self.look_from(Camera(tilt=_TILT))
        self.show_points(replace(PointCloud.empty(), task=Task.REGRESSION))

    def show_slice(self, answer: LandscapeAnswer, relief: Relief, titles: tuple[str, str]) -> None:
        """Draw this; what is not finite has no height, and no surface is drawn with it."""
        self._path = _in_box(np.column_stack([answer.path_x, answer.path_y]), answer.extent)
        self._here = _in_box(np.array([answer.here]), answer.extent)[0]
        low, high = (np.log10(each) if relief.logarithmic else each for each in (relief.low, relief.high))
        self._ground = None
        values = (low + relief.shares[::-1] * (high - low)).astype(np.float32)
        self.set_axis_names(*titles, "log₁₀ L" if relief.logarithmic else "L")
        self.show_map(DecisionMap(None, values, None, float(low), float(high), answer.extent))

    def clear(self) -> None:
        """Draw nothing until there is something again."""
        self._decision = self._ground = None
        self._draw_again()

    def _mesh(self, decision: DecisionMap) -> Mesh:
        mesh = super()._mesh(decision)
        self._ground = mesh
        return replace(mesh, borders=path_on(mesh, self._path))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the surface, and over it where the weights stand, which is never hidden."""
        super().paintEvent(event)
        if self._ground is None or np.abs(self._here).max() > 1.0:
            return
        place = np.append(self._here, self._ground.height_at(self._here[None])[0])
        x, y = self.camera.project(place, *self._placed()).tolist()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.color("win"), self._theme.pxf(1.6)))
            painter.setBrush(self._theme.color("ink"))
            painter.drawEllipse(QPointF(x, y), self._theme.pxf(_HERE), self._theme.pxf(_HERE))


def _in_box(places: Floats, extent: tuple[float, float, float, float]) -> Floats:
    """Return places of the plane as places of the box, -1 to 1 both ways."""
    left, right, bottom, top = extent
    across = 2.0 * (places[:, 0] - left) / (right - left) - 1.0
    return np.column_stack([across, 2.0 * (places[:, 1] - bottom) / (top - bottom) - 1.0])


def path_on(mesh: Mesh, path: Floats) -> Floats:
    """Return a path (n, 2) as short segments (m, 2, 3) that lie on the surface, those within the box."""
    if len(path) < 2:
        return np.zeros((0, 2, 3))
    lengths = np.hypot(*np.diff(path, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(lengths)])
    pieces = int(min(max(len(path), along[-1] / _PIECE), _MOST_PIECES))
    places = np.union1d(along, np.linspace(0.0, along[-1], pieces + 1))
    x, y = (np.interp(places, along, path[:, axis]) for axis in (0, 1))
    flat = np.column_stack([x, y])
    heights = bilinear(mesh.heights, (flat + 1.0) * (mesh.cells / 2.0))
    points = np.column_stack([flat, heights])
    inside = (np.abs(flat) <= 1.0).all(axis=1)
    both = inside[:-1] & inside[1:]
    return np.stack([points[:-1], points[1:]], axis=1)[both]
