"""An area that is as tall as its content, or as there is room, and then scrolls up and down."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


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
