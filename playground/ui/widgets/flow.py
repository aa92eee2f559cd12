"""Widgets side by side, in as many lines as the width needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from playground.ui.theme.theme import Theme

_GAP = 4


class Flow(QWidget):
    """Places widgets at their preferred sizes; its height follows from its width."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._widgets: tuple[QWidget, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._place)

    def widgets(self) -> tuple[QWidget, ...]:
        """Give what is in it, in order."""
        return self._widgets

    def set_widgets(self, widgets: Sequence[QWidget]) -> None:
        """Show these and no others; the others are deleted."""
        for gone in set(self._widgets) - set(widgets):
            gone.hide()
            gone.deleteLater()
        self._widgets = tuple(widgets)
        for widget in self._widgets:
            widget.setParent(self)
            widget.show()
        self._place()

    def sizeHint(self) -> QSize:
        """Give the size of a few widgets in a line."""
        width = self._theme.px(194)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Give the least size: the widest widget alone."""
        widest = max((widget.sizeHint().width() for widget in self._widgets), default=0)
        return QSize(widest, self.heightForWidth(max(self.width(), widest)))

    def heightForWidth(self, width: int) -> int:
        """Give the height that the lines take at a width."""
        return self._corners(width)[1]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        for widget, corner in zip(self._widgets, self._corners(self.width())[0], strict=True):
            widget.resize(widget.sizeHint())
            widget.move(corner)
        self.updateGeometry()

    def _corners(self, width: int) -> tuple[list[QPoint], int]:
        gap = self._theme.px(_GAP)
        corners: list[QPoint] = []
        x = y = line = 0
        for widget in self._widgets:
            size = widget.sizeHint()
            if x and x + size.width() > width:
                x, y, line = 0, y + line, 0
            corners.append(QPoint(x, y))
            x, line = x + size.width() + gap, max(line, size.height())
        return corners, y + line
