"""A hairline under a title that grows while something long is computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from playground.ui.theme.theme import Theme

_HEIGHT = 2


class ProgressLine(QWidget):
    """`share` from 0 to 1; nothing is drawn at its ends."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.share = 0.0
        self.setAccessibleName("Progress")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_share(self, share: float) -> None:
        """Grow to this share."""
        if share != self.share:
            self.share = share
            self.setAccessibleDescription(f"{share:.0%}" if 0.0 < share < 1.0 else "")
            self.update()

    def sizeHint(self) -> QSize:
        """Return the height of a hairline."""
        return QSize(self._theme.px(100), self._theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is done."""
        if 0.0 < self.share < 1.0:
            with QPainter(self) as painter:
                painter.fillRect(
                    QRectF(0, 0, self.width() * self.share, self.height()), self._theme.color("ink2")
                )
