"""The two cached layers of a decision map: the coloured ground with its borders, and the samples on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPixmap

from playground.document.choices import Task
from playground.ui.plots.contour import Polyline, class_borders, zero_contour
from playground.ui.plots.map_image import map_image
from playground.ui.plots.marks_painter import draw_class_marks, draw_value_marks, outline
from playground.ui.plots.strokes import line_pen, polygon, simplified
from playground.ui.widgets.painting import smooth

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.ui.plots.frame import Frame
    from playground.ui.plots.points import PointCloud
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import DecisionMap

CORNER = 8
_CONTOUR = 1.4
_SURE = 1.0 - 1e-7
_RADIUS = 3.1
_TRAIN_OUTLINE = 1.0
_TEST_OUTLINE = 1.3
_MANY = 800
_SMALLEST = 0.6


def borders_of(decision: DecisionMap, task: Task) -> list[Polyline]:
    """Return the lines on a map: where the classes meet or a neuron is zero; a map of numbers has none."""
    if decision.winners is not None:
        return class_borders(decision.winners, decision.values)
    if decision.focus is None and task is Task.REGRESSION:
        return []
    if decision.focus is None:
        # Between two saturated answers the crossing is better found on the scale that grows evenly.
        return zero_contour(np.arctanh(np.clip(decision.values.astype(np.float64), -_SURE, _SURE)))
    return zero_contour(decision.values)


def ground_layer(
    theme: Theme,
    size: QSizeF,
    ratio: float,
    decision: DecisionMap | None,
    lines: list[Polyline],
    discretize: bool,
) -> QPixmap:
    """Return the map's ground, hatched where there is no number and empty before there is a map."""
    pixmap = _transparent(size, ratio)
    area = QRectF(0, 0, size.width(), size.height())
    with QPainter(pixmap) as painter:
        smooth(painter)
        if decision is None or not np.isfinite(decision.values).all():
            painter.fillRect(area, theme.color("card"))
        if decision is not None:
            _paint_map(painter, theme, area, decision, lines, discretize)
        _cut_corners(painter, area, theme.pxf(CORNER))
    return pixmap


def _paint_map(
    painter: QPainter,
    theme: Theme,
    area: QRectF,
    decision: DecisionMap,
    lines: list[Polyline],
    discretize: bool,
) -> None:
    image = map_image(theme, decision, discretize)
    if image.hasAlphaChannel():
        painter.fillRect(area, QBrush(theme.color("danger", 0.7), Qt.BrushStyle.BDiagPattern))
    painter.drawImage(area, image)
    painter.setPen(line_pen(theme.color("ink"), theme.pxf(_CONTOUR)))
    rows, columns = decision.values.shape
    for line in lines:
        # A sample stands in the middle of its pixel.
        x = (line[:, 0] + 0.5) * (area.width() / columns)
        y = (line[:, 1] + 0.5) * (area.height() / rows)
        painter.drawPolyline(polygon(*simplified(x, y)))


def marks_layer(
    theme: Theme, size: QSizeF, ratio: float, frame: Frame, points: PointCloud, test: bool
) -> QPixmap:
    """Return the samples in the frame, which starts at the pixmap's corner; the test samples lie on top."""
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
        _cut_corners(painter, QRectF(0, 0, size.width(), size.height()), theme.pxf(CORNER))
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
    outside = QPainterPath()
    outside.addRect(area)
    outside.addRoundedRect(area, radius, radius)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
    painter.fillPath(outside, Qt.GlobalColor.black)
