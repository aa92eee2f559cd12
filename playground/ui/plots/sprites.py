"""Marks of samples as pictures made once, so that many can be drawn while they move."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from playground.document.choices import Task
from playground.ui.plots.map_image import color_levels
from playground.ui.plots.marks_painter import outline
from playground.ui.theme.marks import class_mark, mark_path

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.ui.plots.points import PointCloud
    from playground.ui.theme.theme import Theme

_LEVELS = 256
# So many colours are told apart in a small disc.
_COARSE = 8
_ROOM = 1.7
_OUTLINES = {False: 1.0, True: 1.3}
_MANY, _SMALLEST = 800, 0.6


class Sprites:
    """The marks of one cloud's training or test samples, by what they stand for."""

    def __init__(
        self, theme: Theme, ratio: float, radius: float, points: PointCloud, *, test: bool = False
    ) -> None:
        self._theme, self._ratio, self._radius, self._points = theme, ratio, radius, points
        numbers = points.task is Task.REGRESSION
        # A number's disc may have the very colour of the ground: its outline must differ from both.
        self._edge = "ink" if test else "ink3" if numbers else "win"
        self._width = theme.pxf(_OUTLINES[test])
        self.reach = radius * _ROOM + self._width
        self._made: dict[int, QPixmap] = {}

    def draw(self, painter: QPainter, places: NDArray[np.float64], labels: NDArray) -> None:
        """Draw samples at places (n, 2) in pixels."""
        for (x, y), picture in zip((places - self.reach).tolist(), self.pictures(labels), strict=True):
            painter.drawPixmap(QPointF(x, y), picture)

    def pictures(self, labels: NDArray) -> list[QPixmap]:
        """Return the picture of each label; its middle is `reach` from its left and its top."""
        kinds = self._kinds(labels)
        for kind in set(kinds) - self._made.keys():
            self._made[kind] = self._make(kind)
        return [self._made[kind] for kind in kinds]

    def _kinds(self, labels: NDArray) -> list[int]:
        """Return which picture stands for each label: a class, or a shade of a number."""
        if self._points.task is not Task.REGRESSION:
            return [int(label) for label in labels.tolist()]
        levels = color_levels(np.asarray(labels, np.float64), self._points.low, self._points.high)
        return [int(level) for level in (levels // _COARSE).tolist()]

    def _make(self, kind: int) -> QPixmap:
        side = int(np.ceil(2 * self.reach * self._ratio))
        pixmap = QPixmap(side, side)
        pixmap.setDevicePixelRatio(self._ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        numbers = self._points.task is Task.REGRESSION
        with QPainter(pixmap) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(outline(self._theme.color(self._edge), self._width))
            painter.setBrush(self._shade(kind) if numbers else self._theme.class_color(kind))
            mark = "disc" if numbers else class_mark(kind)
            painter.drawPath(mark_path(mark, self._radius).translated(self.reach, self.reach))
        return pixmap

    def _shade(self, kind: int) -> QColor:
        level = min(kind * _COARSE + _COARSE // 2, _LEVELS - 1)
        return QColor(*self._theme.lut("value")[level].tolist())


class SpriteShelf:
    """Keeps the pictures of the samples that are drawn now, for training and for test samples."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._kept: dict[bool, tuple[PointCloud, float, float, Sprites]] = {}
        theme.changed.connect(self._kept.clear)

    def take(self, ratio: float, radius: float, points: PointCloud, *, test: bool) -> Sprites:
        """Return the pictures for a cloud at the screen's ratio, the same ones as long as nothing changes."""
        kept = self._kept.get(test)
        if kept is None or kept[0] is not points or kept[1:3] != (ratio, radius):
            made = Sprites(self._theme, ratio, radius, points, test=test)
            kept = self._kept[test] = (points, ratio, radius, made)
        return kept[3]


def radius_for(theme: Theme, radius: float, count: int) -> float:
    """Return how large marks are drawn: smaller where there are very many."""
    return theme.pxf(radius) * max(min(1.0, (_MANY / max(count, 1)) ** 0.5), _SMALLEST)
