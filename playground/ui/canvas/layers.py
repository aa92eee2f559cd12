"""Pictures of parts of the scene that are kept between two paints while nothing about them has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPainter, QPixmap

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSizeF
    from PySide6.QtGui import QTransform


class Layer:
    """One kept picture as large as the viewport, in device pixels."""

    def __init__(self) -> None:
        self._pixmap = QPixmap()
        self._key: object = None

    def draw(
        self,
        target: QPainter,
        viewport: QSizeF,
        transform: QTransform,
        ground: QColor,
        key: object,
        paint: Callable[[QPainter], None],
    ) -> None:
        """Draw the kept picture, made anew with `paint` over `ground` if the key or the size is another."""
        ratio = target.deviceTransform().m11()
        size = (viewport * ratio).toSize()
        if size != self._pixmap.size():
            self._pixmap = QPixmap(size)
            self._pixmap.setDevicePixelRatio(ratio)
            self._key = None
        if key != self._key:
            self._pixmap.fill(ground)
            with QPainter(self._pixmap) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setTransform(transform, True)
                paint(painter)
            self._key = key
        target.drawPixmap(0, 0, self._pixmap)
