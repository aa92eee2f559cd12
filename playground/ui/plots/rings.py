"""Rings around some of the samples of a map or a curve, so that they light up among the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from playground.ui.plots.frame import Frame
from playground.ui.widgets.painting import fill_round

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from playground.ui.theme.theme import Theme

    # Given a frame it returns where all samples lie in it (n, 2); given a painter too it draws some of them.
    Places = Callable[[Frame], NDArray[np.float64]]
    Marks = Callable[[QPainter, Frame, NDArray[np.int64]], None]

_RADIUS = 6.0
_MANY, _SMALLEST = 150, 0.7
_HALO, _LINE = 3.2, 1.5
_VEIL = 0.38
_CORNER = 8


class Rings:
    """Which samples are ringed, by their numbers; all others stand back behind a veil."""

    def __init__(self) -> None:
        self.indices: NDArray[np.int64] = np.zeros(0, np.int64)
        self.of_test = False
        self._layer: QPixmap | None = None
        self._drawn_for: object = None

    @property
    def shown(self) -> bool:
        """Whether any sample is ringed."""
        return len(self.indices) > 0

    def show(self, indices: NDArray[np.int64], of_test: bool) -> bool:
        """Ring these from now on, none for none; return whether that is a change."""
        changed = of_test != self.of_test or not np.array_equal(indices, self.indices)
        if changed:
            self.indices, self.of_test = indices, of_test
            self.forget()
        return changed

    def forget(self) -> None:
        """Draw anew: the samples lie elsewhere or look otherwise."""
        self._layer = None

    def paint(
        self, painter: QPainter, theme: Theme, frame: Frame, ratio: float, places: Places, marks: Marks | None
    ) -> None:
        """Paint the veil and the rings, through which one sees, drawn once for each frame and look.

        With `marks` the ringed samples are drawn as well: they are not there yet.
        """
        key = (frame, ratio, theme.name, theme.k, marks is None)
        if self._layer is None or self._drawn_for != key:
            self._layer, self._drawn_for = self._draw(theme, frame, ratio, places, marks), key
        painter.drawPixmap(frame.rect.topLeft(), self._layer)

    def _draw(self, theme: Theme, frame: Frame, ratio: float, places: Places, marks: Marks | None) -> QPixmap:
        layer = _transparent((frame.rect.size() * ratio).toSize(), ratio)
        inner = Frame(QRectF(0, 0, frame.rect.width(), frame.rect.height()), frame.x_range, frame.y_range)
        every = places(inner)
        numbers = self.indices[self.indices < len(every)]
        numbers = numbers[np.isfinite(every[numbers]).all(axis=1)]
        with QPainter(layer) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            fill_round(painter, inner.rect, theme.pxf(_CORNER), theme.color("panel", _VEIL))
            self._draw_rings(painter, theme, ratio, every[numbers])
            if marks is not None:
                marks(painter, inner, numbers)
        return layer

    def _draw_rings(self, painter: QPainter, theme: Theme, ratio: float, places: NDArray[np.float64]) -> None:
        radius = theme.pxf(_RADIUS) * max(min(1.0, (_MANY / max(len(places), 1)) ** 0.5), _SMALLEST)
        middle = float(np.ceil(radius + theme.pxf(_HALO)))
        corners = (np.rint((places - middle) * ratio) / ratio).tolist()
        clear, over = QPainter.CompositionMode.CompositionMode_DestinationOut, painter.compositionMode()
        for mode in (clear, over):
            stamp = _stamp(theme, ratio, radius, middle, hole=mode == clear)
            painter.setCompositionMode(mode)
            for x, y in corners:
                painter.drawPixmap(QPointF(x, y), stamp)


def _stamp(theme: Theme, ratio: float, radius: float, middle: float, *, hole: bool = False) -> QPixmap:
    """Return the picture of one ring around its middle, or of what is seen through it."""
    side = round(2 * middle * ratio)
    stamp = _transparent(QSize(side, side), ratio)
    with QPainter(stamp) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for token, width in (("panel", _HALO), ("ink", _LINE)):
            painter.setPen(QPen(theme.color(token), theme.pxf(width)))
            painter.setBrush(theme.color("ink") if hole else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(middle, middle), radius, radius)
    return stamp


def _transparent(size: QSize, ratio: float) -> QPixmap:
    pixmap = QPixmap(size)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap
