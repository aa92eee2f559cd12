"""A splitter whose handles stay out of sight until the mouse is over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle

from playground.ui.widgets import painting
from playground.ui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

_HANDLE = 10
_LINE = 3
_LINE_LENGTH = 36


class Splitter(QSplitter):
    """Double click on a handle brings back the sizes given to `set_default_sizes`."""

    def __init__(self, theme: Theme, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.theme = theme
        self._defaults: list[int] = []
        self.setChildrenCollapsible(False)
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_default_sizes(self, sizes: Sequence[float]) -> None:
        """Take these sizes, in design pixels, now and at each reset."""
        self._defaults = list(map(int, sizes))
        self.reset()

    def reset(self) -> None:
        """Go back to the default sizes."""
        if self._defaults:
            self.setSizes([self.theme.px(size) for size in self._defaults])

    def createHandle(self) -> QSplitterHandle:
        """Make the handle that shows itself under the mouse."""
        return _Handle(self.orientation(), self)

    def _restyle(self) -> None:
        self.setHandleWidth(self.theme.px(_HANDLE))


class _Handle(Painted, QSplitterHandle):
    """The gap between two panels; a short line shows that it can be dragged."""

    def __init__(self, orientation: Qt.Orientation, splitter: Splitter) -> None:
        super().__init__(orientation, splitter)
        self._splitter = splitter
        self.follow(splitter.theme)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._splitter.reset()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.fade.level <= 0:
            return
        width, length = self.theme.pxf(_LINE), self.theme.pxf(_LINE_LENGTH)
        upright = self.orientation() == Qt.Orientation.Horizontal
        line = QRectF(0, 0, width, length) if upright else QRectF(0, 0, length, width)
        line.moveCenter(QRectF(self.rect()).center())
        with QPainter(self) as painter:
            painting.smooth(painter)
            painting.fill_round(painter, line, width / 2, self.theme.color("line2", self.fade.level))
