"""A bar that fills as long work gets on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.theme.numbers import format_percent
from playground.ui.widgets import painting

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme

_HEIGHT = 6
_WIDTH = 80


class ProgressBar(QWidget):
    """Shows a share from 0 to 1."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._share = theme, 0.0
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    @property
    def share(self) -> float:
        """How much is done."""
        return self._share

    def show_share(self, share: float) -> None:
        """Fill it so far."""
        self._share = min(max(share, 0.0), 1.0)
        self.setAccessibleDescription(format_percent(self._share))
        self.update()

    def sizeHint(self) -> QSize:
        """Give the size the content needs."""
        return QSize(self._theme.px(_WIDTH), self._theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the groove and what is done of it."""
        whole = QRectF(self.rect())
        radius = whole.height() / 2
        with QPainter(self) as painter:
            painting.smooth(painter)
            painting.fill_round(painter, whole, radius, self._theme.color("ctlh"))
            done = QRectF(whole)
            done.setWidth(max(whole.width() * self._share, whole.height()))
            painting.fill_round(painter, done, radius, self._theme.color("ink"))

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
