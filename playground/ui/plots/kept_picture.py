"""A picture that a widget draws once and shows until something changes; its memory is used again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


class KeptPicture:
    """As large as its widget, `finer` times as sharp as its screen."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._pixmap = QPixmap()
        self._valid = False
        self.finer = 1

    @property
    def ratio(self) -> float:
        """Pixels of the picture per pixel of the widget."""
        return self._widget.devicePixelRatioF() * self.finer

    def forget(self) -> None:
        """Draw it anew when it is next asked for."""
        self._valid = False

    def get(self, draw: Callable[[QPainter], None]) -> QPixmap:
        """Return the picture, drawn on nothing by `draw` if it is not there or of another size."""
        ratio = self.ratio
        size = (self._widget.size() * ratio).expandedTo(QSize(1, 1))
        if self._pixmap.size() != size or self._pixmap.devicePixelRatio() != ratio:
            self._pixmap, self._valid = QPixmap(size), False
            self._pixmap.setDevicePixelRatio(ratio)
        if not self._valid:
            # Fresh memory for each look would take longer than to clear what is there.
            self._pixmap.fill(Qt.GlobalColor.transparent)
            with QPainter(self._pixmap) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                draw(painter)
            self._valid = True
        return self._pixmap
