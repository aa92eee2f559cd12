"""What every plot that is painted by hand does: take the keyboard, and be copied as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.plots.keyboard_focus import KeyboardFocus
from playground.ui.plots.pictures import copy_picture, picture_of

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme


class PaintedPlot(QWidget):
    """Painted by `paintEvent`, without focus and read-out while it is `_plain`.

    `SIZE` is what it has in its panel, `LEAST` the smallest in which it can be read.
    """

    SIZE, LEAST = (360, 180), (200, 80)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._plain = False
        self._focus = KeyboardFocus(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)

    def picture(self) -> QImage:
        """Return the plot as a picture on the panel's colour."""
        self._plain = True
        image = picture_of(self, self._theme)
        self._plain = False
        return image

    def sizeHint(self) -> QSize:
        """Return the size it has in its panel."""
        return QSize(*map(self._theme.px, self.SIZE))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size in which it can be read."""
        return QSize(*map(self._theme.px, self.LEAST))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the picture."""
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_picture(self.picture())
        else:
            super().keyPressEvent(event)
