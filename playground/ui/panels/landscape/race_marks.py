"""The shape and the hue of each racer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.theme.marks import class_mark, mark_path
from playground.ui.widgets import painting

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.ui.theme.theme import Theme

FIRST = 2  # the hues before stand for values below and above 0
RADIUS = 5.0


def racer_color(theme: Theme, index: int) -> QColor:
    """Return the hue of racer `index`."""
    return theme.class_color(index + FIRST)


def racer_ink(index: int) -> Callable[[Theme], QColor]:
    """Return what looks the hue up when it is drawn."""
    return partial(_ink, index=index)


def _ink(theme: Theme, index: int) -> QColor:
    return racer_color(theme, index)


def draw_mark(painter: QPainter, theme: Theme, index: int, at: QPointF, radius: float = RADIUS) -> None:
    """Draw the mark of a racer around a point."""
    path = mark_path(class_mark(index + FIRST), theme.pxf(radius)).translated(at)
    painter.setPen(QPen(theme.color("win"), theme.pxf(1.2)))
    painter.setBrush(racer_color(theme, index))
    painter.drawPath(path)


class RacerMark(QWidget):
    """Shows the mark of one racer."""

    def __init__(self, theme: Theme, index: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._index = theme, index
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the size it has in its row."""
        return QSize(self._theme.px(18), self._theme.px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark."""
        with QPainter(self) as painter:
            painting.smooth(painter)
            draw_mark(painter, self._theme, self._index, QPointF(self.width() / 2, self.height() / 2))
