"""A neuron's map, larger than on the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.canvas.images import images_of, picture_rect
from playground.ui.widgets.painting import outline_round, smooth

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import Picture

SIDE = 132


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
        self._image = None if picture is None else images_of(picture[None], reach, lut)[0]
        self.update()

    def sizeHint(self) -> QSize:
        """Give its one size."""
        return QSize(self._theme.px(SIDE), self._theme.px(SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture in its frame."""
        rect = QRectF(self.rect())
        with QPainter(self) as painter:
            smooth(painter)
            if self._image is not None:
                painter.drawImage(rect, self._image, picture_rect(self._image.width(), self._image.height()))
            radius = 0.215 * rect.width() if self._image is not None else self._theme.pxf(8)
            outline_round(painter, rect, radius, self._theme.color("ink3"), self._theme.pxf(1.2))

    def _restyle(self) -> None:
        self.updateGeometry()
        self.show_map(self._map, self._reach)
