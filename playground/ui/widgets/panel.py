"""A rounded panel with room for a title row and a body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.ui.widgets import painting
from playground.ui.widgets.label import Label

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme

_RADIUS = 10
_MARGINS = (14, 10, 14, 12)
_SPACING = 8
_HEADER = 28


class Panel(QWidget):
    """Put widgets into `body`; with a title, more can go into `header`, right of it."""

    def __init__(self, theme: Theme, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.body = QVBoxLayout(self)
        self.header = QHBoxLayout()
        self._title = Label(theme, title, self, role="panel_title")
        self._title.setVisible(bool(title))
        if title:
            self.setAccessibleName(title)
            self.header.addWidget(self._title)
            self.body.addLayout(self.header)
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_title(self, title: str) -> None:
        """Change the title of a panel that was made with one."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and its border."""
        rect, radius = QRectF(self.rect()), self._theme.pxf(_RADIUS)
        with QPainter(self) as painter:
            painting.smooth(painter)
            painting.fill_round(painter, rect, radius, self._theme.color("panel"))
            painting.outline_round(painter, rect, radius, self._theme.color("line"))

    def _restyle(self) -> None:
        self.body.setContentsMargins(*(self._theme.px(margin) for margin in _MARGINS))
        self.body.setSpacing(self._theme.px(_SPACING))
        self.header.setSpacing(self._theme.px(_SPACING))
        self._title.setMinimumHeight(self._theme.px(_HEADER))
        self.update()
