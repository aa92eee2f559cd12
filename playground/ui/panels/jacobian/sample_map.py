"""A small decision map to pick a sample on, with the circle around it and the slope of the output."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from playground.ui.plots.keyboard_focus import KeyboardFocus
from playground.ui.plots.map_arrows import draw_arrow
from playground.ui.plots.map_view import MapView
from playground.ui.widgets.painting import focus_ring
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme
    from playground.worker.questions import JacobianAnswer

_STEPS: dict[int, int] = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: 1,
}
_RING, _ARROW, _ARROW_SHARE, _CORNER = 6.0, 44.0, 0.2, 8.0
_NEAR = 1e-12


class SampleMap(MapView):
    """A click picks the nearest training sample, the arrow keys the next; `picked` and `stepped` carry it."""

    picked = Signal(int)
    stepped = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._focus = KeyboardFocus(self)
        self._sample = 0
        self._radius = 0.0
        self._slope: tuple[float, float] | None = None
        self.setAccessibleName("Map of the samples")
        set_tip(self, "Click a training sample; arrow keys take the next", "")
        self.setCursor(Qt.CursorShape.CrossCursor)
        # It takes the height that its row has, instead of asking for one.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Return the smallest size, so that both rows of the page are equally high."""
        return self.minimumSizeHint()

    def show_sample(self, sample: int) -> None:
        """Ring this training sample."""
        self._sample = sample
        self.update()

    def show_circle(self, answer: JacobianAnswer | None, row: int = 0) -> None:
        """Draw the circle and the slope of an output; None where the map's axes are not x itself."""
        self._radius, self._slope = 0.0, None
        if answer is not None:
            self._radius = answer.radius
            across, up = (*answer.slopes[row].tolist(), 0.0)[:2]
            self._slope = (across, up)
        self.update()

    @property
    def slope(self) -> tuple[float, float] | None:
        """The slope that is drawn as an arrow."""
        return self._slope

    def place_of(self, sample: int) -> QPointF | None:
        """Return where a training sample is drawn, None where it is not."""
        places = self._places()
        return QPointF(*places[sample].tolist()) if sample < len(places) else None

    def _places(self) -> np.ndarray:
        frame = self.axes().frame
        points = self._points.along_strip(*frame.y_range) if self._is_strip else self._points
        if not len(points.train_xy):
            return np.zeros((0, 2))
        return np.stack(frame.pixels(points.train_xy[:, 0], points.train_xy[:, 1]), axis=1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick the sample under the mouse."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pick(event.position())
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pick while the mouse is dragged."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._pick(event.position())

    def _pick(self, at: QPointF) -> None:
        places = self._places()
        if len(places):
            nearest = int(np.hypot(*(places - (at.x(), at.y())).T).argmin())
            if nearest != self._sample:
                self.picked.emit(nearest)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the next sample, or the one before."""
        step = _STEPS.get(event.key())
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def paint_above(self, painter: QPainter) -> None:
        """Paint the ring, the circle, the arrow and the ring of the focus."""
        at = self.place_of(self._sample)
        if at is not None:
            painter.save()
            painter.setClipRect(self.axes().frame.rect)
            self._paint_circle(painter, at)
            painter.restore()
        if self._focus.shown:
            focus_ring(painter, self._theme, QRectF(self.axes().frame.rect), self._theme.pxf(_CORNER))

    def _paint_circle(self, painter: QPainter, at: QPointF) -> None:
        theme, frame = self._theme, self.axes().frame
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for token, width in (("panel", 4.0), ("ink", 2.0)):
            painter.setPen(QPen(theme.color(token), theme.pxf(width)))
            painter.drawEllipse(at, theme.pxf(_RING), theme.pxf(_RING))
        across = self._radius * frame.rect.width() / (frame.x_range[1] - frame.x_range[0])
        up = self._radius * frame.rect.height() / (frame.y_range[1] - frame.y_range[0])
        painter.setPen(QPen(theme.color("ink"), theme.pxf(1.2), Qt.PenStyle.DashLine))
        if self._is_strip:
            painter.drawLine(at - QPointF(across, 0), at + QPointF(across, 0))
        elif across > 0:
            painter.drawEllipse(at, across, up)
        self._paint_arrow(painter, at)

    def _paint_arrow(self, painter: QPainter, at: QPointF) -> None:
        length = math.hypot(*self._slope) if self._slope is not None else 0.0
        if self._slope is None or length < _NEAR:
            return
        reach = min(self._theme.pxf(_ARROW), _ARROW_SHARE * self.axes().frame.rect.width()) / length
        draw_arrow(painter, self._theme, at, at + QPointF(self._slope[0] * reach, -self._slope[1] * reach))
