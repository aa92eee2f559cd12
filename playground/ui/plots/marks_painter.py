"""Samples as marks: a shape and a colour for each class, a coloured disc for a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from playground.ui.plots.map_image import color_levels
from playground.ui.theme.marks import class_mark, mark_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playground.ui.theme.theme import Theme

Floats = NDArray[np.float64]


def draw_class_marks(painter: QPainter, theme: Theme, places: Floats, labels: NDArray, radius: float) -> None:
    """Draw samples of classes at places (n, 2) in pixels, with the painter's pen around them."""
    for index in np.unique(labels).astype(int).tolist():
        painter.setBrush(theme.class_color(index))
        path = mark_path(class_mark(index), radius)
        for x, y in places[labels == index].tolist():
            painter.drawPath(path.translated(x, y))


def draw_value_marks(
    painter: QPainter, theme: Theme, places: Floats, values: Floats, scale: tuple[float, float], radius: float
) -> None:
    """Draw samples of numbers at places (n, 2) in pixels, coloured between the ends of the scale."""
    for (x, y), color in zip(places.tolist(), value_colors(theme, values, scale), strict=True):
        painter.setBrush(color)
        painter.drawEllipse(QPointF(x, y), radius, radius)


def value_colors(theme: Theme, values: Floats, scale: tuple[float, float]) -> Iterator[QColor]:
    """Return the colour of each number between the ends of a scale."""
    colors = [QColor(*rgb) for rgb in theme.lut("value").tolist()]
    return (colors[level] for level in color_levels(np.asarray(values, dtype=np.float64), *scale).tolist())


def outline(color: QColor, width: float) -> QPen:
    """Return the pen around marks."""
    pen = QPen(color, width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


def draw_legend_mark(painter: QPainter, theme: Theme, index: int, at: QPointF, radius: float) -> None:
    """Draw the mark of one class, as it stands in a legend."""
    path: QPainterPath = mark_path(class_mark(index), radius)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.class_color(index))
    painter.drawPath(path.translated(at))
