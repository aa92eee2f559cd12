"""A neuron's map, larger than on the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPaintEvent, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.canvas.images import images_of, picture_rect
from playground.ui.widgets.painting import outline_round, smooth

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import Picture

SIDE = 108
RADIUS = 8


class NeuronMap(QWidget):
    """Shows one picture of activations over the plane, in the colours of the canvas."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._map: Picture | None = None
        self._reach: float | None = None
        self._image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Map of the neuron over the plane")
        theme.changed.connect(self._restyle)

    def show_map(self, picture: Picture | None, reach: float | None) -> None:
        """Show activations (rows, columns), their colours from -reach to reach, or by their own sizes."""
        self._map, self._reach = picture, reach
        lut = self._theme.lut("value")
        self._image = None if picture is None else images_of(picture[None], reach, lut, cut=False)[0]
        self.update()

    def sizeHint(self) -> QSize:
        """Give its one size."""
        return QSize(self._theme.px(SIDE), self._theme.px(SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture in its frame."""
        rect = QRectF(self.rect())
        with QPainter(self) as painter:
            smooth(painter)
            radius = self._theme.pxf(RADIUS)
            if self._image is not None:
                _paint_rounded(painter, self._image, rect, radius)
            outline_round(painter, rect, radius, self._theme.color("ink3"), self._theme.pxf(1.2))

    def _restyle(self) -> None:
        self.updateGeometry()
        self.show_map(self._map, self._reach)


def _paint_rounded(painter: QPainter, image: QImage, rect: QRectF, radius: float) -> None:
    shown = picture_rect(image.width(), image.height())
    scale = QTransform.fromScale(rect.width() / shown.width(), rect.height() / shown.height())
    brush = QBrush(image)
    brush.setTransform(scale.translate(-shown.left(), -shown.top()))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    painter.drawRoundedRect(rect, radius, radius)
