"""The triangle that always stands beside red words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.widgets import painting

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme


class WarningIcon(QWidget):
    """An icon of so many design pixels."""

    def __init__(self, theme: Theme, size: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._size = theme, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the icon's size."""
        side = self._theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the triangle."""
        with QPainter(self) as painter:
            box = self.rect().toRectF()
            painting.draw_icon(painter, self, self._theme, "triangle-alert", self._size, "danger", box)
