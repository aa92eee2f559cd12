"""A hairline that fills from the left as long work goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme

_HEIGHT = 2


class ProgressLine(QWidget):
    """Keeps its height while nothing is under way, so that nothing moves when something begins."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._share = theme, 0.0
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_share(self, share: float | None) -> None:
        """Show what share of the work is done, from 0 to 1; None: nothing is under way."""
        self._share = share or 0.0
        self.setAccessibleDescription("" if share is None else f"{round(100 * share)} % done")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the part that is done."""
        if self._share > 0:
            with QPainter(self) as painter:
                width = self._share * self.width()
                painter.fillRect(QRectF(0, 0, width, self.height()), self._theme.color("ink2"))

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.px(_HEIGHT))
