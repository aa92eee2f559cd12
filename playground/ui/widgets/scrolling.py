"""An area that is as tall as its content, or as there is room, and then scrolls up and down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class LeastTall(QWidget):
    """What a scrolling area holds that is to scroll only where its parts cannot get any lower."""

    def heightForWidth(self, width: int) -> int:
        """Give the least height, where a layout would give the one it likes best."""
        layout = self.layout()
        return super().heightForWidth(width) if layout is None else layout.totalMinimumHeightForWidth(width)


class ScrollingColumn(QScrollArea):
    """Shows no frame; Tab brings what it reaches into sight."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for part in (self.viewport(), content):
            part.setAutoFillBackground(False)

    def fit(self, room: int) -> None:
        """Be as tall as the content where there is room for it, and wide enough for the scroll bar else."""
        layout = self._content.layout()
        if layout is not None:
            layout.activate()
        width = self._content.sizeHint().width()
        wraps = self._content.hasHeightForWidth()
        height = self._content.heightForWidth(width) if wraps else self._content.sizeHint().height()
        bar = self.verticalScrollBar().sizeHint().width() if height > room else 0
        self.setFixedSize(width + bar, min(height, room))


class FilledColumn(ScrollingColumn):
    """Fills its room with the content, which scrolls only where there is less than it needs at least."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(content, parent)
        self.setWidgetResizable(False)
        content.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the content its size."""
        super().resizeEvent(event)
        self._fill()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what the content needs."""
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self._fill()
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        room, layout = self.viewport().size(), self._content.layout()
        if layout is not None:
            least = max(layout.minimumHeightForWidth(room.width()), layout.minimumSize().height())
            self._content.resize(room.width(), max(room.height(), least))
