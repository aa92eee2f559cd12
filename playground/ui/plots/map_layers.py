"""The cached layers of a decision map: the ground with its lines, the arrows, and the samples on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPixmap

from playground.document.choices import Task
from playground.ui.plots.contour import Polyline, class_borders, twice_as_fine, zero_contour
from playground.ui.plots.map_arrows import draw_arrows
from playground.ui.plots.map_contours import draw_levels
from playground.ui.plots.map_image import map_image
from playground.ui.plots.map_regions import draw_class_places
from playground.ui.plots.marks_painter import draw_class_marks, draw_value_marks, outline
from playground.ui.plots.strokes import all_simplified, line_pen, polygon
from playground.ui.widgets.painting import outline_round, smooth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from playground.ui.plots.frame import Frame
    from playground.ui.plots.map_contours import Level
    from playground.ui.plots.map_regions import ClassPlace
    from playground.ui.plots.points import PointCloud
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import DecisionMap, InputGradients

CORNER = 8
_CONTOUR = 1.4
_SURE = 1.0 - 1e-7
_RADIUS = 3.1
_TRAIN_OUTLINE = 1.0
_TEST_OUTLINE = 1.3
_MANY = 800
_SMALLEST = 0.6
_ROUND = 0.5523
_BEAD = 14


def borders_of(decision: DecisionMap, task: Task) -> list[Polyline]:
    """Return the lines on a map: where the classes meet or a neuron is zero; a map of numbers has none."""
    if decision.winners is not None:
        return class_borders(decision.winners, decision.values)
    if decision.focus is None and task is Task.REGRESSION:
        return []
    if decision.focus is None:
        # Between two saturated answers the crossing is better found on the scale that grows evenly.
        return _smooth_contour(np.arctanh(np.clip(decision.values.astype(np.float64), -_SURE, _SURE)))
    return _smooth_contour(np.asarray(decision.values, dtype=np.float64))


def _smooth_contour(field: NDArray[np.float64]) -> list[Polyline]:
    lines = zero_contour(field)
    # A band narrower than the samples lie apart breaks up into beads; between them it still can be found.
    if not any(_is_bead(line) for line in lines) or not np.isfinite(field).all():
        return lines
    return [line / 2.0 for line in zero_contour(twice_as_fine(field))]


def _is_bead(line: Polyline) -> bool:
    return len(line) < _BEAD and bool((line[0] == line[-1]).all())


@dataclass(frozen=True, slots=True)
class Ground:
    """What the ground shows: a map, its borders, lines of equal value, flat colours with marks or shades."""

    decision: DecisionMap | None = None
    borders: Sequence[Polyline] = ()
    levels: Sequence[Level] = ()
    discretize: bool = False
    marks: Sequence[ClassPlace] = ()


def ground_layer(theme: Theme, size: QSizeF, ratio: float, ground: Ground) -> QPixmap:
    """Return the map's ground, hatched where there is no number and empty before there is a map."""
    pixmap = _transparent(size, ratio)
    area = QRectF(0, 0, size.width(), size.height())
    decision = ground.decision
    with QPainter(pixmap) as painter:
        smooth(painter)
        if decision is None or not np.isfinite(decision.values).all():
            painter.fillRect(area, theme.color("card"))
        if decision is not None:
            _paint_map(painter, theme, area, decision, ground)
        _cut_corners(painter, area, theme.pxf(CORNER))
    return pixmap


def _paint_map(painter: QPainter, theme: Theme, area: QRectF, decision: DecisionMap, ground: Ground) -> None:
    image = map_image(theme, decision, ground.discretize)
    if image.hasAlphaChannel():
        painter.fillRect(area, QBrush(theme.color("danger", 0.7), Qt.BrushStyle.BDiagPattern))
    painter.drawImage(area, image)
    draw_class_places(painter, theme, area, ground.marks)
    draw_levels(painter, theme, area, decision.values.shape, ground.levels)
    painter.setPen(line_pen(theme.color("ink"), theme.pxf(_CONTOUR)))
    rows, columns = decision.values.shape
    # A sample stands in the middle of its pixel.
    scale = np.array([area.width() / columns, area.height() / rows])
    for x, y in all_simplified([(line + 0.5) * scale for line in ground.borders]):
        painter.drawPolyline(polygon(x, y))


def arrows_layer(theme: Theme, size: QSizeF, ratio: float, frame: Frame, field: InputGradients) -> QPixmap:
    """Return the input gradients in the frame, which starts at the pixmap's corner."""
    pixmap = _transparent(size, ratio)
    with QPainter(pixmap) as painter:
        smooth(painter)
        draw_arrows(painter, theme, frame, field)
    return pixmap


def marks_layer(
    theme: Theme, size: QSizeF, ratio: float, frame: Frame, points: PointCloud, test: bool
) -> QPixmap:
    """Return the samples in the frame, which starts at the pixmap's corner, and the map's border.

    The test samples lie on top.
    """
    pixmap = _transparent(size, ratio)
    with QPainter(pixmap) as painter:
        smooth(painter)
        # A number's disc may have the very colour of the ground: its outline must differ from both.
        token = "ink3" if points.task is Task.REGRESSION else "win"
        painter.setPen(outline(theme.color(token), theme.pxf(_TRAIN_OUTLINE)))
        _paint_marks(painter, theme, frame, points, points.train_xy, points.train_labels)
        if test:
            painter.setPen(outline(theme.color("ink"), theme.pxf(_TEST_OUTLINE)))
            _paint_marks(painter, theme, frame, points, points.test_xy, points.test_labels)
        area = QRectF(0, 0, size.width(), size.height())
        _cut_corners(painter, area, theme.pxf(CORNER))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        outline_round(painter, area, theme.pxf(CORNER), theme.color("line"))
    return pixmap


def _paint_marks(
    painter: QPainter, theme: Theme, frame: Frame, points: PointCloud, xy: NDArray, labels: NDArray
) -> None:
    if not len(xy):
        return
    places = np.column_stack(frame.pixels(xy[:, 0], xy[:, 1]))
    known = np.isfinite(places).all(axis=1) & np.isfinite(labels)
    places, labels = places[known], labels[known]
    radius = theme.pxf(_RADIUS) * max(min(1.0, (_MANY / max(len(places), 1)) ** 0.5), _SMALLEST)
    if points.task is Task.REGRESSION:
        draw_value_marks(painter, theme, places, labels, (points.low, points.high), radius)
    else:
        draw_class_marks(painter, theme, places, labels, radius)


def _transparent(size: QSizeF, ratio: float) -> QPixmap:
    pixmap = QPixmap((size * ratio).toSize())
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


def _cut_corners(painter: QPainter, area: QRectF, radius: float) -> None:
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
    painter.fillPath(_outside(area, radius), Qt.GlobalColor.black)


def _outside(area: QRectF, radius: float) -> QPainterPath:
    # Four small shapes: one that went around the whole map would be ten times as dear to fill.
    outside, bend = QPainterPath(), 1.0 - _ROUND
    for corner, right, down in (
        (area.topLeft(), radius, radius),
        (area.topRight(), -radius, radius),
        (area.bottomRight(), -radius, -radius),
        (area.bottomLeft(), radius, -radius),
    ):
        outside.moveTo(corner)
        outside.lineTo(corner + QPointF(right, 0.0))
        first, second = QPointF(bend * right, 0.0), QPointF(0.0, bend * down)
        outside.cubicTo(corner + first, corner + second, corner + QPointF(0.0, down))
        outside.closeSubpath()
    return outside
