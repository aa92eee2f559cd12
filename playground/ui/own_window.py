"""A plain window of its own for one view, as for a projector."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.ui.widgets.spacing import Spacing

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent

    from playground.ui.theme.theme import Theme

SIZE = (720, 780)
_MARGIN = 14


class OwnWindow(QWidget):
    """F11 fills the screen, Esc closes; it is gone once it is closed, and `closed` says so."""

    closed = Signal()

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._theme = theme
        self.setWindowTitle(f"{title} – Playground")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # The program ends with its main window, not with this one.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self._column = QVBoxLayout(self)
        margins = (_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        Spacing(theme, self, self._column, 8, margins)
        self.resize(*(theme.px(side) for side in SIZE))
        theme.changed.connect(self.update)

    def show_content(self, content: QWidget) -> None:
        """Fill it, once."""
        self._column.addWidget(content, 1)
        content.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Fill the screen, or close."""
        if event.key() == Qt.Key.Key_F11:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that it is gone."""
        self.closed.emit()
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._theme.color("win"))
