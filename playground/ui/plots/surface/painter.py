"""Paints a surface: what stands behind it, its quads from far to near, and the samples among them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPolygonF

from playground.ui.plots.map_image import class_tables, packed_colors
from playground.ui.plots.strokes import line_pen, polygon
from playground.ui.plots.surface.arranged import order_for, shades
from playground.ui.plots.surface.marks import Marks, Stood, sample_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.ui.plots.surface.camera import Camera
    from playground.ui.plots.surface.mesh import Mesh
    from playground.ui.theme.theme import Theme

    Floats = NDArray[np.float64]

# Lines of the mesh each way; both resolutions have a multiple of so many quads.
LINES = 9
_LEVELS, _SHADES = 256, 16
# Colours that differ by so few levels count as one, so that more quads can be painted at once.
_FINE = 3
_DARKEST, _BRIGHTEST = {"dark": 0.62, "light": 0.74}, {"dark": 1.34, "light": 1.06}
_MESH_ALPHA = {"dark": 0.20, "light": 0.26}
_BORDER, _DROP = 1.6, 1.0
# A quad reaches so many pixels under its nearer neighbours, so that no ground shines through between them.
_UNDER = 0.9


@dataclass
class SurfacePainter:
    """Holds the brushes that it has made for one theme; `colors` is the map that values are coloured by."""

    theme: Theme
    colors: str = "area"
    _brushes: dict[int, QBrush] = field(default_factory=dict)

    def forget(self) -> None:
        """Make all brushes anew, for another theme."""
        self._brushes.clear()

    def paint(
        self,
        painter: QPainter,
        mesh: Mesh,
        camera: Camera,
        scale: float,
        middle: tuple[float, float],
        marks: list[Marks],
    ) -> None:
        """Paint quads, mesh lines, borders and samples, each row after those behind it."""
        order, cells = order_for(camera), mesh.cells
        places = order.arrange(camera.project(_nodes(mesh.heights), scale, middle))
        codes = order.arrange(_codes(mesh, camera))
        strips = _strips(places, codes, self._brushes_of(mesh, codes))
        lines = _mesh_lines(places)
        ends = camera.project(mesh.borders, scale, middle)
        borders = _by_row(order.rows_of(mesh.borders.mean(axis=1), cells), ends, cells)
        samples = [sample_rows(each, order, camera, cells, scale, middle) for each in marks]
        mesh_pen = line_pen(self.theme.color("ink", _MESH_ALPHA[self.theme.name]), 1.0)
        border_pen = line_pen(self.theme.color("ink"), self.theme.pxf(_BORDER))
        for row in range(cells):
            painter.setPen(Qt.PenStyle.NoPen)
            for brush, corners in strips[row]:
                painter.setBrush(brush)
                painter.drawPolygon(corners)
            painter.setPen(mesh_pen)
            painter.drawLines(lines.across[row])
            if row in lines.along:
                painter.drawPolyline(lines.along[row])
            if borders[row]:
                painter.setPen(border_pen)
                painter.drawLines(borders[row])
            for each in samples:
                self._paint_samples(painter, each[row])

    def _paint_samples(self, painter: QPainter, row: list[Stood]) -> None:
        dropped = [each.drop for each in row if each.drop is not None]
        if dropped:
            painter.setPen(line_pen(self.theme.color("ink2", 0.55), _DROP))
            painter.drawLines(dropped)
        for each in row:
            painter.drawPixmap(each.corner, each.picture)

    def _brushes_of(self, mesh: Mesh, codes: NDArray[np.intp]) -> dict[int, QBrush]:
        missing = set(np.unique(codes).tolist()) - self._brushes.keys()
        if missing:
            self._make(mesh, missing)
        return self._brushes

    def _make(self, mesh: Mesh, codes: set[int]) -> None:
        theme = self.theme
        if mesh.winners is None:
            tables = packed_colors(theme.lut(self.colors))[None]
        else:
            tables = class_tables(theme, int(mesh.winners.max(initial=0)) + 1)
        darkest, brightest = _DARKEST[theme.name], _BRIGHTEST[theme.name]
        for code in codes:
            of_class, level, shade = code // (_LEVELS * _SHADES), code // _SHADES % _LEVELS, code % _SHADES
            # Classes and values share no code: a value is told as class 0 of 0.
            color = QColor.fromRgba(int(tables[of_class - (mesh.winners is not None), level]))
            light = darkest + (brightest - darkest) * shade / (_SHADES - 1)
            self._brushes[code] = QBrush(_lit(color, light))


def _lit(color: QColor, light: float) -> QColor:
    return QColor(*(min(255, round(part * light)) for part in (color.red(), color.green(), color.blue())))


def _codes(mesh: Mesh, camera: Camera) -> NDArray[np.intp]:
    """Return a number for the colour of each quad: its class (0 for values), its level, its shade."""
    lit = (shades(mesh.heights, camera) + 0.15) / 1.15
    shade = np.clip(lit * (_SHADES - 1) + 0.5, 0, _SHADES - 1).astype(np.intp)
    of_class = 0 if mesh.winners is None else mesh.winners.astype(np.intp) + 1
    return np.asarray((of_class * _LEVELS + (mesh.levels | _FINE)) * _SHADES + shade)


def _nodes(heights: Floats) -> Floats:
    places = np.linspace(-1.0, 1.0, len(heights))
    x, y = np.meshgrid(places, places)
    return np.stack([x, y, heights], axis=-1)


def _strips(
    places: Floats, codes: NDArray[np.intp], brushes: dict[int, QBrush]
) -> list[list[tuple[QBrush, list[QPointF]]]]:
    """Return each row's quads, those of one colour side by side as one strip.

    All corners but the far ones reach a little under the nearer quads.
    """
    size = len(places)
    edge = places[-1, -1] - places[0, 0]
    shift = _UNDER * edge / max(float(np.hypot(*edge)), 1.0)
    far, near = (_polyline(each.reshape(-1, 2)).toList() for each in (places, places + shift))
    rows: list[list[tuple[QBrush, list[QPointF]]]] = [[] for _ in range(size - 1)]
    changes = np.ones(codes.shape, dtype=bool)
    changes[:, 1:] = codes[:, 1:] != codes[:, :-1]
    starts = np.argwhere(changes).tolist()
    for (row, start), (next_row, next_start) in pairwise([*starts, [size - 1, 0]]):
        first = row * size + start
        last = row * size + (next_start if next_row == row else size - 1)
        corners = far[first:last] + near[last : last + 1] + near[last + size : first + size - 1 : -1]
        rows[row].append((brushes[int(codes[row, start])], corners))
    return rows


class _Lines(NamedTuple):
    """The mesh's lines: those that run across each row of quads, and along some of them."""

    across: list[list[QLineF]]
    along: dict[int, QPolygonF]


def _mesh_lines(places: Floats) -> _Lines:
    cells = len(places) - 1
    every = max(cells // LINES, 1)
    shown = places[:, ::every]
    ends = np.concatenate([shown[:-1], shown[1:]], axis=2)
    across = [[QLineF(*each) for each in row] for row in ends.tolist()]
    along = {row: _polyline(places[row]) for row in range(0, cells, every)}
    # The near border shares its row with no other: nothing is painted after it.
    return _Lines(across, along | {cells - 1: _polyline(places[-1])})


def _polyline(places: Floats) -> QPolygonF:
    return polygon(np.array(places[:, 0]), np.array(places[:, 1]))


def _by_row(rows: NDArray[np.intp], ends: Floats, cells: int) -> list[list[QLineF]]:
    found: list[list[QLineF]] = [[] for _ in range(cells)]
    for row, each in zip(rows.tolist(), ends.reshape(-1, 4).tolist(), strict=True):
        found[row].append(QLineF(*each))
    return found
