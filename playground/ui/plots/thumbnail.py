"""The little picture of a data set, drawn from its own points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from playground.document.choices import Task
from playground.ui.plots.frame import Frame
from playground.ui.plots.marks_painter import draw_class_marks, draw_value_marks

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from playground.ui.theme.theme import Theme

_MARK = 0.03
_FIELD_MARK = 0.06
_MARGIN = 0.1
_MOST = 400


def points_thumbnail(
    theme: Theme, xy: ArrayLike, values: ArrayLike, task: Task, size: float, dpr: float = 1.0
) -> QImage:
    """Return a square transparent picture of points.

    Parameters
    ----------
    theme : Theme
        Gives the colours.
    xy : (n, 2)
        The points; the picture holds them all, with the same scale along both sides.
    values : (n,)
        For classes -1 and +1, or class indices; for numbers the values, coloured around zero if inside.
    task : Task
        Whether `values` are classes or numbers.
    size : float
        The side in pixels of the window, scaled already.
    dpr : float
        The device pixel ratio; the picture has size * dpr pixels along each side.
    """
    side = max(round(size * dpr), 1)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(dpr)
    image.fill(Qt.GlobalColor.transparent)
    points, labels = _some(np.asarray(xy, dtype=np.float64), np.asarray(values, dtype=np.float64))
    if len(points):
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            _paint(painter, theme, points, labels, task, size)
    return image


def _paint(
    painter: QPainter, theme: Theme, xy: np.ndarray, values: np.ndarray, task: Task, size: float
) -> None:
    frame = _frame(xy, size)
    places = np.column_stack(frame.pixels(xy[:, 0], xy[:, 1]))
    if task is Task.REGRESSION:
        draw_value_marks(painter, theme, places, values, _scale(values), _FIELD_MARK * size)
    else:
        classes = (values > 0).astype(int) if (values < 0).any() else values.astype(int)
        draw_class_marks(painter, theme, places, classes, _MARK * size)


def _some(xy: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    known = np.isfinite(xy).all(axis=1) & np.isfinite(values)
    xy, values = xy[known], values[known]
    stride = max(1, -(-len(xy) // _MOST))
    return xy[::stride], values[::stride]


def _frame(xy: np.ndarray, size: float) -> Frame:
    low, high = xy.min(axis=0), xy.max(axis=0)
    middle = (low + high) / 2
    reach = float((high - low).max()) / 2 or 1.0
    rect = QRectF(0, 0, size, size).adjusted(_MARGIN * size, _MARGIN * size, -_MARGIN * size, -_MARGIN * size)
    x, y = middle.tolist()
    return Frame(rect, (x - reach, x + reach), (y - reach, y + reach))


def _scale(values: np.ndarray) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    reach = max(-low, high)
    return (-reach, reach) if low < 0 < high else (low, high)
