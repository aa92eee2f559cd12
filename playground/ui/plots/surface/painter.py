"""Paints a surface: what stands behind it, its quads from far to near, and the samples among them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter

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

LINES = 10
_LEVELS, _SHADES = 256, 16
_DARKEST, _BRIGHTEST = {"dark": 0.62, "light": 0.74}, {"dark": 1.34, "light": 1.06}
_MESH_ALPHA = {"dark": 0.20, "light": 0.26}
_BORDER, _DROP = 1.6, 1.0
# A quad reaches so many pixels under its nearer neighbours, so that no ground shines through between them.
_UNDER = 0.9


@dataclass
class SurfacePainter:
    """Holds the brushes that it has made for one theme."""

    theme: Theme
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
        corner, under = _corners(places)
        brushes = self._brushes_of(mesh, order.arrange(_codes(self.theme, mesh, camera)))
        lines = _mesh_lines(places, cells)
        borders = _by_row(
            order.rows_of(mesh.borders.mean(axis=1), cells),
            _lines(camera.project(mesh.borders, scale, middle)),
            cells,
        )
        samples = [sample_rows(each, order, camera, cells, scale, middle) for each in marks]
        mesh_pen = line_pen(self.theme.color("ink", _MESH_ALPHA[self.theme.name]), 1.0)
        border_pen = line_pen(self.theme.color("ink"), self.theme.pxf(_BORDER))
        width = cells + 1
        draw = painter.drawConvexPolygon
        for row in range(cells):
            painter.setPen(Qt.PenStyle.NoPen)
            at = row * width
            for column in range(cells):
                painter.setBrush(brushes[row * cells + column])
                here = at + column
                draw([corner[here], under[here + 1], under[here + width + 1], under[here + width]])
            painter.setPen(mesh_pen)
            painter.drawLines(lines[row])
            if borders[row]:
                painter.setPen(border_pen)
                painter.drawLines(borders[row])
            for each in samples:
                self._paint_samples(painter, each[row])

    def _paint_samples(self, painter: QPainter, row: list[Stood]) -> None:
        dropped = [each.line for each in row if each.drops]
        if dropped:
            painter.setPen(line_pen(self.theme.color("ink2", 0.55), _DROP))
            painter.drawLines(dropped)
        for each in row:
            each.sprites.draw_one(painter, each.line.x1(), each.line.y1(), each.kind)

    def _brushes_of(self, mesh: Mesh, codes: NDArray[np.intp]) -> list[QBrush]:
        listed = codes.ravel().tolist()
        missing = set(listed) - self._brushes.keys()
        if missing:
            self._make(mesh, missing)
        return [self._brushes[code] for code in listed]

    def _make(self, mesh: Mesh, codes: set[int]) -> None:
        theme = self.theme
        if mesh.winners is None:
            tables = packed_colors(theme.lut("area"))[None]
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


def _codes(theme: Theme, mesh: Mesh, camera: Camera) -> NDArray[np.intp]:
    """Return a number for the colour of each quad: its class (0 for values), its level, its shade."""
    lit = (shades(mesh.heights, camera) + 0.15) / 1.15
    shade = np.clip(lit * (_SHADES - 1) + 0.5, 0, _SHADES - 1).astype(np.intp)
    of_class = 0 if mesh.winners is None else mesh.winners.astype(np.intp) + 1
    return np.asarray((of_class * _LEVELS + mesh.levels) * _SHADES + shade)


def _nodes(heights: Floats) -> Floats:
    places = np.linspace(-1.0, 1.0, len(heights))
    x, y = np.meshgrid(places, places)
    return np.stack([x, y, heights], axis=-1)


def _corners(places: Floats) -> tuple[list[QPointF], list[QPointF]]:
    """Return the nodes row by row, and once more a little towards the viewer."""
    x, y = np.ascontiguousarray(places[..., 0]).ravel(), np.ascontiguousarray(places[..., 1]).ravel()
    edge = places[-1, -1] - places[0, 0]
    size = max(float(np.hypot(*edge)), 1.0)
    dx, dy = (_UNDER * edge / size).tolist()
    return polygon(x, y).toList(), polygon(x + dx, y + dy).toList()


def _mesh_lines(places: Floats, cells: int) -> list[list[QLineF]]:
    """Return for each row of quads the lines that are drawn on it."""
    every = max(cells // LINES, 1)
    rows: list[list[QLineF]] = []
    for row in range(cells):
        pieces = [np.hstack([places[row, ::every], places[row + 1, ::every]])]
        if row % every == 0:
            pieces.append(np.hstack([places[row, :-1], places[row, 1:]]))
        if row == cells - 1:
            pieces.append(np.hstack([places[-1, :-1], places[-1, 1:]]))
        rows.append([QLineF(*ends) for ends in np.concatenate(pieces).tolist()])
    return rows


def _lines(ends: Floats) -> list[QLineF]:
    return [QLineF(*each) for each in ends.reshape(-1, 4).tolist()]


def _by_row(rows: NDArray[np.intp], items: list[QLineF], cells: int) -> list[list[QLineF]]:
    found: list[list[QLineF]] = [[] for _ in range(cells)]
    for row, item in zip(rows.tolist(), items, strict=True):
        found[row].append(item)
    return found
